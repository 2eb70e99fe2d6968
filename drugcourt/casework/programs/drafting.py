"""How a handbook is edited: one change after the other, each undone again, checked as it stands.

The draft is the program file as plain tables, so that it can hold what is not right yet. Every
change makes new tables along its path and leaves the others as they are: states are cheap to
keep, and what did not change is the same object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from drugcourt.casework.programs.draft_words import LABELS
from drugcourt.domain.program import Program
from drugcourt.exchange.programs.document import document_data, toml_document
from drugcourt.exchange.programs.exceptions import filled
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.programs.problems import ProgramProblem, ProgramRefusal

Path = tuple[str | int, ...]
Table = dict[str, Any]
_MOST_STATES = 500
_SHORTEST = 2
_IN_THE_FILE = ", without quotation marks"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of the draft and the place in it where it is mended."""

    path: Path
    sentence: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.sentence} {self.suggestion}".strip()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The draft as it stands: the program it makes, or every mistake."""

    program: Program | None
    mistakes: tuple[Mistake, ...] = ()

    def at(self, path: Path) -> list[str]:
        """What is wrong at this very place."""
        return [str(mistake) for mistake in self.mistakes if mistake.path == path]

    def under(self, path: Path) -> list[Mistake]:
        """What is wrong at this place or inside it."""
        return [mistake for mistake in self.mistakes if mistake.path[: len(path)] == path]


class Draft:
    """A handbook being edited. Paths are keys and places: `("phases", 1, "advance", 0, "least")`.

    Changes of the same value in a row, as when typing, are undone as one.
    """

    def __init__(self, text: str) -> None:
        self._states: list[tuple[Table, Path | None]] = [(document_data(text), None)]
        self._place = 0

    @property
    def data(self) -> Table:
        """The tables as they stand; read them, change them by the verbs only."""
        return self._states[self._place][0]

    @property
    def can_undo(self) -> bool:
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        return self._place + 1 < len(self._states)

    def text(self) -> str:
        """The draft as a program file."""
        return toml_document(self.data)

    def at(self, path: Path) -> Any:
        """The value at a path; None where there is none."""
        return value_at(self.data, path)

    # Verbs ------------------------------------------------------------------------------------

    def put(self, path: Path, value: Any) -> None:
        """Set one value; None takes it away. Tables on the way are made, emptied ones go."""
        if self.at(path) == value and type(self.at(path)) is type(value):
            return
        made = _with(self.data, path, value)
        going_on = self._place > 0 and self._states[self._place][1] == path
        if going_on:
            del self._states[self._place :]
            self._place -= 1
        self._keep(made, path)

    def add(self, path: Path, entry: Any, place: int | None = None) -> Path:
        """Put an entry into a list, at its end or at a place; gives the path of the entry."""
        entries = list(self.at(path) or [])
        place = len(entries) if place is None else place
        entries.insert(place, entry)
        self._keep(_with(self.data, path, entries), None)
        return (*path, place)

    def remove(self, path: Path) -> None:
        """Take an entry out of its list."""
        holder, place = path[:-1], path[-1]
        entries = [entry for n, entry in enumerate(self.at(holder)) if n != place]
        self._keep(_with(self.data, holder, entries or None), None)

    def move(self, path: Path, step: int) -> Path:
        """Move an entry within its list; gives its new path, the same at the list's end."""
        holder, place = path[:-1], int(path[-1])
        entries = list(self.at(holder))
        wanted = place + step
        if not 0 <= wanted < len(entries):
            return path
        entries.insert(wanted, entries.pop(place))
        self._keep(_with(self.data, holder, entries), None)
        return (*holder, wanted)

    def replace(self, text: str) -> None:
        """Take another file's text in place of all of it; it can be undone."""
        self._keep(document_data(text), None)

    def rest(self) -> None:
        """End a run of typing: the next change is undone on its own."""
        data, _path = self._states[self._place]
        self._states[self._place] = (data, None)

    def undo(self) -> Path | None:
        """One step back; the path of the value that changed, where it was a single one."""
        if not self.can_undo:
            return None
        self._place -= 1
        return self._states[self._place + 1][1]

    def redo(self) -> Path | None:
        """One step forward again."""
        if not self.can_redo:
            return None
        self._place += 1
        return self._states[self._place][1]

    def _keep(self, data: Table, path: Path | None) -> None:
        del self._states[self._place + 1 :]
        self._states.append((data, path))
        del self._states[: max(0, len(self._states) - _MOST_STATES)]
        self._place = len(self._states) - 1

    # Questions --------------------------------------------------------------------------------

    def check(self) -> Verdict:
        """Read the draft as the file it would be: its program, or all of its mistakes."""
        try:
            return Verdict(load_program(self.text()))
        except ProgramRefusal as refusal:
            return Verdict(None, tuple(_mistake(problem) for problem in refusal.problems))

    def full(self, path: Path) -> Table:
        """The entry at a path with what an exception takes over from the rule it replaces."""
        return dict(value_at(filled(self.data), path) or {})

    def keys(self, name: str) -> list[tuple[str, str]]:
        """Key and words of the phases, milestones or requirements that may be named elsewhere."""
        if name == "requirements":
            entries = [entry for _path, entry in requirements(self.data)]
        else:
            entries = list(self.data.get(name, []))
        return [(str(entry.get("key", "")), title_of(entry)) for entry in entries]

    def entry_of(self, path: Path) -> Path:
        """The entry that holds a place: a phase, a requirement, a milestone, or a whole table."""
        for end in range(len(path), 0, -1):
            holder = path[:end]
            if isinstance(holder[-1], int) and isinstance(self.at(holder), dict):
                return holder
        return path[:1] or ("program",)

    def free_key(self, words: str, before: str = "") -> str:
        """A key made of words that no other entry has."""
        taken = {str(entry.get("key")) for _path, entry in requirements(self.data)}
        for name in ("phases", "milestones"):
            taken |= {str(entry.get("key")) for entry in self.data.get(name, [])}
        stem = before + ("_".join(re.findall(r"[a-z0-9]+", words.lower())[:5])[:40] or "entry")
        number, key = _SHORTEST, stem
        while key in taken:
            key, number = f"{stem}_{number}", number + 1
        return key


def requirements(data: Table) -> list[tuple[Path, Table]]:
    """Every requirement with its path, parts of others included, in the order of the file."""
    found: list[tuple[Path, Table]] = []
    for n, phase in enumerate(data.get("phases", [])):
        found += _inside(("phases", n, "advance"), phase.get("advance", []))
    return found + _inside(("graduation",), data.get("graduation", []))


def _inside(path: Path, entries: list[Table]) -> list[tuple[Path, Table]]:
    found: list[tuple[Path, Table]] = []
    for n, entry in enumerate(entries):
        found.append(((*path, n), entry))
        found += _inside((*path, n, "parts"), entry.get("parts", []))
    return found


def title_of(entry: Table) -> str:
    """The words by which people know an entry."""
    return str(next((entry[k] for k in ("name", "title", "text") if entry.get(k)), ""))


def prefix(path: Path) -> str:
    """How the keys of requirements begin in this place: `p2.` or `grad.`."""
    if path[:1] == ("phases",) and len(path) > _SHORTEST:
        return f"p{int(path[1]) + 1}."
    return "grad." if path[:1] == ("graduation",) else ""


def value_at(data: Any, path: Path) -> Any:
    """The value at a path; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _with(data: Any, path: Path, value: Any) -> Any:
    """The same tables with one value put in or taken out."""
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        entries = list(data)
        entries[head] = _with(entries[head], rest, value) if rest else value
        return entries
    inner = _with((data or {}).get(head) or {}, rest, value) if rest else value
    if inner is None or (rest and inner == {}):
        return {key: kept for key, kept in (data or {}).items() if key != head}
    return {**(data or {}), head: inner}


def _mistake(problem: ProgramProblem) -> Mistake:
    parts = problem.key.split(".") if problem.key else []
    path = tuple(int(part) - 1 if part.isdigit() else part for part in parts)
    return Mistake(path, _by_label(problem.sentence, path), problem.suggestion)


def _by_label(sentence: str, path: Path) -> str:
    """A sentence about the file in the words of the editor, which shows no keys and no marks."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    label = LABELS.get(name, "").split(" (")[0]
    said = sentence.removeprefix(f"“{name}”")
    told = f"“{label}”{said}" if label and said != sentence else sentence
    return told.replace(_IN_THE_FILE, "")
