"""The directory of providers: what each offers, how long people wait, whether reports come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.tables.providers import MOST_WAITING
from drugcourt.records.hearings import CourtSession
from drugcourt.records.staffings import ReportRequest, Staffing
from drugcourt.records.treatment import Provider, TreatmentEpisode
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider, for the directory. `here` counts who is there now; of the reports that were
    asked of it, `answered` came and `on_time` came by the day of court."""

    id: int
    name: str
    levels: tuple[LevelOfCare, ...]
    medications: str
    medicaid: YesNo
    waiting_days: int | None
    waiting_on: date | None
    report_day: int | None
    contact: str
    phone: str
    email: str
    address: str
    text: str
    closed_on: date | None
    here: int
    asked: int
    answered: int
    on_time: int

    @property
    def offers(self) -> str:
        """The levels of care in words, in the order of the continuum."""
        return ", ".join(level.label for level in LevelOfCare if level in self.levels)


def add_provider(db: Session, context: Context, *, values: Mapping[str, Any]) -> int:
    """Enter a provider; its number."""
    settled = _settled(context, values)
    _refuse_twin(db, settled["name"])
    made = Provider(**settled)
    db.add(made)
    db.flush()
    return made.id


def amend_provider(
    db: Session, context: Context, *, provider_id: int, values: Mapping[str, Any]
) -> None:
    """Change what is known of a provider.

    A new name also goes to the stays there now, and to the reports that were asked for.
    """
    found: Provider = entering.known(db, Provider, provider_id)
    settled = _settled(context, values)
    if settled["name"] != found.name:
        _refuse_twin(db, settled["name"], provider_id)
        _rename(db, found.name, settled["name"])
    if settled["waiting_days"] == found.waiting_days:
        settled["waiting_on"] = found.waiting_on  # nobody asked anew how long people wait
    for name, value in settled.items():
        setattr(found, name, value)


def close_provider(db: Session, context: Context, *, provider_id: int, closed_on: date) -> None:
    """Nobody is sent there any more from this day on; what was done there stays."""
    found: Provider = entering.known(db, Provider, provider_id)
    if found.closed_on is not None:
        raise Refusal("That provider is closed already.")
    found.closed_on = closed_on


def open_provider(db: Session, context: Context, *, provider_id: int) -> None:
    """People are sent there again."""
    found: Provider = entering.known(db, Provider, provider_id)
    found.closed_on = None


def providers(db: Session, *, also_closed: bool = False) -> list[ProviderRow]:
    """The directory by name."""
    here = (
        select(TreatmentEpisode.provider, func.count().label("people"))
        .where(TreatmentEpisode.ended_on.is_(None))
        .group_by(TreatmentEpisode.provider)
        .subquery()
    )
    on_time = ReportRequest.answered_on <= CourtSession.held_on
    reports = (
        select(
            ReportRequest.provider,
            func.count().label("asked"),
            func.count(ReportRequest.answered_on).label("answered"),
            func.sum(case((on_time, 1), else_=0)).label("on_time"),
        )
        .join(Staffing, Staffing.id == ReportRequest.staffing_id)
        .join(CourtSession, CourtSession.id == Staffing.session_id)
        .group_by(ReportRequest.provider)
        .subquery()
    )
    asked = (
        select(Provider, here.c.people, reports.c.asked, reports.c.answered, reports.c.on_time)
        .outerjoin(here, here.c.provider == Provider.name)
        .outerjoin(reports, reports.c.provider == Provider.name)
        .order_by(Provider.closed_on.is_not(None), Provider.name)
    )
    if not also_closed:
        asked = asked.where(Provider.closed_on.is_(None))
    return [_row(*found) for found in db.execute(asked)]


def provider_values(db: Session, *, provider_id: int) -> dict[str, Any]:
    """What stands of a provider, for its dialog."""
    found: Provider = entering.known(db, Provider, provider_id)
    values = {name: getattr(found, name) for name in _TEXTS + _PLAIN}
    return values | {"levels": tuple(LevelOfCare(level) for level in found.levels)}


_TEXTS = ("name", "medications", "contact", "phone", "email", "address", "text")
_PLAIN = ("medicaid", "waiting_days", "report_day")


def _settled(context: Context, values: Mapping[str, Any]) -> dict[str, Any]:
    name = str(values.get("name") or "").strip()
    if not name:
        raise FieldRefusal("name", "Enter the provider's name.")
    waiting = values.get("waiting_days")
    if waiting is not None and not 0 <= waiting <= MOST_WAITING:
        raise FieldRefusal("waiting_days", f"Enter days from 0 to {MOST_WAITING:,}.")
    day = values.get("report_day")
    texts = {key: str(values.get(key) or "").strip() for key in _TEXTS}
    levels = [str(level) for level in LevelOfCare if level in tuple(values.get("levels") or ())]
    return {
        **texts,
        "levels": levels,
        "medicaid": values.get("medicaid") or YesNo.UNKNOWN,
        "waiting_days": waiting,
        "waiting_on": context.today if waiting is not None else None,
        "report_day": None if day is None else int(day),
    }


def _rename(db: Session, old: str, new: str) -> None:
    stays = select(TreatmentEpisode).where(
        TreatmentEpisode.provider == old, TreatmentEpisode.ended_on.is_(None)
    )
    asked = select(ReportRequest).where(ReportRequest.provider == old)
    for found in (*db.scalars(stays), *db.scalars(asked)):
        found.provider = new


def _refuse_twin(db: Session, name: str, own: int | None = None) -> None:
    asked = select(Provider.id).where(func.lower(Provider.name) == name.lower())
    twin = db.scalar(asked)
    if twin is not None and twin != own:
        raise FieldRefusal("name", "That provider stands in the directory already.")


def _row(
    found: Provider, here: int | None, asked: int | None, answered: int | None, on_time: int | None
) -> ProviderRow:
    return ProviderRow(
        found.id,
        found.name,
        tuple(LevelOfCare(level) for level in found.levels),
        found.medications,
        found.medicaid,
        found.waiting_days,
        found.waiting_on,
        found.report_day,
        found.contact,
        found.phone,
        found.email,
        found.address,
        found.text,
        found.closed_on,
        here or 0,
        asked or 0,
        answered or 0,
        on_time or 0,
    )
