"""The 600 real trajectories as facts, read by the application's own readers; none where absent.

The tables tell no phases: every second person is put into the second phase after twelve weeks, so
that the rules of both are asked about.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from typing import Any

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import (
    MedicationFacts,
    ParticipantFacts,
    PhaseStayFacts,
    ResultFacts,
    SessionFacts,
    SpecimenFacts,
    StatusFacts,
)
from drugcourt.domain.program import Program
from drugcourt.domain.treatment import SessionKind
from drugcourt.exchange.tables.headings import propose
from drugcourt.exchange.tables.readers import READERS
from drugcourt.exchange.tables.tables import read_tables
from drugcourt.fields.imports import ImportKind
from tests.trial_data import TRIAL

_FILES = {
    ImportKind.PEOPLE: "people.csv",
    ImportKind.TESTS: "specimens.csv",
    ImportKind.ATTENDANCE: "visits.csv",
    ImportKind.MEDICATIONS: "medications.csv",
}
SECOND_PHASE = timedelta(weeks=12)


def present() -> bool:
    """Whether the tables stand beside the project."""
    return all((TRIAL / name).exists() for name in _FILES.values())


@cache
def people() -> tuple[ParticipantFacts, ...]:
    """Everybody, without a phase."""
    rows = {kind: _rows(kind) for kind in _FILES}
    admitted = {row.who.participant_id: row.admitted for row in rows[ImportKind.PEOPLE]}
    tests, visits = _by_person(rows[ImportKind.TESTS]), _by_person(rows[ImportKind.ATTENDANCE])
    medicines = _by_person(rows[ImportKind.MEDICATIONS])
    return tuple(
        ParticipantFacts(
            episode_id=number,
            admitted_on=day,
            statuses=(StatusFacts(EpisodeStatus.ACTIVE, day),),
            specimens=tuple(_specimen(n, row) for n, row in enumerate(tests[who], start=1)),
            sessions=tuple(_session(n, row) for n, row in enumerate(visits[who], start=1)),
            medications=tuple(
                MedicationFacts(n, row.name, row.detected_as, row.started, row.ended, row.moud)
                for n, row in enumerate(medicines[who], start=1)
            ),
        )
        for number, (who, day) in enumerate(sorted(admitted.items()), start=1)
    )


def stays(facts: ParticipantFacts, program: Program) -> tuple[PhaseStayFacts, ...]:
    """The first phase for everybody, the second for every second person after twelve weeks."""
    first, second, day = program.phases[0].key, program.phases[1].key, facts.admitted_on
    if facts.episode_id % 2:
        return (PhaseStayFacts(1, first, day),)
    moved = day + SECOND_PHASE
    return (PhaseStayFacts(1, first, day, moved), PhaseStayFacts(2, second, moved))


def _rows(kind: ImportKind) -> list[Any]:
    proposal = propose(read_tables(TRIAL / _FILES[kind]), kind)
    return list(READERS[kind](proposal.table, proposal.mapping))


def _by_person(rows: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.who.participant_id].append(row)
    return found


def _specimen(number: int, row: Any) -> SpecimenFacts:
    results = tuple(ResultFacts(r.substance, r.result, r.confirmation) for r in row.results)
    on: date = row.collected_on
    return SpecimenFacts(number, on, row.status, row.validity, results=results)


def _session(number: int, row: Any) -> SessionFacts:
    return SessionFacts(number, row.on, row.kind or SessionKind.GROUP, row.attendance, row.minutes)
