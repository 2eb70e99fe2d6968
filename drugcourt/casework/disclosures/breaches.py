"""Whose data a lost copy or computer held, when, and whether it was encrypted (42 CFR 2.16(b))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import counted
from drugcourt.domain.disclosures import DisclosureForm, Outcome
from drugcourt.records.disclosures import DisclosedPerson, Disclosure
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name

MANY = 500  # from so many people on, the department and the media are told (45 CFR 164.406, 408)


@dataclass(frozen=True, slots=True)
class Affected:
    """One person whose data were in copies: where to write, in which copies, since when."""

    person_id: int
    name: str
    address: str
    phone: str
    copies: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class BreachReport:
    """Everybody in the copies of a span; the court itself and its backups are encrypted."""

    since: date
    until: date
    people: tuple[Affected, ...]
    episode_ids: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """How many, and what that means."""
        count = counted(len(self.people), "person", "people")
        notice = (
            "so the department and the media are told as well"
            if len(self.people) >= MANY
            else "fewer than 500, so the department is told within 60 days after the year"
        )
        return (
            f"{count} in copies that are not encrypted; {notice}. The court's file and its backups "
            "are encrypted: without a password or the recovery kit they are no breach."
        )


def breach_report(
    db: Session, *, since: date, until: date, copies: tuple[int, ...] = ()
) -> BreachReport:
    """Whose data left in copies of these days, or in the copies with these numbers alone."""
    asked = (
        select(Person, Episode.id, Disclosure.copy_number, Disclosure.made_on)
        .join(Episode, Episode.person_id == Person.id)
        .join(DisclosedPerson, DisclosedPerson.episode_id == Episode.id)
        .join(Disclosure, Disclosure.id == DisclosedPerson.disclosure_id)
        .where(
            Disclosure.made_on.between(since, until),
            Disclosure.outcome == Outcome.LEFT,
        )
        .order_by(Person.family_name, Person.given_name, Person.id, Disclosure.copy_number)
    )
    chosen = Disclosure.copy_number.in_(copies)
    asked = asked.where(chosen if copies else Disclosure.form != DisclosureForm.PRINT)
    found: dict[int, tuple[Person, list[tuple[int, date]]]] = {}
    episodes: dict[int, None] = {}
    for person, episode_id, number, made_on in db.execute(asked):
        episodes[episode_id] = None
        found.setdefault(person.id, (person, []))[1].append((number, made_on))
    people = tuple(_affected(*one) for one in found.values())
    return BreachReport(since, until, people, tuple(episodes))


def _affected(person: Person, held: list[tuple[int, date]]) -> Affected:
    days = [day for _, day in held]
    return Affected(
        person_id=person.id,
        name=listed_name(person.family_name, person.given_name, person.reference),
        address=person.address,
        phone=person.phone,
        copies=", ".join(str(number) for number in sorted({number for number, _ in held})),
        first_on=min(days),
        last_on=max(days),
    )
