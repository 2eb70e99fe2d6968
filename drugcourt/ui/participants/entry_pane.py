"""The tab Entry: how the referral came, its stations, and what is decided before entry."""

from __future__ import annotations

from datetime import date

from drugcourt.casework.referrals import (
    checklists,
    entry,
    gates,
    referrals,
    screens,
    stations,
    waiting,
)
from drugcourt.casework.referrals.barring import CheckLine
from drugcourt.casework.referrals.entry import Observation, PacketLine
from drugcourt.casework.referrals.gates import Gate
from drugcourt.casework.referrals.referrals import ReferralCard
from drugcourt.casework.referrals.screens import ClinicalRow, RiskRow
from drugcourt.casework.referrals.waiting import WaitingLine
from drugcourt.domain.dates import counted, short
from drugcourt.domain.referrals import Step, StepClock
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.fields import referrals as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card, EmptyState, stacked
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FoldingRow
from drugcourt.ui.kit.key_table import KeyTable
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.tracks import Segment, SegmentTrack
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.entry_acts import EntryActs
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell

FOLDS_UNDER = 930


class EntryPane(Pane):
    """The stations above; decisions and screens on the left, checklist and packet on the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.referral: ReferralCard | None = None
        self.place: WaitingLine | None = None
        box = self.scroll()
        self.empty = EmptyState(
            "No referral is entered",
            "Enter how it came; the decisions on entry are then asked for.",
            Button("Enter the referral…", self.ask_details, Look.PRIMARY),
            "sign-in",
        )
        box.addWidget(self.empty)
        self.came = self._came_card()
        box.addWidget(self.came)
        left = stacked(self._gates_card(), self._risk_card(), self._clinical_card())
        right = stacked(self._checklist_card(), self._packet_card())
        self.parts = FoldingRow((left, 1), (right, 1), under=FOLDS_UNDER)
        box.addWidget(self.parts)
        box.addStretch(1)

    @property
    def acts(self) -> EntryActs:
        """The dialogs for this file."""
        return EntryActs(self.desk.ask, self.desk.episode_id)

    # Its pieces -------------------------------------------------------------------------------

    def _came_card(self) -> Card:
        self.details = Button("Details…", self.ask_details)
        self.offer = Button("Offer and order…", self.ask_stations)
        self.wait = Button("Waiting list…", self.ask_waiting)
        self.end = Button("Not admitted…", self.ask_end, Look.DANGER)
        self.told = Text("")
        self.track = SegmentTrack("Stations of the referral")
        self.late = Muted("")
        card = Card("Referral", actions=(self.details, self.offer, self.wait, self.end))
        card.add(self.told)
        card.add(self.track)
        card.add(self.late)
        return card

    def _gates_card(self) -> Card:
        self.more_keepers = Button("Ask another…", self.ask_keeper, icon_name="plus")
        self.gates = self.table(
            [
                Column(fields.KEEPER, strong=True),
                Column(fields.VERDICT),
                Column(fields.DECIDED_ON, detail=_by),
                Column(fields.GROUND, text=_ground, muted=True, stretch=True),
            ],
            "Decisions on entry",
            empty="Nobody was asked.",
            fit=True,
        )
        self.gates.opened.connect(self.ask_decide)
        self.of_gates = Card("Decisions on entry", actions=(self.more_keepers,))
        self.of_gates.add(self.gates)
        self.of_gates.add(Muted("Enter on a line: the decision and its ground.", small=True))
        self.of_gates.add_space()
        return self.of_gates

    def _checklist_card(self) -> Card:
        self.aside = Button("Set aside…", self.ask_set_aside)
        self.checks = KeyTable(
            [
                Column(fields.CRITERION, detail=_shown_by, stretch=True),
                Column(fields.ANSWER, pills=_answer),
            ],
            "Legal checklist",
            as_of=self.today,
            fit=True,
            empty="This track has no checklist.",
            row_id="key",
        )
        self.checks.opened.connect(self.ask_answer)
        self.checks.pressed.connect(self._answer_key)
        self.checks.picked.connect(self._criterion_picked)
        self.of_checks = Card("Legal checklist", actions=(self.aside,))
        self.of_checks.add(self.checks)
        hint = "Y, N or U answers; Enter adds what shows it."
        self.of_checks.add(Muted(hint, small=True))
        self.of_checks.add_space()
        return self.of_checks

    def _risk_card(self) -> Card:
        self.risk = Button("Risk and need…", self.ask_risk, icon_name="plus")
        self.risks = self.table(
            [
                Column(fields.SCREENED_ON, detail=_assessor),
                Column(fields.QUADRANT, pills=_quadrant, stretch=True),
                Column(fields.TOOL, detail=_score, muted=True),
            ],
            "Risk and need",
            empty="Risk and need are not assessed.",
            fit=True,
        )
        self.change_risk = ChangeButton(self, self.risks, _of_risk)
        card = Card("Risk and need", actions=(self.change_risk, self.risk))
        card.add(self.risks)
        card.add_space()
        return card

    def _clinical_card(self) -> Card:
        self.clinical = Button("Clinical…", self.ask_clinical, icon_name="plus")
        self.screened = self.table(
            [
                Column(fields.SCREENED_ON, detail=_assessor),
                Column(fields.SEVERITY, strong=True),
                Column(fields.LEVEL, stretch=True),
                Column(fields.INSTRUMENT, detail=_score, muted=True),
            ],
            "Clinical screens",
            empty="No clinical screen is entered.",
            fit=True,
        )
        self.change_clinical = ChangeButton(self, self.screened, _of_clinical)
        card = Card("Clinical screens", actions=(self.change_clinical, self.clinical))
        card.add(self.screened)
        card.add_space()
        return card

    def _packet_card(self) -> Card:
        self.watched = Button("Court watched…", self.ask_watched, icon_name="plus")
        self.seen = Text("")
        self.packet = KeyTable(
            [
                Column(fields.PAPER, detail=_kept, stretch=True),
                Column(fields.DONE_ON, pills=self._in_hand),
            ],
            "Entry packet",
            as_of=self.today,
            fit=True,
            empty="The court's packet has no papers.",
            row_id="key",
        )
        self.packet.opened.connect(self.ask_have)
        self.packet.pressed.connect(self._packet_key)
        self.days = self.table(
            [Column(fields.WATCHED_ON), Column(fields.WATCHED_NOTE, muted=True, stretch=True)],
            "Court watched",
            empty="The candidate has not watched court.",
            fit=True,
        )
        self.change_day = ChangeButton(self, self.days, _of_day)
        self.of_packet = Card("Entry packet", actions=(self.change_day, self.watched))
        self.of_packet.add(self.packet)
        self.of_packet.add(Muted("D: in hand since today, or missing again.", small=True))
        self.of_packet.add(self.days)
        self.of_packet.add(self.seen)
        self.of_packet.add_space()
        return self.of_packet

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.referral = self.desk.read(referrals.referral_card)
        there = self.referral is not None
        self.empty.setVisible(not there)
        self.came.setVisible(there)
        self.parts.setVisible(there)
        if self.referral is None:
            return
        candidate = self.head is not None and self.head.candidate and not self.closed
        for button in (self.offer, self.wait, self.end, self.more_keepers, self.watched):
            button.setVisible(candidate)
        for button in (self.clinical, self.risk, self.aside):
            button.setVisible(not self.closed)
        self._show_came(self.referral)
        self._show_lists()

    def _show_came(self, card: ReferralCard) -> None:
        found = self.shell.workspace.read(
            stations.step_clocks, episode_ids=[card.episode_id], today=self.today
        )
        clocks = found[card.episode_id]
        ended = card.decided_on is not None
        here = None if ended else next((c for c in clocks if _open(c)), None)
        self.track.set_segments([_segment(clock, here, self.today) for clock in clocks])
        self.late.setText(_late_words(here) if here is not None else "")
        self.late.setVisible(here is not None and here.late > 0)
        self.place = next(iter(self.desk.read(waiting.waiting_list)), None)
        self.told.setText("\n".join(came_words(card, self.place, self.today)))

    def _show_lists(self) -> None:
        asked = self.desk.read(gates.gates)
        self.gates.set_rows(asked)
        lines = self.desk.read(checklists.checklist)
        self.checks.set_rows(lines)
        done = sum(line.answered for line in lines)
        self.of_checks.set_heading("Legal checklist", f"{done} of {len(lines)} answered")
        self.risks.set_rows(self.desk.read(screens.risk_screens))
        self.screened.set_rows(self.desk.read(screens.clinical_screens))
        papers = self.desk.read(entry.packet)
        self.packet.set_rows(papers)
        have = sum(line.done_on is not None for line in papers)
        self.of_packet.set_heading("Entry packet", f"{have} of {len(papers)} in hand")
        self._show_seen()
        self._criterion_picked(self.checks.selected_row())

    def _show_seen(self) -> None:
        seen = self.desk.read(entry.observations)
        self.days.set_rows(seen)
        asked = counted(referral_policy().observations, "time")
        self.seen.setText(f"Court watched {len(seen)} of {asked}.")

    def _in_hand(self, line: PacketLine) -> list[tuple[str, Tone]]:
        if line.done_on is None:
            return [("Missing", Tone.WATCH)]
        return [(short(line.done_on, self.today), Tone.GOOD)]

    # Acts -------------------------------------------------------------------------------------

    @does(EntryActs.details)
    def ask_details(self) -> None:
        """How the referral came."""
        self.acts.details(self.referral)

    @does(EntryActs.stations)
    def ask_stations(self) -> None:
        """The days of offer and order."""
        if self.referral is not None:
            self.acts.stations(self.referral)

    @does(EntryActs.off_waiting, EntryActs.put_waiting, EntryActs.still_waiting)
    def ask_waiting(self) -> None:
        """Put on the waiting list, or look at the place again."""
        if self.place is None:
            self.acts.put_waiting()
        elif self.place.until <= self.today:
            self.acts.still_waiting(self.place)
        else:
            self.acts.off_waiting(self.place)

    @does(EntryActs.end)
    def ask_end(self) -> None:
        """Close the referral without admission."""
        self.acts.end()

    @does(EntryActs.ask_keeper)
    def ask_keeper(self) -> None:
        """Ask another gatekeeper."""
        self.acts.ask_keeper()

    @does(EntryActs.decide)
    def ask_decide(self, gate: Gate) -> None:
        """What this gatekeeper said."""
        if self.head is not None and self.head.candidate:
            self.acts.decide(gate)

    @does(EntryActs.answer)
    def ask_answer(self, line: CheckLine) -> None:
        """Answer one criterion, with what shows it."""
        if not self.closed:
            self.acts.answer(line)

    @does(EntryActs.set_aside)
    def ask_set_aside(self) -> None:
        """Allow somebody whom the chosen criterion bars."""
        line = self.checks.selected_row()
        if line is not None and line.bars:
            self.acts.set_aside(line)

    @does(EntryActs.clinical)
    def ask_clinical(self) -> None:
        """A clinical screen."""
        self.acts.clinical()

    @does(EntryActs.risk)
    def ask_risk(self) -> None:
        """Risk and need."""
        self.acts.risk()

    @does(EntryActs.watched)
    def ask_watched(self) -> None:
        """A day on which the candidate watched court."""
        self.acts.watched()

    @does(EntryActs.have)
    def ask_have(self, line: PacketLine) -> None:
        """Since when a paper is in hand, and where it is kept."""
        if not self.closed:
            self.acts.have(line)

    def _criterion_picked(self, line: CheckLine | None) -> None:
        self.aside.setEnabled(line is not None and line.bars and line.may_be_set_aside)

    @does(EntryActs.quick_answer)
    def _answer_key(self, letter: str) -> None:
        answer = {"y": YesNo.YES, "n": YesNo.NO, "u": YesNo.UNKNOWN}.get(letter)
        line = self.checks.selected_row()
        if answer is not None and line is not None and not self.closed:
            self.acts.quick_answer(line, answer)
            self.checks.step()

    @does(EntryActs.turn_packet)
    def _packet_key(self, letter: str) -> None:
        line = self.packet.selected_row()
        if letter == "d" and line is not None and not self.closed:
            self.acts.turn_packet(line)
            self.packet.step()


def came_words(card: ReferralCard, place: WaitingLine | None, today: date) -> list[str]:
    """How a referral came and what became of it, in sentences."""
    by = ", ".join(part for part in (card.referred_by, card.agency) if part)
    told = [f"{card.channel.label}{f': {by}' if by else ''}. Intercept {card.intercept.label}."]
    where = [card.held.label] if card.held.value != "unknown" else []
    if card.defense_counsel:
        where.append(f"defense counsel {card.defense_counsel}")
    if where:
        told.append(f"{'; '.join(where)}.")
    if card.encounter or card.encounter_on:
        on = short(card.encounter_on, today) if card.encounter_on else ""
        at = ", ".join(part for part in (on, card.encounter_place) if part)
        told.append(f"Encounter{f' {at}' if at else ''}: {card.encounter or 'nothing told'}")
    if card.abeyance_until:
        told.append(
            f"Charges held in abeyance until {short(card.abeyance_until, today)}: "
            f"{card.held_charges}"
        )
    if place is not None:
        told.append(
            f"On the waiting list since {short(place.placed_on, today)}, place {place.position} of "
            f"those who wait for {place.reason.label.lower()}; look again on "
            f"{short(place.until, today)}."
        )
    if card.decided_on and card.ground:
        why = f" {card.ground_text}" if card.ground_text else ""
        told.append(
            f"Not admitted {short(card.decided_on, today)}: {card.ground.label.lower()}. "
            f"Decided by {card.decided_by}.{why}"
        )
    return told


def _open(clock: StepClock) -> bool:
    return clock.reached_on is None and clock.step not in (Step.ARREST, Step.REFERRAL)


def _segment(clock: StepClock, here: StepClock | None, today: date) -> Segment:
    reached = clock.reached_on
    caption = short(reached, today) if reached else ""
    if clock is here and clock.due_on is not None:
        caption = f"due {short(clock.due_on, today)}"
    return Segment(clock.step.label, caption, 1.0 if reached else 0.0, 1.0, clock is here)


def _late_words(clock: StepClock) -> str:
    return f"{clock.step.label}: {counted(clock.late, 'day')} past the target."


def _by(gate: Gate) -> str:
    return gate.decided_by


def _ground(gate: Gate) -> str:
    return "; ".join(part for part in (gate.ground.label if gate.ground else "", gate.text) if part)


def _shown_by(line: CheckLine) -> str:
    if line.override_reason:
        return f"Set aside by {line.override_by}: {line.override_reason}"
    return line.evidence


def _answer(line: CheckLine) -> list[tuple[str, Tone]]:
    if not line.answered:
        return [("Open", Tone.PLAIN)]
    tone = Tone.ALARM if line.bars else Tone.INFO if line.against else Tone.GOOD
    return [(line.answer.label, tone)]


def _assessor(row: object) -> str:
    return str(getattr(row, "assessor", ""))


def _score(row: object) -> str:
    score = getattr(row, "score", "")
    return f"Score {score}" if score else ""


def _quadrant(row: RiskRow) -> list[tuple[str, Tone]]:
    return [(row.quadrant.label, fields.QUADRANT_TONES[row.quadrant])]


def _kept(line: PacketLine) -> str:
    return line.kept_where


def _of_risk(row: RiskRow) -> Entry:
    return "risk_screen", row.id, row.tool


def _of_clinical(row: ClinicalRow) -> Entry:
    return "clinical_screen", row.id, row.instrument


def _of_day(row: Observation) -> Entry:
    return "court_observation", row.id, f"Watched court {row.watched_on:%m/%d/%Y}"
