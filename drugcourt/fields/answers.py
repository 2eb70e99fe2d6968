"""What the answers of a form mean to an act: a blank is an empty text, not given is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from drugcourt.fields.field import Field, Kind

_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE})


def answers(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form as acts take them; keys that no field names are left out.

    Words left blank become an empty text. A choice left open becomes the list's own "unknown"
    where it has one, else None. Yes or no stays None when nobody answered.
    """
    found: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.key)
        if value is None and field.kind in _WORDS:
            value = ""
        if value is None and field.choices is not None:
            value = getattr(field.choices, "UNKNOWN", None)
        found[field.key] = value
    return found
