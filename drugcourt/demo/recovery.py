"""What the invented court knows of providers, plans, needed services and recovery capital."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.treatment.providers import add_provider
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import Employment, Housing, LevelOfCare, Moment, Service
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.history import add_rows
from drugcourt.records.treatment import (
    CapitalMeasure,
    LifeSnapshot,
    PlanGoal,
    PlanObjective,
    ServiceNeed,
    TreatmentEpisode,
)
from drugcourt.workspace import Context

GOALS = (
    ("Live in a place of my own", "Fill in the housing application"),
    ("Have my driver’s license back", "Pay the reinstatement fee"),
    ("See my children every week", "Finish the parenting class"),
    ("Keep my job through the winter", "Ask for the early shift"),
)
NEEDED = (Service.HOUSING, Service.TRANSPORT, Service.DENTAL, Service.EMPLOYMENT, Service.IDENTITY)
STEPS = (0, 6, 9, 12)  # how answers to the measure rise with each time it is asked


def keep_recovery(db: Session, context: Context, *, seed: int) -> int:
    """Providers as the court uses them; plans, needs, measures and snapshots of every third."""
    _providers(db, context)
    asked = (
        select(Episode.id, Episode.admitted_on)
        .where(Episode.status.in_(OPEN_STATUSES), Episode.admitted_on.is_not(None))
        .order_by(Episode.id)
    )
    people = [(number, day) for number, day in db.execute(asked) if day is not None]
    needs, measures, lives = [], [], []
    for place, (number, admitted) in enumerate(people):
        rng = Random(f"recovery {seed} {number}")  # noqa: S311  # invented, replayable
        known = (context.today - admitted).days
        lives.append(_life(number, context, known, rng))
        if place % 3 == 0:
            measures += _measures(number, context, known, rng)
        if place % 2 == 0:
            needs.append(_need(number, context, known, rng))
    add_rows(db, LifeSnapshot, lives)
    add_rows(db, CapitalMeasure, measures)
    add_rows(db, ServiceNeed, needs)
    _plans(db, context, [(row[0], (context.today - row[1]).days) for row in people[::3]])
    return len(people)


def _providers(db: Session, context: Context) -> None:
    """Those at whom somebody is, with what the stays there say they offer."""
    asked = select(TreatmentEpisode.provider, TreatmentEpisode.level).distinct()
    offers: dict[str, list[LevelOfCare]] = {}
    for provider, level in db.execute(asked.order_by(TreatmentEpisode.provider)):
        offers.setdefault(provider, []).append(level)
    for place, (name, levels) in enumerate(offers.items()):
        values = {
            "name": name,
            "levels": tuple(levels),
            "medications": "Buprenorphine, naltrexone" if place % 2 == 0 else "",
            "medicaid": YesNo.YES if place % 3 else YesNo.UNKNOWN,
            "waiting_days": (3, 14, 0, 21)[place % 4],
            "report_day": str(place % 3 + 1),
            "contact": ("N. Price", "A. Wells", "")[place % 3],
            "phone": f"(555) 010-{place:04d}",
        }
        add_provider(db, context, values=values)


def _life(number: int, context: Context, known: int, rng: Random) -> dict[str, object]:
    return {
        "episode_id": number,
        "moment": Moment.ENTRY,
        "taken_on": context.today - timedelta(days=known),
        "housing": rng.choice((Housing.FAMILY, Housing.OWN, Housing.SHELTER, Housing.INSTITUTION)),
        "employment": rng.choice((Employment.NONE, Employment.LOOKING, Employment.PART)),
        "health_cover": rng.choice((YesNo.YES, YesNo.NO)),
        "licence": rng.choice((YesNo.YES, YesNo.NO, YesNo.NO)),
        "transport": rng.choice((YesNo.YES, YesNo.NO)),
        "children": rng.choice((None, 0, 1, 2)),
        "text": "",
    }


def _measures(number: int, context: Context, known: int, rng: Random) -> list[dict[str, object]]:
    """Every so many days since entry; the last is not older than asked for, for most."""
    policy = treatment_policy()
    items, made = len(policy.capital_items), []
    start = rng.randint(2, 3)
    for place, rise in enumerate(STEPS):
        days = known - place * policy.capital_days
        if days < 0:
            break
        answers = [min(policy.most, start + (rise + n) // items) for n in range(items)]
        made.append(
            {
                "episode_id": number,
                "measured_on": context.today - timedelta(days=days),
                "answers": answers,
                "total": sum(answers),
            }
        )
    return made


def _need(number: int, context: Context, known: int, rng: Random) -> dict[str, object]:
    since = context.today - timedelta(days=rng.randint(0, min(known, 40)))
    referred = since + timedelta(days=2) if rng.random() < 0.7 else None
    started = since + timedelta(days=9) if referred and rng.random() < 0.6 else None
    today = context.today
    return {
        "episode_id": number,
        "service": rng.choice(NEEDED),
        "needed_on": since,
        "referred_on": referred if referred and referred <= today else None,
        "provider": "Cedar County Services" if referred and referred <= today else "",
        "accepted_on": None,
        "started_on": started if started and started <= today else None,
        "ended_on": None,
        "outcome": None,
        "text": "",
    }


def _plans(db: Session, context: Context, people: list[tuple[int, int]]) -> None:
    """A goal each with a step towards it."""
    review = timedelta(days=treatment_policy().review_days)
    for place, (number, known) in enumerate(people):
        words, step = GOALS[place % len(GOALS)]
        began = context.today - timedelta(days=min(known, 30 + place % 40))
        goal = PlanGoal(episode_id=number, text=words, started_on=began, review_on=began + review)
        db.add(goal)
        db.flush()
        due = began + timedelta(days=45)
        db.add(PlanObjective(episode_id=number, goal_id=goal.id, text=step, due_on=due))
