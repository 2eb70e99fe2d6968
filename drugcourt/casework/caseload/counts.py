"""Who is in the program: counts by phase, status, track, need, sober time and who people are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import EpisodeStatus, RiskNeed
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.program import Program
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term, YesNo
from drugcourt.records.episodes import Standing, StatusSpan
from drugcourt.records.phases import PhaseStay

UNKNOWN = "Unknown"
_SOBER_BANDS = ((0, 14), (14, 30), (30, 90), (90, 180), (180, 365), (365, None))
_AGE_BANDS = ((0, 25), (25, 35), (35, 45), (45, 55), (55, None))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those in the program are what; `unknown` of them nobody knows."""

    title: str
    rows: tuple[tuple[str, int], ...]
    unknown: int


def tallies(db: Session, here: Sequence[Any], today: date, day: date) -> Iterable[Tally]:
    """The counts of those in the program on a day; sober days as of today."""
    kept = programs(db)
    stays, spans = _stays(db, day), _statuses(db, day)
    yield _phases(here, stays, kept)
    yield _terms("Status", EpisodeStatus, (spans.get(row.id) for row in here))
    yield _terms("Legal track", LegalTrack, (row.track for row in here))
    yield _terms("Risk and need", RiskNeed, (row.risk_need for row in here))
    yield _bands("Sober days, as of today", _SOBER_BANDS, _sober(db, here, today), "days")
    yield _bands("Age", _AGE_BANDS, [_age(row, day) for row in here], "years")
    yield _terms("Sex", Sex, (row.sex for row in here))
    yield _terms("Gender", Gender, (row.gender for row in here))
    yield _terms("Race", Race, (row.race for row in here))
    yield _terms("Ethnicity", Ethnicity, (row.ethnicity for row in here))
    yield _terms("Veteran", YesNo, (row.veteran for row in here))
    yield _terms("Primary substance", Substance, (row.primary_substance for row in here))
    names = Counter(row.case_manager or UNKNOWN for row in here)
    unknown = names.pop(UNKNOWN, 0)
    yield Tally("Case manager", tuple(sorted(names.items())), unknown)


def _stays(db: Session, day: date) -> dict[int, str]:
    asked = (
        select(PhaseStay.episode_id, PhaseStay.phase)
        .where(PhaseStay.entered_on <= day, PhaseStay.left_on.is_(None) | (PhaseStay.left_on > day))
        .order_by(PhaseStay.entered_on, PhaseStay.id)
    )
    return dict(db.execute(asked).all())


def _statuses(db: Session, day: date) -> dict[int, EpisodeStatus]:
    asked = (
        select(StatusSpan.episode_id, StatusSpan.status)
        .where(
            StatusSpan.started_on <= day,
            StatusSpan.ended_on.is_(None) | (StatusSpan.ended_on > day),
        )
        .order_by(StatusSpan.started_on, StatusSpan.id)
    )
    return dict(db.execute(asked).all())


def _phases(here: Sequence[Any], stays: dict[int, str], kept: dict[int, Program]) -> Tally:
    several = len({row.program_id for row in here}) > 1
    found: Counter[tuple[int, str]] = Counter()
    unknown = 0
    for row in here:
        program, key = kept[row.program_id], stays.get(row.id, "")
        phase = program.phase(key)
        if phase is None:
            unknown += 1
            continue
        place = program.index(key) + 1
        name = f"{place} {phase.name}"
        found[place, f"{name} ({program.name})" if several else name] += 1
    return Tally("Phase", tuple((name, n) for (_, name), n in sorted(found.items())), unknown)


def _terms(title: str, term: type[Term], values: Iterable[Any]) -> Tally:
    """Counted in the order of the list; words for not knowing are counted as unknown."""
    counts = Counter(values)
    unsaid = [member for member in term if str(member) in {"unknown", "refused"}]
    unknown = counts.pop(None, 0) + sum(counts.pop(member, 0) for member in unsaid)
    return Tally(title, tuple((m.label, counts[m]) for m in term if counts[m]), unknown)


def _bands(
    title: str,
    bands: Sequence[tuple[int, int | None]],
    values: Sequence[int | None],
    unit: str,
) -> Tally:
    rows = []
    for low, high in bands:
        n = sum(1 for v in values if v is not None and low <= v and (high is None or v < high))
        words = f"{low} or more" if high is None else f"{low} to {high - 1}"
        rows.append((f"{words} {unit}", n))
    return Tally(title, tuple(rows), sum(1 for value in values if value is None))


def _sober(db: Session, here: Sequence[Any], today: date) -> list[int | None]:
    dates = dict(db.execute(select(Standing.episode_id, Standing.sober_date)).all())
    found: list[int | None] = []
    for row in here:
        known, since = row.id in dates, dates.get(row.id)
        found.append(max(0, (today - since).days) if since else 0 if known else None)
    return found


def _age(row: Any, day: date) -> int | None:
    """The age on a day: by the birth date, else by the age at admission and the years since."""
    born = row.birth_date
    if born is not None:
        return _years(born, day)
    told = (row.baseline or {}).get("age")
    return told + _years(row.admitted_on, day) if isinstance(told, int) else None


def _years(since: date, day: date) -> int:
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
