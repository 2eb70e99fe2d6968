"""What a laboratory's report form on a sheet says: names above, then specimens, then results."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache

from drugcourt.exchange.laboratories.cutoffs import name_cutoff, note_cutoff, range_cutoff
from drugcourt.exchange.laboratories.loinc import looks_like_loinc
from drugcourt.exchange.laboratories.reports import Code, Cutoff, Finding, LabReport, Patient
from drugcourt.exchange.laboratories.values import matrix_of
from drugcourt.exchange.policy import normal, policy_table
from drugcourt.exchange.tables.dates import DateOrder, orders_that_fit, parse_moment
from drugcourt.exchange.tables.names import split_name
from drugcourt.exchange.tables.problems import RowProblem, UnreadableError
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import Cell, parse_number, text_of

ABOUT, SPECIMENS, RESULTS = "form_about", "form_specimens", "form_results"
MOST_ROWS = 5_000
_DATES = ("born", "collected", "reported", "received")
Row = dict[str, Cell]
_Said = tuple[date | None, time | None]


@dataclass(slots=True)
class Form:
    """One sheet as a form: what stands beside labels, and the rows of its two tables."""

    line: int
    about: Row = field(default_factory=dict)
    specimens: list[tuple[int, Row]] = field(default_factory=list)
    results: list[tuple[int, Row]] = field(default_factory=list)

    def dates(self) -> Iterator[Cell]:
        """Every cell that is read as a day."""
        rows = (self.about, *(r for _, r in self.specimens), *(r for _, r in self.results))
        return (row[key] for row in rows for key in _DATES if key in row)


def read_form(table: SheetTable) -> Form | None:
    """The sheet as a form; None for one that has no table of results with a value for each.

    A table ends at the next headings or where its side column, blank beside data, says something.
    """
    if table.hidden or not table.rows:
        return None
    form: Form | None = None
    kind, side = "", False
    columns: dict[str, int] = {}
    about: Row = {}
    for number, row in list(zip(table.row_numbers, table.rows, strict=True))[:MOST_ROWS]:
        found = _headings(row)
        if found is not None:
            kind, columns, side = found
            form = form or Form(table.row_numbers[0], about)
            continue
        if kind and text_of(row[0]) and (side or not _filled(row, columns)):
            kind = ""
        if not kind or form is None:
            _take_labels(about, row)
            continue
        values = {key: row[i] for key, i in columns.items() if i < len(row) and row[i] != ""}
        if values:
            (form.results if kind == RESULTS else form.specimens).append((number, values))
    return form if form is not None and kind_of_results(form, table) else None


def kind_of_results(form: Form, table: SheetTable) -> bool:
    """Whether the sheet has headings of results at all, filled in or not."""
    return bool(form.results) or any((_headings(r) or ("",))[0] == RESULTS for r in table.rows)


def form_orders(form: Form) -> tuple[frozenset[DateOrder], str]:
    """How the form's dates may be read, and an example that reads two ways."""
    return orders_that_fit(form.dates())


def form_reports(form: Form, order: DateOrder | None) -> Iterator[LabReport | RowProblem]:
    """One report for each specimen of the form; results without one belong to the first."""
    orders, _example = form_orders(form)
    order = next(iter(orders)) if len(orders) == 1 else order
    by_number: dict[str, tuple[int, Row]] = {}
    for line, row in form.specimens or [(form.line, {})]:
        key = normal(text_of(row.get("number", ""))) or normal(text_of(row.get("name", "")))
        by_number.setdefault(key, (line, row))
        named = normal(text_of(row.get("name", "")))
        by_number.setdefault(named, (line, row))
    first = next(iter(by_number))
    groups: dict[int, list[tuple[int, Row]]] = {}
    rows = dict(by_number.values())
    for line, row in form.results:
        said = normal(text_of(row.get("specimen", "")))
        if said and said not in by_number and len(rows) > 1:
            yield RowProblem(line, "Specimen", "specimen", "No specimen of the form has this name.")
            continue
        groups.setdefault(by_number.get(said, by_number[first])[0], []).append((line, row))
    for line, results in groups.items():
        yield from _report(form, line, rows[line], results, order)


def _report(
    form: Form, line: int, specimen: Row, rows: list[tuple[int, Row]], order: DateOrder | None
) -> Iterator[LabReport | RowProblem]:
    try:
        collected = _moment(specimen.get("collected", form.about.get("collected", "")), order)
        received = _moment(specimen.get("received", ""), order)
        reported = _moment(form.about.get("reported", ""), order)
        patient = _patient(form.about, order)
    except UnreadableError as problem:
        yield RowProblem(line, "", "date", str(problem))
        return
    numbers = [text_of(specimen.get("number", "")), text_of(form.about.get("accession", ""))]
    kind = text_of(specimen.get("name", ""))
    findings = [found for each in rows if (found := _finding(*each)) is not None]
    if not findings:
        yield RowProblem(line, "", "result", "No row of this specimen names what was looked for.")
        return
    yield LabReport(
        line=line,
        laboratory=text_of(form.about.get("laboratory", ""))[:120],
        message_id=text_of(form.about.get("message", ""))[:200] or _digest(form),
        specimens=tuple(dict.fromkeys(n[:60] for n in numbers if n)),
        patient=patient,
        collected_on=collected[0],
        collected_time=collected[1],
        received_on=received[0],
        reported_on=reported[0],
        matrix=matrix_of((kind, *kind.split())),
        findings=tuple(findings),
        notes=tuple(t for t in (text_of(specimen.get("condition", "")),) if t),
    )


def _finding(line: int, row: Row) -> Finding | None:
    """A row without a name is none; a row with a name and no value says nothing."""
    name = text_of(row.get("analyte", ""))[:200]
    code = text_of(row.get("code", ""))[:60]
    if not name and not code:
        return None
    cell = row.get("value", "")
    value = text_of(cell)[:2_000]
    number, sign = None, ""
    if value and not isinstance(cell, bool):
        try:
            number = parse_number(cell)
            sign = value[:1] if value[:1] in "<>" else ""
        except UnreadableError:
            number = None
    notes = tuple(t[:2_000] for key in ("method", "note") if (t := text_of(row.get(key, ""))))
    cutoffs = (*_limits(row), *name_cutoff(name), *note_cutoff(notes))
    system = "loinc" if looks_like_loinc(code) else ""
    return Finding(
        line=line,
        codes=(Code(code, name, system),),
        value=value,
        words=(value[:200],) if value and number is None else (),
        number=number,
        sign=sign,
        unit=text_of(row.get("unit", ""))[:20],
        cutoffs=cutoffs,
        notes=notes,
    )


def _limits(row: Row) -> tuple[Cutoff, ...]:
    for key in ("high", "low", "range"):
        if key in row and (found := range_cutoff(text_of(row[key]))):
            return found
    return ()


def _headings(row: list[Cell]) -> tuple[str, dict[str, int], bool] | None:
    """Which table begins with this row, its columns, and whether its first cell is its title."""
    texts = [normal(cell) if isinstance(cell, str) else "" for cell in row]
    filled = sum(1 for text in texts if text)
    for kind, needed in ((RESULTS, {"analyte", "value"}), (SPECIMENS, {"collected"})):
        words = _words(kind)
        columns: dict[str, int] = {}
        for index, text in enumerate(texts):
            key = words.get(text)
            if key and not (index == 0 and text in _titles()):
                columns.setdefault(key, index)
        if needed <= columns.keys() and len(columns) >= 2 and len(columns) * 2 >= filled - 1:
            return kind, columns, texts[0] in _titles()
    return None


def _filled(row: list[Cell], columns: dict[str, int]) -> bool:
    """Whether the row holds what a row of the table must hold."""
    places = [columns[key] for key in ("analyte", "number", "collected") if key in columns]
    return any(place < len(row) and row[place] != "" for place in places)


def _take_labels(about: Row, row: list[Cell]) -> None:
    """Labels with what stands to their right, or behind a colon in the same cell."""
    words = _words(ABOUT)
    for index, cell in enumerate(row[:12]):
        if not isinstance(cell, str) or not cell:
            continue
        label, colon, rest = cell.partition(":")
        key = words.get(normal(label))
        if key is None or key in about:
            continue
        if colon and rest.strip():
            about[key] = rest.strip()
            continue
        beside = next((other for other in row[index + 1 : index + 6] if other != ""), "")
        if beside != "" and words.get(normal(text_of(beside))) is None:
            about[key] = beside


def _patient(about: Row, order: DateOrder | None) -> Patient:
    family, given = text_of(about.get("last", "")), text_of(about.get("first", ""))
    if not family and "person" in about:
        try:
            name = split_name(text_of(about["person"]))
            family, given = name.last, name.first
        except ValueError:
            family = text_of(about["person"])
    number = text_of(about.get("number", ""))[:60]
    return Patient(
        lab_number=number,
        numbers=(number,) if number else (),
        family=family[:100],
        given=given[:100],
        born=_moment(about.get("born", ""), order)[0],
    )


def _moment(cell: Cell, order: DateOrder | None) -> _Said:
    return (None, None) if cell == "" else parse_moment(cell, order)


def _digest(form: Form) -> str:
    """Forms have no number of their own: the same form is known again by what it says."""
    return hashlib.sha256(repr((form.about, form.specimens, form.results)).encode()).hexdigest()


@cache
def _titles() -> frozenset[str]:
    """Words that stand beside a table as its title, in a column of their own."""
    titles = policy_table("headings").get("form_titles", {}).get("words", [])
    return frozenset(normal(word) for word in titles)


@cache
def _words(section: str) -> dict[str, str]:
    table = policy_table("headings").get(section, {})
    return {normal(word): key for key, words in table.items() for word in words}
