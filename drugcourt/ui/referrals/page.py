"""The page Referrals: who is on the way into the program, at which station, and who is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.imports.batches import import_file
from drugcourt.casework.referrals.pipeline import (
    PipelineRow,
    PipelineShows,
    pipeline,
    pipeline_count,
    pipeline_counts,
)
from drugcourt.casework.referrals.referrals import open_referral
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import referrals as fields
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.editors import CleanLine
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.referrals.referral_dialog import ReferralDialog
from drugcourt.ui.shell import Shell

GROUP = "Referrals"


class ReferralsPage(Page):
    """Chips choose the station, words narrow the list, Enter opens the file at its entry."""

    title = "Referrals"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            "clinical_screen",
            "criterion_answer",
            "episode",
            "person",
            "referral",
            "referral_gate",
            "status_span",
            "treatment_episode",
            "waiting_place",
        }
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.today = shell.workspace.today
        self.create = Button("New referral…", self.new_referral, Look.PRIMARY)
        self.create.setToolTip("Enter a referral (Ctrl+N)")
        self.bring_in = Button("Import…", self.open_import)
        self.bring_in.setToolTip("Bring in referrals from a spreadsheet (Ctrl+I)")
        self.add_action(self.bring_in)
        self.add_action(self.create)
        self.chips = ChoiceChips([Choice(one, one.label) for one in PipelineShows], "Which ones")
        self.chips.set_value(PipelineShows.OPEN)
        self.chips.chosen.connect(self._ask)
        self.words = CleanLine(80)
        self.words.setPlaceholderText("Name or agency")
        self.words.setAccessibleName("Narrow by name or agency")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(px(240))
        self.words.textChanged.connect(self._ask)
        self.count = Muted("", wrap=False)
        self.table = DataTable(
            self._columns(),
            "Referrals",
            as_of=self.today,
            layouts=shell.layouts,
            row_id="episode_id",
            empty="Nobody here. A referral is entered with Ctrl+N.",
        )
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)
        self._build()
        keys = shell.shortcuts
        keys.add("Ctrl+N", "New referral", self.new_referral, self, GROUP)
        keys.add("Ctrl+I", "Import referrals from a spreadsheet", self.open_import, self, GROUP)
        keys.add("Ctrl+F", "Narrow the list by words", self.find, self, GROUP)
        keys.note("Return", "Open the file at its entry", self, GROUP)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.chips, 1)
        head.addWidget(self.words, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(Muted("Enter opens the file at its entry.", small=True, wrap=False), 1)
        foot.addWidget(self.count)
        card = Card()
        card.add(head)
        card.add(self.table, 1)
        card.add(foot)
        self.body.addWidget(card, 1)

    def _columns(self) -> list[Column]:
        return [
            Column(fields.NAME, detail=self._came, strong=True, stretch=True),
            Column(fields.REFERRED_ON),
            Column(fields.CHANNEL, detail=_intercept),
            Column(fields.WAITS, pills=_waits),
            Column(fields.SINCE, detail=self._due),
            Column(fields.DECISIONS, pills=_decisions),
            Column(fields.QUADRANT, pills=_quadrant),
        ]

    def _came(self, row: PipelineRow) -> str:
        arrested = f"arrested {short(row.arrested_on, self.today)}" if row.arrested_on else ""
        return " · ".join(part for part in (row.agency, arrested) if part)

    def _due(self, row: PipelineRow) -> str:
        if row.late:
            return f"{counted(row.late, 'day')} late"
        return f"due {short(row.due_on, self.today)}" if row.due_on else ""

    def refresh(self) -> None:
        """Ask again for the list and for the numbers on its chips."""
        self.today = self.shell.workspace.today
        found = self.shell.workspace.read(pipeline_counts, today=self.today)
        self.chips.set_labels({one: f"{one.label} {found[one]:,}" for one in PipelineShows})
        on_the_way, late = found[PipelineShows.OPEN], found[PipelineShows.LATE]
        said = f"{counted(on_the_way, 'person', 'people')} on the way, {late:,} late"
        self.set_head(self.title, said)
        self._ask()

    def _ask(self, _changed: object = None) -> None:
        self.table.set_source(self._fetch, self._count)
        self.count.setText(counted(self.table.rows.rowCount(), "referral"))

    def _fetch(self, offset: int, limit: int, sort: str, down: bool) -> Sequence[PipelineRow]:
        return self.shell.workspace.read(
            pipeline,
            shows=self.chips.value(),
            today=self.today,
            text=self.words.text(),
            offset=offset,
            limit=limit,
            sort=sort,
            descending=down,
        )

    def _count(self) -> int:
        return self.shell.workspace.read(
            pipeline_count, shows=self.chips.value(), today=self.today, text=self.words.text()
        )

    def _open(self, row: PipelineRow) -> None:
        self.shell.open_participant(row.episode_id, "entry")

    def find(self) -> None:
        """Put the keyboard on the words."""
        self.words.setFocus()
        self.words.selectAll()

    @does(open_referral)
    def new_referral(self) -> ReferralDialog:
        """Enter a referral; the file opens at its entry when it is done."""
        dialog = ReferralDialog(self.shell)
        dialog.done_with.connect(self._entered)
        dialog.open_known.connect(self._entered)
        dialog.open()
        return dialog

    @does(import_file)
    def open_import(self) -> None:
        """Start the wizard for a spreadsheet of referrals."""
        self.shell.open_import("referrals")

    def _entered(self, episode_id: int) -> None:
        self.shell.open_participant(episode_id, "entry")


def _intercept(row: PipelineRow) -> str:
    return f"Intercept {row.intercept.label}"


def _waits(row: PipelineRow) -> list[tuple[str, Tone]]:
    if row.ground is not None:
        return [(row.ground.label, Tone.PLAIN)]
    if row.waits is None:
        return []
    found = [(row.waits.label, Tone.ALARM if row.late else Tone.INFO)]
    return [*found, ("Waiting list", Tone.WATCH)] if row.waiting else found


def _decisions(row: PipelineRow) -> list[tuple[str, Tone]]:
    if row.refused:
        return [(f"{row.refused} refused", Tone.ALARM)]
    if not row.asked:
        return []
    tone = Tone.GOOD if row.approved == row.asked else Tone.PLAIN
    return [(f"{row.approved} of {row.asked}", tone)]


def _quadrant(row: PipelineRow) -> list[tuple[str, Tone]]:
    return [(row.quadrant.label, fields.QUADRANT_TONES[row.quadrant])]
