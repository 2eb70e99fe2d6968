"""What is asked before a paper is made: whom it is about, which session, which days, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.casework.docket.public_docket import Naming
from drugcourt.casework.exits.ceremonies import CeremonyRow
from drugcourt.casework.report_wishes import Chosen, Sitting
from drugcourt.domain.dates import counted, short
from drugcourt.domain.disclosures import Reader
from drugcourt.errors import FieldRefusal
from drugcourt.exchange.disclosure_policy import paper_rule
from drugcourt.fields.field import Field, Kind
from drugcourt.reports.catalog import Needs, Report
from drugcourt.ui.kit.editors import CleanLine, DayEditor, PersonEditor
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.theme import px
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.workspace import Workspace

PARTICIPANT = Field("participant", "Participant", Kind.PERSON, placeholder="Everyone on the docket")
NEXT_SESSION = "Today’s or the next session"
NEXT_CEREMONY = "The next ceremony"
NO_CEREMONY = "None, one participant"
SINCE = Field("since", "From", Kind.DATE)
UNTIL = Field("until", "To", Kind.DATE)
EVERYBODY = "Everybody"
DAY = Field("day", "Day", Kind.DATE, placeholder="Today")


class Select(QComboBox):
    """One of a few values, each with its words."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self._values: list[Any] = []
        self.setAccessibleName(name)
        self.setMaxVisibleItems(18)
        self.setFixedWidth(px(width))

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Replace the choices and keep the chosen one where it is still among them."""
        before = self.value()
        with QSignalBlocker(self):
            self.clear()
            self._values = [value for value, _ in choices]
            self.addItems([words for _, words in choices])
        self.choose(before)

    def also(self, value: Any, words: str) -> None:
        """Offer one more value, unless it is there already."""
        if value not in self._values:
            with QSignalBlocker(self):
                self._values.append(value)
                self.addItem(words)

    def value(self) -> Any:
        """The chosen value, or None."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def choose(self, value: Any) -> None:
        """Choose without announcing; an unknown value chooses the first."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class _Labelled(QWidget):
    """A word over its editor."""

    def __init__(self, word: str, editor: QWidget, width: int) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, px(6), 0)
        box.setSpacing(px(3))
        label = Muted(word, wrap=False, small=True)
        label.setBuddy(editor)
        box.addWidget(label)
        box.addWidget(editor)
        self._width = width
        self.setFixedWidth(px(width) + px(6))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class WishBar(QWidget):
    """The wishes for one kind of paper. `changed` fires when another paper would come of them."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._today = workspace.today
        self._report: Report | None = None
        self._ceremonies: tuple[CeremonyRow, ...] = ()
        self._sittings: list[tuple[date, str]] = []
        self._person_number = ""
        self.person = PersonEditor(PARTICIPANT, PeopleSearch(workspace, everybody=True))
        self.session = Select("Court session", 218)
        self.ceremony = Select("Graduation ceremony", 218)
        self.since, self.until = DayEditor(SINCE, self._today), DayEditor(UNTIL, self._today)
        self.day = DayEditor(DAY, self._today)
        self.naming = Select("How people are named", 140)
        self.naming.offer([(naming, naming.label) for naming in Naming])
        self.reader = QComboBox()
        self.reader.setEditable(True)
        line = CleanLine(60)
        line.setStyleSheet("border: none; background: transparent; padding: 0; min-height: 0;")
        self.reader.setLineEdit(line)
        self.reader.setAccessibleName("Who this copy is for")
        self.reader.setFixedWidth(px(170))
        for editor in (self.since, self.until, self.day):
            editor.meant.hide()
        self._pieces = {
            "participant": _Labelled("Participant", self.person, 200),
            "session": _Labelled("Court session", self.session, 218),
            "ceremony": _Labelled("Ceremony", self.ceremony, 218),
            "since": _Labelled("From", self.since, 140),
            "until": _Labelled("To", self.until, 140),
            "day": _Labelled("Day", self.day, 140),
            "naming": _Labelled("People named by", self.naming, 140),
            "reader": _Labelled("This copy is for", self.reader, 170),
        }
        flow = FlowLayout(self, gap=8)
        for piece in self._pieces.values():
            flow.addWidget(piece)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._connect()

    def _connect(self) -> None:
        self.person.changed.connect(self._tell)
        self.session.currentIndexChanged.connect(self._tell)
        self.ceremony.currentIndexChanged.connect(self._tell)
        self.naming.currentIndexChanged.connect(self._tell)
        self.reader.currentTextChanged.connect(self._tell)
        self.since.changed.connect(self._tell)
        self.until.changed.connect(self._tell)
        self.day.changed.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), self.sizeHint().height())

    def show_for(self, report: Report) -> None:
        """Ask what this kind of paper needs, and nothing else."""
        self._report = report
        asked = {
            Needs.PARTICIPANTS: {"participant", "session"},
            Needs.PARTICIPANT: {"participant"},
            Needs.SESSION: {"session"},
            Needs.GRADUATES: {"participant", "ceremony"},
            Needs.CEREMONY: {"ceremony"},
            Needs.PERIOD: {"since", "until"},
            Needs.PERSON_PERIOD: {"participant", "since", "until"},
            Needs.DAY: {"day"},
            Needs.NOTHING: set(),
        }[report.needs]
        self._offer_ceremonies()
        if report.protected:
            asked.add("reader")
        if report.names:
            asked.add("naming")
        one = report.needs in (Needs.PARTICIPANT, Needs.GRADUATES)
        everybody = EVERYBODY if report.needs is Needs.PERSON_PERIOD else PARTICIPANT.placeholder
        self.person.line.setPlaceholderText("Type part of a name" if one else everybody)
        for name, piece in self._pieces.items():
            piece.setVisible(name in asked)
        with QSignalBlocker(self.reader):
            self.reader.clear()
            self.reader.addItems(_readers(report))
            self.reader.setEditText(report.reader)
        self.layout().invalidate()

    def offer_sessions(self, found: Sequence[Sitting]) -> None:
        """The court days there are."""
        choices: list[tuple[Any, str]] = [(None, NEXT_SESSION)]
        for sitting in found:
            people = counted(sitting.people, "person", "people") if sitting.people else "nobody"
            which = "" if sitting.alone else f"{sitting.docket} · "
            words = f"{_named(sitting.held_on)} · {which}{people}"
            choices.append(((sitting.held_on, sitting.docket), words))
        self._sittings = [value for value, _ in choices if value is not None]
        self.session.offer(choices)

    def offer_ceremonies(self, found: Sequence[CeremonyRow]) -> None:
        """The graduation ceremonies there are."""
        self._ceremonies = tuple(found)
        self._offer_ceremonies()

    def _offer_ceremonies(self) -> None:
        """Where one participant may be chosen instead, no ceremony is a choice too."""
        alone = self._report is not None and self._report.needs is Needs.GRADUATES
        choices: list[tuple[Any, str]] = [(None, NO_CEREMONY if alone else NEXT_CEREMONY)]
        for row in self._ceremonies:
            people = counted(row.people, "person", "people") if row.people else "nobody"
            choices.append((row.held_on, f"{_named(row.held_on)} · {people}"))
        self.ceremony.offer(choices)

    def choose(
        self,
        person: Chosen | None = None,
        session_day: date | None = None,
        docket: str = "",
        period: tuple[date, date] | None = None,
    ) -> None:
        """Fill in what another page asked for; silent."""
        with QSignalBlocker(self):
            self.person.set_value(
                None if person is None else Result(person.name, payload=person.episode_id)
            )
            if self._asks("since"):
                first, last = period or (None, None)
                self.since.set_value(first)
                self.until.set_value(last)
            if self._asks("day"):
                self.day.set_value(session_day)
                return
            if self._asks("ceremony"):
                self.ceremony.choose(session_day)
                return
            self._choose_session(session_day, docket)

    def _choose_session(self, day: date | None, docket: str) -> None:
        """The session of a day, of this docket where several sit; a day without one is kept."""
        if day is None:
            self.session.choose(None)
            return
        fits = [one for one in self._sittings if one[0] == day and docket in ("", one[1])]
        value = fits[0] if fits else (day, "")
        self.session.also(value, f"{_named(day)} · no session")
        self.session.choose(value)

    def wanted(self) -> dict[str, Any]:
        """The wishes as the maker of papers takes them; FieldRefusal where one can't be read."""
        asked: dict[str, Any] = {}
        for editor in (self.person, self.since, self.until, self.day):
            if self._asks(editor.field.key) and (problem := editor.problem()):
                raise FieldRefusal(editor.field.key, problem)
        if self._asks("participant") and (episode_id := self.person.value()) is not None:
            asked["episode_ids"] = (episode_id,)
        if self._asks("session") and (value := self.session.value()) is not None:
            asked["session_day"], asked["docket"] = value
        if self._asks("ceremony") and "episode_ids" not in asked:
            asked["session_day"] = self.ceremony.value()
        if self._asks("since"):
            asked |= {"since": self.since.value(), "until": self.until.value()}
        if self._asks("day") and (day := self.day.value()) is not None:
            asked["session_day"] = day
        if self._asks("naming"):
            asked["naming"] = self.naming.value()
        if self._asks("reader"):
            asked["reader"] = self.reader.currentText().strip()
        return asked

    def _asks(self, name: str) -> bool:
        return not self._pieces[name].isHidden()


def _readers(report: Report) -> list[str]:
    """Who may have this paper, whom it is for at first; another is named in words."""
    known = paper_rule(report.key).readers - {Reader.OTHER}
    labels = sorted(reader.label for reader in known)
    return list(dict.fromkeys([report.reader, *labels]))


def _named(day: date) -> str:
    return f"{day:%a}, {short(day)}"
