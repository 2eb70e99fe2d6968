"""Whether like behavior drew like response: rates by group, with what is too few withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from drugcourt.domain.responses import ResponseFamily
from drugcourt.rules.chance import binomial_chance


@dataclass(frozen=True, slots=True)
class Answer:
    """One response to a behavior that was not kept, as far as it is compared.

    `group` is the value by which it is compared, `departs` None where the matrix suggested nothing.
    """

    person: int
    group: str
    family: ResponseFamily
    jail_days: int = 0
    departs: bool | None = None
    lag: int | None = None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: counts and rates, or nothing but its name where it is `withheld`.

    `ratio` is its rate of sanctions over that of all others; `luck` how often chance alone would
    show a difference as large, were everybody treated alike. `flagged`: outside the bounds.
    """

    group: str
    people: int
    answers: int
    sanctions: int
    jails: int
    jail_days: int
    departures: int
    advised: int
    lag: float | None
    withheld: bool = False
    ratio: float | None = None
    luck: float | None = None
    flagged: bool = False

    @property
    def sanction_rate(self) -> float | None:
        """The share of answers that were sanctions."""
        return self.sanctions / self.answers if self.answers else None

    @property
    def jail_rate(self) -> float | None:
        """The share of answers with days in jail."""
        return self.jails / self.answers if self.answers else None

    @property
    def departure_rate(self) -> float | None:
        """The share that departed from the matrix, of those for which it suggested something."""
        return self.departures / self.advised if self.advised else None


def compare(
    answers: Iterable[Answer], groups: Sequence[str], smallest: int, least_ratio: float
) -> tuple[tuple[GroupLine, ...], GroupLine]:
    """A line for each group that occurs, in the order of `groups`, and one for all together.

    A group of fewer than `smallest` people is withheld, and with it the next smaller ones until
    nobody can take the others from the total and see one group, or fewer than `smallest` people.
    """
    by_group: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_group[answer.group].append(answer)
    lines = [_line(group, by_group[group]) for group in groups if group in by_group]
    everybody = _line("", [a for group in by_group.values() for a in group])
    hidden = _too_few(lines, smallest)
    found = tuple(
        _withheld(line) if place in hidden else _beside_the_rest(line, lines, smallest, least_ratio)
        for place, line in enumerate(lines)
    )
    if everybody.people < smallest:
        everybody = _withheld(everybody)
    return found, everybody


def _too_few(lines: Sequence[GroupLine], smallest: int) -> set[int]:
    hidden = {place for place, line in enumerate(lines) if line.people < smallest}
    others = sorted(set(range(len(lines))) - hidden, key=lambda place: (lines[place].people, place))
    while hidden and others:
        if len(hidden) > 1 and sum(lines[place].people for place in hidden) >= smallest:
            break
        hidden.add(others.pop(0))
    return hidden


def _line(group: str, answers: Sequence[Answer]) -> GroupLine:
    lags = [answer.lag for answer in answers if answer.lag is not None]
    advised = [answer for answer in answers if answer.departs is not None]
    return GroupLine(
        group=group,
        people=len({answer.person for answer in answers}),
        answers=len(answers),
        sanctions=sum(1 for a in answers if a.family is ResponseFamily.SANCTION),
        jails=sum(1 for a in answers if a.jail_days > 0),
        jail_days=sum(a.jail_days for a in answers),
        departures=sum(1 for a in advised if a.departs),
        advised=len(advised),
        lag=float(median(lags)) if lags else None,
    )


def _withheld(line: GroupLine) -> GroupLine:
    return GroupLine(line.group, 0, 0, 0, 0, 0, 0, 0, None, withheld=True)


def _beside_the_rest(
    line: GroupLine, lines: Sequence[GroupLine], smallest: int, least_ratio: float
) -> GroupLine:
    others = [one for one in lines if one is not line]
    answers, people = sum(o.answers for o in others), sum(o.people for o in others)
    sanctions = sum(o.sanctions for o in others)
    if not answers or not sanctions or people < smallest:
        return line
    rest, own = sanctions / answers, line.sanctions / line.answers
    ratio = own / rest
    return replace(
        line,
        ratio=ratio,
        luck=binomial_chance(line.sanctions, line.answers, rest),
        flagged=ratio < least_ratio or ratio > 1 / least_ratio,
    )
