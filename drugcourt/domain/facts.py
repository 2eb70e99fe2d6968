"""What is known of one participant, as plain values: the only thing rules may look at.

Casework gathers facts from the records, in bulk; rules judge them. Ids are record numbers, kept
so that a finding can name its evidence. Order of the tuples carries no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.dates import Amount
from drugcourt.domain.devices import AlertKind, AlertState
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.money import Cents
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Substance,
    Validity,
)
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind


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

    `on` is the collection day, or the day it was due when nothing was collected; `late` says that
    it was given outside its time window. `disputed` holds what would follow from it. `medicines`
    are those in force as the list stood when it was recorded; None: as the list stands.
    """

    id: int
    on: date
    status: CollectionStatus
    validity: Validity = Validity.NOT_CHECKED
    excused: bool = False
    matrix: Matrix = Matrix.URINE
    results: tuple[ResultFacts, ...] = ()
    late: bool = False
    disputed: bool = False
    medicines: tuple[MedicationFacts, ...] | None = None


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
    """One response of the court. `on` is the day it was imposed or given.

    `infraction_on` is the day of what it answers, where that is known.
    """

    id: int
    family: ResponseFamily
    title: str
    on: date
    jail_days: int = 0
    magnitude: Magnitude | None = None
    infraction_on: date | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session that was due. `source` is the kind of its record, so that it can be opened."""

    id: int
    on: date
    kind: SessionKind
    attendance: Attendance
    minutes: int | None = None
    provider: str = ""
    source: str = "attendance_line"


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
    taxed: bool | None = None
    approved: bool | None = None


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
class HearingFacts:
    """One hearing that was held for this person (record kind `docket_entry`)."""

    id: int
    on: date
    attendance: HearingAttendance


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact (record kind `contact`); one that was tried in vain has `reached` False."""

    id: int
    on: date
    mode: ContactMode
    person: ContactWith = ContactWith.CASE_MANAGER
    reached: bool = True
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """An offence, arrest, charge, conviction or warrant; `record` is the kind of record it rests
    on: `legal_event`, or `warrant` for a bench warrant of this court.

    A charge is pending and a warrant open from `on` up to, not including, `end`. `program_case`
    marks the case for which the person is in the court: it never counts as new. `told_on` is the
    day on which the team heard of a legal event.
    """

    id: int
    kind: LegalEventKind
    on: date
    end: date | None = None
    level: ChargeLevel = ChargeLevel.UNKNOWN
    program_case: bool = False
    text: str = ""
    record: str = "legal_event"
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class InfractionFacts:
    """A breach of a rule that no other record says (record kind `infraction`)."""

    id: int
    kind: InfractionKind
    on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """One alert of a monitoring device (record kind `device_alert`).

    `answered_on` is the day on which somebody confirmed it or did not.
    """

    id: int
    kind: AlertKind
    on: date
    state: AlertState
    answered_on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """Community service done on a day (record kind `service_entry`).

    `sanction` marks hours imposed as a sanction, `pays` the debt that they are to settle.
    """

    id: int
    on: date
    hours: float
    sanction: bool = False
    approved: bool = False
    pays: DebtKind | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """Something that is so for a while (record kind `condition`); half-open.

    `key` says what (housing, sponsor, home_group, interlock, licence, curfew, ...), `kind` which
    sort of it (sober_living, own_home, ...). `efforts` marks a span of recorded best efforts.
    """

    id: int
    key: str
    start: date
    end: date | None = None
    kind: str = ""
    approved: bool = False
    efforts: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Something handed in (record kind `item`): a journal page, a school report, a meeting slip."""

    id: int
    key: str
    on: date
    checked: bool = False


@dataclass(frozen=True, slots=True)
class PointFacts:
    """Points given on a day (record kind `point_entry`): credits above zero, demerits below."""

    id: int
    on: date
    points: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class AbilityFacts:
    """A finding on ability to pay (record kind `ability_finding`); half-open.

    `debt` None means every debt; `cents_per_month` None or 0 means that nothing is asked.
    """

    id: int
    start: date
    end: date | None = None
    debt: DebtKind | None = None
    cents_per_month: Cents | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """A number that is another for this person (record kind `override`), with name and reason.

    `field` is the rule's key as in the program file (`least`, `n`, `percent`, ...), `value` is
    written as in the file: `9 months`, `4`, `$150.00`, `true`.
    """

    id: int
    requirement: str
    on: date
    field: str
    value: str
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """More time in a phase, ordered by the team or the judge (record kind `extension`).

    It lengthens what `elapsed` asks since entry to that phase, in the stay that holds `on`.
    """

    id: int
    phase: str
    on: date
    amount: Amount
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CeremonyFacts:
    """One ceremony that the court has scheduled or held (record kind `ceremony`)."""

    id: int
    on: date


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """One episode, whole.

    `assigned` are keys of what was assigned to this person, `flags` what else a handbook may ask
    about (veteran, parent, ged_at_entry, ...); both hold for the whole episode.
    """

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
    flags: frozenset[str] = frozenset()
    hearings: tuple[HearingFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    legal: tuple[LegalFacts, ...] = ()
    infractions: tuple[InfractionFacts, ...] = ()
    alerts: tuple[AlertFacts, ...] = ()
    service: tuple[ServiceFacts, ...] = ()
    conditions: tuple[ConditionFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    points: tuple[PointFacts, ...] = ()
    abilities: tuple[AbilityFacts, ...] = ()
    overrides: tuple[OverrideFacts, ...] = ()
    extensions: tuple[ExtensionFacts, ...] = ()
    ceremonies: tuple[CeremonyFacts, ...] = ()

    def stay_on(self, day: date) -> PhaseStayFacts | None:
        """The phase stay that holds the day; the latest entered where stays overlap."""
        holding = [s for s in self.stays if s.entered <= day and (s.left is None or day < s.left)]
        return max(holding, key=lambda s: (s.entered, s.id), default=None)

    def levels_on(self, day: date) -> frozenset[LevelOfCare]:
        """The levels of care at which the participant is treated on the day."""
        held = (t for t in self.treatments if t.start <= day and (t.end is None or day < t.end))
        return frozenset(t.level for t in held)
