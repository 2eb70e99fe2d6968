"""How a court is opened for work, wherever it stands: the standing is derived after every act."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from drugcourt.casework import courts
from drugcourt.casework.readiness import standing
from drugcourt.records import servers
from drugcourt.records.addresses import Place, place_of
from drugcourt.records.keys import Cost, check_password
from drugcourt.workspace import Workspace, create_court, open_court

__all__ = [
    "DEMONSTRATION_PASSWORD",
    "Place",
    "check_password",
    "new_desk",
    "open_desk",
    "place_of",
    "stands",
]

DEMONSTRATION_PASSWORD = "demo"  # noqa: S105  # said on screen; it protects invented people only


def open_desk(place: Place, password: str, *, as_of: date | None = None) -> Workspace:
    """Open a court for work; the person's own name stands in the history from here on."""
    workspace = open_court(place, password, as_of=as_of, derive=standing.derive)
    workspace.who = workspace.read(courts.staff_name, login=workspace.database.login)[0]
    return workspace


def stands(place: Place) -> bool:
    """Whether a court, or anything else, is at this place already."""
    return place.exists() if isinstance(place, Path) else servers.is_taken(place)


def new_desk(
    place: Place,
    password: str,
    *,
    court: str,
    program_text: str,
    as_of: date | None = None,
    staff_name: str = "",
    any_password: bool = False,
    cost: Cost | None = None,
    **about: Any,
) -> Workspace:
    """Make a new court with its program; nothing is left behind when that fails."""
    workspace = create_court(
        place, password, as_of=as_of, derive=standing.derive, any_password=any_password, cost=cost
    )
    try:
        workspace.who = staff_name or "Coordinator"
        workspace.perform(
            courts.found_court,
            name=court,
            program_text=program_text,
            staff_name=workspace.who,
            **about,
        )
    except Exception:
        workspace.discard()
        raise
    return workspace
