"""How safety is entered: kits, overdoses, hand-offs, peers, and what a watch asks for."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.casework.safety import continuity, hand_offs, kits, overdoses, support, watches
from drugcourt.casework.safety.continuity import StepLine
from drugcourt.casework.safety.hand_offs import HandOffRow
from drugcourt.casework.safety.kits import KitRow
from drugcourt.casework.safety.overdoses import OverdoseRow
from drugcourt.casework.safety.support import PeerRow
from drugcourt.casework.safety.watches import TaskLine, Watch
from drugcourt.domain.safety import KitHolder
from drugcourt.domain.tone import YesNo
from drugcourt.fields import safety as fields
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.participants.file_acts import FileActs


@dataclass(frozen=True, slots=True)
class SafetyActs(FileActs):
    """The dialogs of one file's safety; without a dialog where a letter says it all."""

    @does(kits.issue_kit)
    def issue_kit(self) -> EditDialog:
        """A naloxone kit is handed out."""
        values = {"holder": KitHolder.PARTICIPANT, "issued_on": self.ask.today}
        said = "The kit is on record."
        return self._act("Naloxone kit", fields.KIT, kits.issue_kit, said, values, columns=2)

    @does(kits.use_kit)
    def use_kit(self, kit: KitRow) -> EditDialog:
        """A kit was used."""
        act = kits.use_kit
        said = "The kit is used; hand out another."
        return self._on(
            "Kit used", fields.KIT_USED, act, said, {"used_on": self.ask.today}, kit_id=kit.id
        )

    @does(kits.lose_kit)
    def lose_kit(self, kit: KitRow) -> EditDialog:
        """A kit is gone."""
        act = kits.lose_kit
        said = "The kit is gone; hand out another."
        return self._on(
            "Kit gone", fields.KIT_GONE, act, said, {"gone_on": self.ask.today}, kit_id=kit.id
        )

    @does(overdoses.record_overdose)
    def overdose(self) -> EditDialog:
        """An overdose."""
        return self._act(
            "Overdose",
            fields.OVERDOSE,
            overdoses.record_overdose,
            "The overdose is on record; fourteen days of watch begin.",
            {"happened_on": self.ask.today},
            detail="It is no violation. Somebody speaks with the person within three days.",
            columns=2,
        )

    @does(overdoses.follow_up_overdose)
    def follow_up(self, row: OverdoseRow) -> EditDialog:
        """Somebody spoke with the person."""
        act = overdoses.follow_up_overdose
        values = {
            "followed_on": row.followed_on or self.ask.today,
            "followed_by": row.followed_by,
            "reviewed_on": row.reviewed_on,
        }
        return self._on(
            "Follow-up", fields.FOLLOW_UP, act, "The follow-up is kept.", values, overdose_id=row.id
        )

    @does(hand_offs.hand_on)
    def hand_on(self) -> EditDialog:
        """Hand somebody on to a service."""
        values = {"handed_on": self.ask.today}
        said = "The hand-off is kept."
        return self._act("Hand-off", fields.HAND_OFF, hand_offs.hand_on, said, values, columns=2)

    @does(hand_offs.note_first_service)
    def first_service(self, row: HandOffRow) -> EditDialog:
        """Whether it was accepted, and the first service."""
        act = hand_offs.note_first_service
        accepted = row.accepted if row.accepted is not YesNo.UNKNOWN else YesNo.YES
        values = {"accepted": accepted, "served_on": row.served_on}
        return self._on(
            "First service", fields.FIRST_SERVICE, act, "Noted.", values, hand_off_id=row.id
        )

    @does(support.assign_peer)
    def peer(self) -> EditDialog:
        """A peer goes along."""
        act, values = support.assign_peer, {"started_on": self.ask.today}
        return self._act("Peer", fields.PEER_FIELDS, act, "The peer is assigned.", values)

    @does(support.end_peer)
    def end_peer(self, row: PeerRow) -> EditDialog:
        """A peer goes along no longer."""
        act, values = support.end_peer, {"ended_on": self.ask.today}
        said = "The peer goes along no longer."
        return self._on(
            "Peer ends", fields.PEER_ENDS, act, said, values, detail=row.peer, assignment_id=row.id
        )

    @does(support.record_peer_contact)
    def peer_contact(self, peer: str) -> EditDialog:
        """A contact of a peer, by its topic alone."""
        act, values = support.record_peer_contact, {"contacted_on": self.ask.today, "peer": peer}
        return self._act("Peer contact", fields.PEER_CONTACT, act, "The contact is kept.", values)

    @does(support.record_harm_reduction)
    def harm(self) -> EditDialog:
        """A service that lowers the harm of use."""
        act, values = support.record_harm_reduction, {"given_on": self.ask.today}
        return self._act("Harm reduction", fields.HARM, act, "The service is kept.", values)

    @does(support.record_crisis_contact)
    def crisis(self) -> EditDialog:
        """A crisis contact."""
        return self._act(
            "Crisis contact",
            fields.CRISIS,
            support.record_crisis_contact,
            "The contact is kept.",
            {"happened_on": self.ask.today},
            detail="A crisis call is no arrest and no violation.",
        )

    # Watches and custody ----------------------------------------------------------------------

    @does(watches.do_task)
    def task(self, watch: Watch, line: TaskLine) -> EditDialog:
        """A task of a watch is done, with a note."""
        values = {"done_on": line.done_on or self.ask.today, "text": line.note}
        act, about = watches.do_task, {"cause": watch.cause, "since": watch.since, "key": line.key}
        return self._act("Done", fields.DOING, act, "Done.", values, detail=line.text, **about)

    @does(watches.do_task, watches.undo_task)
    def turn_task(self, watch: Watch, line: TaskLine) -> None:
        """With one key: done today, or open again."""
        act = watches.do_task if line.done_on is None else watches.undo_task
        self.ask.perform(
            act, episode_id=self.episode_id, cause=watch.cause, since=watch.since, key=line.key
        )

    @does(watches.end_watch)
    def end_watch(self, watch: Watch) -> EditDialog:
        """Close a watch, with the reason."""
        act, about = watches.end_watch, {"cause": watch.cause, "since": watch.since}
        said = "The watch is closed."
        return self._act("Close the watch", fields.END_WATCH, act, said, {}, **about)

    @does(continuity.do_step, continuity.undo_step)
    def turn_step(self, line: StepLine) -> None:
        """With one key: done today, or open again."""
        act = continuity.do_step if line.done_on is None else continuity.undo_step
        self.ask.perform(act, episode_id=self.episode_id, key=line.key)

    @does(continuity.do_step)
    def step(self, line: StepLine) -> EditDialog:
        """A step of the checklist is done, with a note."""
        values = {"done_on": line.done_on or self.ask.today, "text": line.note}
        act = continuity.do_step
        return self._act("Done", fields.DOING, act, "Done.", values, detail=line.text, key=line.key)
