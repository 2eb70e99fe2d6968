"""Who holds naloxone in date, what was used, and who with an opioid history holds none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.safety import KitHolder
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.episodes import Episode, Standing
from drugcourt.records.medications import Medication
from drugcourt.records.safety import NaloxoneKit, Overdose
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class KitRow:
    """One kit; `state` says in words whether it is there and in date."""

    id: int
    issued_on: date
    holder: KitHolder
    holder_name: str
    lot: str
    expires_on: date | None
    trained: YesNo
    used_on: date | None
    gone_on: date | None
    state: str
    in_date: bool


def issue_kit(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    holder: KitHolder,
    issued_on: date | None = None,
    holder_name: str = "",
    lot: str = "",
    expires_on: date | None = None,
    trained: YesNo = YesNo.UNKNOWN,
    text: str = "",
) -> int:
    """Put down a kit that was handed out; one that had expired by then is refused."""
    day = issued_on or context.today
    entering.check_span(db, context, episode_id, ("issued_on", day))
    if expires_on is not None and expires_on <= day:
        raise FieldRefusal("expires_on", "That kit had expired when it was handed out.")
    values = {
        "issued_on": day,
        "holder": holder,
        "holder_name": holder_name.strip(),
        "lot": lot.strip(),
        "expires_on": expires_on,
        "trained": trained,
        "text": text.strip(),
    }
    return entering.enter(db, context, NaloxoneKit, episode_id, values)


def use_kit(db: Session, context: Context, *, kit_id: int, used_on: date | None = None) -> None:
    """A kit was used; it is to be replaced."""
    kit = _held(db, kit_id)
    day = used_on or context.today
    entering.check_span(db, context, kit.episode_id, ("issued_on", kit.issued_on), ("used_on", day))
    kit.used_on = day


def lose_kit(
    db: Session, context: Context, *, kit_id: int, gone_on: date | None = None, text: str = ""
) -> None:
    """A kit is gone without use: lost, taken away, thrown out when it expired."""
    kit = _held(db, kit_id)
    day = gone_on or context.today
    entering.check_span(db, context, kit.episode_id, ("issued_on", kit.issued_on), ("gone_on", day))
    kit.gone_on = day
    if text.strip():
        kit.text = text.strip()


def kits(db: Session, *, episode_id: int, today: date) -> list[KitRow]:
    """The kits of one file, the latest first."""
    asked = (
        select(NaloxoneKit)
        .where(NaloxoneKit.episode_id == episode_id)
        .order_by(NaloxoneKit.issued_on.desc(), NaloxoneKit.id.desc())
    )
    return [_row(kit, today) for kit in db.scalars(asked)]


def in_date(today: date) -> ColumnElement[bool]:
    """Whether a kit is there and in date on this day; without a printed date it counts as it is."""
    return (
        NaloxoneKit.used_on.is_(None)
        & NaloxoneKit.gone_on.is_(None)
        & or_(NaloxoneKit.expires_on.is_(None), NaloxoneKit.expires_on > today)
    )


def held_on(day: Any) -> ColumnElement[bool]:
    """Whether a kit was there and in date on a day of the past, whatever became of it since."""
    return and_(
        NaloxoneKit.issued_on <= day,
        or_(NaloxoneKit.used_on.is_(None), NaloxoneKit.used_on > day),
        or_(NaloxoneKit.gone_on.is_(None), NaloxoneKit.gone_on > day),
        or_(NaloxoneKit.expires_on.is_(None), NaloxoneKit.expires_on > day),
    )


def opioid_history() -> ColumnElement[bool]:
    """Whether an episode's record names opioids: primary substance, medication, an overdose, or a
    positive test, which the standing remembers (looked for anew it took a second and a half).
    """
    treated = select(Medication.episode_id).where(Medication.moud)
    harmed = select(Overdose.episode_id)
    tested = select(Standing.episode_id).where(Standing.opioid_on.is_not(None))
    return or_(
        Episode.primary_substance.in_(safety_policy().opioids),
        Episode.id.in_(treated),
        Episode.id.in_(harmed),
        Episode.id.in_(tested),
    )


def without_kit(today: date) -> Select[*tuple[Any, ...]]:
    """Those in the program with an opioid history and no kit in date; since when the last ended."""
    held = select(NaloxoneKit.id).where(NaloxoneKit.episode_id == Episode.id, in_date(today))
    return (
        select(Episode.id, Episode.admitted_on, Episode.status)
        .where(Episode.status.in_(OPEN_STATUSES), opioid_history(), ~held.exists())
        .order_by(Episode.admitted_on, Episode.id)
    )


def say_without_kit(row: tuple[Any, Any], today: date) -> str:
    """That somebody with an opioid history holds no kit in date."""
    return "No naloxone kit in date, with an opioid history"


def ending_kits(today: date) -> Select[*tuple[Any, ...]]:
    """Kits that expire soon, where no other kit of the person lasts longer."""
    last = today + timedelta(days=safety_policy().kit_soon_days)
    return (
        select(Episode.id, NaloxoneKit.expires_on, NaloxoneKit.holder)
        .join(Episode, Episode.id == NaloxoneKit.episode_id)
        .where(
            Episode.status.in_(OPEN_STATUSES),
            in_date(today),
            NaloxoneKit.expires_on <= last,
        )
        .order_by(NaloxoneKit.expires_on, Episode.id)
    )


def say_ending_kit(row: tuple[Any, Any], today: date) -> str:
    """When the kit expires, and who holds it."""
    expires, holder = row
    return f"Naloxone kit expires {short(expires, today)}, held by: {holder.label.lower()}"


def _held(db: Session, kit_id: int) -> NaloxoneKit:
    kit: NaloxoneKit = entering.known(db, NaloxoneKit, kit_id)
    if kit.used_on is not None or kit.gone_on is not None:
        raise Refusal("That kit is not held any more.")
    return kit


def _row(kit: NaloxoneKit, today: date) -> KitRow:
    expired = kit.expires_on is not None and kit.expires_on <= today
    if kit.used_on:
        state = f"Used {short(kit.used_on, today)}"
    elif kit.gone_on:
        state = f"Gone {short(kit.gone_on, today)}"
    elif expired:
        state = "Expired"
    else:
        state = "In date"
    names = ("id", "issued_on", "holder", "holder_name", "lot", "expires_on", "trained")
    more = ("used_on", "gone_on")
    kept = {key: getattr(kit, key) for key in (*names, *more)}
    return KitRow(**kept, state=state, in_date=state == "In date")
