"""What somebody carries in the first weeks: the release packet, and the safety plan alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.safety.own_plan import OwnPlan, Place, own_plan
from drugcourt.domain.clock import spoken
from drugcourt.reports.layout import boxed, checkboxes
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

PACKET, PLAN = "My first two weeks", "My safety plan"
BLANK = "______________________________"
LINES = 2  # to write on under each heading


@dataclass(frozen=True, slots=True)
class Figures:
    """One person's plan."""

    plan: OwnPlan


def gather(db: Session, *, episode_id: int, today: date) -> Figures:
    """What is on record for it. Refusal where the person is not in the court."""
    return Figures(own_plan(db, episode_id=episode_id, today=today))


def paper(title: str, figures: Figures) -> Paper:
    """The frame; strangers may read it, so it says neither the court's name nor what kind it is."""
    return Paper(title=title, court=figures.plan.at)


def packet(figures: Figures) -> list[Section]:
    """Where I go and what I do on which day, then the safety plan."""
    right = (short_day(figures.plan.today),)
    return [Section(PACKET, _weeks(figures.plan), subtitle_right=right), *plan(figures)]


def plan(figures: Figures) -> list[Section]:
    """What to do in an overdose, and my own words about what is hard and what helps."""
    return [Section(PLAN, _plan(figures.plan), subtitle_right=(short_day(figures.plan.today),))]


def _weeks(plan: OwnPlan) -> Iterator[Flowable]:
    yield para(plan.name, _large())
    yield gap(6)
    yield boxed([para(plan.words.after_release, _plain()), gap(2)])
    yield section("My days")
    rows = [(f"{day.on:%A}, {short_day(day.on)}", day.told, "") for day in plan.days]
    yield from data_table(
        [Column("Day", 2, bold=True), Column("What", 5), Column("At what time, where", 2.6)],
        rows,
        "No days are planned.",
    )
    yield section("My medicine")
    if plan.medicines:
        yield checkboxes([(f"{one}. My next dose: {BLANK}", False) for one in plan.medicines])
    else:
        yield para(f"{BLANK}   My next dose: {BLANK}", _plain())
    yield section("My people and places")
    yield from _people(plan)
    yield section("Court")
    yield para(f"{_hearing(plan)}. I bring this paper.", _plain())


def _hearing(plan: OwnPlan) -> str:
    """The day and time of the next hearing, or a line to write them on."""
    if plan.hearing is None:
        return f"My next day: {BLANK}"
    day, time = plan.hearing
    return f"{day:%A}, {short_day(day)}" + (f" at {spoken(time)}" if time else "")


def _people(plan: OwnPlan) -> Iterator[Flowable]:
    lines = [
        ("Naloxone", plan.kit or f"I get it at {BLANK}"),
        ("My peer", plan.peer or BLANK),
        ("My case manager", plan.case_manager or BLANK),
        ("My ride", BLANK),
    ]
    lines += [("Treatment", _where(place)) for place in plan.places] or [("Treatment", BLANK)]
    for word, said in lines:
        yield para(word, styles().muted)
        yield para(said, _plain())
        yield gap(3)


def _where(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.contact, place.phone, place.address)))


def _plan(plan: OwnPlan) -> Iterator[Flowable]:
    yield para(plan.name, _large())
    yield section("If somebody does not wake up or breathe")
    for number, step in enumerate(plan.words.emergency, 1):
        yield para(f"{number}.  {step}", _plain())
        yield gap(3)
    yield para(plan.words.law, _plain())
    yield gap(4)
    yield para(plan.words.crisis, _bold())
    yield gap(4)
    yield para(f"Naloxone: {plan.kit or BLANK}. Where it lies, and who knows: {BLANK}", _plain())
    yield section("In my own words")
    for heading in plan.words.signs:
        yield gap(4)
        yield para(heading, _bold())
        for _ in range(LINES):
            yield gap(9)
            yield para(BLANK * 2, styles().muted)


def _large() -> ParagraphStyle:
    return ParagraphStyle("Own large", parent=styles().strong, fontSize=15, leading=20)


def _plain() -> ParagraphStyle:
    return ParagraphStyle("Own", parent=styles().body, fontSize=11, leading=15)


def _bold() -> ParagraphStyle:
    return ParagraphStyle("Own bold", parent=styles().strong, fontSize=11, leading=15)
