"""How one record of each kind is told in a line of the timeline: word, tone, sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drugcourt.casework.specimens.file_tests import how_taken
from drugcourt.casework.specimens.readings import read_record, short_word
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import StayOutcome
from drugcourt.domain.facts import MedicationFacts
from drugcourt.domain.fees import FeeKind
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.domain.medications import told_of_end
from drugcourt.domain.money import dollars
from drugcourt.domain.program import Program
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance
from drugcourt.records.episodes import StatusSpan, WorkSpell
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.records.notes import Note
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen
from drugcourt.records.staffings import StaffingItem
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, MissedDose, TreatmentEpisode
from drugcourt.rules.reading_words import reading_tone

LONGEST = 400  # letters of a note or an order in one line; the record itself holds all of it

Told = tuple[str, Tone, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence needs besides its record."""

    handbook: Program | None
    medicines: Sequence[MedicationFacts]

    def phase(self, key: str) -> str:
        """`phase 3, Pro-social habilitation`."""
        phase = self.handbook.phase(key) if self.handbook else None
        if self.handbook is None or phase is None:
            return key
        return f"phase {self.handbook.number(key)}, {phase.name}"

    def requirement(self, key: str) -> str:
        """The handbook's words for a requirement."""
        if self.handbook is None:
            return key
        return next((r.text for r in self.handbook.requirements if r.key == key), key)

    def milestone(self, key: str) -> str:
        return self.handbook.milestone_title(key) if self.handbook else key


# Sentences ------------------------------------------------------------------------------------


def sentence(*parts: str) -> str:
    """The parts that say something, one after the other; cut where the line would be too long."""
    text = " · ".join(" ".join(part.split()) for part in parts if part.strip())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def comma(*parts: str) -> str:
    """The parts that say something, with commas between."""
    return ", ".join(part for part in parts if part)


def tell_test(record: Specimen, told: Telling) -> Told:
    """A test, read against its medicines."""
    reading = read_record(record, told.medicines)
    text = reading.text if reading.text != reading.reading.label else ""
    return (
        short_word(reading.reading),
        reading_tone(reading.reading),
        sentence(how_taken(record), text),
    )


def tell_staffing(record: StaffingItem, told: Telling) -> Told:
    """What the team decided before a hearing, and recommends to the court."""
    goal = record.goal.label.lower() if record.goal is not None else ""
    about = comma(record.behavior, goal)
    return "Staffing", Tone.INFO, sentence(about, f"The team recommends: {record.recommended}")


def tell_hearing(record: DocketEntry, told: Telling) -> Told:
    """A hearing that was held, or one that is coming."""
    attendance = record.attendance
    if attendance is None:
        return "On the docket", Tone.INFO, f"{record.kind.label} hearing"
    tone = Tone.ALARM if attendance is HearingAttendance.FAILED_TO_APPEAR else Tone.INFO
    move = "" if record.move is PhaseMove.STAY else record.move.label
    warrant = "" if record.warrant is WarrantStep.NONE else record.warrant.label
    coming = f"Next date {short(record.next_on, record.session.held_on)}" if record.next_on else ""
    words = sentence(attendance.label, record.orders, move, warrant, record.note, coming)
    return "Hearing", tone, words


_KEPT_TONES = {Attendance.ABSENT: Tone.ALARM, Attendance.LATE: Tone.WATCH}


def tell_session(record: AttendanceLine, told: Telling) -> Told:
    """A session that was due."""
    hours = ""
    if record.minutes:
        hours = (
            f"{record.minutes / 60:g} h" if record.minutes % 30 == 0 else f"{record.minutes} min"
        )
    kept = f"{record.attendance.label.lower()} {hours}".strip()
    sort = record.meeting.label.lower() if record.meeting else ""
    what = ", ".join(part for part in (record.title or record.kind.label, sort, kept) if part)
    tone = _KEPT_TONES.get(record.attendance, Tone.PLAIN)
    return record.kind.label, tone, sentence(what, record.provider, record.reason)


def tell_begun(record: TreatmentEpisode, told: Telling) -> Told:
    """A stay with a provider begins."""
    return "Treatment", Tone.PLAIN, f"{record.level.label} begun · {record.provider}"


def tell_ended(record: TreatmentEpisode, told: Telling) -> Told:
    """A stay with a provider ends."""
    words = f"{record.level.label} ended · {record.provider}"
    return "Treatment", Tone.PLAIN, sentence(words, record.discharge_reason)


_FAMILIES = {
    ResponseFamily.INCENTIVE: Tone.GOOD,
    ResponseFamily.SANCTION: Tone.WATCH,
    ResponseFamily.SERVICE_ADJUSTMENT: Tone.INFO,
}


def tell_response(record: Response, told: Telling) -> Told:
    """A response of the court."""
    jail = f"{counted(record.jail_days, 'day')} in jail" if record.jail_days else ""
    due = f"due {short(record.due_on, record.given_on)}" if record.due_on else ""
    done = f"done {short(record.done_on, record.given_on)}" if record.done_on else ""
    why = f"for {record.behavior}" if record.behavior else ""
    heard = record.heard.label.lower() if record.heard is not Heard.UNSAID else ""
    departs = f"departs from the matrix: {record.departure}" if record.departure else ""
    text = sentence(comma(record.title, jail), why, done or due, heard, departs, record.reason)
    return record.family.label, _FAMILIES[record.family], text


def tell_entered(record: PhaseStay, told: Telling) -> Told:
    """A phase is entered."""
    return "Phase", Tone.GOOD, f"Entered {told.phase(record.phase)}"


def tell_left(record: PhaseStay, told: Telling) -> Told:
    """A phase is left, and how."""
    outcome = record.outcome.label if record.outcome else "Ended"
    tone = Tone.WATCH if record.outcome is StayOutcome.DEMOTED else Tone.PLAIN
    decided = f"decided by {record.decided_by}" if record.decided_by else ""
    where = "in" if record.outcome is StayOutcome.EXITED else "from"
    text = sentence(
        f"{outcome} {where} {told.phase(record.phase)}",
        decided,
        record.reason,
        record.remedial_plan,
    )
    return "Phase", tone, text


def tell_status(record: StatusSpan, told: Telling) -> Told:
    """A status begins."""
    return "Status", Tone.INFO, sentence(record.status.label, record.reason)


def tell_medicine(record: Medication, told: Telling) -> Told:
    """A medicine begins."""
    dose = f"{record.name} {record.dose}".strip()
    by = f"prescribed by {record.prescriber}" if record.prescriber else ""
    return "Medicine", Tone.INFO, sentence(f"{dose} begun", by, record.reason)


def tell_stopped(record: Medication, told: Telling) -> Told:
    """A medicine ends."""
    by = told_of_end(record.stopped_by)
    return "Medicine", Tone.WATCH, sentence(f"{record.name} ended", by, record.remarks)


def tell_missed_dose(record: MissedDose, told: Telling) -> Told:
    """Doses of a medicine were missed; a matter for the prescriber, and no violation."""
    name = next((m.name for m in told.medicines if m.id == record.medication_id), "Medicine")
    doses = counted(record.doses, "dose")
    return "Missed dose", Tone.WATCH, sentence(f"{name}, {doses} missed", record.text)


def tell_milestone(record: Milestone, told: Telling) -> Told:
    """A milestone is reached."""
    seen = f"seen by {record.verified_by}" if record.verified_by else ""
    return "Milestone", Tone.GOOD, sentence(told.milestone(record.key), record.evidence, seen)


def tell_decision(record: Decision, told: Telling) -> Told:
    """A person decided."""
    word = "granted" if record.granted else "not granted"
    who = comma(record.by.label, record.name)
    text = sentence(f"{told.requirement(record.requirement)}: {word}", who, record.reason)
    return "Decision", Tone.GOOD if record.granted else Tone.WATCH, text


def tell_waiver(record: Waiver, told: Telling) -> Told:
    """A requirement is waived."""
    words = f"Waived: {told.requirement(record.requirement)}"
    return "Waiver", Tone.INFO, sentence(words, f"by {record.by}", record.reason)


def tell_contact(record: Contact, told: Telling) -> Told:
    """A contact, or one that was tried."""
    reached = "" if record.reached else "not reached"
    tone = Tone.PLAIN if record.reached else Tone.WATCH
    return "Contact", tone, sentence(comma(record.mode.label, reached, record.by), record.text)


def tell_note(record: Note, told: Telling) -> Told:
    """A note or an addendum."""
    kind = "Addendum" if record.addendum_to is not None else "Note"
    return kind, Tone.PLAIN, sentence(record.text, record.author)


def tell_fee(record: FeeEntry, told: Telling) -> Told:
    """A ledger line."""
    tone = Tone.GOOD if record.kind is FeeKind.PAYMENT else Tone.PLAIN
    amount = f"{record.debt.label}: {dollars(record.cents)}"
    return record.kind.label, tone, sentence(amount, record.method, record.reason)


def tell_plan(record: PaymentPlan, told: Telling) -> Told:
    """A payment plan is agreed."""
    words = f"{record.debt.label}: {dollars(record.cents_each)} every {record.every}"
    return "Payment plan", Tone.INFO, words.replace("every 1 ", "every ")


def tell_work(record: WorkSpell, told: Telling) -> Told:
    """A job or schooling begins."""
    hours = f"{record.hours:g} h a week" if record.hours is not None else ""
    seen = f"verified {short(record.verified_on, record.started_on)}" if record.verified_on else ""
    begun = f"{record.kind.label} begun"
    return "Work", Tone.PLAIN, sentence(comma(begun, record.place), hours, seen)


def tell_work_end(record: WorkSpell, told: Telling) -> Told:
    """A job or schooling ends."""
    return "Work", Tone.PLAIN, comma(f"{record.kind.label} ended", record.place)
