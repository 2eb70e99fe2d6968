"""What a closed list of words is, the answer every room asks for, and the tones of showing."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A closed list of values; `label` is the wording on screen and paper."""

    label: str

    def __new__(cls, key: str, label: str = "") -> Self:
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label or key.replace("_", " ").capitalize()
        return member

    # A term equals its key, so it hashes like it; the enumeration's own hash is many times slower.
    __hash__ = str.__hash__


class YesNo(Term):
    """An answer that may be missing: unknown is not no."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Unknown"


class Tone(Term):
    """How urgent something looks; always shown together with a word or an icon."""

    GOOD = "good", "Good"
    WATCH = "watch", "Watch"
    ALARM = "alarm", "Alarm"
    INFO = "info", "Information"
    PLAIN = "plain", "Plain"
