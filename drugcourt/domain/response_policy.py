"""How a court means to answer behavior: its catalogue, its matrix and its numbers, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.responses import BehaviorSide, GoalClass, Magnitude, ResponseFamily, Sign


@dataclass(frozen=True, slots=True)
class Behavior:
    """One behavior the court answers. `use`: it is substance use itself.

    Its goal is distal up to, not including, the phase `proximal_from`, proximal from there on, and
    managed from `managed_from` on. Phases are counted from 1.
    """

    key: str
    title: str
    side: BehaviorSide
    sign: Sign = Sign.PERSON
    use: bool = False
    proximal_from: int = 1
    managed_from: int | None = None

    def goal(self, phase: int | None) -> GoalClass:
        """How near the goal is in a phase; before the first phase it is as in the first."""
        number = phase or 1
        if self.managed_from is not None and number >= self.managed_from:
            return GoalClass.MANAGED
        return GoalClass.PROXIMAL if number >= self.proximal_from else GoalClass.DISTAL


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """One response of the court. `due_days`: an order, due so many days after it is given.

    `draws` are draws from the fishbowl and `points` what it brings. `off` says why it may not be
    given now, such as a grant that pays for no gift cards; nothing there and it may.
    """

    family: ResponseFamily
    title: str
    magnitude: Magnitude = Magnitude.LOW
    jail: bool = False
    hours: float | None = None
    due_days: int | None = None
    draws: int = 0
    points: int = 0
    off: str = ""

    @property
    def jail_days(self) -> int | None:
        """The one number of a title such as `Jail, 1 day`; of a range nothing is taken for granted.

        None where it is not jail.
        """
        numbers = re.findall(r"\d+", self.title) if self.jail else ()
        return int(numbers[0]) if len(numbers) == 1 else None


@dataclass(frozen=True, slots=True)
class MatrixRule:
    """What answers a behavior from its n-th time on (`times`), by titles of one family.

    `first_phase` and `last_phase` (both included) and `quadrant` narrow it. A sanction holds where
    the goal is distal only with `distal`. `note` says why the rule is there.
    """

    behavior: str
    family: ResponseFamily
    responses: tuple[str, ...]
    times: int = 1
    first_phase: int | None = None
    last_phase: int | None = None
    quadrant: RiskNeed | None = None
    distal: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the policy; each has its origin under its name in `origins`.

    `period_days`: how far back a repetition counts. `answer_days`: an answer that comes later is
    late. `outcome_days`: how long one looks what happened after a response. `jail_warns_above` and
    `jail_confirm_above` are days. `ratio` incentives stand against one sanction. A figure about
    fewer than `smallest` people is withheld; a group is pointed out where its rate is below
    `least_ratio` of the others', or above one over it.
    """

    period_days: int
    answer_days: int
    outcome_days: int
    ratio: int
    jail_warns_above: int
    jail_confirm_above: int
    smallest: int
    least_ratio: float
    origins: tuple[tuple[str, str], ...] = ()

    def origin(self, name: str) -> str:
        """Where a number comes from."""
        return dict(self.origins).get(name, "")


@dataclass(frozen=True, slots=True)
class ResponsePolicy:
    """One version of the whole; `started_on` None is what the program ships.

    `jail_words` are words that make a sanction days in jail, however somebody worded it.
    """

    origin: str
    numbers: Numbers
    behaviors: tuple[Behavior, ...]
    catalog: tuple[CatalogItem, ...]
    rules: tuple[MatrixRule, ...]
    jail_words: tuple[str, ...] = ()
    started_on: date | None = None

    def behavior(self, key: str) -> Behavior | None:
        """The behavior with this key."""
        return next((one for one in self.behaviors if one.key == key), None)

    def item(self, family: ResponseFamily, title: str) -> CatalogItem | None:
        """The response of this family with this title, however it is written."""
        wanted = title.strip().casefold()
        return next(
            (i for i in self.catalog if i.family is family and i.title.casefold() == wanted), None
        )

    def in_words(self, family: ResponseFamily, title: str) -> CatalogItem:
        """A response in somebody's own words; the catalogue's own where it has that title."""
        known = self.item(family, title)
        jail = family is ResponseFamily.SANCTION and self.names_jail(title)
        return known or CatalogItem(family, title.strip(), jail=jail)

    def offered(self, title: str) -> tuple[CatalogItem, ...]:
        """These words as a response of each family; what names jail is offered as a sanction."""
        families = list(ResponseFamily)
        if self.names_jail(title):
            families = [ResponseFamily.SANCTION]
        return tuple(self.in_words(family, title) for family in families)

    def names_jail(self, title: str) -> bool:
        """Whether these words are about days in jail: one of the jail words, as a whole word."""
        said = " ".join(re.findall(r"[\w-]+", title.casefold()))
        return any(f" {word.casefold()} " in f" {said} " for word in self.jail_words)

    def rules_of(self, key: str) -> tuple[MatrixRule, ...]:
        """The rules that answer one behavior, in the order written."""
        return tuple(rule for rule in self.rules if rule.behavior == key)
