"""How money is kept and written: whole cents, never floats."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NewType

Cents = NewType("Cents", int)
MOST_CENTS = 100_000_000_00

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})*(\.\d*)?")


def dollars(cents: int) -> str:
    """`$1,234.50`; a negative amount is `-$5.00`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def parse_cents(text: str) -> int:
    """Cents from what a person types (`$31.75`, `1,200`, `-5`).

    Raises ValueError for anything that is not an amount, has more than two decimals, has a comma
    that parts no thousands (`31,75`), or is larger than one hundred million dollars.
    """
    bare = text.strip().replace("$", "")
    if "," in bare and not _THOUSANDS.fullmatch(bare):
        raise ValueError(f"“{text}” is not an amount of money; cents follow a point, as in $31.75.")
    bare = bare.replace(",", "")
    try:
        amount = Decimal(bare) * 100
    except InvalidOperation as problem:
        raise ValueError(f"“{text}” is not an amount of money.") from problem
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError("Amounts have at most two digits after the point.")
    if abs(amount) > MOST_CENTS:
        raise ValueError("That amount is too large.")
    return int(amount)
