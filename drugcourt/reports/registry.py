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
from drugcourt.casework.docket.public_docket import Naming
from drugcourt.casework.hearings.sittings import known_episodes
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.errors import Refusal
from drugcourt.exchange.files import check_target
from drugcourt.reports import court_papers, person_papers, session_papers
from drugcourt.reports.asked import Asked, Ready
from drugcourt.reports.catalog import Report, report
from drugcourt.reports.letterhead import Copy, stamped
from drugcourt.reports.meant import settled
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
    meant = settled(db, kind, asked, day, title)
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


_MAKERS: dict[str, Callable[[Session, Asked], Ready]] = {
    "progress": session_papers.progress_reports,
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
    "eligibility": court_papers.eligibility_paper,
    "dismissal": person_papers.dismissal_paper,
    "certificate": person_papers.certificate_paper,
    "graduation-list": court_papers.graduation_list_paper,
    "caseload": court_papers.caseload_paper,
    "supervision": court_papers.supervision_paper,
    "permission": person_papers.permission_paper,
    "custody-log": court_papers.custody_log_paper,
    "worksheet": person_papers.worksheet_paper,
    "entry-packet": person_papers.entry_packet_paper,
    "release-packet": person_papers.release_packet_paper,
    "safety-plan": person_papers.safety_plan_paper,
    "provider-request": person_papers.provider_request_paper,
    "funnel": court_papers.funnel_paper,
    "release-measures": court_papers.release_measures_paper,
    "testing": person_papers.testing_paper,
    "custody": court_papers.custody_paper,
    "daily-list": court_papers.daily_list_paper,
    "draw-record": court_papers.draw_record_paper,
    "fairness": court_papers.fairness_paper,
    "consistency": court_papers.consistency_paper,
    "accounting": person_papers.accounting_paper,
}
