"""Who is reminded of a hearing, by a texting service or a letter, in which words.

Nothing of the case, the program or the team is in a reminder: whoever else reads the telephone or
opens the letter learns only of a court date.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import phonenumbers
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework.courts import county_words
from drugcourt.domain.clock import spoken
from drugcourt.domain.episodes import OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.tone import Term
from drugcourt.errors import FieldRefusal
from drugcourt.exchange.calendar_policy import ReminderPolicy, reminder_policy
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person

LONGEST_SPAN = 366


class LeftOut(Term):
    """Why somebody with a hearing gets no text message."""

    NO_CONSENT = "no_consent", "did not agree to text messages, or opted out"
    NO_NUMBER = "no_number", "have no telephone number that can be texted"
    AWAY = "away", "are in custody or have absconded"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message for one hearing, to be sent on a day."""

    send_on: date
    name: str
    phone: str
    language: str
    ok_to_text: bool
    court_day: date
    starts_at: str
    place: str
    text: str
    episode_id: int


@dataclass(frozen=True, slots=True)
class ReminderList:
    """The messages in the order of sending, and how many hearings get none, by reason."""

    reminders: tuple[Reminder, ...]
    left_out: tuple[tuple[LeftOut, int], ...]

    @property
    def sentence(self) -> str:
        """`12 reminders. Left out: 2 hearings whose participants …`."""
        count = len(self.reminders)
        told = f"{count:,} {'reminder' if count == 1 else 'reminders'}."
        if not self.left_out:
            return told
        parts = [f"{n:,} whose people {why.label}" for why, n in self.left_out]
        return f"{told} Hearings left out: {'; '.join(parts)}."


def reminder_list(db: Session, *, first: date, last: date, today: date) -> ReminderList:
    """The messages to send from `first` to `last`, both included, as the policy's days say.

    A day of sending that has passed is not made up for. Hearings already held, and people in
    custody or absconded, get none.
    """
    if not 0 <= (last - first).days <= LONGEST_SPAN:
        raise FieldRefusal("until", "The last day comes on or within a year after the first.")
    policy = reminder_policy()
    courthouse = courthouse_of(db)
    until = last + timedelta(days=max(policy.days_before, default=0))
    found: list[Reminder] = []
    left_out: Counter[LeftOut] = Counter()
    for row in db.execute(_asked(first, until)):
        days = [
            day
            for before in policy.days_before
            if first <= (day := row.held_on - timedelta(days=before)) <= last and day >= today
        ]
        why = _why_not(row, policy) if days else None
        if why is not None:
            left_out[why] += 1
        elif days:
            found += [_reminder(row, day, policy, courthouse) for day in days]
    found.sort(key=lambda r: (r.send_on, r.court_day, r.starts_at, r.name))
    return ReminderList(
        tuple(found), tuple((why, left_out[why]) for why in LeftOut if left_out[why])
    )


def e164(written: str, country: str) -> str:
    """`+16145550101`; empty for what is no number of a telephone."""
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return ""
    whole = phonenumbers.ValidationResult.IS_POSSIBLE  # a number without its area code is not
    if phonenumbers.is_possible_number_with_reason(number) != whole:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _asked(first: date, until: date) -> Select[*tuple[Any, ...]]:
    return (
        reminder_columns()
        .where(
            CourtSession.held_on.between(first, until),
            CourtSession.cancelled_at.is_(None),
            DocketEntry.attendance.is_(None),
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(CourtSession.held_on, CourtSession.starts_at, DocketEntry.id)
    )


def reminder_columns() -> Select[*tuple[Any, ...]]:
    """What a reminder needs and no more."""
    return (
        select(
            CourtSession.held_on,
            CourtSession.starts_at,
            CourtSession.courtroom,
            CourtSession.moved_from,
            Episode.id.label("episode_id"),
            Episode.status,
            Person.family_name,
            Person.given_name,
            Person.preferred_name,
            Person.reference,
            Person.phone,
            Person.ok_to_text,
            Person.language,
            Person.address,
        )
        .select_from(DocketEntry)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
    )


def _why_not(row: Any, policy: ReminderPolicy) -> LeftOut | None:
    if row.status in (EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED):
        return LeftOut.AWAY
    if not row.ok_to_text:
        return LeftOut.NO_CONSENT
    return None if e164(row.phone, policy.country) else LeftOut.NO_NUMBER


def _reminder(row: Any, send_on: date, policy: ReminderPolicy, courthouse: str) -> Reminder:
    language = policy.language(row.language)
    place = place_of(row, courthouse)
    text = policy.texts[language].format(
        court_day=policy.day_in(row.held_on, language),
        time=spoken(row.starts_at),
        place=place,
        stop=policy.stops.get(language, ""),
    )
    return Reminder(
        send_on=send_on,
        name=called(row),
        phone=e164(row.phone, policy.country),
        language=language.capitalize(),
        ok_to_text=row.ok_to_text,
        court_day=row.held_on,
        starts_at=row.starts_at,
        place=place,
        text=text.strip(),
        episode_id=row.episode_id,
    )


def called(row: Any) -> str:
    """The name somebody goes by; the participant number where none is known."""
    names = [row.preferred_name or row.given_name, row.family_name]
    return " ".join(filter(None, names)) or row.reference


def place_of(row: Any, courthouse: str) -> str:
    """`Courtroom 4, Cedar County courthouse`."""
    return ", ".join(filter(None, (row.courtroom, courthouse)))


def courthouse_of(db: Session) -> str:
    """`Cedar County courthouse`: where to go, without the court's own name, which says what it is
    for.
    """
    return f"{county_words(db.scalar(select(Court.county)) or '') or 'county'} courthouse"
