"""What laboratories sent that a person has to look at, and everything needed to settle it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz import fuzz
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.deciding import CODE, PERSON, VALUE, said_here
from drugcourt.casework.laboratories.decisions import Decisions
from drugcourt.casework.laboratories.judging import Judged, judge
from drugcourt.casework.laboratories.originals import Document, documents_of, original_text
from drugcourt.domain.specimens import AnalyteResult, ReportState
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.reports import Finding, LabReport, Patient, from_plain
from drugcourt.exchange.laboratories.values import read_value
from drugcourt.records.episodes import Episode
from drugcourt.records.laboratories import LaboratoryOriginal, LaboratoryReport
from drugcourt.records.people import Person, listed_name
from drugcourt.records.search import fold

MOST_LISTED = 5_000
_LEAST_ALIKE = 60  # of 100; below it two names have nothing to do with each other
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """One line of the tray. `who` is the name as the laboratory wrote it, `positive` a warning."""

    id: int
    waits_for: str
    who: str
    laboratory: str
    collected_on: date | None
    reason: str
    positive: bool
    received_at: datetime
    file: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Someone whom a report may mean. `score` is of 100; a person decides, never the number."""

    episode_id: int
    name: str
    reference: str
    born: date | None
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One result as it was sent, and what it is taken for so far."""

    place: int
    code: str
    name: str
    value: str
    taken_as: str
    status: str
    note: str
    waits_for: str
    reason: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A waiting report, whole: what it waits for, its results, the original, and suggestions."""

    row: WaitingReport
    patient: Patient
    accession: str
    findings: tuple[FindingRow, ...]
    original: str
    documents: tuple[Document, ...]
    suggestions: tuple[Suggestion, ...]
    notes: tuple[str, ...]

    @property
    def first(self) -> FindingRow | None:
        """The result that is to be settled next."""
        wanted = self.row.waits_for
        return next((each for each in self.findings if each.waits_for == wanted), None)


@dataclass(frozen=True, slots=True)
class SentFinding:
    """One result of a report that was entered, as it was sent."""

    code: str
    name: str
    value: str
    standing: str
    note: str


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report that a test came from."""

    laboratory: str
    accession: str
    reported_on: date | None
    findings: tuple[SentFinding, ...]
    notes: tuple[str, ...]
    original: str
    documents: tuple[Document, ...]


def waiting_count(db: Session) -> int:
    """How many reports wait for a person."""
    asked = select(func.count()).select_from(LaboratoryReport)
    return int(db.scalar(asked.where(LaboratoryReport.state == ReportState.WAITING)) or 0)


def waiting_reports(db: Session) -> list[WaitingReport]:
    """What waits: reports with a positive first, then by what they wait for, the oldest first."""
    asked = (
        select(LaboratoryReport, LaboratoryOriginal.name, LaboratoryOriginal.kept_at)
        .join(LaboratoryOriginal, LaboratoryOriginal.id == LaboratoryReport.original_id)
        .where(LaboratoryReport.state == ReportState.WAITING)
        .order_by(LaboratoryReport.id)
        .limit(MOST_LISTED)
    )
    rows = [_row(record, name, kept_at) for record, name, kept_at in db.execute(asked)]
    order = {PERSON: 0, CODE: 1, VALUE: 2}
    return sorted(rows, key=lambda r: (not r.positive, order.get(r.waits_for, 3), r.id))


def waiting_card(db: Session, *, report_id: int) -> WaitingCard:
    """One report with all that a person needs to settle it."""
    record = db.get(LaboratoryReport, report_id)
    if record is None or record.state is not ReportState.WAITING:
        raise Refusal("This report does not wait any more; look at the list again.")
    original = db.get_one(LaboratoryOriginal, record.original_id)
    report = from_plain(record.content)
    decisions = Decisions.load(db)
    outcome = judge(
        report,
        decisions.codes.get(report.laboratory, {}),
        decisions.values.get(report.laboratory, {}),
        said_here(record.settled),
    )
    return WaitingCard(
        row=_row(record, original.name, original.kept_at),
        patient=report.patient,
        accession=report.accession,
        findings=tuple(_finding(n, each) for n, each in enumerate(outcome.judged)),
        original=original_text(db, original_id=record.original_id, line=record.line),
        documents=tuple(documents_of(db, report_ids=[record.id])),
        suggestions=tuple(suggest(db, patient=report.patient))
        if record.waits_for == PERSON
        else (),
        notes=report.notes,
    )


def suggest(db: Session, *, patient: Patient) -> list[Suggestion]:
    """Who may be meant, best first: how alike the names are, and whether the birth dates agree."""
    columns = (func.max(Episode.id), Person.family_name, Person.given_name, Person.reference,
               Person.birth_date)  # fmt: skip
    asked = select(*columns).join(Episode, Episode.person_id == Person.id).group_by(Person.id)
    named = fold(patient.name)
    found = []
    for number, family, given, reference, born in db.execute(asked):
        alike = fuzz.token_sort_ratio(named, fold(f"{given} {family}")) if named else 0.0
        same_day = bool(patient.born and born and patient.born == born)
        score = _score(alike, same_day=same_day, both=bool(patient.born and born))
        if score >= _LEAST_ALIKE:
            why = _why(alike, same_day=same_day, both=bool(patient.born and born))
            name = listed_name(family, given, reference)
            found.append(Suggestion(number, name, reference, born, score, why))
    return sorted(found, key=lambda each: (-each.score, each.name))[:_SUGGESTED]


def sent_reports(db: Session, *, specimen_id: int) -> list[SentReport]:
    """The reports that a test came from, the newest first, with originals and documents."""
    asked = select(LaboratoryReport).where(LaboratoryReport.specimen_id == specimen_id)
    records = db.scalars(asked.order_by(LaboratoryReport.id.desc())).all()
    return [_sent(db, record) for record in records]


def has_reports(db: Session, *, specimen_id: int) -> bool:
    """Whether a laboratory ever reported on a test."""
    asked = select(LaboratoryReport.id).where(LaboratoryReport.specimen_id == specimen_id)
    return db.scalar(asked.limit(1)) is not None


def _sent(db: Session, record: LaboratoryReport) -> SentReport:
    report = from_plain(record.content)
    return SentReport(
        laboratory=report.laboratory,
        accession=report.accession,
        reported_on=report.reported_on,
        findings=tuple(_sent_finding(each) for each in report.findings),
        notes=report.notes,
        original=original_text(db, original_id=record.original_id, line=record.line),
        documents=tuple(documents_of(db, report_ids=[record.id])),
    )


def _sent_finding(finding: Finding) -> SentFinding:
    return SentFinding(
        code=" · ".join(code.code for code in finding.codes if code.code),
        name=finding.name,
        value=" ".join(part for part in (finding.value, finding.unit) if part),
        standing=finding.standing.label.lower(),
        note=_note(finding),
    )


def _row(record: LaboratoryReport, name: str, kept_at: datetime) -> WaitingReport:
    report = from_plain(record.content)
    return WaitingReport(
        id=record.id,
        waits_for=record.waits_for,
        who=report.patient.name or report.patient.lab_number or "Nobody named",
        laboratory=record.laboratory,
        collected_on=record.collected_on or report.collected_on,
        reason=record.reason,
        positive=_positive(report),
        received_at=kept_at,
        file=name,
    )


def _positive(report: LabReport) -> bool:
    """Whether any value reads as a positive, whatever drug it is of."""
    for finding in report.findings:
        word = read_value(finding, {}).word
        if word is not None and word.result is AnalyteResult.POSITIVE:
            return True
    return False


def _finding(place: int, judged: Judged) -> FindingRow:
    finding = judged.finding
    word = judged.value.word if judged.value else read_value(finding, {}).word
    offered = judged.value.suggestion if judged.value else ""
    return FindingRow(
        place=place,
        code=" · ".join(code.code for code in finding.codes if code.code),
        name=finding.name,
        value=" ".join(part for part in (finding.value, finding.unit) if part),
        taken_as=judged.named.target or judged.named.suggestion,
        status=word.result.label if word and word.result else finding.standing.label,
        note=_note(finding),
        waits_for=judged.waits_for,
        reason=judged.reason,
        suggestion=judged.named.suggestion if judged.waits_for == CODE else offered,
    )


def _note(finding: Finding) -> str:
    """The cut-offs, each once, and what the laboratory remarks."""
    told = dict.fromkeys(f"cut-off {c.number:g} {c.unit}".strip() for c in finding.cutoffs[:3])
    return " · ".join(part for part in (*told, *finding.notes) if part)


def _score(alike: float, *, same_day: bool, both: bool) -> int:
    """Names weigh six tenths, the birth date four; one that differs halves what the name says."""
    if same_day:
        return round(alike * 0.6 + 40)
    return round(alike * (0.5 if both else 0.9))


def _why(alike: float, *, same_day: bool, both: bool) -> str:
    name = "the same name" if alike >= 99.5 else f"name {alike:.0f} % alike"
    if same_day:
        return f"Same birth date, {name}"
    return f"Another birth date, {name}" if both else f"{name.capitalize()}, no birth date given"
