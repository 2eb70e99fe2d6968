"""Which tests a table brings: one a row with a column for each substance, or a row for each."""

from __future__ import annotations

import re
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
from drugcourt.exchange.laboratories.reports import LOINC, Code, Cutoff, Finding
from drugcourt.exchange.laboratories.values import amount_of, read_value
from drugcourt.exchange.policy import normal, substance_words, terms_for
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.dates import parse_time
from drugcourt.exchange.tables.headings import Column
from drugcourt.exchange.tables.mapping import SUBSTANCE, Mapping
from drugcourt.exchange.tables.problems import RowProblem, UnknownWordError, UnreadableError
from drugcourt.exchange.tables.results import ResultWord, weight
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import (
    Cell,
    parse_gravity,
    parse_number,
    parse_result,
    parse_temperature,
    parse_term,
    parse_yes_no,
    text_of,
)
from drugcourt.exchange.tables.who import Person, person_of

T = TypeVar("T")
_BETWEEN = re.compile(r"[;,/&+\n]| and ", re.I)


@dataclass(frozen=True, slots=True)
class SubstanceReading:
    """What the file says of one substance; `named` is the file's own word for it.

    `code` is set where the file gives one. `sure` is False while a person has to say which
    substance it is: its name is not known, or its code and its name do not agree. `said` is the
    file's own word for a result that a person has to tell the meaning of; then `result` says
    nothing yet.
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
    said: str = ""

    @property
    def clear(self) -> bool:
        """Whether it can be entered as it is."""
        return self.sure and not self.said


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
    told = row.read("status", "status", _status_word)
    overall = _overall(row, words, told)
    if overall is not None:
        results = _with_whole(row, results, overall, words)
    status = _status(row, words, told, read_something=bool(results) or overall is not None)
    validity = row.term("validity", "validity", Validity)
    said = [word.validity for word in words if word.validity]
    creatinine = row.read("creatinine", "number", parse_number)
    gravity = row.read("specific_gravity", "number", parse_gravity)
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
        creatinine=measured.get("creatinine", creatinine),
        specific_gravity=measured.get("specific_gravity", gravity),
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
_UNSAID = ResultWord()
_Columns = tuple[tuple[Column, Callable[[Cell], _Told]], ...]


def _reader_of(column: Column) -> Callable[[Cell], _Told]:
    """Reads the cells of one substance; equal cells share one reading, for there are millions."""
    substance = Substance(column.field.removeprefix(SUBSTANCE))

    def read(cell: Cell) -> _Told:
        try:
            word = parse_result(cell)
        except UnknownWordError:
            said = text_of(cell)[:200]
            result, none = AnalyteResult.NOT_REPORTED, Confirmation.NONE
            return _UNSAID, SubstanceReading(substance, result, none, column.heading, said=said)
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
        level, word = _of_number(said, unit, cutoffs, level)
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
) -> tuple[float | None, ResultWord | None]:
    """An amount in the place of a result: what it says against the row's own cut-off, if so."""
    amount = amount_of(said)
    if amount is None:
        return level, None
    sign, number = amount
    finding = Finding(0, (), said, number=number, sign=sign, unit=unit, cutoffs=cutoffs)
    return number if level is None else level, read_value(finding, {}).word


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


def _overall(row: Row, words: list[ResultWord], told: ResultWord | None) -> AnalyteResult | None:
    """The result of the whole specimen: of its own column, or where the status column gives one."""
    if told is not None:
        words.append(told)
    if row.text("substance") or row.text("code"):
        return None
    word = row.read("result", "result", parse_result)
    if word is None:
        return told.result if told else None
    words.append(word)
    return word.result


def _with_whole(
    row: Row, results: list[SubstanceReading], overall: AnalyteResult, words: list[ResultWord]
) -> list[SubstanceReading]:
    """The readings with what the whole specimen came to, where no substance of it is named.

    A positive beside substances that all read otherwise contradicts them: it must not be lost.
    """
    if results:
        positive = any(reading.result is AnalyteResult.POSITIVE for reading in results)
        if overall is AnalyteResult.POSITIVE and not positive:
            row.refuse("result", "result", "The result is positive, but none of its substances is.")
        return results
    if overall is AnalyteResult.NOT_REPORTED:
        return results
    confirmation = max((word.confirmation for word in words), key=list(Confirmation).index)
    return [SubstanceReading(Substance.OTHER, overall, confirmation, "")]


def _status_word(cell: Cell) -> ResultWord:
    """What the status column says: of the collection, else as a result column would."""
    try:
        return ResultWord(status=parse_term(cell, "collection_status", CollectionStatus))
    except UnreadableError as problem:
        try:
            return parse_result(cell)
        except UnreadableError:
            raise problem from None


def _status(
    row: Row, words: list[ResultWord], told_word: ResultWord | None, *, read_something: bool
) -> CollectionStatus:
    """What happened at collection; a result and a missed test in one row contradict each other."""
    said = {word.status for word in words if word.status}
    told = told_word.status if told_word else None
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
    found: dict[tuple[Substance, str, str], SubstanceReading] = {}
    for reading in readings:
        apart = reading.substance is Substance.OTHER or not reading.clear
        named = normal(reading.named) if apart else ""
        key = (reading.substance, named, reading.said)
        other = found.get(key)
        if other is None or weight(reading.result) > weight(other.result):
            found[key] = reading
    return tuple(found.values())


def _joined(read: Iterable[tuple[Row, TestRow | None]]) -> Iterator[TestRow | RowProblem]:
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
        results=_merged(_told_of([reading for test in tests for reading in test.results])),
    )


def _told_of(readings: list[SubstanceReading]) -> list[SubstanceReading]:
    """Beside named substances a row that names none says something only when it is positive."""
    if not any(reading.named for reading in readings):
        return readings
    return [r for r in readings if r.named or r.result is AnalyteResult.POSITIVE]


def _first(values: Iterable[T | None]) -> T | None:
    """The first that a row of the specimen says."""
    return next((value for value in values if value is not None), None)
