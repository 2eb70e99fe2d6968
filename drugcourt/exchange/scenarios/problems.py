"""What is wrong with a file of lives or scenarios: every mistake, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from drugcourt.errors import Refusal
from drugcourt.exchange.programs.problems import did_you_mean

MOST_MISTAKES = 500
Value = TypeVar("Value")
Default = TypeVar("Default")


class MistakeError(ValueError):
    """A value that can't be taken: a whole sentence, and what was probably meant."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class ScenarioProblem:
    """One mistake. `place` is the path in the file, counted from 1: `participants 1, events 3`."""

    place: str
    sentence: str
    suggestion: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.sentence}" + (f" {self.suggestion}" if self.suggestion else "")


class ScenarioRefusal(Refusal):
    """A file of lives that cannot be used as it is; `problems` are its mistakes."""

    def __init__(self, problems: Iterable[ScenarioProblem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        said = "one mistake" if count == 1 else f"{count:,} mistakes"
        super().__init__(f"The file has {said}; nothing was taken from it.")


@dataclass(slots=True)
class Gathered:
    """The mistakes found so far; a file with more than `MOST_MISTAKES` is given up."""

    problems: list[ScenarioProblem] = field(default_factory=list)

    def add(self, place: str, sentence: str, suggestion: str = "") -> None:
        """Keep one mistake."""
        self.problems.append(ScenarioProblem(place, sentence, suggestion))
        if len(self.problems) >= MOST_MISTAKES:
            self.raise_all()

    def raise_all(self) -> None:
        """Refuse the file if it has any mistake."""
        if self.problems:
            raise ScenarioRefusal(self.problems)


class Table:
    """One object of the file, taken key by key; what nobody asked for is a mistake in the end."""

    def __init__(self, values: Mapping[str, Any], place: str, gathered: Gathered) -> None:
        self.values = values
        self.place = place
        self.gathered = gathered
        self._asked = {"remark"}

    def has(self, key: str) -> bool:
        """Whether the key stands in the object."""
        return key in self.values

    def take(
        self, key: str, read: Callable[[Any], Value], default: Default, *, needed: bool = False
    ) -> Value | Default:
        """The value of a key; the default where it is left out or, with a mistake kept, wrong."""
        self._asked.add(key)
        if key not in self.values:
            if needed:
                self.gathered.add(self.place, f"“{key}” is missing.")
            return default
        try:
            return read(self.values[key])
        except MistakeError as mistake:
            self.wrong(key, str(mistake), mistake.suggestion)
        return default

    def wrong(self, key: str, sentence: str, suggestion: str = "") -> None:
        """Keep a mistake at a key."""
        self.gathered.add(f"{self.place}, {key}" if self.place else key, sentence, suggestion)

    def list(self, key: str) -> list[tuple[str, Any]]:
        """The entries of a list, each with its place."""
        self._asked.add(key)
        entries = self.values.get(key, [])
        if not isinstance(entries, list):
            self.wrong(key, "This must be a list in square brackets.")
            return []
        before = f"{self.place}, " if self.place else ""
        return [(f"{before}{key} {n}", entry) for n, entry in enumerate(entries, start=1)]

    def nothing_else(self, also: Iterable[str] = ()) -> None:
        """Say which keys are not known here."""
        known = sorted({*self._asked, *also})
        for key in self.values:
            if key not in known:
                self.wrong(key[:60], "This is not known here.", did_you_mean(key[:60], known))


def table(value: Any, place: str, gathered: Gathered) -> Table | None:
    """An object to take from; None, with the mistake kept, for anything else."""
    if isinstance(value, dict):
        return Table(value, place, gathered)
    gathered.add(place, "This must be an object in curly brackets.")
    return None
