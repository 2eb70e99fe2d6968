"""What the court's own matrix says of what somebody did or left, and the last case like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.responses.advice import BehaviorAdvice, advice_at
from drugcourt.casework.responses.similar import last_similar
from drugcourt.casework.staffings.sentences import Option
from drugcourt.domain.response_policy import CatalogItem, ResponsePolicy
from drugcourt.domain.responses import GoalClass


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One behavior since the last hearing: `words` are what a decision would call it, `times` how
    often it was seen, this time included.

    `options` are what the matrix suggests, the first of each family `chosen`; `similar` tells the
    last like case of another participant, without a name.
    """

    key: str
    title: str
    words: str
    times: int
    goal: GoalClass
    rule: str
    options: tuple[Option, ...]
    similar: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What was found of one participant, the latest first; `held` is what nothing follows from.

    `items` are the responses of the court and of the handbook, `policy` what is in force.
    """

    lines: tuple[GuideLine, ...]
    held: tuple[str, ...]
    items: tuple[CatalogItem, ...]
    policy: ResponsePolicy | None = None


def guide(db: Session, *, entry_id: int, today: date) -> Guide:
    """The guide for one participant of a session; Refusal when the entry is on no docket."""
    found = advice_at(db, entry_id=entry_id, today=today)
    lines = []
    for one in found.found:
        like = last_similar(
            db,
            episode_id=found.episode_id,
            behavior_key=one.key,
            times=one.times,
            phase=found.phase,
            as_of=found.as_of,
        )
        similar = like.words(found.as_of) if like is not None else ""
        lines.append(_line(one, similar))
    return Guide(tuple(lines), found.held, found.items, found.policy)


def _rule(one: BehaviorAdvice) -> str:
    """`Missed session, from the 3rd time in 90 days: sanction, service adjustment`."""
    families: dict[str, list[str]] = {}
    for suggestion in one.suggestions:
        when = suggestion.rule.rpartition(": ")[0] or suggestion.rule
        families.setdefault(when, []).append(suggestion.family.label.lower())
    return "; ".join(f"{when}: {', '.join(named)}" for when, named in families.items())


def _line(one: BehaviorAdvice, similar: str) -> GuideLine:
    return GuideLine(
        key=one.key,
        title=one.title,
        words=f"{one.title} ({one.text})" if one.text else one.title,
        times=one.times,
        goal=one.goal,
        rule=_rule(one),
        options=tuple(
            Option(s.family, item.title, item.magnitude, item.jail_days or 0, chosen=place == 0)
            for s in one.suggestions
            for place, item in enumerate(s.items)
        ),
        similar=similar,
    )
