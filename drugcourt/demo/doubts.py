"""What stands beside the demonstration's tests: devices, disputes, hands, medicines taken down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.specimens.custody import hand_over
from drugcourt.casework.specimens.devices import record_alert, start_device
from drugcourt.casework.specimens.disputes import dispute
from drugcourt.casework.specimens.notes import add_note
from drugcourt.casework.specimens.snapshots import take_snapshots
from drugcourt.demo.deeds import moment
from drugcourt.domain.devices import AlertKind, AlertState, DeviceKind
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Substance,
)
from drugcourt.domain.tone import YesNo
from drugcourt.records.episodes import Episode
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Context

DEVICES = 4
DISPUTES = 2
SNAPSHOTS = 120
HANDED = 6
_KINDS = (DeviceKind.ANKLE, DeviceKind.REMOTE_BREATH, DeviceKind.INTERLOCK, DeviceKind.ANKLE)
_DOUBTS = (
    "Says that it was a cough medicine; the laboratory was asked to look again.",
    "Counsel doubts the seal; the collector’s log was asked for.",
)


def keep_doubts(db: Session, context: Context) -> int:
    """Put devices, disputes, hand-overs and snapshots beside the tests; returns how many."""
    wearers = _wearers(db, context.today)
    for place, (episode_id, started) in enumerate(wearers):
        _wear(db, context, episode_id, started, place)
    doubted = _doubtful(db, context.today)
    for specimen_id, reason in zip(doubted, _DOUBTS, strict=False):
        dispute(db, context, specimen_id=specimen_id, reason=reason)
        add_note(db, context, specimen_id=specimen_id, text="The participant was told in person.")
    latest = _latest(db, context.today)
    take_snapshots(db, latest)
    for specimen in [s for s in latest if s.laboratory][:HANDED]:
        _hand(db, context, specimen)
    return len(wearers) + len(doubted) + len(latest)


def _wearers(db: Session, today: date) -> list[tuple[int, date]]:
    """Those whose substance is alcohol and who are in the program for long enough."""
    asked = (
        select(Episode.id, Episode.admitted_on)
        .where(
            Episode.status == EpisodeStatus.ACTIVE,
            Episode.primary_substance == Substance.ALCOHOL,
            Episode.admitted_on < today - timedelta(days=30),
        )
        .order_by(Episode.id.desc())
        .limit(DEVICES)
    )
    return [
        (row.id, max(row.admitted_on, today - timedelta(days=75 + row.id % 30)))
        for row in db.execute(asked)
    ]


def _wear(db: Session, context: Context, episode_id: int, started: date, place: int) -> None:
    spell = start_device(
        db,
        context,
        episode_id=episode_id,
        kind=_KINDS[place % len(_KINDS)],
        started_on=started,
        vendor="High Plains Monitoring",
        serial=f"HP-{4100 + episode_id}",
        ordered_by="Hon. M. Whitfield",
        reason="In place of jail, by the order of the day.",
    )
    if place == 0:
        _alert(db, context, spell, AlertKind.ALCOHOL, 1, AlertState.OPEN, 0.031)
    if place == 1:
        _alert(db, context, spell, AlertKind.MISSED, 9, AlertState.CONFIRMED)
        _alert(db, context, spell, AlertKind.ALCOHOL, 20, AlertState.DISMISSED, 0.012)


def _alert(
    db: Session,
    context: Context,
    spell: int,
    kind: AlertKind,
    ago: int,
    state: AlertState,
    level: float | None = None,
) -> None:
    on = context.today - timedelta(days=ago)
    then = replace(context, today=min(context.today, on + timedelta(days=2)))
    record_alert(
        db,
        then,
        spell_id=spell,
        kind=kind,
        happened_on=on,
        happened_at=moment(on, 1_320),
        level=level,
        state=state,
    )


def _doubtful(db: Session, today: date) -> list[int]:
    """Positives of the last weeks that nobody explained and no laboratory has."""
    asked = (
        select(Specimen.id)
        .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .join(Episode, Episode.id == Specimen.episode_id)
        .where(
            Specimen.collected_on.between(today - timedelta(days=45), today - timedelta(days=9)),
            SpecimenResult.result == AnalyteResult.POSITIVE,
            SpecimenResult.confirmation == Confirmation.CONFIRMED,
            SpecimenResult.explanation == Explanation.NONE,
            Episode.status == EpisodeStatus.ACTIVE,
        )
        .order_by(Specimen.collected_on.desc(), Specimen.id.desc())
        .limit(DISPUTES)
    )
    return list(db.scalars(asked))


def _latest(db: Session, today: date) -> list[Specimen]:
    asked = (
        select(Specimen)
        .where(Specimen.collected_on <= today, Specimen.status == CollectionStatus.COLLECTED)
        .order_by(Specimen.collected_on.desc(), Specimen.id.desc())
        .limit(SNAPSHOTS)
    )
    return list(db.scalars(asked))


def _hand(db: Session, context: Context, specimen: Specimen) -> None:
    """From the collector to the courier, and from the courier to the laboratory."""
    day = specimen.collected_on
    for minute, to_whom, purpose in (
        (900, "Tri-County Courier", "To the laboratory"),
        (1_020, specimen.laboratory, "Received"),
    ):
        hand_over(
            db,
            context,
            specimen_id=specimen.id,
            handed_at=moment(day, minute),
            to_whom=to_whom,
            purpose=purpose,
            seal_intact=YesNo.YES,
        )
