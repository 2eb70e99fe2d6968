"""Which medicines were in force on a collection day, by the list as it stood at recording."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK
from drugcourt.casework.specimens.notes import write_note
from drugcourt.domain.specimens import CollectionStatus, SpecimenNoteKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.medications import Medication
from drugcourt.records.specimens import MedicationSnapshot, Specimen
from drugcourt.workspace import Context

Wanted = tuple[int, date]
"""An episode and a collection day."""


def take_snapshots(db: Session, specimens: Sequence[Specimen]) -> None:
    """Take down the medicines of each test's day with it; one that lies ahead has none yet."""
    held = [s for s in specimens if s.status is not CollectionStatus.SCHEDULED]
    numbers = snapshot_ids(db, [(s.episode_id, s.collected_on) for s in held])
    for specimen in held:
        number = numbers[specimen.episode_id, specimen.collected_on]
        if specimen.snapshot_id != number:
            specimen.snapshot_id = number


def snapshot_ids(db: Session, wanted: Iterable[Wanted]) -> dict[Wanted, int]:
    """The number of the snapshot for each episode and day; those that do not exist yet are made."""
    asked = list(dict.fromkeys(wanted))
    db.flush()  # medicines that this act has entered are seen
    listed = _medicines(db, sorted({episode_id for episode_id, _ in asked}))
    told = {
        (episode_id, day): _in_force(listed.get(episode_id, ()), day) for episode_id, day in asked
    }
    prints = {key: _fingerprint(medicines) for key, medicines in told.items()}
    known = _known(db, sorted({episode_id for episode_id, _ in asked}))
    made: dict[tuple[int, str], MedicationSnapshot] = {}
    for (episode_id, day), fingerprint in prints.items():
        place = (episode_id, fingerprint)
        if place not in known and place not in made:
            made[place] = MedicationSnapshot(
                episode_id=episode_id, fingerprint=fingerprint, medicines=told[episode_id, day]
            )
    db.add_all(made.values())
    db.flush()
    known |= {place: snapshot.id for place, snapshot in made.items()}
    return {key: known[key[0], fingerprint] for key, fingerprint in prints.items()}


def take_again(db: Session, context: Context, *, specimen_id: int, reason: str) -> None:
    """Read a test by the list as it stands now, with the reason; the test keeps what was before."""
    specimen = db.get(Specimen, specimen_id)
    if specimen is None:
        raise Refusal("That test is not recorded.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why the list as it stands now is the right one.")
    db.info["logbook"].reason = reason
    take_snapshots(db, [specimen])
    write_note(db, context, specimen, SpecimenNoteKind.MEDICINES, reason)


def snapshot_of(db: Session, snapshot_id: int | None) -> list[dict[str, Any]] | None:
    """The medicines taken down with a test; None where none were."""
    if snapshot_id is None:
        return None
    return list(db.get_one(MedicationSnapshot, snapshot_id).medicines)


def listed_now(db: Session, *, episode_id: int, day: date) -> list[dict[str, Any]]:
    """The medicines in force on a day by the list as it stands now, as a snapshot would say it."""
    return _in_force(_medicines(db, [episode_id]).get(episode_id, ()), day)


def reads_otherwise(then: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the two lists would read a test differently; doses and prescribers do not."""
    return _shown(then) != _shown(now)


def _shown(medicines: Iterable[Mapping[str, Any]]) -> set[tuple[str, tuple[str, ...], str]]:
    return {
        (m["name"].strip().casefold(), tuple(sorted(m["detected_as"])), m["started_on"])
        for m in medicines
    }


def _medicines(db: Session, episode_ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for first in range(0, len(episode_ids), CHUNK):
        asked = (
            select(
                Medication.episode_id,
                Medication.id,
                Medication.name,
                Medication.dose,
                Medication.prescriber,
                Medication.detected_as,
                Medication.moud,
                Medication.started_on,
                Medication.ended_on,
            )
            .where(Medication.episode_id.in_(episode_ids[first : first + CHUNK]))
            .order_by(Medication.id)
        )
        for row in db.execute(asked):
            found[row.episode_id].append(row)
    return found


def _in_force(listed: Iterable[Any], day: date) -> list[dict[str, Any]]:
    return [
        {
            "id": row.id,
            "name": row.name,
            "dose": row.dose,
            "prescriber": row.prescriber,
            "detected_as": sorted(row.detected_as or ()),
            "moud": row.moud,
            "started_on": row.started_on.isoformat(),
        }
        for row in listed
        if row.started_on <= day and (row.ended_on is None or day < row.ended_on)
    ]


def _fingerprint(medicines: Sequence[Mapping[str, Any]]) -> str:
    plain = json.dumps(medicines, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _known(db: Session, episode_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for first in range(0, len(episode_ids), CHUNK):
        asked = select(
            MedicationSnapshot.episode_id, MedicationSnapshot.fingerprint, MedicationSnapshot.id
        ).where(MedicationSnapshot.episode_id.in_(episode_ids[first : first + CHUNK]))
        found.update({(row[0], row[1]): row[2] for row in db.execute(asked)})
    return found
