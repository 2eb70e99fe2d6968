"""What the search box finds: people of the court, then commands of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drugcourt.casework.participants import search
from drugcourt.ui.kit.suggest import Result
from drugcourt.workspace import Workspace

MOST = 12
GROUPS = ("Participants", "Candidates", "Former participants")


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do."""

    title: str
    run: Callable[[], object]
    keys: str = ""
    words: str = ""

    def fits(self, typed: Sequence[str]) -> bool:
        """Whether every typed word begins one of the command's words."""
        own = f"{self.title} {self.words}".casefold().replace("…", "").split()
        return all(any(word.startswith(part) for word in own) for part in typed)


@dataclass(frozen=True, slots=True)
class Finder:
    """Asked on a worker thread; holds no widget."""

    workspace: Workspace
    commands: tuple[Command, ...]

    def __call__(self, text: str) -> list[Result]:
        """People first, by group and then as ranked; commands fill what is left of the list."""
        people = self.workspace.read(search.find_people, text=text, limit=MOST)
        people.sort(key=lambda found: GROUPS.index(found.group))
        found = [Result(p.name, p.detail, p.group, p.episode_id) for p in people]
        typed = text.casefold().split()
        fitting = [command for command in self.commands if typed and command.fits(typed)]
        found += [
            Result(c.title, c.keys, "Commands", c) for c in fitting[: max(3, MOST - len(found))]
        ]
        return found
