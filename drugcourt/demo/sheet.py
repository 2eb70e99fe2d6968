"""Where the rows of the lives in the making stand, and which numbers they are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from drugcourt.demo.deeds import Deed
from drugcourt.records.base import Base

Row = dict[str, Any]


class Sheet:
    """Rows by record. `episode` and `deed` are those of the life that is being written down."""

    episode: Row
    deed: Deed

    def __init__(self, first: Mapping[type[Base], int]) -> None:
        self._next = dict(first)
        self.clear()

    def clear(self) -> None:
        """Forget what was written; numbers go on."""
        self.rows: dict[type[Base], list[Row]] = defaultdict(list)

    def add(self, record: type[Base], *, own: bool = True, **values: Any) -> Row:
        """A new row with its number; with `own` it belongs to the episode."""
        row: Row = {"id": self.number(record), **values}
        if own:
            row["episode_id"] = self.episode["id"]
        self.rows[record].append(row)
        return row

    def number(self, record: type[Base]) -> int:
        """The next number of a record."""
        number = self._next[record]
        self._next[record] = number + 1
        return number
