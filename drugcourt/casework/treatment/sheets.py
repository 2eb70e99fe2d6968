"""Who is at a provider in a period: the people of the sheet that the provider fills in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.treatment import Provider, TreatmentEpisode

MOST_DAYS = 62  # two months; more does not fit on a screen beside the names


@dataclass(frozen=True, slots=True)
class OnSheet:
    """One person of the sheet."""

    episode_id: int
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class ProviderSheet:
    """A sheet for one provider: the days across, the people down."""

    provider: str
    days: tuple[date, ...]
    people: tuple[OnSheet, ...]


def provider_sheet(db: Session, *, provider_id: int, first: date, last: date) -> ProviderSheet:
    """Everybody who is at the provider on any of these days, by name.

    Raises FieldRefusal for a period that is none or too long, Refusal where nobody is there.
    """
    if last < first:
        raise FieldRefusal("last", "The last day lies before the first.")
    if (last - first).days >= MOST_DAYS:
        raise FieldRefusal("last", f"A sheet takes at most {MOST_DAYS} days.")
    found: Provider = entering.known(db, Provider, provider_id)
    asked = (
        select(Episode.id, Person.reference, Person.family_name, Person.given_name)
        .join(TreatmentEpisode, TreatmentEpisode.episode_id == Episode.id)
        .join(Person, Person.id == Episode.person_id)
        .where(
            TreatmentEpisode.provider == found.name,
            TreatmentEpisode.started_on <= last,
            or_(TreatmentEpisode.ended_on.is_(None), TreatmentEpisode.ended_on > first),
            Episode.exited_on.is_(None),
        )
        .distinct()
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )
    people = tuple(
        OnSheet(number, reference, listed_name(family, given, reference))
        for number, reference, family, given in db.execute(asked)
    )
    if not people:
        raise Refusal("Nobody of this court is at that provider in this period.")
    count = (last - first).days + 1
    days = tuple(first + timedelta(days=place) for place in range(count))
    return ProviderSheet(found.name, days, people)
