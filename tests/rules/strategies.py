"""Lives that Hypothesis invents: dated records around one program, some of them in the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.devices import AlertKind, AlertState
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import (
    AbilityFacts,
    AlertFacts,
    CeremonyFacts,
    ConditionFacts,
    ContactFacts,
    DecisionFacts,
    ExtensionFacts,
    HearingFacts,
    InfractionFacts,
    ItemFacts,
    LedgerFacts,
    LegalFacts,
    MedicationFacts,
    MilestoneFacts,
    OverrideFacts,
    ParticipantFacts,
    PlanFacts,
    PointFacts,
    ResponseFacts,
    ResultFacts,
    ServiceFacts,
    SessionFacts,
    SpecimenFacts,
    StatusFacts,
    TreatmentFacts,
    WaiverFacts,
    WorkFacts,
)
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Substance,
    Validity,
)
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from tests.builders import participant, stay

AS_OF = date(2026, 11, 24)
BEGUN = date(2025, 10, 1)
_DAYS = st.integers(-40, 460).map(lambda n: BEGUN + timedelta(days=n))
_SUBSTANCES = st.sampled_from([Substance.THC, Substance.BUPRENORPHINE])


def _some(make, most=12):
    """Up to `most` values with record numbers of their own."""
    return st.lists(make, max_size=most).map(
        lambda items: tuple(replace(item, id=n) for n, item in enumerate(items, start=1))
    )


def _ended(start: date, length: int | None) -> date | None:
    return None if length is None else start + timedelta(days=length)


_LENGTHS = st.none() | st.integers(1, 200)
_RESULTS = st.lists(
    st.builds(
        ResultFacts,
        _SUBSTANCES,
        st.sampled_from(AnalyteResult),
        st.sampled_from(Confirmation),
        st.sampled_from([Explanation.NONE, *Explanation]),
        st.none() | _DAYS,
    ),
    max_size=2,
    unique_by=lambda item: item.substance,
).map(tuple)
_SPECIMENS = _some(
    st.builds(
        SpecimenFacts,
        id=st.just(0),
        on=_DAYS,
        status=st.sampled_from([CollectionStatus.COLLECTED, *CollectionStatus]),
        validity=st.sampled_from([Validity.VALID, *Validity]),
        excused=st.booleans(),
        results=_RESULTS,
        late=st.booleans(),
        disputed=st.booleans(),
    )
)
_MEDICATIONS = _some(
    st.builds(
        lambda start, length, substance: MedicationFacts(
            0, "a medicine", frozenset({substance}), start, _ended(start, length)
        ),
        _DAYS,
        _LENGTHS,
        _SUBSTANCES,
    ),
    2,
)
_STATUSES = _some(
    st.builds(
        lambda kind, start, length: StatusFacts(kind, start, _ended(start, length)),
        st.sampled_from([EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED, EpisodeStatus.ACTIVE]),
        _DAYS,
        _LENGTHS,
    ),
    4,
)
_SESSIONS = _some(
    st.builds(
        SessionFacts,
        st.just(0),
        _DAYS,
        st.sampled_from([SessionKind.GROUP, SessionKind.SUPPORT_MEETING]),
        st.sampled_from([Attendance.ATTENDED, *Attendance]),
        st.sampled_from([None, 60, 90]),
    ),
    25,
)
_RESPONSES = _some(
    st.builds(
        ResponseFacts,
        st.just(0),
        st.sampled_from(ResponseFamily),
        st.just("Essay"),
        _DAYS,
        st.integers(0, 2),
        st.none() | st.sampled_from(Magnitude),
        st.none() | _DAYS,
    ),
    5,
)
_LEDGER = _some(
    st.builds(
        LedgerFacts,
        st.just(0),
        st.sampled_from([DebtKind.PROGRAM_FEES, DebtKind.RESTITUTION]),
        st.sampled_from(FeeKind),
        _DAYS,
        st.sampled_from([3175, 5000]),
    ),
    8,
)
_PLANS = _some(
    st.builds(
        lambda start, length: PlanFacts(0, DebtKind.PROGRAM_FEES, start, _ended(start, length)),
        _DAYS,
        _LENGTHS,
    ),
    2,
)
_WORK = _some(
    st.builds(
        lambda kind, start, length, hours, verified, taxed: WorkFacts(
            0, kind, start, _ended(start, length), hours, verified, taxed=taxed, approved=taxed
        ),
        st.sampled_from([WorkKind.JOB, WorkKind.SCHOOL, WorkKind.EXCUSED]),
        _DAYS,
        _LENGTHS,
        st.sampled_from([None, 10.0, 20.0, 40.0]),
        st.none() | _DAYS,
        st.sampled_from([None, True, False]),
    ),
    4,
)
_DECISIONS = _some(
    st.builds(
        DecisionFacts,
        st.just(0),
        st.sampled_from(["asked", "decided", "one.team"]),
        st.sampled_from([DecisionBy.TEAM, DecisionBy.JUDGE]),
        _DAYS,
        st.booleans(),
    ),
    4,
)
_WAIVERS = _some(
    st.builds(
        WaiverFacts,
        st.just(0),
        st.sampled_from(["elapsed", "fees"]),
        _DAYS,
        st.just("Judge Whitfield"),
        st.just("no income"),
    ),
    2,
)
_MILESTONES = _some(
    st.builds(MilestoneFacts, st.just(0), st.sampled_from(["project", "ged"]), _DAYS), 3
)
_HEARINGS = _some(st.builds(HearingFacts, st.just(0), _DAYS, st.sampled_from(HearingAttendance)), 8)
_CONTACTS = _some(
    st.builds(
        ContactFacts,
        st.just(0),
        _DAYS,
        st.sampled_from([ContactMode.PHONE, ContactMode.OFFICE]),
        st.sampled_from([ContactWith.MENTOR, ContactWith.FAMILY]),
        st.booleans(),
    ),
    8,
)
_LEGAL = _some(
    st.builds(
        lambda kind, start, length, own: LegalFacts(
            0, kind, start, _ended(start, length), program_case=own
        ),
        st.sampled_from(LegalEventKind),
        _DAYS,
        _LENGTHS,
        st.booleans(),
    ),
    3,
)
_INFRACTIONS = _some(
    st.builds(InfractionFacts, st.just(0), st.sampled_from(InfractionKind), _DAYS), 3
)
_ALERTS = _some(
    st.builds(
        lambda kind, on, state, wait: AlertFacts(
            0, kind, on, state, None if state is AlertState.OPEN else _ended(on, wait)
        ),
        st.sampled_from(AlertKind),
        _DAYS,
        st.sampled_from(AlertState),
        st.none() | st.integers(0, 60),
    ),
    3,
)
_SERVICE = _some(
    st.builds(
        ServiceFacts,
        st.just(0),
        _DAYS,
        st.sampled_from([1.5, 4.0, 8.0]),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, DebtKind.PROGRAM_FEES]),
    ),
    6,
)
_CONDITIONS = _some(
    st.builds(
        lambda start, length, approved, efforts: ConditionFacts(
            0, "housing", start, _ended(start, length), "home", approved, efforts
        ),
        _DAYS,
        _LENGTHS,
        st.booleans(),
        st.booleans(),
    ),
    3,
)
_ITEMS = _some(st.builds(ItemFacts, st.just(0), st.just("page"), _DAYS, st.booleans()), 8)
_POINTS = _some(st.builds(PointFacts, st.just(0), _DAYS, st.sampled_from([-10, 5, 20])), 6)
_ABILITIES = _some(
    st.builds(
        lambda start, length, cents: AbilityFacts(0, start, _ended(start, length), None, cents),
        _DAYS,
        _LENGTHS,
        st.sampled_from([None, 0, 2500]),
    ),
    2,
)
_OVERRIDES = _some(
    st.builds(
        OverrideFacts,
        st.just(0),
        st.sampled_from(["elapsed", "sober"]),
        _DAYS,
        st.just("least"),
        st.sampled_from(["20 days", "5 months"]),
    ),
    1,
)
_TREATMENTS = _some(
    st.builds(
        lambda level, start, length: TreatmentFacts(0, "", level, start, _ended(start, length)),
        st.sampled_from([LevelOfCare.RESIDENTIAL, LevelOfCare.OUTPATIENT]),
        _DAYS,
        _LENGTHS,
    ),
    3,
)
_CEREMONIES = _some(st.builds(CeremonyFacts, st.just(0), _DAYS), 2)
_EXTENSIONS = _some(
    st.builds(
        ExtensionFacts,
        st.just(0),
        st.sampled_from(["one", "two"]),
        _DAYS,
        st.just(Amount(14, Unit.DAY)),
    ),
    1,
)


def facts_of_tests() -> st.SearchStrategy[ParticipantFacts]:
    """Someone admitted on BEGUN, with tests and medicines of every sort."""
    return st.builds(
        lambda specimens, medications: participant(
            BEGUN, phase=None, specimens=specimens, medications=medications
        ),
        _SPECIMENS,
        _MEDICATIONS,
    )


def lives() -> st.SearchStrategy[ParticipantFacts]:
    """A whole life in the program: two phases and records of every sort, in no order."""
    return st.builds(
        lambda entered, **records: participant(
            BEGUN,
            phase=None,
            stays=(stay("one", BEGUN, entered), stay("two", entered)),
            **records,
        ),
        st.integers(1, 300).map(lambda n: BEGUN + timedelta(days=n)),
        specimens=_SPECIMENS,
        medications=_MEDICATIONS,
        statuses=_STATUSES,
        sessions=_SESSIONS,
        responses=_RESPONSES,
        ledger=_LEDGER,
        plans=_PLANS,
        work=_WORK,
        decisions=_DECISIONS,
        waivers=_WAIVERS,
        milestones=_MILESTONES,
        hearings=_HEARINGS,
        contacts=_CONTACTS,
        legal=_LEGAL,
        infractions=_INFRACTIONS,
        alerts=_ALERTS,
        service=_SERVICE,
        conditions=_CONDITIONS,
        items=_ITEMS,
        points=_POINTS,
        abilities=_ABILITIES,
        overrides=_OVERRIDES,
        extensions=_EXTENSIONS,
        treatments=_TREATMENTS,
        ceremonies=_CEREMONIES,
    )
