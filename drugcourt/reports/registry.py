"""How a paper of the catalog is made from the open court."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.docket.public_docket import Naming
from drugcourt.casework.exits.ceremonies import ceremony_on, graduands
from drugcourt.casework.hearings.days import latest_held, next_session
from drugcourt.casework.hearings.sittings import docketed, known_episodes
from drugcourt.errors import Refusal
from drugcourt.exchange.files import check_target
from drugcourt.reports import (
    caseload,
    certificate,
    consistency,
    custody,
    custody_log,
    daily_list,
    dismissal,
    draw_record,
    eligibility,
    fairness,
    graduation_list,
    permission,
    progress,
    session_papers,
    supervision,
    testing_history,
)
from drugcourt.reports.asked import Asked, Ready
from drugcourt.reports.catalog import Needs, Report, report
from drugcourt.reports.letterhead import Copy, short_day
from drugcourt.reports.paper import Section, build
from drugcourt.workspace import Workspace

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: pages, and how many people or hearings they are about."""

    pages: int
    people: int
    title: str


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
    docket: str = "",
) -> Made:
    """Make one paper and write it as PDF; a path appears whole or not at all.

    `session_day` chooses the session (otherwise today's, or the next) or the ceremony, `docket`
    one of several sessions of that day,
    `episode_ids` the participants (otherwise the whole docket, or the whole ceremony). `since`
    and `until` bound the caseload summary, both days included. Raises Refusal when something is
    missing, DiskTrouble for the file.
    """
    kind = report(key)
    if isinstance(target, str | Path):
        check_target(Path(target))
    copy = Copy(reader.strip() or kind.reader, workspace.who, workspace.today)
    asked = Asked(
        today=workspace.today,
        copy=copy,
        session_id=None,
        episode_ids=tuple(dict.fromkeys(episode_ids or ())),
        since=since,
        until=until,
        naming=naming,
    )
    ready = workspace.read(_gathered, kind=kind, asked=asked, day=session_day, title=docket)
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


def _gathered(
    db: Session, *, kind: Report, asked: Asked, day: date | None, title: str = ""
) -> Ready:
    known = known_episodes(db, episode_ids=asked.episode_ids)
    if len(known) != len(asked.episode_ids):
        raise Refusal("That participant is not in this court; choose one from the list.")
    return _MAKERS[kind.key](db, _with_session(db, kind, asked, day, title))


_AFTER_COURT = ("minute-orders", "participant-page")  # of the hearing held last, if no day is said


def _with_session(db: Session, kind: Report, asked: Asked, day: date | None, title: str) -> Asked:
    """The session that was meant, and its docket where no participant was named."""
    if kind.needs in (Needs.GRADUATES, Needs.CEREMONY):
        return _with_ceremony(db, kind, asked, day, title)
    if kind.needs is Needs.DAY:
        return replace(asked, day=day or asked.today)
    if kind.needs not in (Needs.SESSION, Needs.PARTICIPANTS):
        return asked
    if day is None and len(asked.episode_ids) == 1 and kind.key in _AFTER_COURT:
        latest = latest_held(db, episode_id=asked.episode_ids[0], today=asked.today)
        return replace(asked, session_id=latest)
    if day is None and len(asked.episode_ids) == 1 and kind.needs is Needs.PARTICIPANTS:
        coming = next_session(db, episode_id=asked.episode_ids[0], today=asked.today)
        return replace(asked, session_id=coming.id if coming else None)
    session_id = session_id_for(db, day=day, today=asked.today, docket=title)
    if session_id is None and (day is not None or not asked.episode_ids):
        when = f" on {short_day(day)}" if day is not None else ""
        raise Refusal(
            f"No court session is recorded{when}; choose another day, or schedule the session."
        )
    if asked.episode_ids or session_id is None:
        return replace(asked, session_id=session_id)
    return replace(
        asked,
        session_id=session_id,
        episode_ids=tuple(docketed(db, session_id=session_id)),
    )


def _with_ceremony(db: Session, kind: Report, asked: Asked, day: date | None, title: str) -> Asked:
    """The ceremony that was meant, and whom it is for where no participant was named."""
    if kind.needs is Needs.GRADUATES and (asked.episode_ids or day is None):
        return asked
    ceremony = ceremony_on(db, day=day, today=asked.today)
    if ceremony is None and kind.key == "certificate" and day is not None:
        session_id = session_id_for(db, day=day, today=asked.today, docket=title)
        if session_id is not None:
            return replace(asked, session_id=session_id)
    if ceremony is None:
        when = f" on {short_day(day)}" if day is not None else ""
        raise Refusal(
            f"No ceremony is planned{when}; plan it on the page Participants, under Graduations."
        )
    listed = graduands(db, ceremony_id=ceremony.id, today=asked.today)
    ids = tuple(one.episode_id for one in listed if one.put_on)
    if not ids and kind.needs is Needs.GRADUATES:
        raise Refusal(
            "Nobody is put on this ceremony yet; put participants on it first, or choose one."
        )
    return replace(asked, ceremony=ceremony, episode_ids=ids)


def _progress(db: Session, asked: Asked) -> Ready:
    if not asked.episode_ids:
        raise Refusal(
            "Nobody is on the docket of this session, so there is nothing to report; put "
            "participants on it, or choose another day."
        )
    figures = progress.gather(
        db, episode_ids=asked.episode_ids, session_id=asked.session_id, today=asked.today
    )
    return Ready(
        progress.paper(figures, asked.copy),
        len(figures.sheets),
        sections=progress.sections(figures),
    )


def _eligibility(db: Session, asked: Asked) -> Ready:
    figures = eligibility.gather(db, today=asked.today)
    paper = eligibility.paper(figures, asked.copy)
    return Ready(paper, len(figures.people), eligibility.story(figures))


def _dismissal(db: Session, asked: Asked) -> Ready:
    if not asked.episode_ids:
        raise Refusal("Choose one participant, or the ceremony of those who graduate together.")
    if len(asked.episode_ids) > 1:
        return _dismissals(db, asked)
    figures = dismissal.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    paper = dismissal.paper(figures, asked.copy)
    return Ready(paper, 1, sections=dismissal.sections(figures))


def _dismissals(db: Session, asked: Asked) -> Ready:
    """The papers of all who may have them; whoever may not is asked for one by one."""
    found = dismissal.gather_eligible(db, episode_ids=asked.episode_ids, today=asked.today)
    if not found:
        raise Refusal(
            "Nobody of these is eligible for dismissal yet; ask for one participant to see a draft "
            "marked as too early."
        )
    sections = [section for figures in found for section in dismissal.sections(figures)]
    return Ready(dismissal.paper(found[0], asked.copy), len(found), sections=sections)


def _certificate(db: Session, asked: Asked) -> Ready:
    if asked.session_id is not None:
        return session_papers.certificates_of_session(db, asked, asked.session_id)
    if not asked.episode_ids:
        raise Refusal("Choose one participant, or the ceremony of those who graduate together.")
    figures = certificate.gather(db, episode_ids=asked.episode_ids, today=asked.today)
    people = len(figures.graduates)
    return Ready(certificate.paper(figures), people, sections=certificate.sections(figures))


def _graduation_list(db: Session, asked: Asked) -> Ready:
    assert asked.ceremony is not None
    figures = graduation_list.gather(db, ceremony=asked.ceremony, today=asked.today)
    paper = graduation_list.paper(figures, asked.copy)
    return Ready(paper, len(figures.people), graduation_list.story(figures))


def _caseload(db: Session, asked: Asked) -> Ready:
    figures = caseload.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = caseload.paper(figures, asked.copy)
    return Ready(paper, figures.caseload.active, caseload.story(figures))


def _daily_list(db: Session, asked: Asked) -> Ready:
    figures = daily_list.gather(db, day=asked.day or asked.today)
    paper = daily_list.paper(figures, asked.copy)
    people = len(figures.listed.people)
    return Ready(paper, people, sections=daily_list.sections(figures))


def _draw_record(db: Session, asked: Asked) -> Ready:
    figures = draw_record.gather(db, day=asked.day or asked.today)
    paper = draw_record.paper(figures, asked.copy)
    return Ready(paper, len(figures.drawn.rows), draw_record.story(figures))


def _fairness(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) > 1:
        raise Refusal("The fairness report is about one participant, or about all of them.")
    figures = fairness.gather(
        db,
        today=asked.today,
        since=asked.since,
        until=asked.until,
        episode_id=next(iter(asked.episode_ids), None),
    )
    people = 1 if figures.found.person is not None else len(figures.found.people)
    return Ready(fairness.paper(figures, asked.copy), people, fairness.story(figures))


def _supervision(db: Session, asked: Asked) -> Ready:
    figures = supervision.gather(db, today=asked.today)
    paper = supervision.paper(figures, asked.copy)
    return Ready(paper, figures.found.people, supervision.story(figures))


def _permission(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) != 1:
        raise Refusal("Choose the participant whose permission is to be printed.")
    figures = permission.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    if not figures.found.permits:
        raise Refusal("No leave was granted that is not over. Answer the request first.")
    return Ready(permission.paper(figures), 1, sections=permission.sections(figures))


def _custody_log(db: Session, asked: Asked) -> Ready:
    figures = custody_log.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = custody_log.paper(figures, asked.copy)
    people = len({row.episode_id for row in figures.stays})
    return Ready(paper, people, custody_log.story(figures))


def _consistency(db: Session, asked: Asked) -> Ready:
    figures = consistency.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = consistency.paper(figures, asked.copy)
    return Ready(paper, len(figures.balances.people), consistency.story(figures))


def _testing(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) != 1:
        raise Refusal("Choose the participant whose testing history is to be printed.")
    figures = testing_history.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    paper = testing_history.paper(figures, asked.copy)
    return Ready(paper, 1, testing_history.story(figures))


def _custody(db: Session, asked: Asked) -> Ready:
    figures = custody.gather(db, day=asked.day or asked.today, episode_ids=asked.episode_ids)
    return Ready(custody.paper(figures), len(figures.forms), sections=custody.sections(figures))


_MAKERS: dict[str, Callable[[Session, Asked], Ready]] = {
    "progress": _progress,
    "staffing": session_papers.staffing,
    "bench": session_papers.bench,
    "minutes": session_papers.court_minutes,
    "docket": session_papers.confidential_docket,
    "docket-public": session_papers.public_list,
    "bench-list": session_papers.bench_list,
    "transport": session_papers.transport,
    "interpreters": session_papers.interpreters,
    "minute-orders": session_papers.orders,
    "participant-page": session_papers.own_pages,
    "phase-certificate": session_papers.phase_certificates,
    "slips": session_papers.next_slips_paper,
    "reminder-letters": session_papers.reminder_letters,
    "eligibility": _eligibility,
    "dismissal": _dismissal,
    "certificate": _certificate,
    "graduation-list": _graduation_list,
    "caseload": _caseload,
    "supervision": _supervision,
    "permission": _permission,
    "custody-log": _custody_log,
    "testing": _testing,
    "custody": _custody,
    "daily-list": _daily_list,
    "draw-record": _draw_record,
    "fairness": _fairness,
    "consistency": _consistency,
}
