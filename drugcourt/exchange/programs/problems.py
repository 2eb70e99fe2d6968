"""What is wrong with a program file: every mistake, with its line and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from drugcourt.errors import Refusal


@dataclass(frozen=True, slots=True)
class ProgramProblem:
    """One mistake. `line` counts from 1 (None: it belongs to no line); `key` names the entry."""

    line: int | None
    key: str
    sentence: str
    suggestion: str = ""

    def __str__(self) -> str:
        named = ", ".join(
            part for part in (f"line {self.line}" if self.line else "", self.key) if part
        )
        where = f"{named[:1].upper()}{named[1:]}: " if named else ""
        return f"{where}{self.sentence}" + (f" {self.suggestion}" if self.suggestion else "")


class ProgramRefusal(Refusal):
    """A program file that cannot be used as it is; `problems` are all of its mistakes."""

    def __init__(self, problems: Iterable[ProgramProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.line or 0, p.key, p.sentence)))
        count = len(self.problems)
        said = "one mistake" if count == 1 else f"{count} mistakes"
        first = f" {self.problems[0]}" if self.problems else ""
        super().__init__(f"The program file has {said}; nothing was taken from it.{first}")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; "" when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word; "" when none is near."""
    near = nearest(word, known)
    return f"Did you mean “{near}”?" if near else ""
