"""How and by whom a participant is seen, how often a phase asks for it, and what counts as work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from drugcourt.domain.dates import Amount, Unit, counted, parse_amount
from drugcourt.domain.tone import Term

_T = TypeVar("_T", bound=Term)


class ContactMode(Term):
    OFFICE = "office", "Office"
    HOME = "home", "Home"
    FIELD = "field", "Field"
    PHONE = "phone", "Phone"
    VIDEO = "video", "Video"
    COLLATERAL = "collateral", "Collateral"


class ContactWith(Term):
    """Who had the contact with the participant."""

    CASE_MANAGER = "case_manager", "Case manager"
    PROBATION_OFFICER = "probation_officer", "Probation officer"
    STAFF = "staff", "Court staff"
    SPONSOR = "sponsor", "Sponsor"
    MENTOR = "mentor", "Mentor"
    FAMILY = "family", "Family"
    PROVIDER = "provider", "Treatment provider"
    OTHER = "other", "Another person"


class WorkKind(Term):
    JOB = "job", "Job"
    SCHOOL = "school", "School"
    TRAINING = "training", "Training"
    JOB_SEARCH = "job_search", "Job search"
    VOLUNTEER = "volunteer", "Volunteer work"
    CAREGIVER = "caregiver", "Caring for family"
    EXCUSED = "excused", "Excused (disability or retirement)"


@dataclass(frozen=True, slots=True)
class SupervisionPolicy:
    """From when the lists call something long, near or late; all in days.

    `silent_days` without a contact, `ahead_days` to the next one. Checks count over `counted_days`;
    `unchecked_days` without one are too long for a curfew; `ending_days` to an end. Leave is listed
    `leave_soon_days` before, an unanswered request followed up `leave_waits_days` and urgent
    `leave_urgent_days` before. `long_custody_days` without a day of release. `recent_days` of
    arrests. Hours are near `service_soon_days` before, and idle after `idle_days`.
    """

    silent_days: int
    ahead_days: int
    counted_days: int
    unchecked_days: int
    ending_days: int
    leave_soon_days: int
    leave_waits_days: int
    leave_urgent_days: int
    longest_leave_days: int
    long_custody_days: int
    recent_days: int
    service_soon_days: int
    idle_days: int


MOST_CONTACTS = 31


@dataclass(frozen=True, slots=True)
class ContactRate:
    """How often a phase asks for contacts: `2 every 1 week with probation_officer by office, home`.

    Without `people` anybody's contact counts, without `modes` any way of it.
    """

    n: int
    per: Amount
    people: tuple[ContactWith, ...] = ()
    modes: tuple[ContactMode, ...] = ()

    def __str__(self) -> str:
        people = f" with {', '.join(self.people)}" if self.people else ""
        modes = f" by {', '.join(self.modes)}" if self.modes else ""
        return f"{self.n} every {self.per}{people}{modes}"

    @property
    def words(self) -> str:
        """`1 contact a week with the case manager, office or home`."""
        people = " or the ".join(person.label.lower() for person in self.people)
        modes = " or ".join(mode.label.lower() for mode in self.modes)
        said = f"{counted(self.n, 'contact')} {often(self.per)}"
        said += f" with the {people}" if people else ""
        return f"{said}, {modes}" if modes else said


def often(per: Amount) -> str:
    """`a week`, `every 2 weeks`."""
    return f"a {Unit(per.unit)}" if per.n == 1 else f"every {per}"


def parse_contact_rate(text: object) -> ContactRate:
    """`1 every 1 week`, `2 every 1 month with case_manager, staff by home`. Raises ValueError."""
    wrong = ValueError(
        "How often contacts are asked is written like “1 every 1 week with case_manager by office”."
    )
    if not isinstance(text, str):
        raise wrong
    rest, _, modes = text.partition(" by ")
    rest, _, people = rest.partition(" with ")
    number, every, per = rest.partition(" every ")
    if not every or not number.strip().isdigit():
        raise wrong
    n = int(number)
    if not 1 <= n <= MOST_CONTACTS:
        raise ValueError(f"Between 1 and {MOST_CONTACTS} contacts can be asked at a time.")
    return ContactRate(
        n,
        parse_amount(per.strip()),
        tuple(_word(ContactWith, word) for word in people.split(",") if word.strip()),
        tuple(_word(ContactMode, word) for word in modes.split(",") if word.strip()),
    )


def _word(term: type[_T], word: str) -> _T:
    try:
        return term(word.strip())
    except ValueError as problem:
        known = ", ".join(term)
        raise ValueError(f"“{word.strip()}” is not known here; known are: {known}.") from problem
