"""Which handbook judges whom: the kept versions, read once, and the acts that keep a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import short
from drugcourt.domain.program import Program
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.programs.files import kept_program, load_program
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode
from drugcourt.records.programs import ProgramVersion, VersionMove
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One kept version, for the list; `people` counts open episodes judged by it."""

    id: int
    key: str
    name: str
    version: str
    effective_on: date
    people: int
    default: bool


@lru_cache(maxsize=64)
def parsed(text: str) -> Program:
    """The program a text describes, every mistake refused; parsed once for each text."""
    return load_program(text)


@lru_cache(maxsize=64)
def _kept(text: str) -> Program:
    """The program of a text that the court keeps; parsed once for each text."""
    return kept_program(text)


def program(db: Session, program_id: int) -> Program:
    """The kept version with this number; Refusal when there is none."""
    kept = db.get(ProgramVersion, program_id)
    if kept is None:
        raise Refusal("That program version is not in this court.")
    return _kept(kept.text)


def programs(db: Session) -> dict[int, Program]:
    """All kept versions by number."""
    return {kept.id: _kept(kept.text) for kept in db.scalars(select(ProgramVersion))}


def programs_on(db: Session, *, episode_ids: Sequence[int], as_of: date) -> dict[int, Program]:
    """By which version each of these episodes was judged on a day, as moves to others tell.

    A move counts from its own day on; a day before any move is under the version it left.
    """
    kept = programs(db)
    episodes = db.execute(select(Episode.id, Episode.program_id).where(Episode.id.in_(episode_ids)))
    found = {number: kept[program_id] for number, program_id in episodes}
    later = (
        select(VersionMove.episode_id, VersionMove.from_id)
        .where(VersionMove.moved_on > as_of, VersionMove.episode_id.in_(episode_ids))
        .order_by(VersionMove.moved_on.desc(), VersionMove.id.desc())
    )
    for number, left in db.execute(later):
        found[number] = kept[left]  # the earliest of the later moves comes last and stands
    return found


def program_on(db: Session, *, episode_id: int, as_of: date) -> Program:
    """The version by which one episode was judged on a day; Refusal for an unknown number."""
    found = programs_on(db, episode_ids=[episode_id], as_of=as_of)
    if episode_id not in found:
        raise Refusal("That participant is not in this court.")
    return found[episode_id]


def phase_titles(db: Session) -> dict[tuple[int, str], tuple[str, str]]:
    """`("Phase 2", "Clinical stabilization")` for every phase of every kept program."""
    return {
        (program_id, phase.key): (f"Phase {number}", phase.name)
        for program_id, program in programs(db).items()
        for number, phase in enumerate(program.phases, start=1)
    }


def program_rows(db: Session) -> list[ProgramRow]:
    """The kept versions, newest first."""
    default = db.scalar(select(Court.program_id))
    open_people = dict(
        db.execute(
            select(Episode.program_id, func.count())
            .where(Episode.exited_on.is_(None))
            .group_by(Episode.program_id)
        ).all()
    )
    kept = db.scalars(
        select(ProgramVersion).order_by(
            ProgramVersion.effective_on.desc(), ProgramVersion.id.desc()
        )
    )
    return [
        ProgramRow(
            p.id,
            p.key,
            p.name,
            p.version,
            p.effective_on,
            open_people.get(p.id, 0),
            p.id == default,
        )
        for p in kept
    ]


def keep_program(db: Session, context: Context, text: str, *, default: bool = False) -> int:
    """Keep a version of a program file; the same key and version may be kept only once.

    Raises ProgramRefusal with every mistake of the file, Refusal when the version is kept already
    with another text, or is to take the place of another before its day. Keeping the very same
    text again gives its number back.
    """
    read = parsed(text)
    kept = db.scalar(
        select(ProgramVersion).where(
            ProgramVersion.key == read.key, ProgramVersion.version == read.version
        )
    )
    if kept is not None and kept.text != text:
        raise Refusal(
            f"Version {read.version} of this program is kept already with other rules. Give the "
            "changed file a new version, so that decisions made under the old one still read true."
        )
    if kept is None:
        kept = ProgramVersion(
            key=read.key,
            name=read.name,
            version=read.version,
            effective_on=read.effective,
            text=text,
        )
        db.add(kept)
        db.flush()
    if default:
        court = db.scalars(select(Court)).one()
        if court.program_id not in (None, kept.id):
            in_force(kept.effective_on, context.today, "default", "choose it for new participants")
        court.program_id = kept.id
    return kept.id


def in_force(effective: date, today: date, field: str, act: str) -> None:
    """Refuse to judge anybody by a version before its day."""
    if effective > today:
        raise FieldRefusal(
            field, f"That version is in force from {short(effective, today)}; {act} from then on."
        )
