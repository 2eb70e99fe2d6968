"""How people of an import are entered and amended, each change remembered for the undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import add_case
from drugcourt.casework.hearings.hearings import put_on_docket, schedule_session
from drugcourt.casework.imports.hearings_moved import take_off
from drugcourt.casework.imports.person_values import (
    BASELINE_LABELS,
    EPISODE_LABELS,
    PERSON_LABELS,
    OnFile,
)
from drugcourt.casework.participants.participants import amend_person, new_person
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.exchange.tables.participants import PersonRow
from drugcourt.records.cases import CourtCase
from drugcourt.records.courts import ImportChange
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.phases import PhaseStay
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Writing:
    """One import being written."""

    db: Session
    context: Context
    batch_id: int

    def add(
        self, row: PersonRow, values: Mapping[str, Any], phase: str, opening: str, program_id: int
    ) -> None:
        """Enter a new person; with an admission date a participant, without one a candidate."""
        person = {key: value for key, value in values.items() if key in PERSON_LABELS}
        if row.who.participant_id:
            person["reference"] = row.who.participant_id
        made = new_person(self.db, self.context, {**person, "aliases": row.aliases})
        made.import_id = self.batch_id
        episode = self._episode(row, values, made.id, phase, program_id)
        if row.admitted:
            # A file that names a later phase without its date: it counts from the import.
            since = row.admitted if phase == opening else self.context.today
            entered = row.phase_since or since
            self.db.add(
                PhaseStay(
                    episode_id=episode.id,
                    phase=phase,
                    entered_on=entered,
                    import_id=self.batch_id,
                )
            )
        if row.case_number:
            self._case(episode.id, row)
        if row.next_court_date:
            self._next(episode.id, row.next_court_date)

    def amend(self, row: PersonRow, kept: OnFile, values: Mapping[str, Any]) -> None:
        """Change what differs; what the row does not say stays as it is."""
        changed = {k: v for k, v in values.items() if v != kept.values.get(k)}
        person = {key: value for key, value in changed.items() if key in PERSON_LABELS}
        if person:
            self._remember("person", kept.person_id, kept.values, person)
            amend_person(self.db, self.context, person_id=kept.person_id, changes=person)
        if kept.episode_id is not None:
            self._amend_episode(self.db.get_one(Episode, kept.episode_id), row, kept, changed)

    def _episode(
        self,
        row: PersonRow,
        values: Mapping[str, Any],
        person_id: int,
        phase: str,
        program_id: int,
    ) -> Episode:
        admitted = row.admitted
        began = admitted or self.context.today
        episode = Episode(
            person_id=person_id,
            program_id=program_id,
            status=EpisodeStatus.ACTIVE if admitted else EpisodeStatus.REFERRED,
            referred_on=began,
            admitted_on=admitted,
            phase=phase if admitted else "",
            track=row.track,
            charge_level=row.charge_level or ChargeLevel.UNKNOWN,
            baseline={key: values[key] for key in BASELINE_LABELS if key in values},
            import_id=self.batch_id,
        )
        self.db.add(episode)
        self.db.flush()
        self.db.add(
            StatusSpan(
                episode_id=episode.id,
                status=episode.status,
                started_on=began,
                reason="Imported",
                import_id=self.batch_id,
            )
        )
        return episode

    def _amend_episode(
        self, episode: Episode, row: PersonRow, kept: OnFile, changed: Mapping[str, Any]
    ) -> None:
        baseline = {key: value for key, value in changed.items() if key in BASELINE_LABELS}
        if baseline:
            before = dict(episode.baseline)
            after = {**before, **baseline}
            self._remember("episode", episode.id, {"baseline": before}, {"baseline": after})
            episode.baseline = after
        legal = {key: value for key, value in changed.items() if key in EPISODE_LABELS}
        if legal:
            self._remember("episode", episode.id, kept.values, legal)
        for key, value in legal.items():
            setattr(episode, key, value)
        if "case" in changed:
            self._case(episode.id, row)
        if "next" in changed:
            self._next(episode.id, changed["next"])

    def _remember(
        self, kind: str, record_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Keep what stood before, so that undoing the import can put it back."""
        self.db.add(
            ImportChange(
                batch_id=self.batch_id,
                kind=kind,
                record_id=record_id,
                before={key: _plain(before.get(key)) for key in after},
                after={key: _plain(value) for key, value in after.items()},
            )
        )

    def _case(self, episode_id: int, row: PersonRow) -> None:
        level = row.charge_level or ChargeLevel.UNKNOWN
        charge = {"text": row.charge, "level": level, "import_id": self.batch_id}
        case_id = add_case(
            self.db,
            self.context,
            episode_id=episode_id,
            number=row.case_number,
            charges=[charge] if row.charge else [],
            track=row.track,
        )
        self.db.get_one(CourtCase, case_id).import_id = self.batch_id

    def _next(self, episode_id: int, day: date) -> None:
        """Move the next court date: off the dockets to come, on to the one of this day."""
        if day < self.context.today:
            return
        asked = (
            select(DocketEntry)
            .join(CourtSession, CourtSession.id == DocketEntry.session_id)
            .where(
                DocketEntry.episode_id == episode_id,
                DocketEntry.attendance.is_(None),
                CourtSession.held_on >= self.context.today,
                CourtSession.held_on != day,
            )
        )
        for entry in self.db.scalars(asked).all():
            take_off(self.db, self.context, self.batch_id, entry)
        self.db.flush()
        session_id = schedule_session(self.db, self.context, held_on=day, closed_too=True)
        there = select(DocketEntry.id).where(
            DocketEntry.session_id == session_id, DocketEntry.episode_id == episode_id
        )
        if self.db.scalar(there) is not None:
            return  # set before, by hand or by another import: not this one's to take back
        entry_id = put_on_docket(
            self.db, self.context, session_id=session_id, episode_id=episode_id
        )
        self.db.get_one(DocketEntry, entry_id).import_id = self.batch_id


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
