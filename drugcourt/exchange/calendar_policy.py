"""What the court's calendar is set to: lengths, reminders and their words, the clocks of states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from drugcourt.domain.dates import Amount, parse_amount
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import normal, policy_table


@dataclass(frozen=True, slots=True)
class DocketPolicy:
    """How long a session and a hearing take, and how far ahead sessions are proposed."""

    minutes: int
    minutes_each: int
    look_ahead: Amount


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """How many days before a hearing a reminder goes out, and in which words, by language."""

    days_before: tuple[int, ...]
    country: str
    texts: dict[str, str]
    stops: dict[str, str]
    days: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]
    languages: dict[str, str]

    def day_in(self, day: date, language: str) -> str:
        """`Tuesday, December 1`, or as the language writes it."""
        if language not in self.days:
            return f"{day:%A}, {day:%B} {day.day}"
        form, weekdays, months = self.days[language]
        return form.format(
            weekday=weekdays[day.weekday()], day=day.day, month=months[day.month - 1]
        )

    def language(self, named: str) -> str:
        """The key of the words for a language as people's records name it; else English."""
        return self.languages.get(normal(named), "english")


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words of slips and reminder letters in one language; fields stand in braces."""

    slip_title: str
    slip_lines: tuple[str, ...]
    moved: str
    title: str
    greeting: str
    lines: tuple[str, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A clock: offset and name in winter and, where it changes, in summer."""

    name: str
    label: str
    standard: tuple[str, str]
    daylight: tuple[str, str] | None
    states: frozenset[str]


@cache
def docket_policy() -> DocketPolicy:
    """The [docket] of resources/policy/calendar.toml."""
    table = _table("docket")
    try:
        return DocketPolicy(
            int(table["minutes"]), int(table["minutes_each"]), parse_amount(table["look_ahead"])
        )
    except (KeyError, ValueError) as problem:
        raise _broken("docket") from problem


@cache
def reminder_policy() -> ReminderPolicy:
    """The [reminders] of resources/policy/calendar.toml."""
    table = _table("reminders")
    try:
        named = {normal(word): key for key, words in table["languages"].items() for word in words}
        return ReminderPolicy(
            tuple(sorted({int(days) for days in table["days_before"]}, reverse=True)),
            str(table["country"]),
            dict(table["text"]),
            dict(table["stop"]),
            {
                key: (form, tuple(table["weekdays"][key]), tuple(table["months"][key]))
                for key, form in table["day"].items()
            },
            named,
        )
    except (KeyError, ValueError, AttributeError) as problem:
        raise _broken("reminders") from problem


@cache
def letter_words(language: str) -> LetterWords:
    """The [letters] of a language; English where there are none."""
    table = _table("letters")
    words = table.get(language) or table.get("english") or {}
    try:
        return LetterWords(
            slip_lines=tuple(words["slip_lines"]),
            lines=tuple(words["lines"]),
            slip_title=str(words["slip_title"]),
            moved=str(words["moved"]),
            title=str(words["title"]),
            greeting=str(words["greeting"]),
            foot=str(words["foot"]),
        )
    except KeyError as problem:
        raise _broken("letters") from problem


@cache
def zones() -> tuple[Zone, ...]:
    """Every clock that a court may keep."""
    found = []
    for entry in policy_table("time_zones").get("zone", []):
        daylight = entry.get("daylight")
        found.append(
            Zone(
                entry["name"],
                entry["label"],
                (entry["standard"][0], entry["standard"][1]),
                (daylight[0], daylight[1]) if daylight else None,
                frozenset(entry.get("states", ())),
            )
        )
    return tuple(found)


@cache
def state_codes() -> dict[str, str]:
    """The code of each state and territory by its name in small letters."""
    named: dict[str, str] = policy_table("time_zones").get("states", {})
    return {name.casefold(): code for name, code in named.items()}


def zone_named(name: str) -> Zone | None:
    """The clock with this name."""
    return next((zone for zone in zones() if zone.name == name), None)


def zone_of_state(code: str) -> Zone | None:
    """The one clock that a state keeps; None where it keeps two, or where the state is unknown."""
    return next((zone for zone in zones() if code.upper() in zone.states), None)


def _table(section: str) -> dict[str, Any]:
    table: dict[str, Any] = policy_table("calendar").get(section, {})
    return table


def _broken(section: str) -> Refusal:
    return Refusal(
        f"The table [{section}] of resources/policy/calendar.toml can't be read; correct it or "
        "install the program again."
    )
