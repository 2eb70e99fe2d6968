"""Whom a block pasted from a spreadsheet means, line by line; nobody is taken on a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.imports.whom import Whom
from drugcourt.casework.specimens.result_entry import ToTest, some_to_enter
from drugcourt.errors import Refusal
from drugcourt.exchange.tables.mapping import SUBSTANCE
from drugcourt.exchange.tables.names import PersonName, split_name
from drugcourt.exchange.tables.pasted import (
    STATUS,
    TEMPERATURE,
    UNUSED,
    VALIDITY,
    PastedLine,
    cells_of,
    days_meant,
    heading_roles,
    read_lines,
)
from drugcourt.exchange.tables.results import result_word
from drugcourt.exchange.tables.who import Person as Named
from drugcourt.records.search import fold

AFTER_SUBSTANCES = (STATUS, VALIDITY, TEMPERATURE)
NUMBER, NAME = "participant_id", "name"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read: each line with its participant, or None and the reason in `line.problem`.

    `unused` are headings that mean nothing here. `unnamed_columns` says that no headings stood
    over the results, so that the columns were taken in the grid's order.
    """

    lines: tuple[tuple[PastedLine, ToTest | None], ...]
    unused: tuple[str, ...] = ()
    unnamed_columns: bool = False


def read_pasted(db: Session, *, text: str, day: date, substances: Sequence[str]) -> Pasted | None:
    """A pasted list of participants with their results; None when it names no participant.

    `substances` are the keys of the grid's columns in order: so are columns without headings
    read, and only when there are as many of them. Refusal when nothing says which is which.
    """
    rows = cells_of(text)
    whom = Whom.load(db)
    headed = heading_roles(rows)
    if headed is not None:
        place, roles = headed
    else:
        place = -1
        found = _roles_by_content(rows, whom, day, substances)
        if found is None:
            return None
        roles = found
    lines = list(read_lines(rows[place + 1 :], roles, day, first=place + 2))
    episodes = {line.line: _episode(line, whom, day) for line in lines if not line.problem}
    _refuse_twins(lines, episodes)
    people = some_to_enter(db, day=day, episode_ids=list(filter(None, episodes.values())))
    by_episode = {person.episode_id: person for person in people}
    return Pasted(
        tuple((line, by_episode.get(episodes.get(line.line) or 0)) for line in lines),
        tuple(role.removeprefix(UNUSED) for role in roles if role.startswith(UNUSED)),
        headed is None and any(role.startswith(SUBSTANCE) for role in roles),
    )


def _roles_by_content(
    rows: Sequence[Sequence[str]], whom: Whom, day: date, substances: Sequence[str]
) -> tuple[str, ...] | None:
    """What each column is, by what stands in it; None when none of them names participants."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[x] for row in rows if x < len(row) and row[x]] for x in range(width)]
    roles = ["" if column else "empty" for column in columns]
    for key, fits in ((NUMBER, _is_number), (NAME, _is_name)):
        hits = [sum(fits(cell, whom) for cell in column) for column in columns]
        best = max(range(width), key=hits.__getitem__, default=None)
        if best is not None and hits[best] and not roles[best]:
            roles[best] = key
    if not {NUMBER, NAME} & set(roles) and not _find_split_name(rows, roles, whom):
        return None
    for x, column in enumerate(columns):
        meant = [days_meant(cell) for cell in column]
        if not roles[x] and all(meant):
            roles[x] = "collected" if any(day in days for days in meant) else "born"
    rest = [x for x in range(width) if not roles[x]]
    for x, role in zip(rest, _rest_roles([columns[x] for x in rest], substances), strict=True):
        roles[x] = role
    return tuple(roles)


def _rest_roles(columns: list[list[str]], substances: Sequence[str]) -> list[str]:
    """The columns beside those that say who: in the grid's order, when their number tells it."""
    if all(_of_collection(cell) for column in columns for cell in column):
        return [STATUS] * len(columns)
    beyond = len(columns) - len(substances)
    if not 0 <= beyond <= len(AFTER_SUBSTANCES):
        raise Refusal(
            "Nothing says which column is which substance. Copy the headings along with the "
            f"lines, or paste {len(substances)} columns in the order of the grid."
        )
    after = [STATUS, VALIDITY, "temperature_ok"][:beyond]
    return [*(SUBSTANCE + key for key in substances), *after]


def _of_collection(cell: str) -> bool:
    word = result_word(cell)
    return word is not None and word.status is not None and word.result is None


def _find_split_name(rows: Sequence[Sequence[str]], roles: list[str], whom: Whom) -> bool:
    """Two neighbouring columns that are a last and a first name, in either order."""
    for x in range(len(roles) - 1):
        pairs = [(row[x], row[x + 1]) for row in rows if x + 1 < len(row)]
        for keys in (("last_name", "first_name"), ("first_name", "last_name")):
            named = [dict(zip(keys, pair, strict=True)) for pair in pairs]
            if any(
                fold(f"{name['first_name']} {name['last_name']}") in whom.by_name
                for name in named
                if all(name.values())
            ):
                roles[x], roles[x + 1] = keys
                return True
    return False


def _is_number(cell: str, whom: Whom) -> bool:
    key = fold(cell)
    return any(sign.isdigit() for sign in key) and (key in whom.by_reference or key in whom.by_case)


def _is_name(cell: str, whom: Whom) -> bool:
    try:
        return bool(_called(whom, split_name(cell)))
    except ValueError:
        return False


def _called(whom: Whom, name: PersonName) -> set[int]:
    return whom.by_name.get(fold(f"{name.first} {name.last}"), set())


def _episode(line: PastedLine, whom: Whom, day: date) -> int | None:
    """The open episode a line is about; None with the reason in the line."""
    person_id = _person(line, whom)
    if person_id is None:
        return None
    episode = whom.episode(person_id, day)
    if episode is None or (episode.exited_on is not None and episode.exited_on <= day):
        line.problem = f"{line.called} was not in the program on this day."
        return None
    return episode.id


def _person(line: PastedLine, whom: Whom) -> int | None:
    if line.number:
        match = whom.find(Named(line.number, line.name, None), line.number)
        found = set() if match.person_id is None else {match.person_id}
        if found and line.name is not None and not found & _called(whom, line.name):
            line.problem = "The number and the name are of two people."
            return None
        if not found:
            line.problem = match.reason
            return None
    else:
        assert line.name is not None
        found = {p for p in _called(whom, line.name) if _in_court(whom, p)}
        if not found:
            line.problem = "No participant has this name."
            return None
    if line.born:
        found = {person for person in found if whom.born[person] in line.born}
        if not found:
            line.problem = "The birth date differs from the one on file."
            return None
    if len(found) > 1:
        line.problem = "Several participants have this name; use the participant number."
        return None
    return next(iter(found))


def _in_court(whom: Whom, person_id: int) -> bool:
    return any(span.exited_on is None for span in whom.episodes.get(person_id, []))


def _refuse_twins(lines: list[PastedLine], episodes: dict[int, int | None]) -> None:
    """Lines of one participant that say different things: which of them is true, nobody knows."""
    first: dict[int, PastedLine] = {}
    for line in lines:
        episode_id = episodes.get(line.line)
        if episode_id is None:
            continue
        other = first.setdefault(episode_id, line)
        shared = line.results.keys() & other.results.keys()
        if other is not line and any(line.results[s] != other.results[s] for s in shared):
            line.problem = f"{line.called} stands on two lines that say different things."
            episodes[line.line] = None
