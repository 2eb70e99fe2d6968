"""What became of the referrals of a period: by intercept and channel, how fast, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus
from drugcourt.domain.people import Ethnicity, Race, Sex
from drugcourt.domain.referrals import Channel, Gatekeeper, Intercept, RefusalGround, Verdict
from drugcourt.domain.tone import Term
from drugcourt.errors import FieldRefusal
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.referrals import Referral, ReferralGate

USUAL_DAYS = 365  # the period when none is asked for: a year, today included


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One way into the court; every referral of the period is in one of the last four."""

    name: str
    referred: int
    admitted: int
    graduated: int
    not_admitted: int
    on_the_way: int

    @property
    def share(self) -> float | None:
        """Admitted of those decided, None while nobody is."""
        decided = self.admitted + self.not_admitted
        return self.admitted / decided if decided else None


@dataclass(frozen=True, slots=True)
class Pace:
    """Days between two stations: how many are known, the middle one, and the share in time."""

    words: str
    known: int
    middle: float | None
    target: int
    within: int


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One group: referrals decided, not admitted, and the grounds; None where withheld."""

    group: str
    decided: int
    not_admitted: int | None
    grounds: str


@dataclass(frozen=True, slots=True)
class GateLine:
    """How one gatekeeper decided."""

    keeper: Gatekeeper
    approved: int
    refused: int
    waiting: int
    middle: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """The whole for one period, both days included; `smallest` withholds figures about fewer."""

    first: date
    last: date
    intercepts: tuple[FunnelLine, ...]
    channels: tuple[FunnelLine, ...]
    total: FunnelLine
    paces: tuple[Pace, ...]
    gates: tuple[GateLine, ...]
    groups: tuple[tuple[str, tuple[GroundLine, ...]], ...]
    smallest: int


def funnel(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Funnel:
    """What became of everybody referred in a period; the last year unless it is said."""
    last = until or today
    first = since or last - timedelta(days=USUAL_DAYS - 1)
    if first > last:
        raise FieldRefusal("since", "The period can't end before it begins.")
    rows = db.execute(_referrals(first, last)).all()
    smallest = response_policy(db, on=today).numbers.smallest
    kinds: tuple[tuple[str, type[Term]], ...] = (
        ("race", Race),
        ("ethnicity", Ethnicity),
        ("sex", Sex),
    )
    return Funnel(
        first=first,
        last=last,
        intercepts=_lines(rows, "intercept", Intercept),
        channels=tuple(one for one in _lines(rows, "channel", Channel) if one.referred),
        total=_line("All referrals", rows),
        paces=_paces(rows),
        gates=_gates(db, first, last),
        groups=tuple((key, _grounds(rows, key, terms, smallest)) for key, terms in kinds),
        smallest=smallest,
    )


def _referrals(first: date, last: date) -> Any:
    return (
        select(
            Referral.intercept,
            Referral.channel,
            Referral.ground,
            Episode.status,
            Episode.arrested_on,
            Episode.referred_on,
            Episode.admitted_on,
            Person.race,
            Person.ethnicity,
            Person.sex,
        )
        .join(Episode, Episode.id == Referral.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(_in_period(first, last))
    )


def _in_period(first: date, last: date) -> ColumnElement[bool]:
    return Episode.referred_on.between(first, last)


def _lines(rows: Sequence[Any], key: str, terms: type[Term]) -> tuple[FunnelLine, ...]:
    return tuple(
        _line(one.label, [row for row in rows if getattr(row, key) is one]) for one in terms
    )


def _line(name: str, rows: Sequence[Any]) -> FunnelLine:
    return FunnelLine(
        name=name,
        referred=len(rows),
        admitted=sum(row.admitted_on is not None for row in rows),
        graduated=sum(row.status is EpisodeStatus.GRADUATED for row in rows),
        not_admitted=sum(_turned_away(row) for row in rows),
        on_the_way=sum(row.status in CANDIDATE_STATUSES for row in rows),
    )


def _turned_away(row: Any) -> bool:
    return row.admitted_on is None and row.status not in CANDIDATE_STATUSES


def _paces(rows: Sequence[Any]) -> tuple[Pace, ...]:
    policy = referral_policy()
    pairs = (
        ("Arrest to admission", "arrested_on", policy.arrest_to_admission),
        ("Referral to admission", "referred_on", sum(policy.targets.values())),
    )
    found: list[Pace] = []
    for words, key, target in pairs:
        days = [
            (row.admitted_on - getattr(row, key)).days
            for row in rows
            if row.admitted_on and getattr(row, key) and row.admitted_on >= getattr(row, key)
        ]
        middle = median(days) if days else None
        found.append(Pace(words, len(days), middle, target, sum(one <= target for one in days)))
    return tuple(found)


def _gates(db: Session, first: date, last: date) -> tuple[GateLine, ...]:
    asked = (
        select(
            ReferralGate.keeper,
            ReferralGate.verdict,
            ReferralGate.sent_on,
            ReferralGate.decided_on,
        )
        .join(Episode, Episode.id == ReferralGate.episode_id)
        .where(_in_period(first, last))
    )
    rows = db.execute(asked).all()
    return tuple(
        _gate_line(keeper, mine)
        for keeper in Gatekeeper
        if (mine := [row for row in rows if row.keeper is keeper])
    )


def _gate_line(keeper: Gatekeeper, rows: Sequence[Any]) -> GateLine:
    days = [(row.decided_on - row.sent_on).days for row in rows if row.decided_on and row.sent_on]
    said = Counter(row.verdict for row in rows)
    return GateLine(
        keeper,
        said[Verdict.APPROVED] + said[Verdict.NOT_NEEDED],
        said[Verdict.REFUSED],
        said[Verdict.PENDING],
        median(days) if days else None,
    )


def _grounds(
    rows: Iterable[Any], key: str, terms: type[Term], smallest: int
) -> tuple[GroundLine, ...]:
    """Why people of each group were not admitted; a group that is too small says only its size."""
    decided = [row for row in rows if row.admitted_on is not None or _turned_away(row)]
    found: list[GroundLine] = []
    for group in terms:
        mine = [row for row in decided if getattr(row, key) is group]
        if not mine:
            continue
        away = [row for row in mine if _turned_away(row)]
        if len(mine) < smallest:
            found.append(GroundLine(group.label, len(mine), None, ""))
            continue
        said: Counter[RefusalGround | None] = Counter(row.ground for row in away)
        grounds = ", ".join(
            f"{ground.label.lower() if ground else 'no ground given'} {times}"
            for ground, times in said.most_common()
        )
        found.append(GroundLine(group.label, len(mine), len(away), grounds))
    return tuple(found)
