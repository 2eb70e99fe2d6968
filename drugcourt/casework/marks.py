"""What was assigned to a participant, and what is recorded of them that the program asks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.programs.programs import program
from drugcourt.domain.program import OnlyIf, Program, with_parts
from drugcourt.errors import FieldRefusal
from drugcourt.workspace import Context

ASSIGNED, FLAGS = "assigned", "flags"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that holds for a participant or not; `room` is where it is kept.

    `words` name it, `asked` is the first sentence of the program that turns on it.
    """

    room: str
    key: str
    words: str
    asked: str
    holds: bool


def marks(db: Session, *, episode_id: int) -> list[Mark]:
    """Everything of that sort that the program asks about, and what else is recorded already."""
    episode = open_episode(db, episode_id, also_closed=True)
    kept = {ASSIGNED: set(episode.assigned or ()), FLAGS: set(episode.flags or ())}
    asked = _asked(program(db, episode.program_id))
    for room, keys in kept.items():
        for key in sorted(keys):
            asked.setdefault((room, key), "")
    return [
        Mark(room, key, key.replace("_", " ").capitalize(), text, key in kept[room])
        for (room, key), text in sorted(asked.items())
    ]


def set_marks(
    db: Session, context: Context, *, episode_id: int, holding: Mapping[str, bool], reason: str = ""
) -> None:
    """Say what holds, by `room|key`; keys that are not named stay as they are."""
    episode = open_episode(db, episode_id)
    rooms = {ASSIGNED: set(episode.assigned or ()), FLAGS: set(episode.flags or ())}
    known = {(mark.room, mark.key) for mark in marks(db, episode_id=episode_id)}
    for name, holds in holding.items():
        room, _, key = name.partition("|")
        if (room, key) not in known:
            raise FieldRefusal(name, "The program asks for no such thing.")
        (rooms[room].add if holds else rooms[room].discard)(key)
    db.info["logbook"].reason = reason.strip()
    for room, keys in rooms.items():
        if sorted(getattr(episode, room) or ()) != sorted(keys):
            setattr(episode, room, sorted(keys))


def _asked(handbook: Program) -> dict[tuple[str, str], str]:
    """Room and key of all that the program's conditions turn on, with the sentence that does."""
    found: dict[tuple[str, str], str] = {}
    for place, text in _conditions(handbook):
        if place.assigned is not None:
            found.setdefault((ASSIGNED, place.assigned), text)
        for flag in place.flags:
            found.setdefault((FLAGS, flag), text)
    for phase in handbook.phases:
        if phase.optional:
            found.setdefault((ASSIGNED, phase.key), phase.name)
    return found


def _conditions(handbook: Program) -> Iterator[tuple[OnlyIf, str]]:
    for requirement in with_parts(handbook.requirements):
        for place in (requirement.only_if, requirement.unless):
            if place is not None:
                yield place, requirement.text
    for phase in handbook.phases:
        if phase.only_if is not None:
            yield phase.only_if, phase.name
