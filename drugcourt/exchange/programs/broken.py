"""What is not proper TOML in a program file, every place at once, and the rest as far as it reads.

The reader of the standard library stops at the first such place. Each is told here and mended or
left out in a copy, so that what follows is looked at too; nothing of that copy is ever kept.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from datetime import date
from typing import Any

from drugcourt.errors import Refusal
from drugcourt.exchange.programs.lines import Path, end_of_value, lines_of
from drugcourt.exchange.programs.problems import ProgramProblem

_MOST = 50
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_UNQUOTED = re.compile(r"^(\s*[A-Za-z0-9_-]+\s*=\s*)([A-Za-z][^\"'\[\]{}#]*?)(\s*(?:#.*)?)$")
_TABLE = re.compile(r"^\s*\[")


class ReadAnyway:
    """The text as far as it reads: `data`, the `problems` told, and the `paths` left out."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._where = lines_of(text)
        self.problems: list[ProgramProblem] = []
        self.paths: set[Path] = set()
        self.data: dict[str, Any] | None = None
        for _ in range(_MOST):
            try:
                self.data = tomllib.loads("\n".join(self._lines))
            except tomllib.TOMLDecodeError as error:
                if not self._mended(error):
                    return
            except RecursionError as error:
                raise Refusal(
                    "The program file is nested too deeply; it is not a program."
                ) from error
            else:
                return

    def _mended(self, error: tomllib.TOMLDecodeError) -> bool:
        """Tell one place and mend it; False where it can't be, so that nothing after it is seen."""
        place = re.search(r"\(at line (\d+)", str(error))
        number = int(place[1]) if place else len(self._lines)
        line = self._lines[number - 1] if number <= len(self._lines) else ""
        path = self._path(number)
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        what = re.sub(r"\s*\(at .*\)$", "", str(error))
        sentence, suggestion, mended = self._told(line, what, path)
        self.problems.append(ProgramProblem(number, key, sentence, suggestion))
        if mended is not None:
            self._lines[number - 1] = mended
            return True
        if not line.strip():
            return False
        self.paths.add(path)
        last = end_of_value(self._lines, number)
        if _TABLE.match(line):
            last = self._end_of_table(number)
        for place_ in range(number - 1, last):
            self._lines[place_] = ""
        return True

    def _told(self, line: str, what: str, path: Path) -> tuple[str, str, str | None]:
        """Sentence, suggestion, and the line as it may be read; None where it is left out."""
        for found in _DAY.finditer(line):
            year, month, day = map(int, found.groups())
            if not _is_day(year, month, day):
                near = _nearest(year, month, day)
                mended = f"{line[: found.start()]}{near}{line[found.end() :]}"
                return f"There is no day {found[0]}.", f"Did you mean {near}?", mended
        if "verwrite" in what or "twice" in what:
            name = path[-1] if path else line.strip()
            return f"“{name}” stands here a second time.", "Leave one of the two out.", None
        if word := _UNQUOTED.match(line):
            mended = f'{word[1]}"{word[2].strip()}"{word[3]}'
            return (
                "Words stand in quotation marks.",
                f'Write: {word[1].strip()} "{word[2].strip()}"',
                mended,
            )
        said = f"The file is not proper TOML here: {what[:1].lower()}{what[1:]}."
        return said, "", None

    def _path(self, number: int) -> Path:
        """The entry in which a line stands."""
        before = [(line, path) for path, line in self._where.items() if line <= number]
        return max(before, key=lambda pair: (pair[0], len(pair[1])))[1] if before else ()

    def _end_of_table(self, number: int) -> int:
        """The last line of the table that begins on a line."""
        for place in range(number, len(self._lines)):
            if _TABLE.match(self._lines[place]):
                return place
        return len(self._lines)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _nearest(year: int, month: int, day: int) -> date:
    month, year = min(max(month, 1), 12), max(year, 1)
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
