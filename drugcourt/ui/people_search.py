"""Whom a few letters mean in a form: people who are in the court now."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.casework.participants import search
from drugcourt.ui.kit.suggest import Result
from drugcourt.workspace import Workspace

FORMER = "Former participants"


@dataclass(frozen=True, slots=True)
class PeopleSearch:
    """Runs on a worker; holds no widget. With `everybody`, former participants too."""

    workspace: Workspace
    everybody: bool = False

    def __call__(self, text: str) -> list[Result]:
        found = self.workspace.read(search.find_people, text=text)
        return [
            Result(p.name, p.detail, p.group, p.episode_id)
            for p in found
            if self.everybody or p.group != FORMER
        ]
