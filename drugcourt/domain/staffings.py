"""Who meets before court, and why somebody is talked about first."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.tone import Term, Tone


class TeamRole(Term):
    """The seats at the table (features row 95); evaluators ask who of them was there."""

    JUDGE = "judge", "Judge"
    COORDINATOR = "coordinator", "Coordinator"
    PROSECUTOR = "prosecutor", "Prosecutor"
    DEFENSE = "defense", "Defense"
    TREATMENT = "treatment", "Treatment"
    SUPERVISION = "supervision", "Supervision"
    LAW_ENFORCEMENT = "law_enforcement", "Law enforcement"
    OTHER = "other", "Other"


class Presence(Term):
    PRESENT = "present", "Present"
    REMOTE = "remote", "By video or phone"
    ABSENT = "absent", "Absent"


class Reason(Term):
    """Why somebody stands where they stand on the agenda; the order of urgency is policy."""

    POSITIVE = "positive", "Positive"
    MISSED = "missed", "Missed"
    ARREST = "arrest", "New arrest"
    NO_CONTACT = "no_contact", "No contact"
    PHASE_READY = "phase_ready", "Phase ready"
    DISMISSAL = "dismissal", "Dismissal"
    LAB_PENDING = "lab_pending", "Lab pending"
    WATCH = "watch", "14-day watch"
    LOOK = "look", "To look at"
    UNCHANGED = "unchanged", "No change"


REASON_TONES = {
    Reason.POSITIVE: Tone.ALARM,
    Reason.MISSED: Tone.ALARM,
    Reason.ARREST: Tone.ALARM,
    Reason.NO_CONTACT: Tone.ALARM,
    Reason.PHASE_READY: Tone.GOOD,
    Reason.DISMISSAL: Tone.GOOD,
    Reason.LAB_PENDING: Tone.WATCH,
    Reason.WATCH: Tone.ALARM,
    Reason.LOOK: Tone.WATCH,
    Reason.UNCHANGED: Tone.PLAIN,
}


@dataclass(frozen=True, slots=True)
class StaffingPolicy:
    """How a meeting is prepared: the reasons by urgency, days and tries, the seats at first.

    `silence_days` without any sign, `silence_tries` in vain since the last hearing; `watch_days`
    after release, discharge or the end of a medicine; `report_days` after which a provider's
    latest entry is too old.
    """

    order: tuple[Reason, ...] = tuple(Reason)
    silence_days: int = 14
    silence_tries: int = 2
    watch_days: int = 14
    report_days: int = 7
    seats: tuple[TeamRole, ...] = tuple(TeamRole)
