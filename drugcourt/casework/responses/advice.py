"""What the team has to answer for one participant, and what the court's matrix suggests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.hearings.days import last_hearings
from drugcourt.casework.programs.programs import program
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.program import ResponseItem
from drugcourt.domain.response_policy import Behavior, CatalogItem, ResponsePolicy
from drugcourt.domain.responses import (
    BehaviorSide,
    GoalClass,
    Magnitude,
    ResponseFamily,
    Sign,
)
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.responses import Response
from drugcourt.rules.responses.matrix import Suggestion, departs, nth, suggest
from drugcourt.rules.responses.signs import (
    Findable,
    OrderFacts,
    Seen,
    all_kept,
    what_is_seen,
)


@dataclass(frozen=True, slots=True)
class BehaviorAdvice:
    """One behavior with what the matrix suggests for it, at most one suggestion a family.

    `on` is the day it was last seen since the last hearing, None where nobody recorded it: then
    somebody of the team has to say so. `times` counts it within the period, this time included.
    """

    key: str
    title: str
    side: BehaviorSide
    goal: GoalClass
    times: int
    on: date | None
    text: str
    suggestions: tuple[Suggestion, ...]

    @property
    def suggested(self) -> tuple[tuple[str, str], ...]:
        """Family and title of all that is suggested."""
        return tuple((str(s.family), title) for s in self.suggestions for title in s.titles)

    def departs(self, family: ResponseFamily, title: str) -> bool:
        """Whether a response is another than is suggested."""
        return departs(self.suggested, family, title)

    def suggestion_for(self, family: ResponseFamily) -> Suggestion | None:
        """The suggestion that speaks for a family, else the first there is."""
        own = (s for s in self.suggestions if s.family is family)
        return next(own, self.suggestions[0] if self.suggestions else None)

    def rule_for(self, family: ResponseFamily) -> str:
        """The rule of that suggestion, in words."""
        suggestion = self.suggestion_for(family)
        return suggestion.rule if suggestion is not None else ""


@dataclass(frozen=True, slots=True)
class Advice:
    """All of it for one participant on one day.

    `behaviors`: what was found since the last hearing, the latest first, then the rest of the
    court's list. `held` are tests from which nothing follows yet.
    """

    episode_id: int
    as_of: date
    since: date
    phase: int | None
    phase_name: str
    policy: ResponsePolicy
    behaviors: tuple[BehaviorAdvice, ...]
    held: tuple[str, ...]
    items: tuple[CatalogItem, ...]

    @property
    def found(self) -> tuple[BehaviorAdvice, ...]:
        """What the records show since the last hearing."""
        return tuple(one for one in self.behaviors if one.on is not None)

    def behavior(self, key: str) -> BehaviorAdvice | None:
        """The behavior with this key."""
        return next((one for one in self.behaviors if one.key == key), None)


def advice_at(db: Session, *, entry_id: int, today: date) -> Advice:
    """The advice for one hearing, as of its session's day, or today if it is ahead."""
    row = db.execute(
        select(DocketEntry.episode_id, CourtSession.held_on)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.id == entry_id)
    ).one_or_none()
    if row is None:
        raise Refusal("That hearing is not on a docket.")
    return advice(db, episode_id=row.episode_id, as_of=min(row.held_on, today), before=row.held_on)


def advice(db: Session, *, episode_id: int, as_of: date, before: date | None = None) -> Advice:
    """What there is to answer since the last hearing before `before` (or before `as_of`)."""
    episode = db.get(Episode, episode_id)
    if episode is None:
        raise Refusal("That participant is not in this court.")
    policy = response_policy(db, on=as_of)
    facts = gather_one(db, episode_id)
    handbook = program(db, episode.program_id)
    key = phase_key(episode, facts, as_of)
    phase = handbook.number(key)
    named = handbook.phase(key)
    heard = last_hearings(db, before=before or as_of, episode_ids=[episode_id])
    since = heard.get(episode_id) or episode.admitted_on or as_of
    seen = seen_of(db, facts, as_of) if facts is not None else Findable((), ())
    given = _given_times(db, episode_id, as_of, policy.numbers.period_days)
    context = _Asked(policy, seen, given, facts, since, as_of, phase, episode.risk_need)
    return Advice(
        episode_id=episode_id,
        as_of=as_of,
        since=since,
        phase=phase,
        phase_name=named.name if named else "",
        policy=policy,
        behaviors=_in_order(context.all()),
        held=tuple(_held_words(seen, since, as_of)),
        items=whole_catalog(policy, handbook.responses),
    )


def phase_key(episode: Episode, facts: ParticipantFacts | None, as_of: date) -> str:
    """The phase on a day, or the present one where no stay holds the day."""
    stay = facts.stay_on(as_of) if facts is not None else None
    return stay.phase if stay is not None else episode.phase


def seen_of(db: Session, facts: ParticipantFacts, as_of: date) -> Findable:
    """What the records of one participant show up to a day, orders among it."""
    asked = select(Response.id, Response.title, Response.due_on, Response.done_on).where(
        Response.episode_id == facts.episode_id, Response.due_on.is_not(None)
    )
    orders = [OrderFacts(row.id, row.title, row.due_on, row.done_on) for row in db.execute(asked)]
    return what_is_seen(facts, orders, as_of)


def whole_catalog(
    policy: ResponsePolicy, handbook: tuple[ResponseItem, ...]
) -> tuple[CatalogItem, ...]:
    """The court's catalogue, then what the program's handbook names besides; none that is off."""
    own = {(item.family, item.title.casefold()) for item in policy.catalog}
    more = (
        CatalogItem(
            ResponseFamily(item.family),
            item.title,
            Magnitude(item.magnitude or Magnitude.LOW),
            item.jail,
        )
        for item in handbook
        if (item.family, item.title.casefold()) not in own
    )
    return (*(item for item in policy.catalog if not item.off), *more)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every behavior is judged by."""

    policy: ResponsePolicy
    seen: Findable
    given: Mapping[str, int]
    facts: ParticipantFacts | None
    since: date
    as_of: date
    phase: int | None
    quadrant: RiskNeed

    def all(self) -> Iterator[BehaviorAdvice]:
        """One for each behavior of the policy."""
        kept = (
            {sign: text for sign, _, text in all_kept(self.facts, self.since, self.as_of)}
            if self.facts is not None
            else {}
        )
        lately = self.seen.between(self.since, self.as_of)
        for behavior in self.policy.behaviors:
            yield self._one(behavior, kept, [s for s in lately if s.sign is behavior.sign])

    def _one(
        self, behavior: Behavior, kept: Mapping[Sign, str], lately: list[Seen]
    ) -> BehaviorAdvice:
        on, text = None, ""
        if behavior.sign in kept:
            on, text = self.as_of, kept[behavior.sign]
        elif lately:
            on, text = lately[-1].on, _seen_words(lately, self.as_of)
        times = self._times(behavior, found=bool(lately))
        return BehaviorAdvice(
            behavior.key,
            behavior.title,
            behavior.side,
            behavior.goal(self.phase),
            times,
            on,
            f"{text}; {_times_words(times, self.policy)}" if text and times > 1 else text,
            suggest(self.policy, behavior, times, self.phase, self.quadrant),
        )

    def _times(self, behavior: Behavior, *, found: bool) -> int:
        """By the records where they show it; otherwise the answers given so far, and this one."""
        period = self.policy.numbers.period_days
        counted_ = self.seen.times(behavior.sign, self.as_of, period)
        if behavior.side is BehaviorSide.MISSED and behavior.sign is not Sign.PERSON:
            return max(1, counted_ if found else counted_ + 1)
        return self.given.get(behavior.key, 0) + 1


def _given_times(db: Session, episode_id: int, as_of: date, period_days: int) -> dict[str, int]:
    """On how many days each behavior was answered within the period before `as_of`."""
    asked = (
        select(Response.behavior_key, func.count(Response.given_on.distinct()))
        .where(
            Response.episode_id == episode_id,
            Response.behavior_key != "",
            Response.given_on > as_of - timedelta(days=period_days),
            Response.given_on < as_of,
        )
        .group_by(Response.behavior_key)
    )
    return dict(db.execute(asked).all())


def _in_order(found: Iterator[BehaviorAdvice]) -> tuple[BehaviorAdvice, ...]:
    """What was found first: what was not kept, the latest first, then what was achieved."""

    def place(item: tuple[int, BehaviorAdvice]) -> tuple[bool, bool, int, int]:
        number, one = item
        day = -one.on.toordinal() if one.on is not None else 0
        return one.on is None, one.side is BehaviorSide.ACHIEVED, day, number

    return tuple(one for _, one in sorted(enumerate(found), key=place))


def _seen_words(lately: list[Seen], as_of: date) -> str:
    days = ", ".join(short(one.on, as_of) for one in lately[-4:])
    return days if len(lately) == 1 else f"{len(lately)} times: {days}"


def _times_words(times: int, policy: ResponsePolicy) -> str:
    return f"the {nth(times)} time in {counted(policy.numbers.period_days, 'day')}"


def _held_words(seen: Findable, since: date, as_of: date) -> Iterator[str]:
    for one in seen.held:
        if one.on >= since:
            yield (
                f"The test of {short(one.on, as_of)}: {one.text}. Nothing follows from it until "
                "that is settled."
            )
