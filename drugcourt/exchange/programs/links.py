"""Which names in a program file lead nowhere, or round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from drugcourt.exchange.programs.lines import Path
from drugcourt.exchange.programs.problems import did_you_mean

Entry = dict[str, Any]
_OF_PHASE = len(("phases", 0, "advance", 0))
Found = tuple[Path, str, str]


def lost_links(data: Entry, requirements: list[tuple[Path, Entry]]) -> Iterator[Found]:
    """Each of them as path, sentence and suggestion."""
    phases = _keys(data.get("phases"))
    milestones = _keys(data.get("milestones"))
    options = set(data.get("options", {})) if isinstance(data.get("options"), dict) else set()
    keys = {entry["key"]: entry for _, entry in requirements if isinstance(entry.get("key"), str)}
    for path, entry in requirements:
        yield from _one(path, entry, "milestone", milestones, "milestone")
        yield from _one(path, entry, "event", milestones, "milestone")
        yield from _one(path, entry, "after", milestones, "milestone")
        yield from _one(path, entry, "phase", phases, "phase")
        yield from _many(path, entry, "phases", phases, "phase")
        yield from _one(path, entry, "from_phase", phases, "phase")
        yield from _many(path, entry, "skip", set(keys), "requirement")
        yield from _handed_on(path, entry, data.get("phases"), phases)
        for name in ("only_if", "unless"):
            yield from _condition((*path, name), entry.get(name), phases, milestones, options)
        yield from _replaced(path, entry, keys)
    for place, phase in enumerate(_listed(data.get("phases"))):
        where = ("phases", place, "only_if")
        yield from _condition(where, phase.get("only_if"), phases, milestones, options)
    sober = data.get("sober")
    for place, rule in enumerate(_listed(sober.get("rules") if isinstance(sober, dict) else None)):
        yield from _many(("sober", "rules", place), rule, "phases", phases, "phase")
    for place, milestone in enumerate(_listed(data.get("milestones"))):
        yield from _many(("milestones", place), milestone, "requires", milestones, "milestone")
    yield from _circles(data, requirements, keys)


def _listed(entries: Any) -> list[Entry]:
    return (
        [entry if isinstance(entry, dict) else {} for entry in entries]
        if (isinstance(entries, list))
        else []
    )


def _keys(entries: Any) -> set[str]:
    return {entry["key"] for entry in _listed(entries) if isinstance(entry.get("key"), str)}


def _one(path: Path, entry: Entry, name: str, known: set[str], what: str) -> Iterator[Found]:
    wanted = entry.get(name)
    if isinstance(wanted, str) and wanted not in known:
        yield (*path, name), _unknown(wanted, what), did_you_mean(wanted, known)


def _many(path: Path, entry: Entry, name: str, known: set[str], what: str) -> Iterator[Found]:
    wanted = entry.get(name)
    for word in wanted if isinstance(wanted, list) else ():
        if isinstance(word, str) and word not in known:
            yield (*path, name), _unknown(word, what), did_you_mean(word, known)


def _unknown(word: str, what: str) -> str:
    if what == "milestone":
        return f"No milestone has the key “{word}”; add it under [[milestones]]."
    return f"No {what} has the key “{word}”."


def _condition(
    path: Path, condition: Any, phases: set[str], milestones: set[str], options: set[str]
) -> Iterator[Found]:
    if isinstance(condition, dict):
        yield from _many(path, condition, "entered_at", phases, "phase")
        yield from _many(path, condition, "phases", phases, "phase")
        yield from _many(path, condition, "done", milestones, "milestone")
        yield from _many(path, condition, "options", options, "option of the court")


def _replaced(path: Path, entry: Entry, keys: Mapping[str, Entry]) -> Iterator[Found]:
    base = entry.get("replaces")
    if not isinstance(base, str) or not base:
        return
    if base not in keys:
        yield (*path, "replaces"), _unknown(base, "requirement"), did_you_mean(base, keys)
    elif not entry.get("only_if") and not entry.get("unless"):
        yield (
            (*path, "replaces"),
            "An exception needs an only_if or unless that says for whom it holds.",
            "",
        )


def _handed_on(path: Path, entry: Entry, listed: Any, phases: set[str]) -> Iterator[Found]:
    """A duty goes on only in phases that come after its own."""
    named = entry.get("continues_in")
    if not isinstance(named, list) or not named:
        return
    yield from _many(path, entry, "continues_in", phases, "phase")
    if entry.get("continues"):
        sentence = "Either it goes on in all later phases (continues) or in these alone."
        yield (*path, "continues_in"), sentence, ""
    if path[:1] != ("phases",) or len(path) != _OF_PHASE:
        sentence = "Only a requirement of a phase can go on in others."
        yield (*path, "continues_in"), sentence, ""
        return
    order = [phase.get("key") for phase in _listed(listed)]
    for word in named:
        if word in order and order.index(word) <= int(path[1]):
            sentence = f"“{word}” does not come after the phase of this requirement."
            yield (*path, "continues_in"), sentence, ""


# Circles ----------------------------------------------------------------------------------------


def _circles(
    data: Entry, requirements: list[tuple[Path, Entry]], keys: Mapping[str, Entry]
) -> Iterator[Found]:
    exceptions = {
        key: [str(entry["replaces"])] for key, entry in keys.items() if entry.get("replaces")
    }
    for path, entry in requirements:
        if entry.get("key") in exceptions and _reaches(exceptions, entry["key"], entry["key"]):
            yield (*path, "replaces"), "These exceptions replace each other in a circle.", ""
    needs = {
        str(m.get("key")): [str(key) for key in m.get("requires", ())]
        for m in _listed(data.get("milestones"))
        if isinstance(m.get("requires", []), list)
    }
    for place, milestone in enumerate(_listed(data.get("milestones"))):
        key = str(milestone.get("key"))
        if _reaches(needs, key, key):
            text = f"“{key}” has to be done before itself."
            yield ("milestones", place, "requires"), text, ""
    yield from _looking_back(data, requirements)


def _looking_back(data: Entry, requirements: list[tuple[Path, Entry]]) -> Iterator[Found]:
    """A phase whose tasks are looked back at from the phase itself, directly or on a way round."""
    phases = _listed(data.get("phases"))
    looks: dict[str, list[str]] = {}
    placed: list[tuple[Path, str, str]] = []
    for path, entry in requirements:
        if entry.get("kind") == "phase_tasks" and path[:1] == ("phases",):
            place = path[1]
            here = str(phases[place].get("key")) if isinstance(place, int) else ""
            looks.setdefault(here, []).append(str(entry.get("phase")))
            placed.append((path, here, str(entry.get("phase"))))
    for path, here, there in placed:
        if here == there or _reaches(looks, there, here):
            yield (*path, "phase"), "The phases look back at each other in a circle.", ""


def _reaches(links: Mapping[str, Iterable[str]], start: str, wanted: str) -> bool:
    """Whether a way leads from `start` to `wanted` in one step or more."""
    seen: set[str] = set()
    ways = list(links.get(start, ()))
    while ways:
        key = ways.pop()
        if key == wanted:
            return True
        if key not in seen:
            seen.add(key)
            ways += links.get(key, ())
    return False
