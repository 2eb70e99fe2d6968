"""What is known of many participants at once, as plain values, by a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.domain import facts as known
from drugcourt.domain.terms import Substance
from drugcourt.records.base import Base
from drugcourt.records.episodes import Episode, StatusSpan, WorkSpell
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode

CHUNK = 500

Fact = TypeVar("Fact")


def gather(db: Session, episode_ids: Iterable[int]) -> dict[int, known.ParticipantFacts]:
    """Facts of these episodes, by episode; candidates (never admitted) are left out."""
    found: dict[int, known.ParticipantFacts] = {}
    ids = list(episode_ids)
    for first in range(0, len(ids), CHUNK):
        found.update(_gather_chunk(db, ids[first : first + CHUNK]))
    return found


def gather_one(db: Session, episode_id: int) -> known.ParticipantFacts | None:
    """Facts of one episode, or None for a candidate or an unknown number."""
    return gather(db, [episode_id]).get(episode_id)


def _gather_chunk(db: Session, ids: Sequence[int]) -> dict[int, known.ParticipantFacts]:
    rooms = {
        name: _grouped(db, record, ids, columns, make) for name, record, columns, make in _ROOMS
    }
    specimens = _specimens(db, ids)
    episodes = db.execute(
        select(
            Episode.id,
            Episode.admitted_on,
            Episode.track,
            Episode.charge_level,
            Episode.exited_on,
            Episode.assigned,
        ).where(Episode.id.in_(ids), Episode.admitted_on.is_not(None))
    )
    return {
        row.id: known.ParticipantFacts(
            episode_id=row.id,
            admitted_on=row.admitted_on,
            track=row.track,
            charge_level=row.charge_level,
            exited_on=row.exited_on,
            assigned=frozenset(row.assigned or ()),
            specimens=tuple(specimens.get(row.id, ())),
            **{name: tuple(by_episode.get(row.id, ())) for name, by_episode in rooms.items()},
        )
        for row in episodes
    }


def _grouped(
    db: Session,
    record: type[Base],
    ids: Sequence[int],
    columns: Sequence[str],
    make: Callable[..., Fact],
) -> dict[int, list[Fact]]:
    owner = record.episode_id  # type: ignore[attr-defined]  # every room of _ROOMS has an owner
    asked: Select[Any] = select(owner, *(getattr(record, name) for name in columns)).where(
        owner.in_(ids)
    )
    grouped: dict[int, list[Fact]] = defaultdict(list)
    for episode_id, *values in db.execute(asked):
        grouped[episode_id].append(make(*values))
    return grouped


def _specimens(db: Session, ids: Sequence[int]) -> dict[int, list[known.SpecimenFacts]]:
    results: dict[int, list[known.ResultFacts]] = defaultdict(list)
    asked: Any = (
        select(
            SpecimenResult.specimen_id,
            SpecimenResult.substance,
            SpecimenResult.result,
            SpecimenResult.confirmation,
            SpecimenResult.explanation,
            SpecimenResult.confirmed_on,
        )
        .join(Specimen, Specimen.id == SpecimenResult.specimen_id)
        .where(Specimen.episode_id.in_(ids))
    )
    for specimen_id, *values in db.execute(asked):
        results[specimen_id].append(known.ResultFacts(*values))
    grouped: dict[int, list[known.SpecimenFacts]] = defaultdict(list)
    tests: Any = select(
        Specimen.episode_id,
        Specimen.id,
        Specimen.collected_on,
        Specimen.status,
        Specimen.validity,
        Specimen.excused,
        Specimen.matrix,
    ).where(Specimen.episode_id.in_(ids))
    for episode_id, number, on, status, validity, excused, matrix in db.execute(tests):
        found = tuple(results.get(number, ()))
        grouped[episode_id].append(
            known.SpecimenFacts(number, on, status, validity, excused, matrix, found)
        )
    return grouped


def _medication(
    number: int, name: str, detected: list[str], start: Any, end: Any, moud: bool
) -> known.MedicationFacts:
    substances = frozenset(Substance(key) for key in detected or ())
    return known.MedicationFacts(number, name, substances, start, end, moud)


def _status(number: int, status: Any, start: Any, end: Any) -> known.StatusFacts:
    return known.StatusFacts(status, start, end, id=number)


_ROOMS: tuple[tuple[str, type[Base], tuple[str, ...], Callable[..., Any]], ...] = (
    ("statuses", StatusSpan, ("id", "status", "started_on", "ended_on"), _status),
    ("stays", PhaseStay, ("id", "phase", "entered_on", "left_on"), known.PhaseStayFacts),
    (
        "medications",
        Medication,
        ("id", "name", "detected_as", "started_on", "ended_on", "moud"),
        _medication,
    ),
    (
        "responses",
        Response,
        ("id", "family", "title", "given_on", "jail_days"),
        known.ResponseFacts,
    ),
    (
        "sessions",
        AttendanceLine,
        ("id", "held_on", "kind", "attendance", "minutes", "provider"),
        known.SessionFacts,
    ),
    (
        "milestones",
        Milestone,
        ("id", "key", "done_on", "verified_by"),
        lambda number, key, on, by: known.MilestoneFacts(number, key, on, bool(by)),
    ),
    ("ledger", FeeEntry, ("id", "debt", "kind", "entered_on", "cents"), known.LedgerFacts),
    ("plans", PaymentPlan, ("id", "debt", "started_on", "ended_on"), known.PlanFacts),
    (
        "work",
        WorkSpell,
        ("id", "kind", "started_on", "ended_on", "hours", "verified_on", "place"),
        known.WorkFacts,
    ),
    (
        "decisions",
        Decision,
        ("id", "requirement", "by", "decided_on", "granted"),
        known.DecisionFacts,
    ),
    ("waivers", Waiver, ("id", "requirement", "waived_on", "by", "reason"), known.WaiverFacts),
    (
        "treatments",
        TreatmentEpisode,
        ("id", "provider", "level", "started_on", "ended_on"),
        known.TreatmentFacts,
    ),
)
