"""How a program being edited is written as TOML, whatever state it is in, and read again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from drugcourt.errors import Refusal
from drugcourt.exchange.toml_text import toml_pair

Table = dict[str, Any]
LISTS = ("phases", "graduation", "milestones", "outcomes", "responses")
_TABLES = ("program", "options", "sober")
_ORDER = ("program", "options", "sober", "milestones", "outcomes", *LISTS[:2], "responses")
_MISLAID = (
    "“{}” is not laid out as in a program file; check the file first to see where it differs."
)


def toml_document(data: Table) -> str:
    """The data as a TOML text: single values first, then tables, then lists of tables."""
    ordered = {key: data[key] for key in _ORDER if key in data}
    return "\n".join(_table({**ordered, **data}, "")).lstrip("\n") + "\n"


def document_data(text: str) -> Table:
    """The data of a TOML text that has the outline of a program file; Refusal when it has not."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refusal("The file is not proper TOML; check it first to see where.") from error
    for key in _TABLES:
        _expect(key, data.get(key, {}), dict)
    for key in LISTS:
        _expect_tables(key, data.get(key, []))
    sober = data.get("sober", {})
    _expect("sober.effects", sober.get("effects", {}), dict)
    _expect_tables("sober.rules", sober.get("rules", []))
    for phase in data.get("phases", []):
        _expect("phases.hearing_by", phase.get("hearing_by", {}), dict)
        _expect("phases.only_if", phase.get("only_if", {}), dict)
        _expect_requirements("phases.advance", phase.get("advance", []))
    _expect_requirements("graduation", data.get("graduation", []))
    if not data.get("phases"):
        raise Refusal("That is no program file: it has no phases.")
    return data


def _expect_requirements(name: str, entries: Any) -> None:
    _expect_tables(name, entries)
    for entry in entries:
        for when in ("only_if", "unless"):
            _expect(f"{name}.{when}", entry.get(when, {}), dict)
        _expect_requirements(f"{name}.parts", entry.get("parts", []))


def _expect_tables(name: str, entries: Any) -> None:
    _expect(name, entries, list)
    for entry in entries:
        _expect(name, entry, dict)


def _expect(name: str, value: Any, wanted: type) -> None:
    if not isinstance(value, wanted):
        raise Refusal(_MISLAID.format(name))


def _table(table: Table, name: str) -> Iterator[str]:
    """The lines of one table; a table inside a list of tables keeps its own tables in line."""
    inner: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _is_tables(value) or (isinstance(value, dict) and name in ("", "sober")):
            inner.append((key, value))
        else:
            yield toml_pair(key, value)
    for key, value in inner:
        full = f"{name}.{key}" if name else key
        for entry in value if isinstance(value, list) else [value]:
            yield from ("", f"[[{full}]]" if isinstance(value, list) else f"[{full}]")
            yield from _table(entry, full)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)
