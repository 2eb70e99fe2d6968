"""How a value is written so that a TOML reader gives the same value back."""

from __future__ import annotations

import re
from datetime import date

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b",
            "\f": "\\f"}  # fmt: skip
_WIDTH = 100


def toml_value(value: object) -> str:
    """Text, numbers, yes or no, days, lists and inline tables; raises TypeError for others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_sign(sign) for sign in value) + '"'
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    raise TypeError(f"TOML has no {type(value).__name__}")


def toml_pair(key: str, value: object) -> str:
    """One line `key = value`; a list too long for a line gets a line for each item."""
    line = f"{_key(key)} = {toml_value(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list | tuple):
        return line
    items = "".join(f"    {toml_value(item)},\n" for item in value)
    return f"{_key(key)} = [\n{items}]"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else toml_value(key)


def _sign(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if ord(sign) < 32 or ord(sign) == 127:
        return f"\\u{ord(sign):04X}"
    return sign
