"""Which papers there are, what each needs, and how one is made from the open court."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.ceremonies import CeremonyRow, ceremony_on, graduands
from drugcourt.casework.docket import session_id_for
from drugcourt.casework.hearing_days import next_session
from drugcourt.casework.public_docket import Naming
from drugcourt.casework.sittings import docketed, known_episodes
from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal
from drugcourt.exchange.files import check_target
from drugcourt.reports import (
    caseload,
    certificate,
    dismissal,
    docket,
    eligibility,
    graduation_list,
    progress,
    public_docket,
)
from drugcourt.reports.letterhead import TEAM, Copy, short_day
from drugcourt.reports.paper import Paper, Section, build
from drugcourt.workspace import Workspace

Progress = Callable[[int, int], None]


class Needs(Term):
    """What has to be chosen before a paper can be made."""

    PARTICIPANTS = "participants", "A participant, or a whole session"
    PARTICIPANT = "participant", "A participant"
    SESSION = "session", "A court session"
    GRADUATES = "graduates", "A participant, or a whole ceremony"
    CEREMONY = "ceremony", "A graduation ceremony"
    PERIOD = "period", "A period"
    NOTHING = "nothing", "Nothing"


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of paper; `reader` is whom a copy is for unless another is named."""

    key: str
    title: str
    needs: Needs
    protected: bool
    reader: str
    description: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: pages, and how many people or hearings they are about."""

    pages: int
    people: int
    title: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was chosen, settled: the session, the participants, the period."""

    today: date
    copy: Copy
    session_id: int | None
    episode_ids: tuple[int, ...]
    since: date | None
    until: date | None
    naming: Naming
    ceremony: CeremonyRow | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A paper whose figures are gathered: only the printing is left."""

    paper: Paper
    people: int
    story: Sequence[Flowable] = ()
    sections: Sequence[Section] = ()


REPORTS: tuple[Report, ...] = (
    Report(
        "progress",
        "Court progress reports",
        Needs.PARTICIPANTS,
        protected=True,
        reader=TEAM,
        description="One page a participant: recommendation, attendance, tests, requirements.",
    ),
    Report(
        "docket",
        "Confidential docket",
        Needs.SESSION,
        protected=True,
        reader=TEAM,
        description="Who is heard in which order, with sober days, open issues and room for notes.",
    ),
    Report(
        "docket-public",
        "Public docket",
        Needs.SESSION,
        protected=False,
        reader="the public",
        description="The list for the courtroom's door: case numbers, time, room, judge.",
    ),
    Report(
        "eligibility",
        "Eligibility for dismissal",
        Needs.NOTHING,
        protected=True,
        reader=TEAM,
        description="Who may have the charges dismissed now or soon, and what blocks the rest.",
    ),
    Report(
        "dismissal",
        "Draft motion and order of dismissal",
        Needs.GRADUATES,
        protected=True,
        reader="counsel and court",
        description="A motion and an order for each case, with the findings attached.",
    ),
    Report(
        "certificate",
        "Certificates of completion",
        Needs.GRADUATES,
        protected=False,
        reader="the graduate",
        description="A sheet for the wall that says nothing of cases or treatment.",
    ),
    Report(
        "graduation-list",
        "Graduation list",
        Needs.CEREMONY,
        protected=True,
        reader=TEAM,
        description="Who will be ready by a ceremony, and what is still to be done for it.",
    ),
    Report(
        "caseload",
        "Caseload summary",
        Needs.PERIOD,
        protected=True,
        reader=TEAM,
        description="Counts, rates and charts of the whole court, each with its formula.",
    ),
)


def report(key: str) -> Report:
    """The kind of paper with this key; Refusal that lists the keys there are."""
    found = next((item for item in REPORTS if item.key == key), None)
    if found is None:
        keys = ", ".join(item.key for item in REPORTS)
        raise Refusal(f"There is no report “{key}”. Choose one of these: {keys}.")
    return found


def file_name(key: str, day: date | None = None, number: str = "") -> str:
    """A name for the file; `number` is a participant or case number, never a person's name."""
    bare = re.sub(r"[^A-Za-z0-9-]+", "-", number).strip("-")[:40]
    parts = [report(key).key, bare, day.isoformat() if day is not None else ""]
    return "-".join(filter(None, parts)) + ".pdf"


def make_report(
    workspace: Workspace,
    key: str,
    target: str | Path | BinaryIO,
    *,
    episode_ids: Sequence[int] | None = None,
    session_day: date | None = None,
    reader: str = "",
    progress: Progress | None = None,
    since: date | None = None,
    until: date | None = None,
    naming: Naming = Naming.NUMBER,
) -> Made:
    """Make one paper and write it as PDF; a path appears whole or not at all.

    `session_day` chooses the session (otherwise today's, or the next) or the ceremony,
    `episode_ids` the participants (otherwise the whole docket, or the whole ceremony). `since`
    and `until` bound the caseload summary, both days included. Raises Refusal when something is
    missing, DiskTrouble for the file.
    """
    kind = report(key)
    if isinstance(target, str | Path):
        check_target(Path(target))
    copy = Copy(reader.strip() or kind.reader, workspace.who, workspace.today)
    asked = _Asked(
        today=workspace.today,
        copy=copy,
        session_id=None,
        episode_ids=tuple(dict.fromkeys(episode_ids or ())),
        since=since,
        until=until,
        naming=naming,
    )
    ready = workspace.read(_gathered, kind=kind, asked=asked, day=session_day)
    sections = _watched(ready.sections, progress)
    pages = build(ready.paper, ready.story, target, sections=sections)
    return Made(pages, ready.people, kind.title)


def _watched(sections: Sequence[Section], progress: Progress | None) -> Sequence[Section]:
    """The sections, saying how far the printing is as each one's turn comes."""
    if progress is None:
        return sections
    total = len(sections)

    def told(place: int, section: Section) -> Iterator[Flowable]:
        progress(place, total)
        yield from section.story

    return [replace(section, story=told(n, section)) for n, section in enumerate(sections, 1)]


# What is asked for ----------------------------------------------------------------------------


def _gathered(db: Session, *, kind: Report, asked: _Asked, day: date | None) -> _Ready:
    known = known_episodes(db, episode_ids=asked.episode_ids)
    if len(known) != len(asked.episode_ids):
        raise Refusal("That participant is not in this court. Choose one from the list.")
    return _MAKERS[kind.key](db, _with_session(db, kind, asked, day))


def _with_session(db: Session, kind: Report, asked: _Asked, day: date | None) -> _Asked:
    """The session that was meant, and its docket where no participant was named."""
    if kind.needs in (Needs.GRADUATES, Needs.CEREMONY):
        return _with_ceremony(db, kind, asked, day)
    if kind.needs not in (Needs.SESSION, Needs.PARTICIPANTS):
        return asked
    if day is None and len(asked.episode_ids) == 1 and kind.needs is Needs.PARTICIPANTS:
        coming = next_session(db, episode_id=asked.episode_ids[0], today=asked.today)
        return replace(asked, session_id=coming.id if coming else None)
    session_id = session_id_for(db, day=day, today=asked.today)
    if session_id is None and (day is not None or not asked.episode_ids):
        when = f" on {short_day(day)}" if day is not None else ""
        raise Refusal(
            f"No court session is recorded{when}. Choose another day, or schedule the session."
        )
    if asked.episode_ids or session_id is None:
        return replace(asked, session_id=session_id)
    return replace(
        asked,
        session_id=session_id,
        episode_ids=tuple(docketed(db, session_id=session_id)),
    )


def _with_ceremony(db: Session, kind: Report, asked: _Asked, day: date | None) -> _Asked:
    """The ceremony that was meant, and whom it is for where no participant was named."""
    if kind.needs is Needs.GRADUATES and (asked.episode_ids or day is None):
        return asked
    ceremony = ceremony_on(db, day=day, today=asked.today)
    if ceremony is None:
        when = f" on {short_day(day)}" if day is not None else ""
        raise Refusal(
            f"No ceremony is planned{when}. Plan it on the page Participants, under Graduations."
        )
    listed = graduands(db, ceremony_id=ceremony.id, today=asked.today)
    ids = tuple(one.episode_id for one in listed if one.put_on)
    if not ids and kind.needs is Needs.GRADUATES:
        raise Refusal(
            "Nobody is put on this ceremony yet. Put participants on it first, or choose one."
        )
    return replace(asked, ceremony=ceremony, episode_ids=ids)


def _progress(db: Session, asked: _Asked) -> _Ready:
    if not asked.episode_ids:
        raise Refusal(
            "Nobody is on the docket of this session, so there is nothing to report. Put "
            "participants on it, or choose another day."
        )
    figures = progress.gather(
        db, episode_ids=asked.episode_ids, session_id=asked.session_id, today=asked.today
    )
    return _Ready(
        progress.paper(figures, asked.copy),
        len(figures.sheets),
        sections=progress.sections(figures),
    )


def _docket(db: Session, asked: _Asked) -> _Ready:
    assert asked.session_id is not None
    figures = docket.gather(
        db, episode_ids=asked.episode_ids, session_id=asked.session_id, today=asked.today
    )
    return _Ready(docket.paper(figures, asked.copy), len(figures.sheets), docket.story(figures))


def _public_docket(db: Session, asked: _Asked) -> _Ready:
    assert asked.session_id is not None
    listed = public_docket.gather(db, session_id=asked.session_id, naming=asked.naming)
    story = public_docket.story(listed, asked.naming)
    return _Ready(public_docket.paper(listed), len(listed.lines), story)


def _eligibility(db: Session, asked: _Asked) -> _Ready:
    figures = eligibility.gather(db, today=asked.today)
    paper = eligibility.paper(figures, asked.copy)
    return _Ready(paper, len(figures.people), eligibility.story(figures))


def _dismissal(db: Session, asked: _Asked) -> _Ready:
    if not asked.episode_ids:
        raise Refusal("Choose one participant, or the ceremony of those who graduate together.")
    if len(asked.episode_ids) > 1:
        return _dismissals(db, asked)
    figures = dismissal.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    paper = dismissal.paper(figures, asked.copy)
    return _Ready(paper, 1, sections=dismissal.sections(figures))


def _dismissals(db: Session, asked: _Asked) -> _Ready:
    """The papers of all who may have them; whoever may not is asked for one by one."""
    found = dismissal.gather_eligible(db, episode_ids=asked.episode_ids, today=asked.today)
    if not found:
        raise Refusal(
            "Nobody of these is eligible for dismissal yet. Ask for one participant to see a draft "
            "marked as too early."
        )
    sections = [section for figures in found for section in dismissal.sections(figures)]
    return _Ready(dismissal.paper(found[0], asked.copy), len(found), sections=sections)


def _certificate(db: Session, asked: _Asked) -> _Ready:
    if not asked.episode_ids:
        raise Refusal("Choose one participant, or the ceremony of those who graduate together.")
    figures = certificate.gather(db, episode_ids=asked.episode_ids, today=asked.today)
    people = len(figures.graduates)
    return _Ready(certificate.paper(figures), people, sections=certificate.sections(figures))


def _graduation_list(db: Session, asked: _Asked) -> _Ready:
    assert asked.ceremony is not None
    figures = graduation_list.gather(db, ceremony=asked.ceremony, today=asked.today)
    paper = graduation_list.paper(figures, asked.copy)
    return _Ready(paper, len(figures.people), graduation_list.story(figures))


def _caseload(db: Session, asked: _Asked) -> _Ready:
    figures = caseload.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = caseload.paper(figures, asked.copy)
    return _Ready(paper, figures.caseload.active, caseload.story(figures))


_MAKERS: dict[str, Callable[[Session, _Asked], _Ready]] = {
    "progress": _progress,
    "docket": _docket,
    "docket-public": _public_docket,
    "eligibility": _eligibility,
    "dismissal": _dismissal,
    "certificate": _certificate,
    "graduation-list": _graduation_list,
    "caseload": _caseload,
}
