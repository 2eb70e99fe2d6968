"""By which words somebody is named in the text of others, and how those words are taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from drugcourt.domain.keeping import REMOVED
from drugcourt.records.everything import METADATA
from drugcourt.records.ties import CASE, PERSON

LEAST = 5  # a shorter word stands for too many things


@dataclass(frozen=True)
class Naming:
    """The words that name one person or one case, and nobody and nothing else in the court."""

    words: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.words:
            return None
        parts = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE)

    def condition(self, column: Any) -> ColumnElement[bool] | None:
        """Where one of the words may stand in a column of text or of structures."""
        text = cast(column, Text)
        forms = {form for word in self.words for form in (word, json.dumps(word)[1:-1])}
        if not forms:
            return None
        return or_(*(text.icontains(form, autoescape=True) for form in sorted(forms)))

    def taken_out(self, text: str) -> str:
        """The text without the words."""
        return self._pattern.sub(REMOVED, text) if self._pattern is not None else text

    def taken_out_of(self, value: Any) -> Any:
        """A structure without the words in any of its texts."""
        if isinstance(value, str):
            return self.taken_out(value)
        if isinstance(value, list):
            return [self.taken_out_of(one) for one in value]
        if isinstance(value, dict):
            return {self.taken_out(key): self.taken_out_of(one) for key, one in value.items()}
        return value


def naming_of(db: Session, root: str, number: int) -> Naming:
    """How this person, or this case, is named; what names somebody else too is left out."""
    if root == CASE:
        case = METADATA.tables[CASE]
        row = db.connection().execute(select(case.c.number).where(case.c.id == number)).first()
        return _only(db, [row.number] if row else [], [number])
    return _of_person(db, number)


def _of_person(db: Session, number: int) -> Naming:
    person, alias, episode, case = (
        METADATA.tables[name] for name in (PERSON, "alias", "episode", CASE)
    )
    one = db.connection().execute(select(person).where(person.c.id == number)).first()
    if one is None:
        return Naming(())
    words = [one.reference]
    if not _shared_name(db, person, one):
        names = [one.given_name, one.preferred_name, f"{one.given_name} {one.middle_name}"]
        for given in filter(None, (name.strip() for name in names)):
            words += [f"{given} {one.family_name}", f"{one.family_name}, {given}"]
        words += db.connection().scalars(select(alias.c.name).where(alias.c.person_id == number))
    asked = (
        select(case.c.id, case.c.number)
        .join(episode, episode.c.id == case.c.episode_id)
        .where(episode.c.person_id == number)
    )
    cases = db.connection().execute(asked).all()
    own = _only(db, [row.number for row in cases], [row.id for row in cases])
    return Naming((*_long(words), *own.words))


def _shared_name(db: Session, person: Any, one: Any) -> bool:
    """Whether somebody else in the court has the same name, so that it may mean them."""
    same = select(func.count()).where(
        person.c.id != one.id,
        func.lower(person.c.family_name) == one.family_name.lower(),
        func.lower(person.c.given_name) == one.given_name.lower(),
    )
    return bool(db.connection().scalar(same)) or not (one.family_name and one.given_name)


def _only(db: Session, numbers: list[str], ids: list[int]) -> Naming:
    """Case numbers that no case of somebody else has, as of people charged together."""
    case = METADATA.tables[CASE]
    asked = select(case.c.number).where(case.c.number.in_(numbers), case.c.id.not_in(ids))
    shared = set(db.connection().scalars(asked)) if numbers else set()
    return Naming(_long(number for number in numbers if number not in shared))


def _long(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if len(word.strip()) >= LEAST))
