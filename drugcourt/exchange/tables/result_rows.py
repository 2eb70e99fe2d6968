"""What the rows of a table with a row for each result say, and which of them are one specimen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Substance,
    Validity,
)
from drugcourt.exchange.laboratories.analytes import LEFT_OUT, MEASURED, name_analyte
from drugcourt.exchange.laboratories.cutoffs import range_cutoff
from drugcourt.exchange.laboratories.loinc import looks_like_loinc, measured_words
from drugcourt.exchange.laboratories.reports import LOINC, Code, Cutoff, Finding
from drugcourt.exchange.laboratories.values import amount_of, read_value
from drugcourt.exchange.policy import normal, substance_words, terms_for
from drugcourt.exchange.tables.cursor import Row
from drugcourt.exchange.tables.problems import RowProblem, UnknownWordError
from drugcourt.exchange.tables.readings import SubstanceReading, TestRow, merged
from drugcourt.exchange.tables.results import ResultWord
from drugcourt.exchange.tables.values import (
    Cell,
    parse_gravity,
    parse_number,
    parse_result,
    parse_temperature,
    text_of,
)
from drugcourt.exchange.tables.who import Person

T = TypeVar("T")
_BETWEEN = re.compile(r"[;,/&+\n]| and ", re.I)


def result_of_row(row: Row, words: list[ResultWord]) -> Iterator[SubstanceReading]:
    """The readings of a row that names its substance, or several; its words are added."""
    named, code = row.text("substance"), row.text("code", 60)
    if not named and not code:
        return
    if not code and (several := _several(named)):
        yield from _each(row, several, words)
        return
    target = _named(named, code)
    if target in MEASURED or target == LEFT_OUT:
        return
    told = row.read("result", "finding", _told_result)
    if told is None:
        row.need("result", "result", None)
        return
    cutoffs = range_cutoff(row.text("cutoff"))
    level = row.read("level", "number", parse_number)
    unit = row.text("unit") or (cutoffs[0].unit if cutoffs else "")
    word, said = told
    if said:
        level, unit, word = _of_number(said, unit, cutoffs, level)
        said = "" if word is not None else said
    word = word or ResultWord(result=AnalyteResult.NOT_REPORTED)
    words.append(word)
    confirmation = row.term("confirmation", "confirmation", Confirmation) or word.confirmation
    if word.result is not None:
        yield SubstanceReading(
            substance=Substance(target or Substance.OTHER),
            result=word.result,
            confirmation=confirmation,
            named=named or code,
            code=code,
            sure=bool(target),
            level=level,
            unit=unit,
            cutoff=cutoffs[0].number if cutoffs else None,
            said=said,
        )


@lru_cache(maxsize=2_000)
def _several(named: str) -> tuple[tuple[str, Substance], ...]:
    """The substances of a cell that lists them; none when it names one, or one is not known."""
    if _named(named, ""):
        return ()
    parts = [part.strip() for part in _BETWEEN.split(named) if part.strip()]
    found = [(part, _named(part, "")) for part in parts]
    if len(found) < 2 or not all(target in list(Substance) for _, target in found):
        return ()
    return tuple((part, Substance(target)) for part, target in found)


def _each(
    row: Row, several: tuple[tuple[str, Substance], ...], words: list[ResultWord]
) -> Iterator[SubstanceReading]:
    """The one result of the row, for each substance its cell lists."""
    word = row.read("result", "result", parse_result)
    if word is None:
        row.need("result", "result", None)
        return
    words.append(word)
    if word.result is not None:
        for part, substance in several:
            yield SubstanceReading(substance, word.result, word.confirmation, part)


def _told_result(cell: Cell) -> tuple[ResultWord | None, str]:
    """The word of a result, or the file's own where it is not known."""
    try:
        return parse_result(cell), ""
    except UnknownWordError:
        return None, text_of(cell)[:200]


def _of_number(
    said: str, unit: str, cutoffs: tuple[Cutoff, ...], level: float | None
) -> tuple[float | None, str, ResultWord | None]:
    """An amount in the place of a result: level, unit, and what it says against the row's cut-off.

    A unit within the amount is the amount's alone; the cut-off keeps that of its own column.
    """
    amount = amount_of(said)
    if amount is None:
        return level, unit, None
    sign, number, own = amount
    if own and unit:
        cutoffs = tuple(replace(each, unit=each.unit or unit) for each in cutoffs)
    finding = Finding(0, (), said, number=number, sign=sign, unit=own or unit, cutoffs=cutoffs)
    word = read_value(finding, {}).word
    return (number, own or unit, word) if level is None else (level, unit, word)


def measured_by_row(row: Row) -> dict[str, Any]:
    """What a row of its own says of the specimen itself, by what was measured; nothing if empty.

    A word instead of a number is taken where it speaks of the specimen's validity.
    """
    named, code = row.text("substance"), row.text("code", 60)
    target = _named(named, code) if named or code else ""
    if target not in MEASURED:
        return {}
    if target == "temperature":
        said: Any = row.read("result", "yes or no", parse_temperature)
    elif target == "validity":
        said = row.term("result", "validity", Validity)
    else:
        word = _validity_words().get(normal(row.text("result")))
        if word is not None:
            valid = {} if word is Validity.VALID else {"validity": word}
            level = row.read("level", "number", parse_number)
            return valid if level is None else {**valid, target: level}
        parse = parse_gravity if target == "specific_gravity" else parse_number
        said = row.read("result", "number", parse)
        said = row.read("level", "number", parse) if said is None else said
    return {} if said is None else {target: said}


@cache
def _validity_words() -> dict[str, Validity]:
    return terms_for("validity", Validity)


@lru_cache(maxsize=2_000)
def _named(named: str, code: str) -> str:
    """What a name, or a code with its name, means; "" for a person to say."""
    if not code:
        word = normal(named)
        return str(substance_words().get(word) or measured_words().get(word, ""))
    return name_analyte((code_of(code, named),), {}).target


def code_of(code: str, named: str) -> Code:
    """The code of a column, as LOINC where it has that form."""
    return Code(code, named, LOINC if looks_like_loinc(code) else "")


def joined(read: Iterable[tuple[Row, TestRow | None]]) -> Iterator[TestRow | RowProblem]:
    """The rows of one specimen as one test, in the order in which their first rows stand."""
    groups: dict[object, list[tuple[Row, TestRow | None]]] = {}
    spoiled: set[tuple[Person, date, str]] = set()
    above: TestRow | None = None
    for row, test in read:
        if test is None and above is not None and row.text("collected") == "":
            spoiled.add(_specimen(above))  # a report that writes the day once goes on below it
        above = test or above
        key: object = row.number
        if test is not None:
            key = (test.who, test.collected_on, test.collected_time, test.specimen_id)
        groups.setdefault(key, []).append((row, test))
    spoiled |= {
        _specimen(test) for group in groups.values() for row, test in group if row.problems and test
    }
    for group in groups.values():
        tests = [test for row, test in group if test and not row.problems]
        if len(tests) == len(group) and _specimen(tests[0]) not in spoiled:
            yield _one(tests)
            continue
        for row, _test in group:
            yield from row.problems or [
                RowProblem(
                    row.number,
                    "",
                    "specimen",
                    "Another row of the same specimen can't be read, so all of it is kept out.",
                )
            ]


def _specimen(test: TestRow) -> tuple[Person, date, str]:
    return test.who, test.collected_on, test.specimen_id


def _one(tests: list[TestRow]) -> TestRow:
    first = tests[0]
    told = [test.status for test in tests if test.status is not CollectionStatus.COLLECTED]
    valid = [test.validity for test in tests if test.validity is not Validity.NOT_CHECKED]
    return replace(
        first,
        rows=tuple(test.row for test in tests),
        status=told[0] if told else first.status,
        validity=valid[0] if valid else first.validity,
        creatinine=_first(test.creatinine for test in tests),
        specific_gravity=_first(test.specific_gravity for test in tests),
        temperature_ok=_first(test.temperature_ok for test in tests),
        more={key: value for test in reversed(tests) for key, value in test.more.items()},
        results=merged(_told_of([reading for test in tests for reading in test.results])),
    )


def _told_of(readings: list[SubstanceReading]) -> list[SubstanceReading]:
    """Beside named substances a row that names none says something only when it is positive."""
    if not any(reading.named for reading in readings):
        return readings
    return [r for r in readings if r.named or r.result is AnalyteResult.POSITIVE]


def _first(values: Iterable[T | None]) -> T | None:
    """The first that a row of the specimen says."""
    return next((value for value in values if value is not None), None)
