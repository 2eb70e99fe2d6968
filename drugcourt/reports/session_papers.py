"""How the papers of one court session are made: what the team reads, and what people take home."""

from __future__ import annotations

from sqlalchemy.orm import Session

from drugcourt.casework.hearings.moved_on import graduated_at
from drugcourt.casework.hearings.slips import letters, next_slips
from drugcourt.errors import Refusal
from drugcourt.reports import (
    bench_sheets,
    certificate,
    court_lists,
    docket,
    minute_orders,
    minutes,
    participant_page,
    phase_certificate,
    progress,
    public_docket,
    slips,
    staffing_packet,
)
from drugcourt.reports.asked import Asked, Ready


def progress_reports(db: Session, asked: Asked) -> Ready:
    """A progress report a participant."""
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


def staffing(db: Session, asked: Asked) -> Ready:
    """The packet that the team meets on."""
    assert asked.session_id is not None
    figures = staffing_packet.gather(db, session_id=asked.session_id, today=asked.today)
    paper = staffing_packet.paper(figures, asked.copy)
    people = len(figures.packet.lines)
    return Ready(paper, people, sections=staffing_packet.sections(figures))


def bench(db: Session, asked: Asked) -> Ready:
    """A sheet a participant for the bench."""
    assert asked.session_id is not None
    figures = bench_sheets.gather(db, session_id=asked.session_id, today=asked.today)
    paper = bench_sheets.paper(figures, asked.copy)
    people = len(figures.packet.lines)
    return Ready(paper, people, sections=bench_sheets.sections(figures))


def court_minutes(db: Session, asked: Asked) -> Ready:
    """The minutes of staffing and court."""
    assert asked.session_id is not None
    figures = minutes.gather(db, session_id=asked.session_id)
    paper = minutes.paper(figures, asked.copy)
    return Ready(paper, figures.minutes.people, minutes.story(figures))


def confidential_docket(db: Session, asked: Asked) -> Ready:
    """The docket for the team."""
    assert asked.session_id is not None
    figures = docket.gather(
        db, episode_ids=asked.episode_ids, session_id=asked.session_id, today=asked.today
    )
    return Ready(docket.paper(figures, asked.copy), len(figures.sheets), docket.story(figures))


def public_list(db: Session, asked: Asked) -> Ready:
    """The list for the door."""
    assert asked.session_id is not None
    listed = public_docket.gather(db, session_id=asked.session_id, naming=asked.naming)
    story = public_docket.story(listed, asked.naming)
    return Ready(public_docket.paper(listed), len(listed.lines), story)


def bench_list(db: Session, asked: Asked) -> Ready:
    """The order of the session for the bench."""
    assert asked.session_id is not None
    figures = court_lists.gather_bench(db, session_id=asked.session_id)
    paper = court_lists.bench_paper(figures, asked.copy)
    return Ready(paper, len(figures.lines), court_lists.bench_story(figures))


def transport(db: Session, asked: Asked) -> Ready:
    """Whom the jail is asked to bring."""
    assert asked.session_id is not None
    figures = court_lists.gather_transport(db, session_id=asked.session_id)
    paper = court_lists.outside_paper(figures, court_lists.TRANSPORT_TITLE)
    return Ready(paper, len(figures.transport), court_lists.transport_story(figures))


def interpreters(db: Session, asked: Asked) -> Ready:
    """For whom an interpreter is ordered."""
    assert asked.session_id is not None
    figures = court_lists.gather_interpreters(db, session_id=asked.session_id)
    paper = court_lists.outside_paper(figures, court_lists.INTERPRETER_TITLE)
    return Ready(paper, len(figures.interpreters), court_lists.interpreter_story(figures))


def next_slips_paper(db: Session, asked: Asked) -> Ready:
    """A slip for each to take home."""
    assert asked.session_id is not None
    found = next_slips(db, session_id=asked.session_id)
    return Ready(slips.slips_paper(found), len(found.slips), slips.slips_story(found))


def reminder_letters(db: Session, asked: Asked) -> Ready:
    """A letter for each hearing still to be held."""
    assert asked.session_id is not None
    found = letters(db, session_id=asked.session_id)
    if not found.slips:
        raise Refusal("Nobody is still to be heard in this session, so there are no letters.")
    sections = slips.letter_sections(found, asked.today)
    return Ready(slips.letters_paper(found), len(found.slips), sections=sections)


def orders(db: Session, asked: Asked) -> Ready:
    """An order for each hearing that was held."""
    if asked.session_id is None:
        raise Refusal("This participant has not been heard yet, so there is no order to print.")
    figures = minute_orders.gather(db, session_id=asked.session_id, episode_ids=asked.episode_ids)
    paper = minute_orders.paper(figures, asked.copy)
    return Ready(paper, len(figures.heard), sections=minute_orders.sections(figures))


def own_pages(db: Session, asked: Asked) -> Ready:
    """A page for each participant."""
    figures = participant_page.gather(
        db, episode_ids=asked.episode_ids, session_id=asked.session_id, today=asked.today
    )
    paper = participant_page.paper(figures, asked.copy)
    return Ready(paper, len(figures.pages), sections=participant_page.sections(figures))


def phase_certificates(db: Session, asked: Asked) -> Ready:
    """A sheet for each who moved on to another phase."""
    assert asked.session_id is not None
    figures = phase_certificate.gather(db, session_id=asked.session_id)
    if not figures.people:
        raise Refusal("Nobody moved on to another phase at this session.")
    paper = phase_certificate.paper(figures)
    return Ready(paper, len(figures.people), sections=phase_certificate.sections(figures))


def certificates_of_session(db: Session, asked: Asked, session_id: int) -> Ready:
    """For a day without a ceremony: those who graduated in court, then those who moved on."""
    reached = phase_certificate.gather(db, session_id=session_id)
    graduated = graduated_at(db, session_id=session_id)
    if not graduated and not reached.people:
        raise Refusal("Nobody graduated or moved on to another phase at this session.")
    done = certificate.gather(db, episode_ids=graduated, today=asked.today)
    sections = [*certificate.sections(done), *phase_certificate.sections(reached)]
    return Ready(phase_certificate.paper(reached), len(sections), sections=sections)
