"""Which tests a table brings: one a row with a column for each substance, or a row for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cache, lru_cache
from typing import Any, TypeVar

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.exchange.laboratories.analytes import LEFT_OUT, MEASURED, name_analyte
from drugcourt.exchange.laboratories.cutoffs import range_cutoff
from drugcourt.exchange.laboratories.loinc import looks_like_loinc, measured_words
from drugcourt.exchange.laboratories.reports import LOINC, Code
from drugcourt.exchange.policy import normal, substance_words, terms_for
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.dates import parse_time
from drugcourt.exchange.tables.headings import Column
from drugcourt.exchange.tables.mapping import SUBSTANCE, Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.results import ResultWord, weight
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import (
    Cell,
    parse_number,
    parse_result,
    parse_temperature,
    parse_yes_no,
)
from drugcourt.exchange.tables.who import Person, person_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SubstanceReading:
    """What the file says of one substance; `named` is the file's own word for it.

    `code` is set where the file gives one. `sure` is False while a person has to say which
    substance it is: its name is not known, or its code and its name do not agree.
    """

    substance: Substance
    result: AnalyteResult
    confirmation: Confirmation
    named: str
    code: str = ""
    sure: bool = True
    level: float | None = None
    unit: str = ""
    cutoff: float | None = None


@dataclass(frozen=True, slots=True)
class TestRow:
    """One specimen. `rows` are all the rows it was read from; an empty cell makes no reading.

    `overall` is the result of the whole specimen where the file gives one.
    """

    __test__ = False

    row: int
    rows: tuple[int, ...]
    who: Person
    collected_on: date
    collected_time: time | None
    specimen_id: str
    matrix: Matrix | None
    reason: TestReason | None
    status: CollectionStatus
    validity: Validity
    creatinine: float | None
    specific_gravity: float | None
    temperature_ok: bool | None
    collector: str
    observed: bool | None
    overall: AnalyteResult | None
    results: tuple[SubstanceReading, ...]
    more: dict[str, Any] = field(default_factory=dict)  # laboratory, pH, received, reported


def test_rows(table: SheetTable, mapping: Mapping) -> Iterator[TestRow | RowProblem]:
    """Each specimen of the sheet, or the problems that keep its rows out.

    In a table with a row for each substance the rows of one specimen are one test. When one of
    them cannot be read the whole specimen is kept out: half of it could look negative.
    """
    for reader in readers_of(table, mapping):
        columns = tuple(
            (column, _reader_of(column))
            for column in reader.block.columns
            if column.field.startswith(SUBSTANCE)
        )
        more = tuple(key for key in _MORE if key in reader.columns)
        read = ((row, _test_row(row, columns, more)) for row in reader)
        if "substance" in reader.columns or "code" in reader.columns:
            yield from _joined(read)
        else:
            for row, test in read:
                if test is None or row.problems:
                    yield from row.problems
                else:
                    yield test


test_rows.__test__ = False  # type: ignore[attr-defined]  # a test runner must not take it for a test


_MORE = ("laboratory", "ph", "received_on", "reported_on")


def _test_row(row: Row, columns: _Columns, more: tuple[str, ...]) -> TestRow | None:
    who = person_of(row)
    moment = row.moment("collected")
    row.need("collected", "date", moment)
    clock = row.read("collected_time", "time", parse_time)
    words: list[ResultWord] = []
    results = [*_wide(row, columns, words), *_long(row, words)]
    overall = _overall(row, words)
    status = _status(row, words, read_something=bool(results) or overall is not None)
    validity = row.term("validity", "validity", Validity)
    said = [word.validity for word in words if word.validity]
    numbers = [row.read(key, "number", parse_number) for key in ("creatinine", "specific_gravity")]
    temperature = row.read("temperature_ok", "yes or no", parse_temperature)
    besides = _told_besides(row, more) if more else {}
    measured = _measured(row)
    if "ph" in measured:
        besides["ph"] = measured["ph"]
    if moment is None:
        return None
    return TestRow(
        row=row.number,
        rows=(row.number,),
        who=who,
        collected_on=moment[0],
        collected_time=clock or moment[1],
        specimen_id=row.text("specimen_id"),
        matrix=row.term("matrix", "matrix", Matrix),
        reason=row.term("reason", "test_reason", TestReason),
        status=status,
        validity=measured.get("validity")
        or validity
        or (said[0] if said else Validity.NOT_CHECKED),
        creatinine=measured.get("creatinine", numbers[0]),
        specific_gravity=measured.get("specific_gravity", numbers[1]),
        temperature_ok=measured.get("temperature", temperature),
        collector=row.text("collector"),
        observed=row.read("observed", "yes or no", parse_yes_no),
        overall=overall,
        results=_merged(results),
        more=besides,
    )


def _told_besides(row: Row, keys: tuple[str, ...]) -> dict[str, Any]:
    """What few tables say of a test; an empty cell says nothing."""
    found: dict[str, Any] = {}
    for key in keys:
        if key == "laboratory":
            found[key] = row.text(key)
        elif key == "ph":
            found[key] = row.read(key, "number", parse_number)
        else:
            found[key] = row.day(key)
    return {key: value for key, value in found.items() if value not in (None, "")}


_Told = tuple[ResultWord, SubstanceReading | None]
_Columns = tuple[tuple[Column, Callable[[Cell], _Told]], ...]


def _reader_of(column: Column) -> Callable[[Cell], _Told]:
    """Reads the cells of one substance; equal cells share one reading, for there are millions."""
    substance = Substance(column.field.removeprefix(SUBSTANCE))

    def read(cell: Cell) -> _Told:
        word = parse_result(cell)
        if word.result is None:
            return word, None
        return word, SubstanceReading(substance, word.result, word.confirmation, column.heading)

    return read


def _wide(row: Row, columns: _Columns, words: list[ResultWord]) -> Iterator[SubstanceReading]:
    for column, read in columns:
        told = row.parse(column, "result", read)
        if told is None:
            continue
        words.append(told[0])
        if told[1] is not None:
            yield told[1]


def _long(row: Row, words: list[ResultWord]) -> Iterator[SubstanceReading]:
    named, code = row.text("substance"), row.text("code", 60)
    if not named and not code:
        return
    target = _named(named, code)
    if target in MEASURED or target == LEFT_OUT:
        return
    word = row.read("result", "result", parse_result)
    if word is None:
        row.need("result", "result", None)
        return
    words.append(word)
    confirmation = row.term("confirmation", "confirmation", Confirmation) or word.confirmation
    if word.result is not None:
        cutoffs = range_cutoff(row.text("cutoff"))
        yield SubstanceReading(
            substance=Substance(target or Substance.OTHER),
            result=word.result,
            confirmation=confirmation,
            named=named or code,
            code=code,
            sure=bool(target),
            level=row.read("level", "number", parse_number),
            unit=row.text("unit") or (cutoffs[0].unit if cutoffs else ""),
            cutoff=cutoffs[0].number if cutoffs else None,
        )


def _measured(row: Row) -> dict[str, Any]:
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
        said = row.read("result", "number", parse_number)
        said = row.read("level", "number", parse_number) if said is None else said
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


def _overall(row: Row, words: list[ResultWord]) -> AnalyteResult | None:
    if row.text("substance") or row.text("code"):
        return None
    word = row.read("result", "result", parse_result)
    if word is None:
        return None
    words.append(word)
    return word.result


def _status(row: Row, words: list[ResultWord], *, read_something: bool) -> CollectionStatus:
    """What happened at collection; a result and a missed test in one row contradict each other."""
    said = {word.status for word in words if word.status}
    told = row.term("status", "collection_status", CollectionStatus)
    if told:
        said.add(told)
    empty_handed = said - {CollectionStatus.COLLECTED, CollectionStatus.SCHEDULED}
    if len(empty_handed) > 1 or (read_something and empty_handed - {CollectionStatus.ADMITTED}):
        row.refuse("status", "status", "The row tells of a result and of no specimen at once.")
    if empty_handed:
        return min(empty_handed)
    if told is CollectionStatus.SCHEDULED and not read_something:
        return told
    return CollectionStatus.COLLECTED


def _merged(readings: Iterable[SubstanceReading]) -> tuple[SubstanceReading, ...]:
    """One reading for each substance (other substances by their name); the weightier one stays."""
    found: dict[tuple[Substance, str], SubstanceReading] = {}
    for reading in readings:
        other_name = reading.substance is Substance.OTHER or not reading.sure
        named = normal(reading.named) if other_name else ""
        key = (reading.substance, named)
        other = found.get(key)
        if other is None or weight(reading.result) > weight(other.result):
            found[key] = reading
    return tuple(found.values())


def _joined(read: Iterable[tuple[Row, TestRow | None]]) -> Iterator[TestRow | RowProblem]:
    """The rows of one specimen as one test, in the order in which their first rows stand."""
    groups: dict[object, list[tuple[Row, TestRow | None]]] = {}
    for row, test in read:
        key: object = row.number
        if test is not None:
            key = (test.who, test.collected_on, test.collected_time, test.specimen_id)
        groups.setdefault(key, []).append((row, test))
    spoiled = {
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
        results=_merged(reading for test in tests for reading in test.results),
    )


def _first(values: Iterable[T | None]) -> T | None:
    """The first that a row of the specimen says."""
    return next((value for value in values if value is not None), None)
