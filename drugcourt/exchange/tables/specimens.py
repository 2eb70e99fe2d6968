"""Which tests a table brings: one a row with a column for each substance, or a row for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.dates import parse_time
from drugcourt.exchange.tables.headings import Column, speaks_of_second_method
from drugcourt.exchange.tables.mapping import SUBSTANCE, Mapping
from drugcourt.exchange.tables.problems import RowProblem, UnknownWordError, UnreadableError
from drugcourt.exchange.tables.readings import (
    SubstanceReading,
    TestRow,
    merged,
    with_confirmation,
)
from drugcourt.exchange.tables.result_rows import joined, measured_by_row, result_of_row
from drugcourt.exchange.tables.results import ResultWord
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
from drugcourt.exchange.tables.who import person_of


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
            yield from joined(read)
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
    results = [*_wide(row, columns, words), *result_of_row(row, words)]
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
    measured = measured_by_row(row)
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
        results=merged(results),
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
    if speaks_of_second_method(column.heading):
        return _reader_of_second(column, substance)

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


def _reader_of_second(column: Column, substance: Substance) -> Callable[[Cell], _Told]:
    """Reads what the confirmation of one substance said; a word nobody knows waits for a person."""

    def read(cell: Cell) -> _Told:
        result, none = AnalyteResult.NOT_REPORTED, Confirmation.NONE
        try:
            said = parse_term(cell, "confirmation", Confirmation)
        except UnreadableError:
            words = text_of(cell)[:200]
            return _UNSAID, SubstanceReading(substance, result, none, column.heading, said=words)
        return ResultWord(confirmation=said), None

    return read


def _wide(row: Row, columns: _Columns, words: list[ResultWord]) -> tuple[SubstanceReading, ...]:
    found: list[SubstanceReading] = []
    seconds: list[tuple[Column, Confirmation]] = []
    for column, read in columns:
        told = row.parse(column, "result", read)
        if told is None:
            continue
        words.append(told[0])
        if told[1] is not None:
            found.append(told[1])
        elif told[0].confirmation is not Confirmation.NONE:
            seconds.append((column, told[0].confirmation))
    readings = tuple(found)
    for column, said in seconds:
        substance = Substance(column.field.removeprefix(SUBSTANCE))
        readings = with_confirmation(readings, substance, said, column.heading)
    return readings


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
