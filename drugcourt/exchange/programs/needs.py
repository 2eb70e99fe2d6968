"""What a requirement of a program file can't do without, and which of its keys shut each other out.

One line for each rule: whether it is broken, the key that it is told of, and the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from drugcourt.domain.rule_terms import IN_A_ROW
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.programs.lines import Path
from drugcourt.exchange.programs.problems import did_you_mean
from drugcourt.exchange.programs.values import by_key

Entry = dict[str, Any]
Found = tuple[Path, str, str]
Check = tuple[Callable[[Entry], object], str, str]

_ATTEND = ("attend_rate", "attend_all", "attend_share", "attend_count")
_SELECT = ("kinds", "contacts", "modes", "hearings", "tests")
_NUMBER = "Give the number, or write individual = [{}] where it is set for each person."


def needs(path: Path, entry: Entry, number_keys: Iterable[str]) -> Iterator[Found]:
    """Each rule that the entry breaks as path, sentence and suggestion."""
    kind = str(entry.get("kind"))
    for broken, key, sentence in (*_EVERYWHERE, *_OF_KIND.get(kind, ())):
        if broken(entry):
            yield (*path, key), sentence, ""
    yield from _individual(path, entry, list(number_keys))
    if kind == "standing" and entry.get("of") == "treatment":
        yield from _levels(path, entry)


def _individual(path: Path, entry: Entry, numbers: list[str]) -> Iterator[Found]:
    named = entry.get("individual")
    for word in named if isinstance(named, list) else ():
        if isinstance(word, str) and word not in numbers:
            sentence = f"“{word}” is no number of this requirement that could be set for a person."
            yield (*path, "individual"), sentence, did_you_mean(word, numbers)


def _levels(path: Path, entry: Entry) -> Iterator[Found]:
    levels = [str(level) for level in LevelOfCare]
    kinds = entry.get("kinds")
    for word in kinds if isinstance(kinds, list) else ():
        if word not in levels:
            sentence = f"“{word}” is no level of care; known are: {', '.join(levels)}."
            yield (*path, "kinds"), sentence, did_you_mean(str(word), levels)


# What is looked for in an entry -------------------------------------------------------------------


def _has(*keys: str) -> Callable[[Entry], bool]:
    """All of them are given."""
    return lambda entry: all(_given(entry, key) for key in keys)


def _lacks(*keys: str) -> Callable[[Entry], bool]:
    """None of them is given."""
    return lambda entry: not any(_given(entry, key) for key in keys)


def _given(entry: Entry, key: str) -> bool:
    value = entry.get(key)
    return value is not None and value is not False and value not in ([], {}, "")


def _words(entry: Entry, key: str) -> set[str]:
    """The words of a list; what is no word is told of elsewhere."""
    value = entry.get(key)
    return {word for word in value if isinstance(word, str)} if isinstance(value, list) else set()


def _without(key: str, needed: str) -> Callable[[Entry], bool]:
    """The one is given, but not the other that it needs."""
    return lambda entry: _given(entry, key) and not _given(entry, needed)


def _unset(*keys: str) -> Callable[[Entry], bool]:
    """No number is given, neither for all, nor for some, nor left to each person's own order."""
    names = (*keys, *map(by_key, keys))
    return lambda entry: _lacks(*names)(entry) and not _words(entry, "individual") & set(keys)


def _is(key: str, value: object) -> Callable[[Entry], bool]:
    return lambda entry: entry.get(key) == value


def _both(*checks: Callable[[Entry], object]) -> Callable[[Entry], bool]:
    return lambda entry: all(check(entry) for check in checks)


def _event_missing(entry: Entry) -> bool:
    return entry.get("since") == "event" and not entry.get("event")


def _event_unused(entry: Entry) -> bool:
    return bool(entry.get("event")) and entry.get("since") != "event"


def _cares_clash(entry: Entry) -> bool:
    return bool(_words(entry, "in_care") & _words(entry, "without_care"))


def _wanted(entry: Entry) -> set[str]:
    """What a window has to be free of."""
    return {str(entry.get("of")), *_words(entry, "also")}


def _several_occasions(entry: Entry) -> bool:
    sessions = any(_given(entry, key) for key in ("contacts", "modes"))
    sessions = sessions or (_given(entry, "kinds") and not _given(entry, "for_each"))
    return sum([sessions, _given(entry, "per"), _given(entry, "for_each")]) > 1


_EVERYWHERE: tuple[Check, ...] = (
    (_event_missing, "since", "Say which event, as the key of a milestone."),
    (_event_unused, "event", "An event is looked at only with since = “event”."),
    (
        lambda entry: _words(entry, "individual") & _by_fields(entry),
        "individual",
        "A number can't be set for each person and differ by track, charge level or care as well.",
    ),
)


def _by_fields(entry: Entry) -> set[str]:
    return {key.removesuffix("_by") for key in entry if key.endswith("_by")}


_ATTENDING: tuple[Check, ...] = (
    (_lacks(*_SELECT), "kind", "Say what counts: kinds, contacts, modes, hearings or tests."),
    (_without("negative", "tests"), "negative", "Only tests can be negative: say tests = true."),
    (
        _has("late_is_absent", "late_per_absence"),
        "late_per_absence",
        "Either each late one is an absence (late_is_absent), or so many of them are.",
    ),
)
_OF_KIND: dict[str, tuple[Check, ...]] = {
    **dict.fromkeys(_ATTEND, _ATTENDING),
    "attend_share": (
        *_ATTENDING,
        (_without("best", "per"), "best", "Say of which periods the best ones count (per)."),
        (_without("per", "best"), "per", "Say how many of these periods count (best)."),
    ),
    "attend_count": (
        *_ATTENDING,
        (_both(_has("first"), _lacks("of")), "first", "Say of how many first ones (of)."),
        (_has("within", "over"), "over", "Either the first days count (within) or the last."),
    ),
    "elapsed": (
        (
            _without("most_fails", "most"),
            "most_fails",
            "There is no upper end (most) to be passed.",
        ),
        (_without("longer", "for_each"), "longer", "Say for what time is added (for_each)."),
        (_without("for_each", "longer"), "for_each", "Say how much time each adds (longer)."),
        (_without("longer", "least"), "longer", "There is no length (least) that could grow."),
        (_cares_clash, "without_care", "A level of care can't count and not count."),
    ),
    "sober": (
        (_unset("least", "tests"), "kind", _NUMBER.format("“least”")),
        (_without("tested_for", "tests"), "tested_for", "Say how many such tests (tests)."),
        (_without("ever", "least"), "ever", "A count reached once needs a length (least)."),
        (_has("within_phase", "from_phase"), "from_phase", "Days count from one phase or another."),
        (
            _both(_is("mode", "cumulative"), _unset("least")),
            "mode",
            "Days in all need a length (least).",
        ),
    ),
    "free_of": (
        (_without("first", "least"), "first", "The first days need a number of them (least)."),
        (_without("in_any", "least"), "in_any", "Any window needs a length (least)."),
        (_has("in_any", "first"), "in_any", "Either the first window counts or any of them."),
        (_has("in_any", "in_a_row"), "in_any", "Either so many in a time or so many in a row."),
        (_without("in_a_row", "allowed"), "in_a_row", "Say how many in a row are allowed."),
        (
            _both(_has("in_a_row"), lambda e: _wanted(e) - set(map(str, IN_A_ROW))),
            "in_a_row",
            "Only absences, missed hearings and tests come in a row.",
        ),
    ),
    "handed_in": (
        (_several_occasions, "kind", "One occasion at a time: per, sessions or for_each."),
    ),
    "service": (
        (
            _unset("hours", "days"),
            "kind",
            f"A number is needed: hours or days. {_NUMBER.format('“hours”')}",
        ),
        (_has("per", "for_each"), "for_each", "Either for each period or for each of these."),
        (_has("per", "over"), "over", "Either for each period (per) or in the last so long."),
    ),
    "points": (
        (
            _unset("earned", "demerits", "net"),
            "kind",
            f"A number is needed: earned, demerits or net. {_NUMBER.format('“earned”')}",
        ),
        (_without("best", "per"), "best", "Say of which periods the best ones count (per)."),
    ),
    "standing": (
        (
            _both(_is("of", "condition"), _lacks("condition")),
            "of",
            "Say which condition, such as “housing”.",
        ),
        (_without("in_all", "over"), "in_all", "Say how long in all (over)."),
        (_without("within", "over"), "within", "Say how long in that time (over)."),
        (_has("within", "in_all"), "within", "Either since admission or in the last so long."),
        (
            _both(_has("within"), lambda e: e.get("of") not in ("condition", "treatment")),
            "within",
            "Only a condition or treatment can be added up.",
        ),
        (
            _both(_has("in_all"), lambda e: e.get("of") not in ("condition", "treatment")),
            "in_all",
            "Only a condition or treatment can be added up.",
        ),
    ),
    "ledger": (
        (
            _both(
                lambda e: _given(e, "per") or _given(e, "regular"), lambda e: e.get("fee") is None
            ),
            "kind",
            "A rate needs the amount that is paid each time (fee).",
        ),
        (
            lambda e: e.get("fee") is not None and not e.get("per"),
            "fee",
            "Say for how long the fee is (per), such as “1 week”.",
        ),
        (
            _both(_has("over"), lambda e: e.get("paid") is None and e.get("fee") is None),
            "over",
            "Say how much is paid in that time (paid), or each time in it (fee).",
        ),
        (_has("over", "in_phase"), "over", "Either the last days count or this stay."),
        (
            _without("service_hours", "per_service_hour"),
            "service_hours",
            "Say how much so many hours settle (per_service_hour).",
        ),
        (
            _both(_has("regular"), lambda e: bool(e.get("at_most"))),
            "at_most",
            "A payment in each of them is never behind.",
        ),
    ),
    "milestone": (
        (_without("late_fails", "deadline"), "late_fails", "There is no deadline to be missed."),
    ),
    "ceremony": (
        (
            _both(_has("months"), _lacks("weekday", "day")),
            "months",
            "Say on which day of the month, as weekday = “2nd friday” or day = 15.",
        ),
        (_has("dates", "weekday"), "weekday", "Give either dates or a weekday, not both."),
        (_has("dates", "day"), "day", "Give either dates or a day of the month, not both."),
        (_has("weekday", "day"), "day", "Give either a weekday or a day of the month, not both."),
    ),
}
