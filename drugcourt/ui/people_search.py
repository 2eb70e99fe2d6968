"""Whom a few letters mean in a form: everybody, or those who are in the court now."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.casework.participants import search
from drugcourt.ui.kit.suggest import Result
from drugcourt.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PeopleSearch:
    """Runs on a worker; holds no widget. With `everybody`, former participants too; without
    `candidates`, only those who are in the program.
    """

    workspace: Workspace
    everybody: bool = False
    candidates: bool = True

    def __call__(self, text: str) -> list[Result]:
        wanted = {search.PARTICIPANTS}
        if self.everybody:
            wanted.add(search.FORMER)
        if self.candidates:
            wanted.add(search.CANDIDATES)
        found = self.workspace.read(search.find_people, text=text, groups=frozenset(wanted))
        return [Result(p.name, p.detail, p.group, p.episode_id) for p in found]
