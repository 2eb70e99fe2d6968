"""How the cells of one row become values while every mistake in it is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any, TypeVar

from drugcourt.domain.tone import Term
from drugcourt.exchange.tables.dates import DateOrder, parse_moment
from drugcourt.exchange.tables.headings import Block, Column, blocks_of, column_order
from drugcourt.exchange.tables.mapping import SUBSTANCE, Mapping
from drugcourt.exchange.tables.problems import RowProblem, UnreadableError
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import Cell, parse_term, text_of
from drugcourt.fields.field import Kind
from drugcourt.fields.imports import import_fields

V = TypeVar("V")
T = TypeVar("T", bound=Term)

_MOST_KEPT = 50_000  # distinct cells remembered for a table; beyond it reading is only slower
_BIRTH_PIVOT = 2015  # a two-digit birth year lies at most here: participants are adults
_PIVOT = 2068


class Row:
    """One row being read. Reading a cell that cannot be read notes a problem and gives None."""

    __slots__ = ("_cells", "_table", "number", "problems")

    def __init__(self, table: BlockReader, number: int, cells: list[Cell]) -> None:
        self._table = table
        self._cells = cells
        self.number = number
        self.problems: list[RowProblem] = []

    def at(self, index: int) -> Cell:
        """The cell at a place; empty beyond the end of a short row."""
        return self._cells[index] if index < len(self._cells) else ""

    @property
    def filled(self) -> list[str]:
        """Whatever stands in the row, as text, also in columns that are not read."""
        return [text_of(cell) for cell in self._cells if cell != ""]

    def text(self, key: str, most: int = 0) -> str:
        """The cell as text, "" where the file has no such column."""
        column = self._table.columns.get(key)
        text = text_of(self.at(column.index)) if column else ""
        longest = most or self._table.longest.get(key, 200)
        if len(text) > longest:
            self.refuse(key, "text", f"The text is longer than {longest:,} characters.")
            return ""
        return text

    def read(self, key: str, wanted: str, parse: Callable[[Cell], V]) -> V | None:
        """The cell parsed; None where it is empty, missing, or unreadable (then noted)."""
        column = self._table.columns.get(key)
        return self.parse(column, wanted, parse) if column else None

    def parse(self, column: Column, wanted: str, parse: Callable[[Cell], V]) -> V | None:
        """As `read`, for a column given by itself."""
        cell = self.at(column.index)
        if cell == "":
            return None
        value = self._table.remembered(column, cell, wanted, parse)
        if isinstance(value, UnreadableError):
            self.problems.append(RowProblem(self.number, column.heading, wanted, str(value)))
            return None
        result: V = value
        return result

    def moment(self, key: str, *, birth: bool = False) -> tuple[date, time | None] | None:
        """The day and time of a date column, in the order its column is read."""
        order = self._table.orders.get(key)
        pivot = _BIRTH_PIVOT if birth else _PIVOT
        return self.read(key, "date", lambda cell: parse_moment(cell, order, pivot))

    def day(self, key: str, *, birth: bool = False) -> date | None:
        """The day of a date column."""
        moment = self.moment(key, birth=birth)
        return moment[0] if moment else None

    def term(self, key: str, section: str, choices: type[T]) -> T | None:
        """The member of a closed list."""
        return self.read(key, "word", lambda cell: parse_term(cell, section, choices))

    def refuse(self, key: str, wanted: str, reason: str) -> None:
        """Note a problem with a field; "" or an absent column puts it on the whole row."""
        column = self._table.columns.get(key)
        heading = column.heading if column else ""
        self.problems.append(RowProblem(self.number, heading, wanted, reason))

    def need(self, key: str, wanted: str, value: object) -> None:
        """Note that a field which must be filled in is empty, unless a problem says more."""
        if value is None or value == "":
            column = self._table.columns.get(key)
            heading = column.heading if column else ""
            if not any(problem.column == heading for problem in self.problems):
                self.refuse(key, wanted, "This must be filled in.")


class BlockReader:
    """One block of a sheet, ready to be read row by row."""

    def __init__(self, block: Block, mapping: Mapping) -> None:
        fields = import_fields(mapping.kind)
        dates = {field.key for field in fields if field.kind is Kind.DATE}
        self.block = block
        self.mapping = mapping
        self.longest = {field.key: field.max_length for field in fields}
        self.columns = {
            column.field: column
            for column in block.columns
            if column.field and not column.field.startswith(SUBSTANCE)
        }
        self.orders: dict[str, DateOrder | None] = {
            key: column_order(block.rows, column, mapping)
            for key, column in self.columns.items()
            if key in dates
        }
        self._known: dict[tuple[int, str, type, Cell], Any] = {}

    def remembered(
        self, column: Column, cell: Cell, wanted: str, parse: Callable[[Cell], Any]
    ) -> Any:
        """The parsed cell or the reason it is unreadable; equal cells parse once as one thing."""
        key = (column.index, wanted, type(cell), cell)
        if key in self._known:
            return self._known[key]
        try:
            value = parse(cell)
        except UnreadableError as problem:
            value = problem
        if len(self._known) < _MOST_KEPT:
            self._known[key] = value
        return value

    def __iter__(self) -> Iterator[Row]:
        return (Row(self, number, cells) for number, cells in self.block.rows)


def readers_of(table: SheetTable, mapping: Mapping) -> Iterator[BlockReader]:
    """Every block of the sheet that holds this kind of table."""
    return (BlockReader(block, mapping) for block in blocks_of(table, mapping))
