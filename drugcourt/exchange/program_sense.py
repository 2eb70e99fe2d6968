"""Which rules of a program file make no sense: numbers that contradict each other, days that do
not fit, duties nobody could meet, and rules that would bar people for taking their medicine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from drugcourt.domain.dates import Unit, parse_amount
from drugcourt.exchange.program_lines import Path

Entry = dict[str, Any]
Found = tuple[Path, str, str]
_SHORTEST = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}
_LONGEST = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
_MOUD = frozenset({"buprenorphine", "methadone"})
_MEDICINES = r"(?:methadone|buprenorphine|suboxone|subutex|sublocade|naltrexone|vivitrol|moud|mat)"
_BARS = re.compile(
    rf"\b(?:(?:off|free of|free from|without|tapered (?:off|from)|weaned (?:off|from)|"
    rf"stopped|discontinued|no longer (?:on|taking)|not (?:on|taking|prescribed)|no) "
    rf"(?:\w+ )?{_MEDICINES}|{_MEDICINES}[- ]free)\b",
    re.IGNORECASE,
)
_CHANGES = ("reset", "suspend", "set_back")
_BARS_SENTENCE = (
    "This would keep people from finishing because they take a prescribed medicine for opioid "
    "use disorder; such a rule is not taken."
)


def senseless(data: Entry, requirements: Iterable[tuple[Path, Entry]]) -> Iterator[Found]:
    """Each of them as path, sentence and suggestion."""
    for path, entry in requirements:
        yield from _numbers(path, entry)
        yield from _needs(path, entry)
        yield from _medicine_words(path, entry)
    yield from _sober(data.get("sober"))
    yield from _milestones(data.get("milestones"))
    yield from _days(data.get("program"))


# Numbers ----------------------------------------------------------------------------------------


def _numbers(path: Path, entry: Entry) -> Iterator[Found]:
    pairs = (
        ("least", "most", "The upper end (most) is shorter than the lower (least)."),
        ("warn", "most", "The warning would begin before the span itself."),
        ("per", "over", "The window (over) is shorter than one period (per)."),
    )
    for small, large, sentence in pairs:
        low, high = _length(entry.get(small)), _length(entry.get(large))
        if low is not None and high is not None and high[1] < low[0]:
            place = "warn" if small == "warn" else large
            yield (*path, place), sentence, ""
    kind, n = entry.get("kind"), entry.get("n")
    if kind == "attend_count" and _above(n, entry.get("of")):
        yield (*path, "n"), "More are asked (n) than are looked at (of).", ""
    parts = entry.get("parts")
    if kind == "n_of" and isinstance(parts, list) and _above(n, len(parts)):
        yield (*path, "n"), f"{n} are asked, but there are only {len(parts)} parts.", ""


def _length(text: object) -> tuple[int, int] | None:
    """The shortest and longest number of days that the amount can be."""
    try:
        amount = parse_amount(text)
    except ValueError:
        return None
    return amount.n * _SHORTEST[amount.unit], amount.n * _LONGEST[amount.unit]


def _above(n: object, limit: object) -> bool:
    numbers = (int, float)
    return isinstance(n, numbers) and isinstance(limit, numbers) and n > limit


# What a kind can't do without -------------------------------------------------------------------


def _needs(path: Path, entry: Entry) -> Iterator[Found]:
    kind = entry.get("kind")
    if kind == "elapsed":
        if entry.get("since") == "event" and not entry.get("event"):
            yield (*path, "since"), "Say which event, as the key of a milestone.", ""
        if entry.get("event") and entry.get("since") != "event":
            yield (*path, "event"), "An event is looked at only with since = “event”.", ""
        if entry.get("most_fails") and not entry.get("most"):
            yield (*path, "most_fails"), "There is no upper end (most) that could be passed.", ""
    elif kind in ("attend_rate", "attend_all", "attend_share", "attend_count"):
        chosen = ("kinds", "contacts", "modes", "hearings")
        if not any(entry.get(name) for name in chosen):
            yield (*path, "kind"), "Say what counts: kinds, contacts, modes or hearings.", ""
    elif kind == "free_of":
        if entry.get("first") and not entry.get("least"):
            yield (*path, "first"), "The first days need a number of them (least).", ""
    elif kind in ("service", "points"):
        names = ("hours", "days") if kind == "service" else ("earned", "demerits")
        if all(entry.get(name) is None for name in names):
            yield (*path, "kind"), f"A number is needed: {names[0]} or {names[1]}.", ""
    yield from _needs_more(path, entry)


def _needs_more(path: Path, entry: Entry) -> Iterator[Found]:
    kind = entry.get("kind")
    if kind == "standing":
        if entry.get("of") == "condition" and not entry.get("condition"):
            yield (*path, "of"), "Say which condition, such as “housing”.", ""
    elif kind == "ledger":
        if (entry.get("per") or entry.get("regular")) and entry.get("fee") is None:
            yield (*path, "kind"), "A rate needs the amount that is paid each time (fee).", ""
        if entry.get("fee") is not None and not entry.get("per"):
            yield (*path, "fee"), "Say for how long the fee is (per), such as “1 week”.", ""
    elif kind == "milestone":
        if entry.get("late_fails") and not entry.get("deadline"):
            yield (*path, "late_fails"), "There is no deadline that could be missed.", ""
    elif kind == "ceremony":
        dates = entry.get("dates")
        if entry.get("months") and not entry.get("weekday"):
            yield (*path, "months"), "Say on which day of the month, as weekday = “2nd friday”.", ""
        if isinstance(dates, list) and entry.get("weekday"):
            yield (*path, "weekday"), "Give either dates or a weekday, not both.", ""


# Medicine ---------------------------------------------------------------------------------------


def _medicine_words(path: Path, entry: Entry) -> Iterator[Found]:
    text = entry.get("text")
    if isinstance(text, str) and _BARS.search(text):
        yield (*path, "text"), _BARS_SENTENCE, ""
    breaks = entry.get("breaks")
    if isinstance(breaks, list) and "expected_positive" in breaks:
        yield (*path, "breaks"), _BARS_SENTENCE, "Leave out “expected_positive”."


def _sober(sober: object) -> Iterator[Found]:
    if not isinstance(sober, dict):
        return
    effects = sober.get("effects")
    if isinstance(effects, dict) and effects.get("expected_positive") in _CHANGES:
        yield (
            ("sober", "effects", "expected_positive"),
            _BARS_SENTENCE,
            "Write “nothing”; a rule under [[sober.rules]] may name other substances.",
        )
    rules = sober.get("rules")
    for place, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict):
            yield from _sober_rule(("sober", "rules", place), rule)


def _sober_rule(path: Path, rule: Entry) -> Iterator[Found]:
    effect, substances = rule.get("effect"), rule.get("substances")
    named = set(substances) if isinstance(substances, list) else set()
    bars = rule.get("event") == "expected_positive" and effect in _CHANGES
    if bars and (not named or named & _MOUD):
        yield (*path, "effect"), _BARS_SENTENCE, "Name the substances that it is about."
    if effect == "set_back" and not rule.get("days"):
        yield (*path, "effect"), "Say how many days are taken off the count (days).", ""
    if rule.get("within") and not _above(rule.get("nth"), 1):
        yield (*path, "within"), "A window needs the number that is too many in it (nth).", ""


def _milestones(milestones: object) -> Iterator[Found]:
    for place, entry in enumerate(milestones if isinstance(milestones, list) else ()):
        title = entry.get("title") if isinstance(entry, dict) else None
        if isinstance(title, str) and _BARS.search(title):
            yield ("milestones", place, "title"), _BARS_SENTENCE, ""


def _days(head: object) -> Iterator[Found]:
    """Ceremonies that all lie before the version begins can never be reached."""
    if not isinstance(head, dict):
        return
    effective, held = head.get("effective"), head.get("ceremonies")
    if type(effective) is date and isinstance(held, list) and held:
        days = [day for day in held if type(day) is date]
        if days and max(days) < effective:
            yield ("program", "ceremonies"), "All ceremonies lie before the effective date.", ""
