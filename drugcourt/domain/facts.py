"""What is known of one participant, as plain values: the only thing rules may look at.

Casework gathers facts from the records, in bulk; rules judge them. Ids are record numbers, kept
so that a finding can name its evidence. Order of the tuples carries no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.terms import (
    AnalyteResult,
    Attendance,
    ChargeLevel,
    CollectionStatus,
    Confirmation,
    DebtKind,
    DecisionBy,
    EpisodeStatus,
    Explanation,
    FeeKind,
    LegalTrack,
    LevelOfCare,
    Matrix,
    ResponseFamily,
    SessionKind,
    Substance,
    Validity,
    WorkKind,
)


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """A span in one status; half-open, `end` None while it lasts."""

    status: EpisodeStatus
    start: date
    end: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class PhaseStayFacts:
    """A stay in one phase; half-open."""

    id: int
    phase: str
    entered: date
    left: date | None = None


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """One substance of one specimen; `confirmed_on` is the day the confirmation came back."""

    substance: Substance
    result: AnalyteResult
    confirmation: Confirmation = Confirmation.NONE
    explanation: Explanation = Explanation.NONE
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class SpecimenFacts:
    """One test: what happened at collection, whether it was valid, and what each substance said.

    `on` is the collection day, or the day it was due when nothing was collected.
    """

    id: int
    on: date
    status: CollectionStatus
    validity: Validity = Validity.NOT_CHECKED
    excused: bool = False
    matrix: Matrix = Matrix.URINE
    results: tuple[ResultFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class MedicationFacts:
    """One prescribed medicine and the substances a test may show because of it."""

    id: int
    name: str
    detected_as: frozenset[Substance]
    start: date
    end: date | None = None
    moud: bool = False


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """One response of the court. `on` is the day it was imposed or given."""

    id: int
    family: ResponseFamily
    title: str
    on: date
    jail_days: int = 0


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session that was due."""

    id: int
    on: date
    kind: SessionKind
    attendance: Attendance
    minutes: int | None = None
    provider: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    id: int
    key: str
    done_on: date
    verified: bool = False


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """One ledger line; `cents` is positive, its kind says which way it moves the balance."""

    id: int
    debt: DebtKind
    kind: FeeKind
    on: date
    cents: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A signed payment plan for one debt; half-open."""

    id: int
    debt: DebtKind
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """A job, schooling or its stand-in; half-open; hours a week where known."""

    id: int
    kind: WorkKind
    start: date
    end: date | None = None
    hours: float | None = None
    verified_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A person's decision on one requirement, identified by its key."""

    id: int
    requirement: str
    by: DecisionBy
    on: date
    granted: bool


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """A requirement let off for this person, with the name and the reason kept in the record."""

    id: int
    requirement: str
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class TreatmentFacts:
    """A treatment episode at one level of care; half-open."""

    id: int
    provider: str
    level: LevelOfCare
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """One episode, whole."""

    episode_id: int
    admitted_on: date
    track: LegalTrack | None = None
    charge_level: ChargeLevel = ChargeLevel.UNKNOWN
    exited_on: date | None = None
    assigned: frozenset[str] = frozenset()
    statuses: tuple[StatusFacts, ...] = ()
    stays: tuple[PhaseStayFacts, ...] = ()
    specimens: tuple[SpecimenFacts, ...] = ()
    medications: tuple[MedicationFacts, ...] = ()
    responses: tuple[ResponseFacts, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()
    milestones: tuple[MilestoneFacts, ...] = ()
    ledger: tuple[LedgerFacts, ...] = ()
    plans: tuple[PlanFacts, ...] = ()
    work: tuple[WorkFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    waivers: tuple[WaiverFacts, ...] = ()
    treatments: tuple[TreatmentFacts, ...] = ()

    def stay_on(self, day: date) -> PhaseStayFacts | None:
        """The phase stay that holds the day; the latest entered where stays overlap."""
        holding = [s for s in self.stays if s.entered <= day and (s.left is None or day < s.left)]
        return max(holding, key=lambda s: (s.entered, s.id), default=None)
