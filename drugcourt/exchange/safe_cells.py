"""How a value is written so that no spreadsheet program takes it for a formula."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo

from drugcourt.domain.tone import Term
from drugcourt.fields.field import Field, Kind

_BAD_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BEFORE_FORMULA = " \u00a0\"'\ufeff\u200b\n"
_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def safe_text(text: str) -> str:
    """Text for a CSV cell: an apostrophe stands before what a spreadsheet would calculate."""
    text = printable_text(text)
    bare = text.lstrip(_BEFORE_FORMULA)
    return "'" + text if bare[:1] in _FORMULA and bare else text


def printable_text(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return text if text.isprintable() else _BAD_SIGNS.sub("", text)


def value_of(row: object, field: Field) -> object:
    """The row's value for a field, by key or by attribute."""
    return row.get(field.key) if isinstance(row, dict) else getattr(row, field.key)


def plain_value(value: object, field: Field, zone: tzinfo = UTC) -> object:
    """The value as files know it: words for choices, dollars for cents, local time for moments.

    Answers None, text, a number, a day or a datetime without zone.
    """
    if value is None or value == "":
        return None
    if isinstance(value, Term):
        return value.label
    if field.kind is Kind.YES_NO and isinstance(value, bool):
        return "Yes" if value else "No"
    if field.kind is Kind.MONEY and isinstance(value, int):
        return value / 100
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, date | str | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        items = [str(plain_value(item, field, zone)) for item in value]
        return "; ".join(sorted(items) if isinstance(value, set | frozenset) else items)
    return str(value)
