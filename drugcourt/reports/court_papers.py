"""How the papers about the whole court, a period of it or a day of testing are made."""

from __future__ import annotations

from sqlalchemy.orm import Session

from drugcourt.errors import Refusal
from drugcourt.reports import (
    caseload,
    consistency,
    custody,
    custody_log,
    daily_list,
    draw_record,
    eligibility,
    fairness,
    funnel,
    graduation_list,
    release_measures,
    supervision,
)
from drugcourt.reports.asked import Asked, Ready


def eligibility_paper(db: Session, asked: Asked) -> Ready:
    """Who may have the charges dismissed."""
    figures = eligibility.gather(db, today=asked.today)
    paper = eligibility.paper(figures, asked.copy)
    ids = tuple(one.episode_id for one in figures.people)
    return Ready(paper, len(figures.people), eligibility.story(figures), episode_ids=ids)


def graduation_list_paper(db: Session, asked: Asked) -> Ready:
    """Who will be ready by a ceremony."""
    assert asked.ceremony is not None
    figures = graduation_list.gather(db, ceremony=asked.ceremony, today=asked.today)
    paper = graduation_list.paper(figures, asked.copy)
    ids = tuple(one.episode_id for one in figures.people)
    return Ready(paper, len(figures.people), graduation_list.story(figures), episode_ids=ids)


def caseload_paper(db: Session, asked: Asked) -> Ready:
    """The figures of the whole court."""
    figures = caseload.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = caseload.paper(figures, asked.copy)
    return Ready(paper, figures.caseload.active, caseload.story(figures))


def supervision_paper(db: Session, asked: Asked) -> Ready:
    """What is short in supervision."""
    figures = supervision.gather(db, today=asked.today)
    paper = supervision.paper(figures, asked.copy)
    ids = figures.found.episode_ids
    return Ready(paper, len(ids), supervision.story(figures), episode_ids=ids)


def custody_log_paper(db: Session, asked: Asked) -> Ready:
    """Who was held when, where and why."""
    figures = custody_log.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = custody_log.paper(figures, asked.copy)
    ids = tuple(dict.fromkeys(row.episode_id for row in figures.stays))
    return Ready(paper, len(ids), custody_log.story(figures), episode_ids=ids)


def consistency_paper(db: Session, asked: Asked) -> Ready:
    """Like behavior, like response."""
    figures = consistency.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = consistency.paper(figures, asked.copy)
    return Ready(paper, len(figures.balances.people), consistency.story(figures))


def funnel_paper(db: Session, asked: Asked) -> Ready:
    """The way in, by intercept."""
    figures = funnel.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = funnel.paper(figures, asked.copy)
    return Ready(paper, figures.found.total.referred, funnel.story(figures))


def release_measures_paper(db: Session, asked: Asked) -> Ready:
    """How releases from custody went."""
    figures = release_measures.gather(db, today=asked.today, since=asked.since, until=asked.until)
    paper = release_measures.paper(figures, asked.copy)
    return Ready(paper, figures.found.people, release_measures.story(figures))


def daily_list_paper(db: Session, asked: Asked) -> Ready:
    """Whom the day's draw brings."""
    figures = daily_list.gather(db, day=asked.day or asked.today)
    paper = daily_list.paper(figures, asked.copy)
    people = len(figures.listed.people)
    ids = tuple(one.episode_id for one in figures.listed.people)
    return Ready(paper, people, sections=daily_list.sections(figures), episode_ids=ids)


def draw_record_paper(db: Session, asked: Asked) -> Ready:
    """All it takes to make a day's draw again."""
    figures = draw_record.gather(db, day=asked.day or asked.today)
    paper = draw_record.paper(figures, asked.copy)
    ids = tuple(dict.fromkeys(row.episode_id for row in figures.drawn.rows))
    return Ready(paper, len(figures.drawn.rows), draw_record.story(figures), episode_ids=ids)


def custody_paper(db: Session, asked: Asked) -> Ready:
    """The forms that go with the specimens of a day."""
    figures = custody.gather(db, day=asked.day or asked.today, episode_ids=asked.episode_ids)
    return Ready(custody.paper(figures), len(figures.forms), sections=custody.sections(figures))


def fairness_paper(db: Session, asked: Asked) -> Ready:
    """Whether random testing was fair, for one or for all."""
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
