"""How a paper of the catalog is made from the open court."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.gate import Going, Pass, ask_gate, must_pass
from drugcourt.casework.disclosures.leaving import CopyTaken, Leaving, let_out
from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.docket.public_docket import Naming
from drugcourt.casework.exits.ceremonies import ceremony_on, graduands
from drugcourt.casework.hearings.days import latest_held, next_session
from drugcourt.casework.hearings.sittings import docketed, known_episodes
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.errors import Refusal
from drugcourt.exchange.files import check_target
from drugcourt.reports import (
    accounting,
    caseload,
    certificate,
    consistency,
    custody,
    custody_log,
    daily_list,
    dismissal,
    draw_record,
    eligibility,
    entry_packet,
    fairness,
    funnel,
    graduation_list,
    permission,
    progress,
    session_papers,
    supervision,
    testing_history,
    worksheet,
)
from drugcourt.reports.asked import Asked, Ready
from drugcourt.reports.catalog import Needs, Report, report
from drugcourt.reports.letterhead import Copy, short_day, stamped
from drugcourt.reports.paper import Section, build
from drugcourt.workspace import Workspace

Progress = Callable[[int, int], None]


TRIES = 3  # so often is a paper made again when another desk takes its number meanwhile


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: pages, and how many people or hearings they are about.

    `passing` is what the gate said of the copy: to whom it goes, under what, with which number.
    """

    pages: int
    people: int
    title: str
    passing: Pass


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
    going: Going | None = None,
) -> Made:
    """Make one paper and write it as PDF; a path appears whole, with its entry among the
    disclosures, or not at all. A stream is the preview: it is written down once it leaves.

    `session_day` chooses the session (otherwise today's, or the next) or the ceremony, `docket`
    one of several sessions of that day,
    `episode_ids` the participants (otherwise the whole docket, or the whole ceremony). `since`
    and `until` bound the caseload summary, both days included. `reader` says whom the copy is for,
    `going` also why it goes without a consent. Raises NoConsent where nothing carries it, Refusal
    when something is missing, DiskTrouble for the file.
    """
    kind = report(key)
    if isinstance(target, str | Path):
        check_target(Path(target))
    going = replace(going or Going(), reader=reader.strip() or (going.reader if going else ""))
    copy = Copy(going.reader or kind.reader, workspace.who, workspace.today)
    asked = Asked(
        today=workspace.today,
        copy=copy,
        session_id=None,
        episode_ids=tuple(dict.fromkeys(episode_ids or ())),
        since=since,
        until=until,
        naming=naming,
    )
    going = replace(going, reader=copy.reader)
    for _ in range(TRIES - 1):
        with contextlib.suppress(CopyTaken):
            return _made(workspace, kind, asked, going, target, session_day, docket, progress)
    return _made(workspace, kind, asked, going, target, session_day, docket, progress)


def _made(
    workspace: Workspace,
    kind: Report,
    asked: Asked,
    going: Going,
    target: str | Path | BinaryIO,
    day: date | None,
    docket: str,
    progress: Progress | None,
) -> Made:
    ready, passing = workspace.read(
        _gathered, kind=kind, asked=asked, going=going, day=day, title=docket
    )
    paper = stamped(ready.paper, passing, asked.copy)
    sections = _watched(ready.sections, progress)
    if not isinstance(target, str | Path):
        pages = build(paper, ready.story, target, sections=sections)
        return Made(pages, ready.people, kind.title, passing)
    place = Path(target)

    def written(folder: Path) -> Leaving:
        pages = build(paper, ready.story, folder / place.name, sections=sections)
        return Leaving(kind.title, DisclosureForm.PDF, pages)

    left = let_out(workspace, place.parent, passing, written)
    return Made(left.pages, ready.people, kind.title, passing)


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
    db: Session,
    *,
    kind: Report,
    asked: Asked,
    going: Going,
    day: date | None,
    title: str = "",
) -> tuple[Ready, Pass]:
    """The figures, and what the gate says of this copy; NoConsent where nothing carries it."""
    known = known_episodes(db, episode_ids=asked.episode_ids)
    if len(known) != len(asked.episode_ids):
        raise Refusal("That participant is not in this court; choose one from the list.")
    meant = _with_session(db, kind, asked, day, title)
    ready = _MAKERS[kind.key](db, meant)
    about = meant.episode_ids if ready.episode_ids is None else ready.episode_ids
    passing = ask_gate(
        db,
        document=kind.key,
        episode_ids=about,
        today=asked.today,
        going=going,
        since=asked.since,
        until=asked.until,
    )
    return ready, must_pass(passing)


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
    ids = tuple(one.episode_id for one in figures.people)
    return Ready(paper, len(figures.people), eligibility.story(figures), episode_ids=ids)


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
    ids = tuple(figures.episode_id for figures in found)
    return Ready(
        dismissal.paper(found[0], asked.copy), len(found), sections=sections, episode_ids=ids
    )


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
    ids = tuple(one.episode_id for one in figures.people)
    return Ready(paper, len(figures.people), graduation_list.story(figures), episode_ids=ids)


def _caseload(db: Session, asked: Asked) -> Ready:
    figures = caseload.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = caseload.paper(figures, asked.copy)
    return Ready(paper, figures.caseload.active, caseload.story(figures))


def _daily_list(db: Session, asked: Asked) -> Ready:
    figures = daily_list.gather(db, day=asked.day or asked.today)
    paper = daily_list.paper(figures, asked.copy)
    people = len(figures.listed.people)
    ids = tuple(one.episode_id for one in figures.listed.people)
    return Ready(paper, people, sections=daily_list.sections(figures), episode_ids=ids)


def _draw_record(db: Session, asked: Asked) -> Ready:
    figures = draw_record.gather(db, day=asked.day or asked.today)
    paper = draw_record.paper(figures, asked.copy)
    ids = tuple(dict.fromkeys(row.episode_id for row in figures.drawn.rows))
    return Ready(paper, len(figures.drawn.rows), draw_record.story(figures), episode_ids=ids)


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
    found = figures.found
    listed = tuple(one.episode_id for one in found.people)
    ids = asked.episode_ids if found.person is not None else listed
    paper = fairness.paper(figures, asked.copy)
    return Ready(paper, people, fairness.story(figures), episode_ids=ids)


def _supervision(db: Session, asked: Asked) -> Ready:
    figures = supervision.gather(db, today=asked.today)
    paper = supervision.paper(figures, asked.copy)
    ids = figures.found.episode_ids
    return Ready(paper, len(ids), supervision.story(figures), episode_ids=ids)


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
    ids = tuple(dict.fromkeys(row.episode_id for row in figures.stays))
    return Ready(paper, len(ids), custody_log.story(figures), episode_ids=ids)


def _consistency(db: Session, asked: Asked) -> Ready:
    figures = consistency.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = consistency.paper(figures, asked.copy)
    return Ready(paper, len(figures.balances.people), consistency.story(figures))


def _worksheet(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) != 1:
        raise Refusal("Choose the candidate whose worksheet is to be printed.")
    figures = worksheet.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    return Ready(worksheet.paper(figures, asked.copy), 1, worksheet.story(figures))


def _entry_packet(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) != 1:
        raise Refusal("Choose the candidate whose entry packet is to be printed.")
    figures = entry_packet.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    return Ready(entry_packet.paper(figures, asked.copy), 1, entry_packet.story(figures))


def _funnel(db: Session, asked: Asked) -> Ready:
    figures = funnel.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = funnel.paper(figures, asked.copy)
    return Ready(paper, figures.found.total.referred, funnel.story(figures))


def _testing(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) != 1:
        raise Refusal("Choose the participant whose testing history is to be printed.")
    figures = testing_history.gather(db, episode_id=asked.episode_ids[0], today=asked.today)
    paper = testing_history.paper(figures, asked.copy)
    return Ready(paper, 1, testing_history.story(figures))


def _custody(db: Session, asked: Asked) -> Ready:
    figures = custody.gather(db, day=asked.day or asked.today, episode_ids=asked.episode_ids)
    return Ready(custody.paper(figures), len(figures.forms), sections=custody.sections(figures))


def _accounting(db: Session, asked: Asked) -> Ready:
    if len(asked.episode_ids) != 1:
        raise Refusal("Choose the participant whose accounting is to be printed.")
    figures = accounting.gather(
        db,
        episode_id=asked.episode_ids[0],
        today=asked.today,
        since=asked.since,
        until=asked.until,
    )
    return Ready(accounting.paper(figures, asked.copy), 1, accounting.story(figures))


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
    "worksheet": _worksheet,
    "entry-packet": _entry_packet,
    "funnel": _funnel,
    "testing": _testing,
    "custody": _custody,
    "daily-list": _daily_list,
    "draw-record": _draw_record,
    "fairness": _fairness,
    "consistency": _consistency,
    "accounting": _accounting,
}
