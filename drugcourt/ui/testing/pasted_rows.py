"""How a pasted list stands in the grid: rows of those it names, and of lines nobody fits."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from drugcourt.casework.specimens.pasted_results import Pasted
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.grid_model import Cell, GridRow
from drugcourt.ui.testing.day_people import DayPeople
from drugcourt.ui.testing.result_codes import cells_of_line

MOST_HEADINGS_TOLD = 6
LEFT_OUT = "From the spreadsheet; press / to say who it is, or Ctrl+Delete to leave it out."


@dataclass(frozen=True, slots=True)
class PastedRows:
    """The grid's rows with the pasted ones among them, their cells, and what to say about it."""

    rows: tuple[GridRow, ...]
    cells: dict[Cell, str]
    sentence: str
    tone: Tone


def stranger(row_id: Hashable, called: str, problem: str) -> GridRow:
    """The row of a pasted line for which no participant was taken, with the reason."""
    return GridRow(row_id, called, LEFT_OUT, "not taken", Tone.ALARM, problem)


def pasted_rows(
    pasted: Pasted, rows: Sequence[GridRow], people: DayPeople, panel: tuple[str, ...]
) -> PastedRows:
    """Put a pasted list among the rows of the grid; `panel` is what “all negative” means."""
    found = list(rows)
    shown: set[Hashable] = {row.id for row in rows}
    cells: dict[Cell, str] = {}
    taken = 0
    for line, person in pasted.lines:
        row_id: Hashable
        if person is None or line.problem:
            row_id = _free_name(shown, line.line)
            found.append(stranger(row_id, f"{line.called} (line {line.line})", line.problem))
        else:
            row_id, taken = person.episode_id, taken + 1
            people.known[person.episode_id] = person
            if row_id not in shown:
                found += people.rows([person.episode_id])
        shown.add(row_id)
        cells |= {(row_id, key): text for key, text in cells_of_line(line, panel).items()}
    people.offer(key for key in shown if isinstance(key, int))
    missed = len(pasted.lines) - taken
    tone = Tone.WATCH if missed else Tone.INFO
    return PastedRows(tuple(found), cells, _told(pasted, taken, missed), tone)


def _told(pasted: Pasted, taken: int, missed: int) -> str:
    said = [f"{counted(taken, 'line')} pasted."]
    if missed:
        said.append(f"{missed} not taken: the reason stands in the row.")
    if pasted.unnamed_columns:
        said.append("Without headings the columns were read in the order of the grid.")
    if pasted.unused:
        names = ", ".join(f"“{name}”" for name in pasted.unused[:MOST_HEADINGS_TOLD])
        said.append(f"Not used: {names}.")
    return " ".join(said)


def _free_name(shown: Collection[Hashable], line: int) -> str:
    name, more = f"line {line}", 1
    while name in shown:
        more += 1
        name = f"line {line}, {more}"
    return name
