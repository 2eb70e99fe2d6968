"""What stands in the fields of a person and of an episode, as their forms take them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import EPISODE_FIELDS, PERSON_FIELDS
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person


def person_values(db: Session, *, person_id: int) -> dict[str, Any]:
    """The fields of a person; other names as lines of one text."""
    person = db.get(Person, person_id)
    if person is None:
        raise Refusal("That person is not in this court.")
    values = {key: getattr(person, key) for key in PERSON_FIELDS}
    return {**values, "aliases": "\n".join(alias.name for alias in person.aliases)}


def episode_values(db: Session, *, episode_id: int) -> dict[str, Any]:
    """The fields of the frame of an episode."""
    episode = db.get(Episode, episode_id)
    if episode is None:
        raise Refusal("That participant is not in this court.")
    return {key: getattr(episode, key) for key in EPISODE_FIELDS}
