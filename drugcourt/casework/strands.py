"""Which records make up the timeline: the day of each, and where a searched word may stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from drugcourt.casework import tellings
from drugcourt.casework.tellings import Telling, Told
from drugcourt.domain.tone import Term
from drugcourt.records.base import Words
from drugcourt.records.episodes import StatusSpan, WorkSpell
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.records.notes import Note
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode


class Entry(Term):
    """What a line of the timeline is about; the filter's chips."""

    TEST = "test", "Tests"
    HEARING = "hearing", "Hearings"
    SESSION = "session", "Sessions"
    TREATMENT = "treatment", "Treatment"
    RESPONSE = "response", "Responses"
    PHASE = "phase", "Phases"
    STATUS = "status", "Status"
    MEDICATION = "medication", "Medicines"
    MILESTONE = "milestone", "Milestones"
    CONTACT = "contact", "Contacts"
    NOTE = "note", "Notes"
    FEE = "fee", "Fees"
    WORK = "work", "Work and school"


@dataclass(frozen=True, slots=True)
class Strand:
    """One kind of line. `texts` and `terms` are the columns a word is looked for in."""

    entry: Entry
    record: Any
    day: Any
    tell: Callable[[Any, Telling], Told]
    texts: tuple[Any, ...] = ()
    terms: tuple[Any, ...] = ()
    spoken: str = ""
    keys: Callable[[Telling], dict[str, str]] | None = None
    key: Any = None
    inner: Callable[[str], ColumnElement[bool]] | None = None
    beside: tuple[Any, ...] = field(default=())

    def belongs(self, episode_id: int) -> tuple[ColumnElement[bool], ...]:
        """The records of this episode."""
        return (self.record.episode_id == episode_id, *self.beside)


def condition(strand: Strand, word: str, told: Telling) -> ColumnElement[bool]:
    """The word stands in a text, in the label of a value, or in the words of the kind itself."""
    if word in f"{strand.spoken} {strand.entry.label}".casefold():
        return true()
    asked: list[ColumnElement[bool]] = [
        func.lower(column).contains(word, autoescape=True) for column in strand.texts
    ]
    for column in strand.terms:
        members = [m for m in _terms(column) if word in m.label.casefold()]
        if members:
            asked.append(column.in_(members))
    if strand.keys is not None:
        keys = [key for key, label in strand.keys(told).items() if word in label.casefold()]
        if keys:
            asked.append(strand.key.in_(keys))
    if strand.inner is not None:
        asked.append(strand.inner(word))
    return or_(false(), *asked)


def _terms(column: InstrumentedAttribute[Any]) -> type[Term]:
    kind = column.type
    assert isinstance(kind, Words)
    return kind.term


def _substances(word: str) -> ColumnElement[bool]:
    """A test in which a substance of this name was found or looked for with an answer."""
    kind = _terms(SpecimenResult.substance)
    members = [m for m in kind if word in m.label.casefold()]
    results = [m for m in _terms(SpecimenResult.result) if word in m.label.casefold()]
    asked = select(SpecimenResult.specimen_id).where(
        SpecimenResult.specimen_id == Specimen.id,
        or_(SpecimenResult.substance.in_(members), SpecimenResult.result.in_(results)),
    )
    return asked.exists()


def _phases(told: Telling) -> dict[str, str]:
    phases = told.handbook.phases if told.handbook else ()
    return {p.key: f"phase {n} {p.name}" for n, p in enumerate(phases, start=1)}


def _milestones(told: Telling) -> dict[str, str]:
    return {m.key: m.title for m in told.handbook.milestones} if told.handbook else {}


def _requirements(told: Telling) -> dict[str, str]:
    return {r.key: r.text for r in told.handbook.requirements} if told.handbook else {}


# In one day a later strand stands above an earlier one: what came of it is read before it.
STRANDS: tuple[Strand, ...] = (
    Strand(
        Entry.SESSION,
        AttendanceLine,
        AttendanceLine.held_on,
        tellings.tell_session,
        texts=(AttendanceLine.title, AttendanceLine.provider, AttendanceLine.reason),
        terms=(AttendanceLine.kind, AttendanceLine.attendance),
    ),
    Strand(
        Entry.FEE,
        FeeEntry,
        FeeEntry.entered_on,
        tellings.tell_fee,
        texts=(FeeEntry.method, FeeEntry.reason),
        terms=(FeeEntry.debt, FeeEntry.kind),
    ),
    Strand(
        Entry.FEE,
        PaymentPlan,
        PaymentPlan.started_on,
        tellings.tell_plan,
        terms=(PaymentPlan.debt,),
        spoken="payment plan",
    ),
    Strand(
        Entry.WORK,
        WorkSpell,
        WorkSpell.started_on,
        tellings.tell_work,
        texts=(WorkSpell.place,),
        terms=(WorkSpell.kind,),
        spoken="begun",
    ),
    Strand(
        Entry.WORK,
        WorkSpell,
        WorkSpell.ended_on,
        tellings.tell_work_end,
        texts=(WorkSpell.place,),
        terms=(WorkSpell.kind,),
        spoken="ended",
    ),
    Strand(
        Entry.CONTACT,
        Contact,
        Contact.contacted_on,
        tellings.tell_contact,
        texts=(Contact.by, Contact.text),
        terms=(Contact.mode,),
    ),
    Strand(
        Entry.TEST,
        Specimen,
        Specimen.collected_on,
        tellings.tell_test,
        texts=(Specimen.panel, Specimen.remarks, Specimen.excused_reason, Specimen.number),
        terms=(Specimen.status, Specimen.validity, Specimen.matrix),
        inner=_substances,
    ),
    Strand(
        Entry.MEDICATION,
        Medication,
        Medication.started_on,
        tellings.tell_medicine,
        texts=(Medication.name, Medication.prescriber, Medication.reason),
        spoken="begun",
    ),
    Strand(
        Entry.MEDICATION,
        Medication,
        Medication.ended_on,
        tellings.tell_stopped,
        texts=(Medication.name, Medication.stopped_by, Medication.remarks),
        spoken="ended",
    ),
    Strand(
        Entry.TREATMENT,
        TreatmentEpisode,
        TreatmentEpisode.started_on,
        tellings.tell_begun,
        texts=(TreatmentEpisode.provider,),
        terms=(TreatmentEpisode.level,),
        spoken="begun",
    ),
    Strand(
        Entry.TREATMENT,
        TreatmentEpisode,
        TreatmentEpisode.ended_on,
        tellings.tell_ended,
        texts=(TreatmentEpisode.provider, TreatmentEpisode.discharge_reason),
        terms=(TreatmentEpisode.level,),
        spoken="ended",
    ),
    Strand(
        Entry.MILESTONE,
        Milestone,
        Milestone.done_on,
        tellings.tell_milestone,
        texts=(Milestone.evidence, Milestone.verified_by),
        keys=_milestones,
        key=Milestone.key,
    ),
    Strand(
        Entry.MILESTONE,
        Decision,
        Decision.decided_on,
        tellings.tell_decision,
        texts=(Decision.name, Decision.reason),
        terms=(Decision.by,),
        spoken="decision",
        keys=_requirements,
        key=Decision.requirement,
    ),
    Strand(
        Entry.MILESTONE,
        Waiver,
        Waiver.waived_on,
        tellings.tell_waiver,
        texts=(Waiver.by, Waiver.reason),
        spoken="waiver waived",
        keys=_requirements,
        key=Waiver.requirement,
    ),
    Strand(
        Entry.HEARING,
        DocketEntry,
        CourtSession.held_on,
        tellings.tell_hearing,
        texts=(DocketEntry.orders, DocketEntry.note),
        terms=(DocketEntry.attendance, DocketEntry.kind, DocketEntry.move, DocketEntry.warrant),
        beside=(CourtSession.id == DocketEntry.session_id,),
    ),
    Strand(
        Entry.RESPONSE,
        Response,
        Response.given_on,
        tellings.tell_response,
        texts=(Response.title, Response.behavior, Response.reason),
        terms=(Response.family, Response.magnitude),
    ),
    Strand(
        Entry.STATUS,
        StatusSpan,
        StatusSpan.started_on,
        tellings.tell_status,
        texts=(StatusSpan.reason,),
        terms=(StatusSpan.status,),
    ),
    Strand(
        Entry.PHASE,
        PhaseStay,
        PhaseStay.left_on,
        tellings.tell_left,
        texts=(PhaseStay.reason, PhaseStay.decided_by, PhaseStay.remedial_plan),
        terms=(PhaseStay.outcome,),
        keys=_phases,
        key=PhaseStay.phase,
    ),
    Strand(
        Entry.PHASE,
        PhaseStay,
        PhaseStay.entered_on,
        tellings.tell_entered,
        spoken="entered",
        keys=_phases,
        key=PhaseStay.phase,
    ),
    Strand(
        Entry.NOTE,
        Note,
        Note.about,
        tellings.tell_note,
        texts=(Note.text, Note.author),
        terms=(Note.kind,),
        spoken="addendum",
    ),
)
