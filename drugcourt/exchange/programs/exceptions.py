"""How an exception of a program file takes over what it does not say from the rule it replaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drugcourt.exchange.programs.forms import NUMBERS_BY, SENTENCE_KEYS

Entry = dict[str, Any]


def filled(data: Entry) -> Entry:
    """The file with every exception written out; what is not well formed stays as it is.

    Numbers by track, charge level or level of care belong to the sentence that names them.
    """
    made = {**data, "graduation": _copied(data.get("graduation"))}
    if "graduation" not in data:
        del made["graduation"]
    if isinstance(data.get("phases"), list):
        made["phases"] = [_phase(phase) for phase in data["phases"]]
    entries = list(_entries(made))
    bases = {
        entry["key"]: entry
        for entry in entries
        if isinstance(entry.get("key"), str) and not entry.get("replaces")
    }
    for entry in entries:
        if entry.get("replaces"):
            _take_over(entry, bases.get(str(entry["replaces"]), {}))
    return made


def _take_over(entry: Entry, base: Entry) -> None:
    if "kind" in entry and entry["kind"] != base.get("kind"):
        return
    for key, value in base.items():
        if key == "kind" or not (key in SENTENCE_KEYS or key in NUMBERS_BY):
            entry.setdefault(key, value)


def _phase(phase: Any) -> Any:
    if isinstance(phase, dict) and "advance" in phase:
        return {**phase, "advance": _copied(phase["advance"])}
    return phase


def _copied(entries: Any) -> Any:
    if not isinstance(entries, list):
        return entries
    return [_entry(entry) if isinstance(entry, dict) else entry for entry in entries]


def _entry(entry: Entry) -> Entry:
    return {**entry, "parts": _copied(entry["parts"])} if "parts" in entry else dict(entry)


def _entries(made: Entry) -> Iterator[Entry]:
    holders = [made.get("graduation"), *(_advances(made.get("phases")))]
    for holder in holders:
        yield from _inside(holder)


def _advances(phases: Any) -> Iterator[Any]:
    for phase in phases if isinstance(phases, list) else ():
        if isinstance(phase, dict):
            yield phase.get("advance")


def _inside(holder: Any) -> Iterator[Entry]:
    for entry in holder if isinstance(holder, list) else ():
        if isinstance(entry, dict):
            yield entry
            yield from _inside(entry.get("parts"))
