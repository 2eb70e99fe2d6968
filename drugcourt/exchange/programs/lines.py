"""On which line of a TOML text a value stands: the reader in the standard library does not say."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_\-.\"' ]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=")


def lines_of(text: str) -> dict[Path, int]:
    """Path of keys and indices -> line, for tables and their pairs.

    What stands inside an inline table or a list has no line of its own: its pair's line is near.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    within = _Value()
    for number, line in enumerate(text.splitlines(), start=1):
        if within.open:
            within.feed(line)
            continue
        if header := _HEADER.match(line):
            table = _table_path(_keys(header[2]), header[1] == "[[", counts)
            found.setdefault(table, number)
        elif pair := _KEY.match(line):
            found.setdefault((*table, *_keys(pair[1])), number)
            within.feed(line[pair.end() :])
    return found


def end_of_value(lines: list[str], number: int) -> int:
    """The last line of the pair that begins on a line, a value over several lines with it."""
    within = _Value()
    pair = _KEY.match(lines[number - 1])
    within.feed(lines[number - 1][pair.end() :] if pair else "")
    while within.open and number < len(lines):
        if _HEADER.match(lines[number]):
            break
        within.feed(lines[number])
        number += 1
    return number


def line_at(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path, or of the nearest thing that holds it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


def _table_path(keys: Path, is_list: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for place, key in enumerate(keys):
        path = (*path, key)
        if is_list and place == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _keys(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


class _Value:
    """Follows a value over its lines: open while a bracket or a long string is not closed."""

    def __init__(self) -> None:
        self._depth = 0
        self._long = ""

    @property
    def open(self) -> bool:
        return self._depth > 0 or self._long != ""

    def feed(self, text: str) -> None:
        """Take in the rest of one line."""
        place = 0
        while place < len(text):
            if self._long:
                end = text.find(self._long, place)
                if end < 0:
                    return
                place, self._long = end + 3, ""
            elif text.startswith(('"""', "'''"), place):
                self._long = text[place : place + 3]
                place += 3
            elif text[place] in "\"'":
                place = _past_string(text, place)
            elif text[place] == "#":
                return
            else:
                self._depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(text[place], 0)
                place += 1


def _past_string(text: str, place: int) -> int:
    quote = text[place]
    place += 1
    while place < len(text) and text[place] != quote:
        place += 2 if quote == '"' and text[place] == "\\" else 1
    return place + 1
