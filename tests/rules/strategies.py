"""Lives that Hypothesis invents: dated records around one program, some of them in the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from drugcourt.domain.facts import (
    DecisionFacts,
    LedgerFacts,
    MedicationFacts,
    MilestoneFacts,
    ParticipantFacts,
    PlanFacts,
    ResponseFacts,
    ResultFacts,
    SessionFacts,
    SpecimenFacts,
    StatusFacts,
    WaiverFacts,
    WorkFacts,
)
from drugcourt.domain.terms import (
    AnalyteResult,
    Attendance,
    CollectionStatus,
    Confirmation,
    DebtKind,
    DecisionBy,
    EpisodeStatus,
    Explanation,
    FeeKind,
    ResponseFamily,
    SessionKind,
    Substance,
    Validity,
    WorkKind,
)
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
        lambda kind, start, length, hours, verified: WorkFacts(
            0, kind, start, _ended(start, length), hours, verified
        ),
        st.sampled_from([WorkKind.JOB, WorkKind.SCHOOL, WorkKind.EXCUSED]),
        _DAYS,
        _LENGTHS,
        st.sampled_from([None, 10.0, 20.0, 40.0]),
        st.none() | _DAYS,
    ),
    4,
)
_DECISIONS = _some(
    st.builds(
        DecisionFacts,
        st.just(0),
        st.sampled_from(["decided", "one.team"]),
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
    )
