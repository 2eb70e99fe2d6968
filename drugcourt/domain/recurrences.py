"""How the rule of a docket is said: every Tuesday, every other Tuesday, 1st and 3rd Friday."""

from __future__ import annotations

import re
from dataclasses import dataclass

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = 52  # weeks between two sessions
_NTH = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
_PLACES = {
    **{word: nth for nth, word in _NTH.items()},
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
}
_WEEKLY = re.compile(r"(?:every|each)?(?: (other|second|\d{1,2})(?: weeks?)?)?(?: on)? (\w+)")
_WRONG = (
    "Say it like “every Tuesday”, “every other Tuesday”, “every 3 weeks on Tuesday”, “1st and 3rd "
    "Friday” or “last Thursday”."
)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A weekday (0 is Monday), every so many weeks; or, with `places`, by its place in the month,
    -1 for the last.
    """

    weekday: int
    every: int = 1
    places: tuple[int, ...] = ()

    def __str__(self) -> str:
        day = WEEKDAYS[self.weekday]
        if self.places:
            words = [_NTH[nth] for nth in self.places]
            first = ", ".join(words[:-1])
            return f"{first} and {words[-1]} {day}" if first else f"{words[-1]} {day}"
        if self.every == 1:
            return f"every {day}"
        return f"every other {day}" if self.every == 2 else f"every {self.every} weeks on {day}"


def parse_recurrence(text: str) -> Recurrence:
    """The rule that a sentence says; ValueError with a sentence when it says none."""
    said = " ".join(text.lower().replace(" of the month", "").replace(" of each month", "").split())
    monthly = _monthly(said)
    if monthly is not None:
        return monthly
    found = _WEEKLY.fullmatch(said if said.startswith(("every", "each")) else f"every {said}")
    day = _weekday(found[2]) if found else None
    if found is None or day is None:
        raise ValueError(_WRONG)
    every = {None: 1, "other": 2, "second": 2}.get(found[1])
    weeks = int(found[1]) if every is None else every
    if not 1 <= weeks <= LONGEST:
        raise ValueError(f"A docket recurs after 1 to {LONGEST} weeks.")
    return Recurrence(day, weeks)


def _monthly(said: str) -> Recurrence | None:
    words = [word for word in re.split(r"[ ,]+", said) if word not in ("and", "the", "")]
    named = words[1:] if words[:1] in (["every"], ["each"]) else words
    places = [_PLACES.get(word) for word in named[:-1]]
    day = _weekday(named[-1]) if named else None
    if not places or None in places or day is None:
        return None
    if named is not words and named[0] == "second":
        return None  # every second Tuesday is every other one
    kept = sorted({nth for nth in places if nth is not None}, key=lambda nth: (nth < 0, nth))
    return Recurrence(day, places=tuple(kept))


def _weekday(word: str) -> int | None:
    bare = word.removesuffix("s")
    found = [n for n, day in enumerate(WEEKDAYS) if day.lower() == bare or day.lower()[:3] == bare]
    return found[0] if found else None
