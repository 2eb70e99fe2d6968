"""The tab Cases: the court cases of this episode, their charges, and what becomes of them."""

from __future__ import annotations

from drugcourt.casework import cases
from drugcourt.casework.cases import CaseRow, ChargeRow
from drugcourt.casework.exits import dispositions
from drugcourt.domain.cases import CaseOutcome, Prejudice
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import cases as fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.amendments import Amendments
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.way_out import WayOut
from drugcourt.ui.shell import Shell

TRACK = Field("track", "Legal track", Kind.CHOICE, width=20)
COURT = Field("court", "Court", width=20)
PROMISED = Field("if_graduated", "If graduated", width=20)


def _outcome(row: CaseRow) -> list[tuple[str, Tone]]:
    return [(row.outcome.label, fields.OUTCOME_TONES.get(row.outcome, Tone.PLAIN))]


def _promised(row: CaseRow) -> str:
    return "" if row.if_graduated is CaseOutcome.PENDING else row.if_graduated.label


class CasesPane(Pane):
    """Cases above; charges and counsel of the chosen one below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.add = Button("New case…", self.new_case, icon_name="plus")
        self.edit = Button("Edit…", self.edit_case)
        self.close_case = Button("Outcome…", self.case_outcome)
        self.rows = self.table(
            [
                Column(fields.NUMBER, strong=True),
                Column(COURT, stretch=True),
                Column(TRACK),
                Column(PROMISED, text=_promised, muted=True),
                Column(fields.OUTCOME, pills=_outcome),
            ],
            "Cases",
            empty="No case is in this file yet. Dismissal needs one: press A, then D.",
        )
        self.rows.picked.connect(self._picked)
        self.rows.opened.connect(self._edit)
        self.rows.record_of = _case_record
        card = Card("Cases", actions=(self.add, self.edit, self.close_case))
        card.add(self.rows, 1)
        self.box.addWidget(card, 1)
        self.charge = Button("New charge…", self.new_charge, icon_name="plus")
        self.charges = self.table(
            [
                Column(fields.CHARGE[0], stretch=True),
                Column(fields.CHARGE[1]),
                Column(fields.CHARGE[2]),
                Column(fields.CHARGE[3]),
                Column(fields.OUTCOME),
            ],
            "Charges",
            empty="No charge is entered for this case.",
        )
        self.of_case = Card("Charges", actions=(self.charge,))
        self.of_case.add(self.charges, 1)
        self.charges.record_of = _charge_record
        self.counsel = Text("")
        self.terms = Muted("")
        about = Card("Counsel and terms")
        about.add(self.counsel)
        about.add(self.terms)
        about.add_space()
        self.box.addLayout(columns((self.of_case, 5), (about, 3)), 1)

    def refresh(self) -> None:
        self.rows.set_rows(self.desk.read(cases.case_rows))
        if self.rows.selected_row() is None:
            self.rows.select_place(0)
        self._picked(self.rows.selected_row())

    def _picked(self, row: CaseRow | None) -> None:
        chosen = row is not None
        for button in (self.edit, self.close_case, self.charge):
            button.setEnabled(chosen)
        self.add.setEnabled(not self.closed)
        self.charges.set_rows(row.charges if row is not None else [])
        self.of_case.set_heading("Charges", row.number if row is not None else "")
        self.counsel.setText(_counsel(row))
        self.terms.setText("\n".join(filter(None, (self._terms(row), self._particulars(row)))))

    def _terms(self, row: CaseRow | None) -> str:
        if row is None:
            return ""
        plea = row.plea and f"Plea: {row.plea}"
        if plea and row.plea_on:
            plea += f", entered {short(row.plea_on, self.today)}"
        ended = row.outcome_on and f"Outcome of {short(row.outcome_on, self.today)}."
        otherwise = row.if_terminated and f"If terminated: {row.if_terminated}"
        return "\n".join(part for part in (plea, otherwise, ended) if part)

    def _particulars(self, row: CaseRow | None) -> str:
        """What is kept of the outcome beside its word, in sentences."""
        if row is None:
            return ""
        kept = self.shell.workspace.read(dispositions.disposition_of, case_id=row.id)
        day = self.today
        parts = (
            f"{kept.prejudice.label}." if kept.prejudice is not Prejudice.UNKNOWN else "",
            f"Reduced to {kept.reduced_to}." if kept.reduced_to else "",
            f"Probation ended {short(kept.probation_ended_on, day)}."
            if kept.probation_ended_on
            else "",
            f"Sentence: {kept.sentence}" if kept.sentence else "",
            f"{counted(kept.custody_days, 'day')} of jail or prison." if kept.custody_days else "",
            f"Expunged {short(kept.expunged_on, day)}." if kept.expunged_on else "",
            f"May be expunged from {short(kept.expunge_from, day)}"
            + (f": {kept.expunge_rule}." if kept.expunge_rule else ".")
            if kept.expunge_from and not kept.expunged_on
            else "",
        )
        return "\n".join(part for part in parts if part)

    @does(Entries.case)
    def new_case(self) -> None:
        """Add a case."""
        self.desk.entries.case()

    @does(Amendments.edit_case)
    def edit_case(self) -> None:
        """Correct the chosen case."""
        self._edit(self.rows.selected_row())

    @does(Amendments.edit_case)
    def _edit(self, row: CaseRow | None) -> None:
        if row is not None:
            self.desk.amend.edit_case(row)

    @does(WayOut.outcome)
    def case_outcome(self) -> None:
        """Record what became of the chosen case."""
        if row := self.rows.selected_row():
            self.desk.way_out.outcome(row)

    @does(Amendments.add_charge)
    def new_charge(self) -> None:
        """Add a count to the chosen case."""
        if row := self.rows.selected_row():
            self.desk.amend.add_charge(row)


def _case_record(row: CaseRow) -> tuple[str, int, str]:
    return "court_case", row.id, f"Case {row.number}"


def _charge_record(row: ChargeRow) -> tuple[str, int, str]:
    return "charge", row.id, row.text


def _counsel(row: CaseRow | None) -> str:
    if row is None:
        return "Choose a case to see its charges."
    parts = (
        row.defense_counsel and f"Defense: {row.defense_counsel}",
        row.prosecutor and f"Prosecution: {row.prosecutor}",
    )
    return "\n".join(part for part in parts if part) or "No counsel is entered for this case."
