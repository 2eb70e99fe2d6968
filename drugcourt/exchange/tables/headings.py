"""Where the headings stand in someone else's table, and which field each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from drugcourt.domain.specimens import Matrix
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import heading_words, normal, substance_words, terms_for
from drugcourt.exchange.tables.dates import DateOrder, orders_that_fit, parse_date
from drugcourt.exchange.tables.mapping import SESSION, SUBSTANCE, Mapping, field_label
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.results import result_words
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import Cell, text_of
from drugcourt.fields.field import Kind
from drugcourt.fields.imports import ImportKind, import_fields

_LOOKED_AT = 200  # rows in which the first heading is sought; title blocks are far shorter
_SAMPLE = 500  # rows looked at to see what an unnamed column holds
_LABORATORY_EXTRA = re.compile(
    r"\([^)]*\)|\b(?:screen|result|results|qual|test|ng|ml|cutoff|urine)\b|\b\d{2,}\b|/(?= |$)",
    re.I,
)
_SECOND = re.compile(r"\b(?:confirm\w*|conf|cfm|gc[-/ ]?ms|lc[-/ ]?ms(?:[-/ ]?ms)?)\b", re.I)
# A column of limits beside those of results: “AMP Cutoff”, but not “THC cutoff 50”.
_LIMIT = re.compile(r"\bcut-?\s?offs?\s*(?:\([^)\d]*\))?\s*$", re.I)
WHO = frozenset({"participant_id", "name", "last_name"})
ABOUT = {ImportKind.PROVIDERS: frozenset({"provider"})}
"""What a row is about, where that is no participant."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its heading (made unique), its field key ("" when not used)."""

    index: int
    heading: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class AmbiguousDates:
    """Every date of the column reads both ways: the user must say which part is the month."""

    column: str
    example: str


@dataclass(frozen=True, slots=True)
class Block:
    """One table within a sheet: its headings and the rows below, up to the next headings."""

    heading_row: int
    columns: tuple[Column, ...]
    rows: list[tuple[int, list[Cell]]]

    def fields(self) -> frozenset[str]:
        """The field keys that the columns carry."""
        return frozenset(column.field for column in self.columns if column.field)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be read from a file, for the user to look over before anything is read.

    `others` are further visible sheets with tests, which come in with this one; `unused` visible
    sheets that hold no such table.
    """

    table: SheetTable
    kind: ImportKind
    heading_row: int
    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    questions: tuple[AmbiguousDates, ...]
    mapping: Mapping
    hidden: tuple[str, ...] = ()
    others: tuple[Proposal, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that are not used."""
        return tuple(column.heading for column in self.columns if not column.field)

    @property
    def ready(self) -> bool:
        """Whether rows can be read: nothing is missing and no date reads two ways."""
        return not self.missing and not self.questions


def propose(tables: list[SheetTable], kind: ImportKind, saved: Mapping | None = None) -> Proposal:
    """The best table of the file for this kind, with its columns matched.

    `saved` overrides what the words say. Raises a Refusal when no row looks like headings of
    this kind, when the map is of another kind, or when no row follows the headings.
    """
    mapping = saved or Mapping(kind)
    if mapping.kind is not kind:
        raise Refusal(
            f"The column map is for {mapping.kind.label.lower()}, not for {kind.label.lower()}; "
            "choose another map."
        )
    shown = [t for t in tables if not t.hidden and (not mapping.sheet or t.name == mapping.sheet)]
    if not shown:
        raise Refusal("The file has no visible sheet of that name; choose another sheet.")
    found = [(table, blocks) for table in shown if (blocks := list(blocks_of(table, mapping)))]
    if not found:
        raise Refusal(
            f"No headings for {kind.label.lower()} were found; the file needs a row with headings "
            f"such as {_examples(kind)}."
        )
    table, blocks = max(found, key=lambda item: max(_worth(block, kind) for block in item[1]))
    if not any(item.rows for item in blocks):
        raise Refusal("The file has headings but no rows below them; fill it in first.")
    several = kind is ImportKind.TESTS and not mapping.sheet
    others = tuple(
        _of_blocks(other, kind, theirs, replace(mapping, heading_row=None))
        for other, theirs in (found if several else ())
        if other is not table and any(item.rows and not _missing(item, kind) for item in theirs)
    )
    best = _of_blocks(table, kind, blocks, mapping)
    read = {best.table.name, *(other.table.name for other in others)}
    return replace(
        best,
        questions=(*best.questions, *(q for other in others for q in other.questions)),
        hidden=tuple(item.name for item in tables if item.hidden),
        others=others,
        unused=tuple(item.name for item in shown if item.rows and item.name not in read),
    )


def propose_again(before: Proposal, mapping: Mapping) -> Proposal:
    """The same sheets read with other choices; what is missing or asked is found anew."""
    plain = replace(mapping, sheet="", heading_row=None)
    others = tuple(propose([other.table], before.kind, plain) for other in before.others)
    fresh = propose([before.table], before.kind, mapping)
    return replace(
        fresh,
        questions=(*fresh.questions, *(q for other in others for q in other.questions)),
        hidden=before.hidden,
        others=tuple(other for other in others if not other.missing),
        unused=before.unused,
    )


def _of_blocks(
    table: SheetTable, kind: ImportKind, blocks: list[Block], mapping: Mapping
) -> Proposal:
    """One sheet by its best table."""
    block = max(blocks, key=lambda item: _worth(item, kind))
    return Proposal(
        table,
        kind,
        block.heading_row,
        block.columns,
        _missing(block, kind),
        tuple(_questions(blocks, mapping)),
        replace(mapping, columns={column.heading: column.field for column in block.columns}),
    )


def blocks_of(table: SheetTable, mapping: Mapping) -> Iterator[Block]:
    """The tables of one sheet that hold this kind; rows of other tables are not among them."""
    places = list(_heading_places(table, mapping))
    if not places:
        return
    for place, following in zip(places, [*places[1:], len(table.rows)], strict=True):
        end = following
        while following < len(table.rows) and end > place + 1 and _is_title(table.rows[end - 1]):
            end -= 1
        rows = list(
            zip(table.row_numbers[place + 1 : end], table.rows[place + 1 : end], strict=True)
        )
        columns = _columns(table.rows[place], [row for _, row in rows[:_SAMPLE]], mapping)
        yield Block(table.row_numbers[place], columns, rows)


def _is_title(row: list[Cell]) -> bool:
    """Whether a row above the headings of a later table is its title: words alone, no number."""
    filled = [cell for cell in row if cell != ""]
    title = filled[0] if len(filled) == 1 else 0
    return isinstance(title, str) and not any(sign.isdigit() for sign in title)


def column_order(
    rows: Iterable[tuple[int, list[Cell]]], column: Column, mapping: Mapping
) -> DateOrder | None:
    """How the dates of a column are read: by its own rows where they decide, else as was said."""
    orders, _example = orders_that_fit(_cells(rows, column.index))
    return next(iter(orders)) if len(orders) == 1 else mapping.date_order


def heading_day(cell: Cell, order: DateOrder | None) -> date | None:
    """The day a heading names, or None; only text with a year and real date cells are days."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return None
    try:
        return parse_date(cell, order or DateOrder.MONTH_FIRST)
    except UnreadableError:
        if order is None:
            return heading_day(cell, DateOrder.DAY_FIRST)
        return None


def field_for(cell: Cell, kind: ImportKind) -> str:
    """The field key that a heading means by its words, or ""."""
    if kind is ImportKind.ATTENDANCE and heading_day(cell, None):
        return SESSION
    text = text_of(cell)
    key = heading_words(kind).get(normal(text), "")
    if key == "laboratory" and text.rstrip().endswith("#"):
        return "specimen_id"  # “Lab #” is the laboratory's number, not its name
    if key or kind is not ImportKind.TESTS or not text:
        return key
    names = substance_words()
    bare = _SECOND.sub(" ", text)
    found = names.get(normal(text)) or names.get(normal(_LABORATORY_EXTRA.sub(" ", bare)))
    return SUBSTANCE + found.value if found and not _LIMIT.search(text) else ""


def speaks_of_second_method(heading: str) -> bool:
    """Whether a column of a substance holds what the confirmation said, not the screen."""
    return _SECOND.search(heading) is not None and not substance_words().get(normal(heading))


def _heading_places(table: SheetTable, mapping: Mapping) -> Iterator[int]:
    if mapping.heading_row is not None:
        if mapping.heading_row not in table.row_numbers:
            raise Refusal(f"Row {mapping.heading_row} of the sheet is blank; choose another row.")
        yield table.row_numbers.index(mapping.heading_row)
        return
    own = {normal(heading): key for heading, key in mapping.columns.items()}
    seen: dict[Cell, str] = {}

    def key_of(cell: Cell) -> str:
        if cell not in seen:
            seen[cell] = own.get(normal(text_of(cell)), "") or field_for(cell, mapping.kind)
        return seen[cell]

    about = ABOUT.get(mapping.kind, WHO)
    scores: list[tuple[int, int]] = []
    for place, row in enumerate(table.rows):
        # Only a heading row names what its rows are about; that is quick to see in long tables.
        if any(isinstance(cell, str) and key_of(cell) in about for cell in row[:12]):
            score = _score(row, [key_of(cell) for cell in row if cell != ""])
            if score and (scores or place < _LOOKED_AT):
                scores.append((place, score))
    # A heading row of a later table may be short, but one stray line of two words is none.
    best = max((score for _, score in scores), default=0)
    yield from (place for place, score in scores if score * 3 >= best)


def _score(row: list[Cell], keys: list[str]) -> int:
    """How many fields a row names; 0 when it names fewer than two, or mostly something else."""
    known = {key for key in keys if key and key != SESSION}
    days = sum(1 for key in keys if key == SESSION)
    matched = len(known) + days
    if matched < 2 or (matched * 3 < len(keys) and len(known) < 3):
        return 0
    # A data row holds dates and numbers as cells of their own; a heading row of sessions may too.
    numbers = sum(1 for cell in row if isinstance(cell, int | float))
    return matched if numbers * 2 <= matched else 0


def _columns(row: list[Cell], sample: list[list[Cell]], mapping: Mapping) -> tuple[Column, ...]:
    width = max([len(row), *(len(other) for other in sample)])
    own = {normal(heading): key for heading, key in mapping.columns.items()}
    chosen = {own.get(normal(text_of(cell)), "") for cell in row}
    taken: set[str] = set()
    used: dict[str, int] = {}
    found: list[Column] = []
    numbers: list[int] = []
    for index in range(width):
        cell = row[index] if index < len(row) else ""
        heading = text_of(cell)
        values = [other[index] for other in sample if index < len(other) and other[index] != ""]
        if heading == "" and not values:
            continue
        heading = heading or f"Column {index + 1}"
        used[heading] = used.get(heading, 0) + 1
        if used[heading] > 1:
            heading = f"{heading} ({used[heading]})"
        if normal(heading) in own:
            key = own[normal(heading)]
        else:
            key = _guess(cell, values, mapping.kind)
            key = "" if key in chosen and _single(key) else key
        if key in taken and _single(key):
            key = ""
        taken.add(key)
        if key == "matrix" and normal(heading) not in own and _numbers_of_specimens(values):
            numbers.append(len(found))
        found.append(Column(index, heading, key, field_label(mapping.kind, key)))
    for place in numbers:
        key = "" if any(column.field == "specimen_id" for column in found) else "specimen_id"
        found[place] = replace(found[place], field=key, label=field_label(mapping.kind, key))
    return tuple(found)


def _numbers_of_specimens(values: list[Cell]) -> bool:
    """Whether a column headed “Specimen” holds numbers rather than urine, hair or breath."""
    known = terms_for("matrix", Matrix)
    texts = [text_of(value) for value in values]
    return (
        bool(texts)
        and not any(normal(text) in known for text in texts)
        and all(any(sign.isdigit() for sign in text) for text in texts)
    )


def _single(key: str) -> bool:
    """Whether only one column may hold the field."""
    return key != SESSION and not key.startswith(SUBSTANCE)


def _guess(cell: Cell, values: list[Cell], kind: ImportKind) -> str:
    key = field_for(cell, kind)
    if key or kind is not ImportKind.TESTS or cell == "" or not values:
        return key
    words = {normal(text_of(value)) for value in values}
    known = result_words()
    holds_results = all(word in known and known[word].result for word in words)
    # A substance this program has no name for: its positives must not be lost.
    if holds_results and any(len(word) > 2 for word in words):
        return SUBSTANCE + "other"
    return ""


def _missing(block: Block, kind: ImportKind) -> tuple[str, ...]:
    fields = block.fields()
    nobody = kind not in ABOUT and not fields & WHO
    missing = ["Participant number or name"] if nobody else []
    missing += [f.label for f in import_fields(kind) if f.required and f.key not in fields]
    if kind is ImportKind.TESTS:
        told = fields & {"result", "status", "validity"}
        if not told and not any(key.startswith(SUBSTANCE) for key in fields):
            missing.append("Result")
    if kind is ImportKind.ATTENDANCE and SESSION not in fields:
        missing += [label for key, label in (("on", "Date"), ("attendance", "Attendance"))
                    if key not in fields]  # fmt: skip
    return tuple(missing)


def _worth(block: Block, kind: ImportKind) -> tuple[bool, bool, int, int]:
    return (not _missing(block, kind), bool(block.rows), len(block.fields()), len(block.rows))


def _questions(blocks: list[Block], mapping: Mapping) -> Iterator[AmbiguousDates]:
    if mapping.date_order is not None:
        return
    dates = {item.key for item in import_fields(mapping.kind) if item.kind is Kind.DATE}
    asked: set[str] = set()
    for block in blocks:
        for column in block.columns:
            if column.field in dates and column.heading not in asked:
                orders, example = orders_that_fit(_cells(block.rows, column.index))
                if example and len(orders) > 1:
                    asked.add(column.heading)
                    yield AmbiguousDates(column.heading, example)
        days = [column.heading for column in block.columns if column.field == SESSION]
        orders, example = orders_that_fit(days)
        if example and len(orders) > 1:
            yield AmbiguousDates(example, example)


def _cells(rows: Iterable[tuple[int, list[Cell]]], index: int) -> Iterator[Cell]:
    return (row[index] for _number, row in rows if index < len(row))


def _examples(kind: ImportKind) -> str:
    labels = ["Participant number", *(f.label for f in import_fields(kind) if f.required)]
    if kind is ImportKind.ATTENDANCE:
        labels += ["Date", "Attended"]
    if kind is ImportKind.PEOPLE:
        labels += ["Name", "Birth date", "Admitted"]
    return ", ".join(f"“{label}”" for label in labels)
