"""When each station of a referral was reached, for many at once and in SQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, case, func, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Date

from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.referrals import PASSED, Step, StepClock, clocks
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.referral_policy import criteria_for, referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.referrals import ClinicalScreen, CriterionAnswer, Referral, ReferralGate
from drugcourt.records.treatment import TreatmentEpisode

_COUNTED = tuple(step for step in Step if step not in (Step.ARREST, Step.REFERRAL))


class _Later(GenericFunction[date]):
    """The later of two days that are both known."""

    type = Date()
    inherit_cache = True


@compiles(_Later)
def _later(element: Any, compiler: Any, **options: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **options)})"


@compiles(_Later, "sqlite")
def _later_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"max({compiler.process(element.clauses, **options)})"


def stations(*, on_the_way: bool = False) -> Subquery:
    """One row an episode that has a referral: a column for each station, NULL until reached.

    The legal screen is reached with the last answer that was missing, the gates with the last
    verdict; nobody who waits for a verdict, or who was refused, has reached them. `on_the_way`
    leaves everybody out who is no candidate any more.
    """

    def counted(asked: Select[Any], episode: Any) -> Subquery:
        """What is counted of each; of few people, only theirs: all the others fill no page."""
        if on_the_way:
            few = select(Episode.id).where(Episode.status.in_(CANDIDATE_STATUSES))
            asked = asked.where(episode.in_(few))
        return asked.subquery()

    answers = counted(_answers(), CriterionAnswer.episode_id)
    gates = counted(_gates(), ReferralGate.episode_id)
    screens = counted(
        _first(ClinicalScreen.episode_id, ClinicalScreen.screened_on), ClinicalScreen.episode_id
    )
    treated = counted(
        _first(TreatmentEpisode.episode_id, TreatmentEpisode.started_on),
        TreatmentEpisode.episode_id,
    )
    asked = [
        (Episode.track == track if track else Episode.track.is_(None), len(criteria_for(track)))
        for track in (None, *LegalTrack)
    ]
    complete = answers.c.answered >= case(*asked, else_=0)
    return (
        select(
            Episode.id.label("episode_id"),
            Episode.arrested_on.label(Step.ARREST),
            Episode.referred_on.label(Step.REFERRAL),
            case((complete, answers.c.last_on)).label(Step.LEGAL),
            screens.c.first_on.label(Step.CLINICAL),
            case((gates.c.open == 0, gates.c.last_on)).label(Step.GATES),
            Referral.offered_on.label(Step.OFFER),
            Referral.ordered_on.label(Step.ORDER),
            Episode.admitted_on.label(Step.ADMISSION),
            treated.c.first_on.label(Step.TREATMENT),
        )
        .select_from(Referral)
        .join(Episode, Episode.id == Referral.episode_id)
        .outerjoin(answers, answers.c.episode_id == Episode.id)
        .outerjoin(gates, gates.c.episode_id == Episode.id)
        .outerjoin(screens, screens.c.episode_id == Episode.id)
        .outerjoin(treated, treated.c.episode_id == Episode.id)
        .where(Episode.status.in_(CANDIDATE_STATUSES) if on_the_way else true())
        .subquery("stations")
    )


def where_they_wait(reached: Subquery) -> Subquery:
    """`waits`, the first station not reached, and `since`, the latest day before it."""
    waits = case(
        *((reached.c[step].is_(None), literal(step.value)) for step in _COUNTED), else_=literal("")
    )
    since: Any = func.coalesce(reached.c[Step.REFERRAL], reached.c[Step.ARREST])
    spans = []
    for step in _COUNTED:
        spans.append((reached.c[step].is_(None), since))
        since = _Later(since, reached.c[step])
    return select(
        reached.c.episode_id,
        waits.label("waits"),
        case(*spans, else_=since).label("since"),
    ).subquery("waits")


def late(waits: Subquery, today: date) -> Any:
    """Whether the station somebody waits at is past its target on this day."""
    targets = referral_policy().targets
    return or_(
        *(
            (waits.c.waits == step.value)
            & (waits.c.since < date.fromordinal(today.toordinal() - targets[step]))
            for step in _COUNTED
        )
    )


def step_clocks(
    db: Session, *, episode_ids: Collection[int], today: date
) -> dict[int, tuple[StepClock, ...]]:
    """The stations of these episodes with what each was due on; without a referral, nothing."""
    reached = stations()
    asked = select(reached).where(reached.c.episode_id.in_(episode_ids))
    policy = referral_policy()
    return {
        row.episode_id: clocks({step: row._mapping[step.value] for step in Step}, policy, today)
        for row in db.execute(asked)
    }


def _answers() -> Select[Any, Any, Any]:
    return (
        select(
            CriterionAnswer.episode_id,
            func.count().label("answered"),
            func.max(CriterionAnswer.answered_on).label("last_on"),
        )
        .where(CriterionAnswer.answer != YesNo.UNKNOWN)
        .group_by(CriterionAnswer.episode_id)
    )


def _gates() -> Select[Any, Any, Any]:
    passed = ReferralGate.verdict.in_(PASSED)
    return select(
        ReferralGate.episode_id,
        func.sum(case((passed, 0), else_=1)).label("open"),
        func.max(ReferralGate.decided_on).label("last_on"),
    ).group_by(ReferralGate.episode_id)


def _first(episode: Any, day: Any) -> Select[Any, Any]:
    return select(episode, func.min(day).label("first_on")).group_by(episode)
