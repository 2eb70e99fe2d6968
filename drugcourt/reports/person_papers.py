"""How the papers about one participant, or those who leave together, are made."""

from __future__ import annotations

from sqlalchemy.orm import Session

from drugcourt.errors import Refusal
from drugcourt.reports import (
    accounting,
    candidate_sheet,
    certificate,
    dismissal,
    entry_packet,
    own_papers,
    permission,
    provider_request,
    session_papers,
    testing_history,
    worksheet,
)
from drugcourt.reports.asked import Asked, Ready


def _only(asked: Asked, whose: str) -> int:
    """The one participant the paper is about; Refusal where none or several were chosen."""
    if len(asked.episode_ids) != 1:
        raise Refusal(f"Choose {whose} is to be printed.")
    return asked.episode_ids[0]


def worksheet_paper(db: Session, asked: Asked) -> Ready:
    """The eligibility worksheet of a candidate."""
    episode_id = _only(asked, "the candidate whose worksheet")
    figures = candidate_sheet.gather(db, episode_id=episode_id, today=asked.today)
    return Ready(worksheet.paper(figures, asked.copy), 1, worksheet.story(figures))


def entry_packet_paper(db: Session, asked: Asked) -> Ready:
    """The cover of a candidate's entry packet."""
    episode_id = _only(asked, "the candidate whose entry packet")
    figures = candidate_sheet.gather(db, episode_id=episode_id, today=asked.today)
    return Ready(entry_packet.paper(figures, asked.copy), 1, entry_packet.story(figures))


def release_packet_paper(db: Session, asked: Asked) -> Ready:
    """The first two weeks, with the safety plan."""
    episode_id = _only(asked, "the participant whose release packet")
    figures = own_papers.gather(db, episode_id=episode_id, today=asked.today)
    frame = own_papers.paper(own_papers.PACKET, figures)
    return Ready(frame, 1, sections=own_papers.packet(figures))


def safety_plan_paper(db: Session, asked: Asked) -> Ready:
    """The safety plan alone."""
    episode_id = _only(asked, "the participant whose safety plan")
    figures = own_papers.gather(db, episode_id=episode_id, today=asked.today)
    frame = own_papers.paper(own_papers.PLAN, figures)
    return Ready(frame, 1, sections=own_papers.plan(figures))


def provider_request_paper(db: Session, asked: Asked) -> Ready:
    """The letter to whoever treats somebody now."""
    episode_id = _only(asked, "the participant whose request to a provider")
    figures = provider_request.gather(db, episode_id=episode_id, today=asked.today)
    paper = provider_request.paper(figures, asked.copy)
    return Ready(paper, 1, provider_request.story(figures))


def permission_paper(db: Session, asked: Asked) -> Ready:
    """The leave that was granted."""
    episode_id = _only(asked, "the participant whose permission")
    figures = permission.gather(db, episode_id=episode_id, today=asked.today)
    if not figures.found.permits:
        raise Refusal("No leave was granted that is not over. Answer the request first.")
    return Ready(permission.paper(figures), 1, sections=permission.sections(figures))


def testing_paper(db: Session, asked: Asked) -> Ready:
    """A participant's testing history."""
    episode_id = _only(asked, "the participant whose testing history")
    figures = testing_history.gather(db, episode_id=episode_id, today=asked.today)
    paper = testing_history.paper(figures, asked.copy)
    return Ready(paper, 1, testing_history.story(figures))


def accounting_paper(db: Session, asked: Asked) -> Ready:
    """What was disclosed of a participant."""
    episode_id = _only(asked, "the participant whose accounting")
    figures = accounting.gather(
        db,
        episode_id=episode_id,
        today=asked.today,
        since=asked.since,
        until=asked.until,
    )
    return Ready(accounting.paper(figures, asked.copy), 1, accounting.story(figures))


def dismissal_paper(db: Session, asked: Asked) -> Ready:
    """Motion and order of dismissal, for one or for all who may have them."""
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


def certificate_paper(db: Session, asked: Asked) -> Ready:
    """The certificates of completion, of a ceremony or a session."""
    if asked.session_id is not None:
        return session_papers.certificates_of_session(db, asked, asked.session_id)
    if not asked.episode_ids:
        raise Refusal("Choose one participant, or the ceremony of those who graduate together.")
    figures = certificate.gather(db, episode_ids=asked.episode_ids, today=asked.today)
    people = len(figures.graduates)
    return Ready(certificate.paper(figures), people, sections=certificate.sections(figures))
