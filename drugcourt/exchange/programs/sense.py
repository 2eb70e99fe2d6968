"""Which rules of a program file make no sense: numbers that contradict each other, days that do
not fit, duties nobody could meet, and rules that would bar people for taking their medicine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from drugcourt.domain.dates import Unit, parse_amount
from drugcourt.exchange.programs.forms import KINDS
from drugcourt.exchange.programs.lines import Path
from drugcourt.exchange.programs.needs import needs
from drugcourt.exchange.programs.values import number_fields

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
        yield from needs(path, entry, _numbers_of(entry))
        yield from _medicine_words(path, entry)
    yield from _sober(data.get("sober"))
    yield from _milestones(data.get("milestones"))
    yield from _days(data.get("program"))
    yield from _expected(data.get("phases"))
    yield from _bands(data.get("phases"))


def _numbers_of(entry: Entry) -> list[str]:
    rule = KINDS.get(str(entry.get("kind")))
    return [] if rule is None else list(number_fields(rule))


# Numbers ----------------------------------------------------------------------------------------


def _numbers(path: Path, entry: Entry) -> Iterator[Found]:
    pairs = (
        ("least", "most", "The upper end (most) is shorter than the lower (least)."),
        ("warn", "most", "The warning would begin before the span itself."),
        ("per", "over", "The window (over) is shorter than one period (per)."),
    )
    for small, large, sentence in pairs:
        if _shorter(entry, large, small):
            place = "warn" if small == "warn" else large
            yield (*path, place), sentence, ""
    kind, n = entry.get("kind"), entry.get("n")
    if kind == "standing" and _shorter(entry, "within", "over"):
        yield (
            (*path, "within"),
            "The window (within) is shorter than what it has to hold (over).",
            "",
        )
    if kind == "attend_count" and _above(n, entry.get("of")):
        yield (*path, "n"), "More are asked (n) than are looked at (of).", ""
    yield from _best(path, entry)
    parts = entry.get("parts")
    if kind == "n_of" and isinstance(parts, list) and _above(n, len(parts)):
        there = "is only one part" if len(parts) == 1 else f"are only {len(parts)} parts"
        yield (*path, "n"), f"{n} are asked, but there {there}.", ""


def _shorter(entry: Entry, one: str, other: str) -> bool:
    """Whether the one length is shorter than the other, however long their months are."""
    first, second = _length(entry.get(one)), _length(entry.get(other))
    return first is not None and second is not None and first[1] < second[0]


def _best(path: Path, entry: Entry) -> Iterator[Found]:
    """More periods are to be the best than fit into what is looked at."""
    best, over, per = entry.get("best"), _length(entry.get("over")), _length(entry.get("per"))
    if over is None or per is None or not isinstance(best, int):
        return
    fits = over[1] // per[0]
    if best > fits:
        yield (*path, "best"), f"Only {fits} such periods fit into the time looked at (over).", ""


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
    for name in ("within", "in_phase", "in_a_row", "each"):
        if rule.get(name) and not _above(rule.get("nth"), 1):
            yield (*path, name), f"“{name}” needs the number that is too many (nth).", ""


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


_RANGES = (
    ("hearings_per_month", "hearings_per_month_most"),
    ("tests_per_week", "tests_per_week_most"),
)


def _bands(phases: object) -> Iterator[Found]:
    """Phases that are bands of sober days begin later and later."""
    reached = -1
    for place, phase in enumerate(phases if isinstance(phases, list) else ()):
        begins = phase.get("sober_days") if isinstance(phase, dict) else None
        if isinstance(begins, int):
            if begins <= reached:
                sentence = (
                    f"This phase begins at no more sober days than one before it ({reached})."
                )
                yield ("phases", place, "sober_days"), sentence, ""
            reached = max(reached, begins)


def _expected(phases: object) -> Iterator[Found]:
    """What a phase expects: upper ends below the lower, and conditions it can't look at."""
    for place, phase in enumerate(phases if isinstance(phases, list) else ()):
        if not isinstance(phase, dict):
            continue
        for low, high in _RANGES:
            if phase.get(high) is not None and phase.get(low) is None:
                yield ("phases", place, high), f"Say the lower end too ({low}).", ""
            elif _above(phase.get(low), phase.get(high)):
                yield ("phases", place, high), f"The upper end lies below the lower ({low}).", ""
        if phase.get("hearings_per_month") and phase.get("hearing_every"):
            sentence = "Say either how often in a month or after how long (hearing_every)."
            yield ("phases", place, "hearings_per_month"), sentence, ""
        only_if = phase.get("only_if")
        for name in ("happened", "phases", "returned"):
            if isinstance(only_if, dict) and only_if.get(name):
                sentence = "What is so in a phase can't decide who does it."
                yield ("phases", place, "only_if", name), sentence, ""
