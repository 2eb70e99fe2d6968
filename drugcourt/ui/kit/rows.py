"""Where a table's rows come from: a list at hand, or windows asked of the court file."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from drugcourt.ui.kit.celltext import value_of

Fetch = Callable[[int, int, str, bool], Sequence[Any]]
Count = Callable[[], int]
WINDOW = 100
KEPT_WINDOWS = 40


@dataclass(frozen=True, slots=True)
class Order:
    """What the rows are sorted by: a sort key the question understands, and the direction."""

    key: str = ""
    descending: bool = False


class ListRows:
    """Rows at hand, sorted here on their real values with the blanks last."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._given = list(rows)
        self._rows = self._given

    def count(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> Any:
        return self._rows[index]

    def missing(self) -> list[int]:
        return []

    def load(self, window: int) -> range:
        return range(0)

    def reload(self, order: Order, key: str) -> None:
        """Sort by the value under `key`; without an order the rows stand as given."""
        if not order.key:
            self._rows = self._given
            return
        filled = [row for row in self._given if value_of(row, key) is not None]
        blank = [row for row in self._given if value_of(row, key) is None]
        filled.sort(key=lambda row: _comparable(value_of(row, key)), reverse=order.descending)
        self._rows = filled + blank


class WindowRows:
    """Rows asked for in windows; a row not yet here is noted and fetched after painting."""

    def __init__(self, fetch: Fetch, count: Count) -> None:
        self._fetch, self._counter = fetch, count
        self._windows: OrderedDict[int, list[Any]] = OrderedDict()
        self._wanted: set[int] = set()
        self._order = Order()
        self._total = 0

    def count(self) -> int:
        return self._total

    def row(self, index: int) -> Any:
        """The row, or None while it is not here; asking notes that it is wanted."""
        window, place = divmod(index, WINDOW)
        rows = self._windows.get(window)
        if rows is None:
            self._wanted.add(window)
            return None
        self._windows.move_to_end(window)
        return rows[place] if place < len(rows) else None

    def missing(self) -> list[int]:
        """The windows asked for and not here; forgets them."""
        wanted, self._wanted = sorted(self._wanted - self._windows.keys()), set()
        return wanted

    def load(self, window: int) -> range:
        """Fetch one window and say which rows it holds; the oldest are let go."""
        first = window * WINDOW
        found = list(self._fetch(first, WINDOW, self._order.key, self._order.descending))
        self._windows[window] = found
        while len(self._windows) > KEPT_WINDOWS:
            self._windows.popitem(last=False)
        return range(first, min(first + WINDOW, self._total))

    def reload(self, order: Order, key: str) -> None:
        """Count again and fetch the windows that were in sight last."""
        seen = list(self._windows)[-2:] or [0]
        self._order = order
        self._windows.clear()
        self._wanted.clear()
        self._total = self._counter()
        for window in seen:
            if window * WINDOW < self._total:
                self.load(window)


def _comparable(value: Any) -> Any:
    """Words are compared without case, everything else as it is."""
    return value.casefold() if isinstance(value, str) else value
