"""How a participant moves: admission, status, phase, exit; and how the file's frame is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drugcourt.casework import cases, marks, phases
from drugcourt.casework.exits import exits, graduations
from drugcourt.casework.participants import dossier, merging, participants, particulars
from drugcourt.casework.participants.dossier import Head
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.referrals.referrals import open_referral
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.findings import Finding
from drugcourt.errors import FieldRefusal
from drugcourt.fields import marks as mark_fields
from drugcourt.fields import milestones as milestone_fields
from drugcourt.fields import participants as fields
from drugcourt.fields import referrals as referral_fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.people_search import PeopleSearch


@dataclass(frozen=True, slots=True)
class Moves:
    """The dialogs that move a participant or edit who they are."""

    ask: Asking

    @does(participants.admit)
    def admit(self, episode_id: int, name: str) -> EditDialog:
        """Make a candidate a participant."""
        names = self.ask.shell.workspace.read(phases.phases_of, episode_id=episode_id)
        asked = fields.admission(names)
        kept = self.ask.shell.workspace.read(particulars.episode_values, episode_id=episode_id)

        def act(given: dict[str, Any]) -> object:
            given["phase"] = str(given["phase"])
            return self.ask.perform(
                participants.admit, episode_id=episode_id, admission=Admission(**given)
            )

        return self.ask.open(
            "Admit to the program",
            asked,
            act,
            said="The participant is admitted.",
            values={
                **kept,
                "admitted_on": self.ask.today,
                "phase": next(iter(asked[1].choices or ()), None),
            },
            detail=name,
            confirm="Admit",
            columns=2,
        )

    @does(participants.amend_person)
    def edit_person(self, person_id: int) -> EditDialog:
        """Correct who this is."""
        kept = self.ask.shell.workspace.read(particulars.person_values, person_id=person_id)

        def act(given: dict[str, Any]) -> object:
            changed = {key: value for key, value in given.items() if value != kept[key]}
            if "aliases" in changed:
                changed["aliases"] = changed["aliases"].splitlines()
            for key in ("interpreter", "ok_to_text"):
                if key in changed:
                    changed[key] = bool(changed[key])
            if {"family_name", "given_name", "reference"} & set(changed):
                changed.update({k: given[k] for k in ("family_name", "given_name", "reference")})
            return self.ask.perform(participants.amend_person, person_id=person_id, changes=changed)

        return self.ask.open(
            "Edit person",
            fields.PERSON,
            act,
            said="The person's fields are saved; the history keeps what stood before.",
            values=kept,
            columns=2,
            draft=f"person:{person_id}",
        )

    @does(participants.amend_episode)
    def edit_episode(self, episode_id: int) -> EditDialog:
        """Correct the frame of the episode."""
        kept = self.ask.shell.workspace.read(particulars.episode_values, episode_id=episode_id)

        def act(given: dict[str, Any]) -> object:
            changed = {key: value for key, value in given.items() if value != kept[key]}
            return self.ask.perform(
                participants.amend_episode, episode_id=episode_id, changes=changed
            )

        return self.ask.open(
            "Edit episode",
            fields.EPISODE,
            act,
            said="The episode is saved.",
            values=kept,
            columns=2,
        )

    @does(marks.set_marks)
    def marks(self, episode_id: int) -> EditDialog | None:
        """What was assigned and what is recorded; None where the program asks about nothing."""
        asked = self.ask.shell.workspace.read(marks.marks, episode_id=episode_id)
        if not asked:
            self.ask.shell.say("This program assigns nothing and asks about nothing of the sort.")
            return None
        keys = [(f"{mark.room}|{mark.key}", mark) for mark in asked]

        def act(given: dict[str, Any]) -> object:
            reason = given.pop("why")
            holding = {key: bool(value) for key, value in given.items()}
            return self.ask.perform(
                marks.set_marks, episode_id=episode_id, holding=holding, reason=reason
            )

        return self.ask.open(
            "Assigned and recorded",
            mark_fields.marks((key, mark.words, mark.asked) for key, mark in keys),
            act,
            said="What holds for this participant is saved.",
            values={key: mark.holds for key, mark in keys},
            detail="Requirements and phases that are only for some turn on these.",
            columns=2,
        )

    @does(participants.set_status)
    def status(self, head: Head) -> EditDialog:
        """Begin a new status."""

        def act(given: dict[str, Any]) -> object:
            given["status"] = EpisodeStatus(str(given["status"]))
            return self.ask.perform(participants.set_status, episode_id=head.episode_id, **given)

        since = f" since {short(head.status_since, self.ask.today)}" if head.status_since else ""
        return self.ask.open(
            "Change status",
            fields.status_change(candidate=head.candidate),
            act,
            said="The status is changed.",
            values={"on": self.ask.today},
            detail=f"Now: {head.status.label}{since}.",
        )

    @does(open_referral)
    def reenter(self, head: Head) -> EditDialog:
        """A new episode for someone who left; it stands beside the old one."""

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(open_referral, person={}, person_id=head.person_id, **given)

        return self.ask.open(
            "New episode",
            referral_fields.AGAIN,
            act,
            said="The new episode begins as a referral; the old one stays as it is.",
            values={"referred_on": self.ask.today},
            detail=f"Episode {head.number} has ended. The person comes back as a candidate.",
            confirm="Begin",
        )

    @does(merging.merge_people)
    def merge(self, head: Head) -> EditDialog:
        """Make one person of this one and another entry; what differs is told before."""

        def act(given: dict[str, Any]) -> object:
            other = self.ask.shell.workspace.read(
                dossier.head, episode_id=given["episode_id"], today=self.ask.today
            )
            pair = {"keep_id": head.person_id, "other_id": other.person_id}
            if not given["agreed"]:
                self._tell_differing(pair)
            return self.ask.perform(merging.merge_people, reason=given["reason"], **pair)

        return self.ask.open(
            "Same person as",
            referral_fields.MERGE,
            act,
            said="Both are one person now; the other name still finds them.",
            detail=f"The entry of {head.name}, No. {head.reference}, is kept.",
            confirm="Make one person",
            search=PeopleSearch(self.ask.shell.workspace, everybody=True),
        )

    def _tell_differing(self, pair: dict[str, int]) -> None:
        """Refuse with what both entries say, where it is not the same."""
        found = self.ask.shell.workspace.read(merging.differing, **pair)
        if found:
            told = "; ".join(
                f"{one.key.replace('_', ' ')}: {one.kept} here, {one.given_up} there"
                for one in found
            )
            raise FieldRefusal("agreed", f"They differ in {told}. Say whether this entry stands.")

    # Phases -----------------------------------------------------------------------------------

    @does(phases.advance)
    def advance(self, head: Head) -> EditDialog:
        """Move to the next phase; the findings stand above the form."""
        readiness = head.overview.readiness if head.overview else None
        findings = readiness.open if readiness else ()

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(phases.advance, episode_id=head.episode_id, **given)

        return self.ask.open(
            f"Advance to phase {head.next_phase_number}: {head.next_phase}",
            milestone_fields.ADVANCE,
            act,
            said=f"Phase {head.next_phase_number} has begun.",
            values={"on": self.ask.today},
            detail=_standing_sentence(findings),
            confirm="Advance",
            findings=findings,
        )

    @does(phases.demote)
    def demote(self, head: Head) -> EditDialog:
        """Return to an earlier phase."""
        names = self.ask.shell.workspace.read(phases.phases_of, episode_id=head.episode_id)
        asked = milestone_fields.demotion(names[: max(0, head.phase_number - 1)])

        def act(given: dict[str, Any]) -> object:
            given["phase"] = str(given["phase"])
            return self.ask.perform(phases.demote, episode_id=head.episode_id, **given)

        return self.ask.open(
            "Return to an earlier phase",
            asked,
            act,
            said="The participant is back in the earlier phase.",
            values={"on": self.ask.today},
            confirm="Return",
        )

    @does(exits.graduate)
    def graduate(self, head: Head) -> EditDialog:
        """Graduate; what happens to each case is said first."""
        rows = self.ask.shell.workspace.read(cases.case_rows, episode_id=head.episode_id)
        open_cases = [case for case in rows if case.outcome is CaseOutcome.PENDING]
        told = [f"{case.number}: {_promised(case.if_graduated)}" for case in open_cases]
        findings = head.overview.dismissal.open if head.overview else ()

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(exits.graduate, episode_id=head.episode_id, **given)

        sentence = "\n".join(told) if told else "No case is pending in this file."
        prepared = self.ask.shell.workspace.read(
            graduations.preparation, episode_id=head.episode_id, today=self.ask.today
        )
        return self.ask.open(
            "Graduate",
            milestone_fields.ADVANCE,
            act,
            said="Graduation is recorded, and what becomes of each case.",
            values={"on": self.ask.today},
            detail="\n".join(
                filter(None, (_standing_sentence(findings), prepared.check_lacks, sentence))
            ),
            confirm="Graduate",
            findings=findings,
        )


def _promised(outcome: CaseOutcome) -> str:
    if outcome is CaseOutcome.PENDING:
        return "stays pending; no outcome was promised"
    return outcome.label[:1].lower() + outcome.label[1:]


def _standing_sentence(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "Every requirement is met."
    return (
        "This is still open. What was measured and is not met needs a name and a reason, and both "
        "stay with the findings."
    )
