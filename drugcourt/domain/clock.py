"""How a time of day on the wall is read and said; it is kept as `13:30`."""

from __future__ import annotations

import re

_TYPED = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)


def wall_time(typed: str) -> str:
    """`1:30 PM`, `13:30`, `1330` and `9 am` as `13:30`; ValueError with a sentence otherwise."""
    found = _TYPED.fullmatch(typed.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].casefold() == "p" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise ValueError("Type a time of day, such as 1:30 PM.")
    return f"{hour:02}:{minute:02}"


def spoken(wall: str) -> str:
    """`13:30` as `1:30 PM`; anything else stands as it is."""
    hours, _, minutes = wall.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24):
        return wall
    return f"{int(hours) % 12 or 12}:{minutes} {'AM' if int(hours) < 12 else 'PM'}"
