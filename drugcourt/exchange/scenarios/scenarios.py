"""How lives told as plain facts, and scenarios with expected answers, are read from a JSON file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from drugcourt.domain.program import Program
from drugcourt.domain.specimens import Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.scenarios import values
from drugcourt.exchange.scenarios.expectations import Expectation, expectation_from
from drugcourt.exchange.scenarios.lives import Life, life_from
from drugcourt.exchange.scenarios.problems import (
    Gathered,
    MistakeError,
    ScenarioProblem,
    ScenarioRefusal,
    Table,
)
from drugcourt.exchange.scenarios.specimens import PANEL
from drugcourt.exchange.scenarios.words import vocabulary

MOST_BYTES = 50_000_000
MOST_LIVES = 20_000


@dataclass(frozen=True, slots=True)
class Scenario:
    """Lives and what is expected of them; `program` is what the file names, "" for nothing."""

    program: str
    lives: tuple[Life, ...]
    expect: tuple[Expectation, ...]


def read_scenario(source: Path | str, program: Program | None = None) -> Scenario:
    """The scenario of a file (a Path) or of a JSON text (a str).

    With a program its keys are checked and each life without a phase at admission begins with the
    program's first. Raises ScenarioRefusal with every mistake, Refusal when the file can't be read.
    """
    data = _parsed(scenario_text(source) if isinstance(source, Path) else source)
    gathered = Gathered()
    top = Table(data, "", gathered)
    named = top.take("program", values.words, "")
    holder = top
    if top.has("facts"):
        inner: dict[str, Any] = top.take("facts", _object, {})
        holder = Table(inner, "facts", gathered)
        named = holder.take("program", values.words, named)
    lives = _lives(holder, program, gathered)
    by_name = {life.reference: life for life in lives}
    expect = [
        expectation_from(value, place, by_name, program, gathered)
        for place, value in top.list("expect")
    ]
    if holder is not top:
        holder.nothing_else()
    top.nothing_else()
    gathered.raise_all()
    return Scenario(named, tuple(lives), tuple(item for item in expect if item is not None))


def read_facts(source: Path | str, program: Program | None = None) -> tuple[Life, ...]:
    """The lives of a file; what a scenario expects of them is left aside."""
    return read_scenario(source, program).lives


def program_named(source: Path) -> str:
    """Only the program that a file names; "" where it names none. Refusal if it can't be read."""
    data = _parsed(scenario_text(source))
    inner = data.get("facts")
    named = (inner if isinstance(inner, dict) else {}).get("program", data.get("program"))
    return named.strip() if isinstance(named, str) else ""


def scenario_text(path: Path) -> str:
    """The text of a file of lives; Refusal when it can't be read or is far too large."""
    try:
        if not path.is_file():
            raise Refusal(f"There is no file “{path.name}” to read; choose another.")
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(f"“{path.name}” is too large for a file of facts; split it.")
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as problem:
        raise Refusal(f"The file “{path.name}” can't be read; choose it again.") from problem


def _lives(holder: Table, program: Program | None, gathered: Gathered) -> list[Life]:
    ceremonies = tuple(holder.take("ceremonies", values.many(values.day), ()))
    panel = holder.take("panel", values.many(values.term(Substance)), PANEL)
    kinds = vocabulary(program, tuple(dict.fromkeys(panel)))
    entries = holder.list("participants")
    if not entries:
        holder.gathered.add(holder.place, "“participants” is missing or empty.")
    if len(entries) > MOST_LIVES:
        holder.wrong("participants", f"A file tells at most {MOST_LIVES:,} lives.")
        gathered.raise_all()
    lives: dict[str, Life] = {}
    for number, (place, value) in enumerate(entries, start=1):
        life = life_from(value, place, number, kinds, program, gathered, ceremonies)
        if life is None:
            continue
        if life.reference and life.reference in lives:
            gathered.add(f"{place}, id", "Another participant of the file has that id.")
        lives[life.reference] = life
    return list(lives.values())


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise MistakeError("This must be an object in curly brackets.")


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        what = f"The file is not proper JSON here: {error.msg}."
        raise ScenarioRefusal([ScenarioProblem(place, what)]) from None
    except RecursionError:
        raise Refusal("The file is nested too deeply; it is no file of facts.") from None
    except ValueError as error:
        raise ScenarioRefusal([ScenarioProblem("", _sentence(error))]) from None
    if not isinstance(data, dict):
        raise Refusal("A file of facts is one JSON object with “participants” in it.")
    return data


class _TwiceError(ValueError):
    """A key stands twice in one object: which of the two is meant, nobody can say."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        beside = ", ".join(f"“{name[:40]}”" for name in found)[:200]
        raise _TwiceError(f"The key “{twice[:40]}” stands twice in an object with {beside}.")
    return found


def _no_number(text: str) -> NoReturn:
    raise _TwiceError(f"“{text}” is not a number.")


def _sentence(error: ValueError) -> str:
    return str(error) if isinstance(error, _TwiceError) else "The file holds a number too large."
