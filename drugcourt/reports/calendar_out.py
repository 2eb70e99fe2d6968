"""How court dates leave as iCalendar: one file of the docket, or a folder with one a hearing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from drugcourt.casework.calendar.events import CalendarOut, Each, publish_calendar
from drugcourt.casework.disclosures.gate import Going, Pass, ask_gate, must_pass
from drugcourt.casework.disclosures.leaving import Leaving, let_out
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.errors import DiskTrouble, Refusal
from drugcourt.exchange.calendar_policy import Zone
from drugcourt.exchange.files import atomic_write, check_target
from drugcourt.exchange.icalendar_text import Event, calendar_file
from drugcourt.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: events, those withdrawn, and the files, in the order of writing."""

    events: int
    withdrawn: int
    files: tuple[Path, ...]


def write_calendar(
    workspace: Workspace,
    target: Path,
    *,
    first: date,
    last: date,
    each: Each = Each.SESSION,
    per_file: bool = False,
    names: bool = False,
    docket: str = "",
    going: Going | None = None,
) -> Published:
    """Write the court dates from `first` to `last`, both included.

    Without `per_file` `target` is one .ics file, and what is withdrawn stands beside it as
    `.cancelled.ics`, because one file carries one method; with it `target` is a folder with a file
    an event. File names are the events' numbers and name nobody. With `names` it goes to the
    court's own office, unless `going` names another reader.
    """
    if not per_file and target.suffix.casefold() != ".ics":
        raise Refusal(f"Give the calendar file a name that ends in .ics; {target.name} does not.")
    if not per_file:
        check_target(target)
    out = workspace.perform(
        publish_calendar, each=each, first=first, last=last, names=names, docket=docket
    )
    passing = workspace.read(
        _passing, ids=out.episode_ids, names=names, today=workspace.today, going=going
    )
    place = _made_folder(target) if per_file else target.parent
    files: list[Path] = []

    def written(folder: Path) -> Leaving:
        made = _folder(folder, out) if per_file else _one_file(folder / target.name, out)
        files.extend(place / file.name for file in made)
        return Leaving("Court calendar", DisclosureForm.CALENDAR, len(out.events))

    let_out(workspace, place, passing, written)
    return Published(len(out.events), len(out.withdrawn), tuple(files))


def _passing(
    db: Session, *, ids: Sequence[int], names: bool, today: date, going: Going | None
) -> Pass:
    """What the gate says of the file; without names nothing protected is in it."""
    document = "calendar-names" if names else "calendar"
    return must_pass(ask_gate(db, document=document, episode_ids=ids, today=today, going=going))


def _one_file(target: Path, out: CalendarOut) -> list[Path]:
    files = [_write(target, out.events, out.zone, cancels=False)]
    beside = target.with_suffix(".cancelled.ics")
    if out.withdrawn:
        files.append(_write(beside, out.withdrawn, out.zone, cancels=True))
    return files


def _made_folder(target: Path) -> Path:
    try:
        target.mkdir(exist_ok=True)
    except OSError as trouble:
        raise DiskTrouble(
            f"The folder {target.name} can't be made; choose another place."
        ) from trouble
    return target


def _folder(target: Path, out: CalendarOut) -> list[Path]:
    files = []
    for events, cancels in ((out.events, False), (out.withdrawn, True)):
        for event in events:
            path = target / f"{event.starts:%Y-%m-%d}-{event.uid.partition('@')[0]}.ics"
            files.append(_write(path, [event], out.zone, cancels=cancels))
    return files


def _write(path: Path, events: Sequence[Event], zone: Zone, *, cancels: bool) -> Path:
    with atomic_write(path) as file:
        file.write(calendar_file(events, zone, cancels=cancels))
    return path
