"""How something is changed: a form in a dialog that closes only when the act succeeded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.domain.findings import Finding
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Overtaken, Refusal
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.drafting import DraftTimer
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.versions import Versions, lines_of, told_of
from drugcourt.ui.kit.watched import Watched


class DraftStore(Protocol):
    """Where unsaved text is kept so that it survives a crash; a name is one dialog's draft."""

    def load(self, name: str) -> dict[str, Any] | None: ...
    def save(self, name: str, draft: dict[str, Any]) -> None: ...
    def clear(self, name: str) -> None: ...


class FindingList(QFrame):
    """What the rules found: verdict as icon and word, the requirement, and what was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(6))
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Replace the list; nothing hides it."""
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for finding in findings:
            self._box.addWidget(self._line(finding))
        self.setVisible(bool(findings))

    def _line(self, finding: Finding) -> QWidget:
        line = QWidget()
        verdict = finding.verdict
        line.setAccessibleName(f"{verdict.label}: {finding.requirement}. {finding.text}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        picture = Picture(TONE_ICONS[verdict.tone], verdict.label, tone=verdict.tone)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(Text(f"{verdict.label}: {finding.requirement}"))
        told = ". ".join(part for part in (finding.text, finding.basis) if part)
        if told:
            words.addWidget(Muted(told, small=True))
        row.addLayout(words, 1)
        return line


class EditDialog(QDialog):
    """A form and one act. `act(values)` does it; a Refusal stays beside the form, nothing is lost.

    `done_with` carries what the act gave back. Ctrl+Enter does it, Esc leaves, and asks first
    when something was typed. With `drafts` and `draft_name` unsaved text is kept as it is typed
    and offered again. What somebody else saved in the meantime is never overwritten: both versions
    are shown, and for each field one is chosen. Open with `open()`: the dialog is freed when it
    closes.
    """

    done_with = Signal(object)

    def __init__(
        self,
        title: str,
        form: Form,
        act: Callable[[dict[str, Any]], object],
        confirm_text: str = "Save",
        parent: QWidget | None = None,
        *,
        detail: str = "",
        danger: bool = False,
        drafts: DraftStore | None = None,
        draft_name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form = form
        self._act = act
        self._drafts = drafts if draft_name else None
        self._draft_name = draft_name
        self._leaving = False
        self.notices = Notices()
        self.findings = FindingList()
        self.versions = Versions()
        self.versions.chosen.connect(self._take_version)
        self._watched = Watched(parent)
        look = Look.DANGER if danger else Look.PRIMARY
        self.confirm = Button(confirm_text, self.try_act, look)
        self.confirm.setToolTip(f"{confirm_text} (Ctrl+Enter)")
        self.cancel = Button("Cancel", self.leave)
        self._build(title, detail)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.try_act)
        self._draft_timer = DraftTimer(self)
        self._draft_timer.due.connect(self.keep_draft)
        form.changed.connect(self._edited)
        self._bring_draft()
        form.focus_first()

    def _build(self, title: str, detail: str) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addWidget(Heading(title))
        told = Muted(detail)
        if detail:
            outer.addWidget(told)
        outer.addWidget(self.notices)
        outer.addWidget(self.findings)
        outer.addWidget(self.versions)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(px(2), px(2), px(10), px(2))
        box.addWidget(self.form)
        area = scrolled(inner)
        outer.addWidget(area, 1)
        feet = QHBoxLayout()
        feet.addWidget(Muted("Ctrl+Enter to confirm, Esc to leave", wrap=False, small=True))
        feet.addStretch(1)
        feet.addWidget(self.cancel)
        feet.addWidget(self.confirm)
        outer.addLayout(feet)
        self.setMinimumWidth(px(420))
        width = max(px(520), inner.sizeHint().width() + px(60))
        wanted = inner.sizeHint().height() + px(150)
        if detail:  # the head and the feet leave room for one line; more lines ask for their own
            told.ensurePolished()
            wanted += max(0, told.heightForWidth(width - px(40)) - px(18))
        screen = self.screen() or QGuiApplication.primaryScreen()
        self._form_height = wanted
        self.resize(width, wanted)
        self.setMaximumHeight(max(px(300), screen.availableGeometry().height() - px(40)))

    def try_act(self) -> None:
        """Do it; close when it was done, else say why not beside what was typed."""
        self.notices.clear()
        self.findings.show_findings(())
        if not self.form.check() or not self._all_chosen():
            return
        try:
            with self._watched.saving():
                outcome = self._act(self.form.values())
        except Overtaken as overtaken:
            self._show_versions(overtaken)
        except FieldRefusal as refusal:
            if refusal.field in {field.key for field in self.form.fields}:
                self.form.set_errors({refusal.field: str(refusal)})
            else:
                self.notices.say(str(refusal), Tone.ALARM, key="refusal")
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refusal")
            self.findings.show_findings(refusal.findings)
            self.make_room()
        else:
            self._forget_draft()
            self._leaving = True
            self.done_with.emit(outcome)
            self.accept()
            self.close()

    def _show_versions(self, overtaken: Overtaken) -> None:
        """Both versions, field by field; the next try has seen what others saved up to now."""
        self.notices.say(str(overtaken), Tone.WATCH, key="refusal", closable=False)
        lines = [] if overtaken.removed else lines_of(self.form, overtaken.theirs)
        told = told_of(self.form, overtaken.theirs, all_of_it=overtaken.removed)
        self.versions.show_lines(overtaken.who, lines, told)
        if not overtaken.removed:
            self._watched.has_seen(overtaken.number)
        self.make_room()

    def _take_version(self, key: str, value: object) -> None:
        self.form.editor(key).set_value(value)

    def _all_chosen(self) -> bool:
        """Whether a version stands for each field of which there are two."""
        asked = self.versions.open_question()
        if asked is None:
            self.versions.clear()
            return True
        sentence = f"{asked.field.label}: choose first which version stays."
        self.notices.say(sentence, Tone.WATCH, key="refusal")
        self.versions.choices[asked.field.key].setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def make_room(self) -> None:
        """Make room for what is said above the form, as far as the screen allows."""
        said = (self.notices, self.findings, self.versions)
        told = sum(part.sizeHint().height() for part in said if not part.isHidden()) + px(24)
        needed = self._form_height + told
        self.resize(self.width(), max(self.height(), min(self.maximumHeight(), needed)))

    def leave(self) -> None:
        """Close without doing it; asks before typed text is thrown away."""
        self.close()

    def _may_leave(self) -> bool:
        if self._leaving or not self.form.touched():
            return True
        return messages.ask(
            self,
            "Leave without saving?",
            "What you typed here has not been saved and will be thrown away.",
            confirm="Throw away",
            cancel="Keep editing",
            danger=True,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self._draft_timer.stop()
        if not self._leaving:
            self._leaving = True
            self._forget_draft()
            self.setResult(QDialog.DialogCode.Rejected)
        event.accept()

    def _share(self) -> None:
        """The window under it may hide everything from a screen that others see."""
        parent = self.parentWidget()
        share = getattr(parent.window(), "share_screen", None) if parent is not None else None
        if share is not None:
            share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.try_act()
            event.accept()  # a plain Enter in a field never saves by surprise
        elif event.key() == Qt.Key.Key_F12:
            self._share()
        else:
            super().keyPressEvent(event)

    def _edited(self) -> None:
        if self._drafts is not None:
            self._draft_timer.start()

    def keep_draft(self) -> None:
        """Keep what stands in the form now."""
        if self._drafts is not None and self.form.touched():
            self._drafts.save(self._draft_name, self.form.kept())

    def _forget_draft(self) -> None:
        self._draft_timer.stop()
        if self._drafts is not None:
            self._drafts.clear(self._draft_name)

    def _bring_draft(self) -> None:
        draft = self._drafts.load(self._draft_name) if self._drafts is not None else None
        if draft:
            self.form.restore(draft)
            self.notices.say("Here is what you had typed before the program closed.", Tone.INFO)
