"""How a candidate's way in is entered: referral, decisions, checklist, screens, list, packet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from drugcourt.casework.referrals import checklists, entry, gates, referrals, screens, waiting
from drugcourt.casework.referrals.barring import CheckLine
from drugcourt.casework.referrals.entry import PacketLine
from drugcourt.casework.referrals.gates import Gate
from drugcourt.casework.referrals.referrals import ReferralCard
from drugcourt.casework.referrals.waiting import WaitingLine
from drugcourt.domain.tone import YesNo
from drugcourt.fields import referrals as fields
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.participants.file_acts import FileActs


@dataclass(frozen=True, slots=True)
class EntryActs(FileActs):
    """The dialogs of one candidate's way in; without a dialog where a day is all that is asked."""

    @does(referrals.add_referral, referrals.amend_referral)
    def details(self, card: ReferralCard | None) -> EditDialog:
        """How the referral came, and what was told with it."""
        kept = asdict(card) if card is not None else {}
        if card is not None:
            return self.ask.open(
                "Referral",
                fields.DETAILS,
                lambda given: self._amend(given, kept),
                said="The referral is saved.",
                values={field.key: kept[field.key] for field in fields.DETAILS},
                columns=2,
            )
        return self._act(
            "Referral",
            fields.DETAILS,
            referrals.add_referral,
            "The referral is entered.",
            {},
            columns=2,
        )

    def _amend(self, given: dict[str, Any], kept: dict[str, Any]) -> object:
        changed = {key: value for key, value in given.items() if value != kept[key]}
        return self.ask.perform(
            referrals.amend_referral, episode_id=self.episode_id, changes=changed
        )

    @does(referrals.set_stations)
    def stations(self, card: ReferralCard) -> EditDialog:
        """When the program was offered, and when the plea or order came."""
        values = {"offered_on": card.offered_on or self.ask.today, "ordered_on": card.ordered_on}
        said = "The days are saved."
        return self._act("Offer and order", fields.STATIONS, referrals.set_stations, said, values)

    @does(referrals.end_referral)
    def end(self) -> EditDialog:
        """Close the referral without admission."""
        return self._act(
            "Not admitted",
            fields.END,
            referrals.end_referral,
            "The referral is closed; it stays on record.",
            {"decided_on": self.ask.today},
            detail="The ground is a fact; nobody is turned away for an impression of motivation.",
            confirm="Close the referral",
            danger=True,
        )

    @does(gates.decide_gate)
    def decide(self, gate: Gate) -> EditDialog:
        """What a gatekeeper said."""
        kept = {**asdict(gate), "decided_on": gate.decided_on or self.ask.today}
        return self._act(
            f"Decision: {gate.keeper.label.lower()}",
            fields.GATE,
            gates.decide_gate,
            "The decision is kept.",
            {field.key: kept[field.key] for field in fields.GATE},
            keeper=gate.keeper,
        )

    @does(gates.ask_gate)
    def ask_keeper(self) -> EditDialog:
        """Ask another gatekeeper."""
        values = {"sent_on": self.ask.today}
        return self._act("Ask for a decision", fields.ASK_GATE, gates.ask_gate, "Asked.", values)

    @does(checklists.answer_criterion)
    def answer(self, line: CheckLine) -> EditDialog:
        """Answer one criterion."""
        values = {
            "answer": line.answer if line.answered else None,
            "evidence": line.evidence,
            "answered_on": self.ask.today,
        }
        act, said = checklists.answer_criterion, "The answer is kept."
        return self._act(
            "Legal checklist", fields.ANSWERING, act, said, values, detail=line.text, key=line.key
        )

    @does(checklists.answer_criterion)
    def quick_answer(self, line: CheckLine, answer: YesNo) -> None:
        """Answer with one key, as of today, with what showed it before."""
        self.ask.perform(
            checklists.answer_criterion,
            episode_id=self.episode_id,
            key=line.key,
            answer=answer,
            evidence=line.evidence,
        )

    @does(checklists.set_aside)
    def set_aside(self, line: CheckLine) -> EditDialog:
        """Allow somebody whom a criterion bars."""
        act, said = checklists.set_aside, "The criterion is set aside, with its reason."
        return self._act(
            "Set aside", fields.SET_ASIDE, act, said, {}, detail=line.text, key=line.key
        )

    @does(screens.record_clinical_screen)
    def clinical(self) -> EditDialog:
        """A clinical screen, as a category."""
        return self._act(
            "Clinical screen",
            fields.CLINICAL,
            screens.record_clinical_screen,
            "The screen is kept.",
            {"screened_on": self.ask.today},
            detail="Keep the category and the score. The answers given stay with the assessor.",
            columns=2,
        )

    @does(screens.record_risk_screen)
    def risk(self) -> EditDialog:
        """Risk and need by a validated tool."""
        said = "Risk and need are kept; the latest is the quadrant of this file."
        return self._act(
            "Risk and need",
            fields.RISK_SCREEN,
            screens.record_risk_screen,
            said,
            {"screened_on": self.ask.today},
            columns=2,
        )

    @does(waiting.put_on_waiting_list)
    def put_waiting(self) -> EditDialog:
        """Give a place on the waiting list."""
        act, said = waiting.put_on_waiting_list, "The person is on the waiting list."
        return self._act("Waiting list", fields.WAITING, act, said, {"placed_on": self.ask.today})

    @does(waiting.take_off_waiting_list)
    def off_waiting(self, place: WaitingLine) -> EditDialog:
        """Take somebody off the waiting list."""
        act = waiting.take_off_waiting_list
        said = "The person is off the waiting list."
        return self._on(
            "Off the waiting list",
            fields.OFF_WAITING,
            act,
            said,
            {"ended_on": self.ask.today},
            place_id=place.id,
        )

    @does(waiting.keep_waiting)
    def still_waiting(self, place: WaitingLine) -> EditDialog:
        """Say that somebody still waits, and until when that holds."""
        act = waiting.keep_waiting
        values = {"until": place.until}
        return self._on(
            "Still waiting", fields.KEEP_WAITING, act, "Noted.", values, place_id=place.id
        )

    @does(entry.record_observation)
    def watched(self) -> EditDialog:
        """A day on which the candidate watched court."""
        act, values = entry.record_observation, {"watched_on": self.ask.today}
        return self._act("Court watched", fields.WATCHED, act, "The day is noted.", values)

    @does(entry.have_packet_item)
    def have(self, line: PacketLine) -> EditDialog:
        """A paper of the packet is in hand."""
        values = {"done_on": line.done_on or self.ask.today, "kept_where": line.kept_where}
        act, said = entry.have_packet_item, "The paper is in hand."
        return self._act(
            "Entry packet", fields.HAVE, act, said, values, detail=line.text, key=line.key
        )

    @does(entry.have_packet_item, entry.lack_packet_item)
    def turn_packet(self, line: PacketLine) -> None:
        """With one key: in hand since today, or missing again."""
        act = entry.have_packet_item if line.done_on is None else entry.lack_packet_item
        self.ask.perform(act, episode_id=self.episode_id, key=line.key)
