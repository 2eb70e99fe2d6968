"""The court itself: who it is, when it sits, who works in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.settings import begin_consents
from drugcourt.casework.programs.programs import keep_program
from drugcourt.casework.states import set_court_zone
from drugcourt.domain.accounts import FIRST_LOGIN, Role
from drugcourt.errors import FieldRefusal
from drugcourt.records.accounts import Staff
from drugcourt.records.courts import Court
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """What every screen and paper says of the court."""

    name: str
    docket_title: str
    county: str
    state: str
    judge: str
    courtroom: str
    prosecutor_office: str
    weekday: int | None
    starts_at: str
    time_zone: str
    demonstration: bool
    program_id: int | None


def found_court(
    db: Session,
    context: Context,
    *,
    name: str,
    program_text: str,
    login: str = FIRST_LOGIN,
    staff_name: str = "",
    judge: str = "",
    courtroom: str = "",
    county: str = "",
    state: str = "",
    prosecutor_office: str = "",
    weekday: int | None = None,
    starts_at: str = "13:30",
    docket_title: str = "",
    demonstration: bool = False,
) -> None:
    """Write the first page of a new file: the court, its program, and the person who made it."""
    if not name.strip():
        raise FieldRefusal("name", "The court needs a name, as it should stand on its papers.")
    court = Court(
        name=name.strip()[:200],
        docket_title=docket_title,
        county=county,
        state=state,
        judge=judge,
        courtroom=courtroom,
        prosecutor_office=prosecutor_office,
        weekday=weekday,
        starts_at=starts_at,
        demonstration=demonstration,
        created_on=context.today,
    )
    db.add(court)
    db.add(
        Staff(
            login=login,
            name=staff_name or login.capitalize(),
            role=Role.COORDINATOR,
            password_set_on=context.today,
        )
    )
    db.flush()
    keep_program(db, context, program_text, default=True)
    begin_consents(db, context)


def county_words(county: str) -> str:
    """`Cedar County`, whether or not that word was written; empty for none."""
    bare = county.strip()
    return bare if not bare or bare.casefold().endswith("county") else f"{bare} County"


def court_place(db: Session) -> str:
    """`Cedar County, Ohio`: where the court is, without its own name, which says what it is for."""
    court = db.execute(select(Court.county, Court.state)).one()
    return ", ".join(filter(None, (county_words(court.county), court.state)))


def amend_court(db: Session, context: Context, **changes: object) -> None:
    """Change what the court is called, who sits, where and when."""
    court = db.scalars(select(Court)).one()
    for key, value in changes.items():
        if key == "name" and not str(value).strip():
            raise FieldRefusal("name", "The court needs a name, as it should stand on its papers.")
        if key == "time_zone":
            set_court_zone(db, context, name=str(value).strip())
        else:
            setattr(court, key, value)


def court_facts(db: Session) -> CourtFacts:
    """The court of this file."""
    court = db.scalars(select(Court)).one()
    return CourtFacts(**{name: getattr(court, name) for name in CourtFacts.__slots__})


def staff_name(db: Session, *, login: str) -> tuple[str, str]:
    """Name and role of the person behind a login; the login itself when nobody is entered."""
    person = db.scalar(select(Staff).where(Staff.login == login))
    return (person.name, person.role.label) if person else (login, "")
