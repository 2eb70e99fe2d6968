"""The fairness certificate: how random tests fell over the days, against the policy and luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.draws.fairness import Fairness, PersonLine, fairness
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.domain.dates import counted, short
from drugcourt.domain.recurrences import WEEKDAYS
from drugcourt.domain.tone import Tone
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, protected_paper, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table
from drugcourt.rules.fairness import SELDOM, Tally, luck_times, luck_tone, luck_words

TITLE = "Fairness of random testing"
TOGETHER = "Weekdays together"
MOST_PEOPLE = 40
HOW = (
    "“By luck” says how often luck alone would show counts at least so far from what was expected, "
    "were every draw made as the policy says: the exact binomial for one kind of day, chi-square "
    "for the seven weekdays together. Large is good. Of a hundred honest lines one will show 1 in "
    "100, so a single small figure asks for a look, not for a verdict."
)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One kind of day: chances taken, the shares asked and seen, how often luck shows as much."""

    label: str
    tries: int | None
    asked: float | None
    rate: float | None
    expected: float | None
    seen: int | None
    luck: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Figures:
    """The report with its letterhead."""

    head: Letterhead
    found: Fairness


def gather(
    db: Session,
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
    episode_id: int | None = None,
) -> Figures:
    """The figures of a period; the last ninety days unless it is said."""
    found = fairness(db, today=today, since=since, until=until, episode_id=episode_id)
    return Figures(letterhead(db), found)


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; for one participant the number stands in it, the name never."""
    found = figures.found
    person = found.person
    about = f"Participant {person.reference}" if person is not None else "All participants"
    right = (f"Period {span(found.first, found.last)}", about)
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """What was found in words, the draws, the tests, the people, and how to read it."""
    found = figures.found
    return [
        *_summary(found),
        *_draws(found),
        *_tests(found),
        *_programs(found),
        *_people(found),
        gap(6),
        para(HOW, styles().muted),
    ]


def sentences(found: Fairness) -> list[tuple[Tone, str]]:
    """What the figures come to, each with its tone; the screen says the same."""
    draws, total = found.by_draws, found.by_draws.total
    length = (found.last - found.first).days + 1
    said: list[tuple[Tone, str]] = []
    if not draws.days:
        said.append((Tone.WATCH, "No draw is on record in this period; only the tests can speak."))
    else:
        said.append(_replayed(found))
        if draws.days < length:
            made = f"A draw was made on {draws.days:,} of {counted(length, 'day')}."
            said.append((Tone.INFO, made))
        if total.tries:
            said.append((luck_tone(total.luck), _against_policy(total)))
        if draws.weekdays_luck is not None:
            said.append((luck_tone(draws.weekdays_luck), _weekdays(draws.weekdays_luck)))
    if found.by_tests.luck is not None:
        said.append((luck_tone(found.by_tests.luck), _tests_by_weekday(found.by_tests.luck)))
    return said


def _replayed(found: Fairness) -> tuple[Tone, str]:
    draws = found.by_draws
    if draws.unlike:
        more = len(draws.unlike) - 1
        also = f" And {counted(more, 'more day')} like it." if more else ""
        return Tone.ALARM, draws.unlike[0] + also
    said = counted(draws.days, "day")
    return (
        Tone.GOOD,
        f"The draws of {said} were made again from their records; all came out the same.",
    )


def _against_policy(total: Tally) -> str:
    return (
        f"Chance should have drawn {total.expected:,.1f} times out of {total.tries:,} and drew "
        f"{total.seen:,} times; luck alone shows as much {luck_times(total.luck)}."
    )


def _weekdays(luck: float) -> str:
    often = luck_times(luck)
    if luck >= SELDOM:
        return f"No weekday stands out; luck alone shows such differences {often}."
    return f"The weekdays differ from one another; luck alone shows as much {often}."


def _tests_by_weekday(luck: float) -> str:
    often = luck_times(luck)
    if luck >= SELDOM:
        return (
            "The tests recorded as random lie evenly over the weekdays; luck alone shows such "
            f"differences {often}."
        )
    return (
        "The tests recorded as random lie unevenly over the weekdays; luck alone shows as much "
        f"{often}."
    )


def _summary(found: Fairness) -> list[Flowable]:
    draws, person = found.by_draws, found.person
    facts = [
        ("Policy", found.settings.scheme(found.settings.target).words),
        ("Days drawn", f"{draws.days:,}"),
        ("By minimum", f"{draws.minimum:,}"),
        ("By a person", f"{draws.forced:,} added, {draws.excused:,} excused"),
        ("No place", f"{draws.over_capacity:,} left out"),
    ]
    if person is not None:
        facts.insert(0, ("Participant", f"{person.name}, {person.reference}"))
    lines = [para(text, styles().body) for _, text in sentences(found)]
    return [fact_grid(facts, columns=2), gap(4), *lines]


def day_lines(found: Fairness) -> list[DayLine]:
    """What the draws brought by kind of day; empty where no draw is on record."""
    draws = found.by_draws
    if not draws.days:
        return []
    lines = [_line(tally) for tally in draws.weekdays]
    luck = draws.weekdays_luck
    lines.append(DayLine(TOGETHER, None, None, None, None, None, luck_words(luck), luck_tone(luck)))
    return lines + [_line(t) for t in (draws.weekend, draws.holidays, draws.after, draws.total)]


def _line(tally: Tally) -> DayLine:
    if not tally.tries:
        return DayLine(tally.label, 0, None, None, None, None, "none in the period", Tone.PLAIN)
    return DayLine(
        tally.label,
        tally.tries,
        tally.asked,
        tally.rate,
        tally.expected,
        tally.seen,
        luck_words(tally.luck),
        luck_tone(tally.luck),
    )


def _draws(found: Fairness) -> list[Flowable]:
    rows = [_day_row(line) for line in day_lines(found)]
    columns = [
        Column("Kind of day", 2.2, bold=True),
        Column("Chances taken", 1.2, number=True),
        Column("Policy, % a day", 1.2, number=True),
        Column("Drawn, % a day", 1.2, number=True),
        Column("Expected", 1, number=True),
        Column("Drawn", 0.9, number=True),
        Column("By luck", 1.6, number=True),
    ]
    return [
        section(_titled(found, "What the draws brought"), "numbers that chance alone decided"),
        *data_table(columns, rows, "No draw is on record in this period."),
    ]


def _programs(found: Fairness) -> list[Flowable]:
    """Every program beside the others, then each by kind of day; nothing where there is one."""
    if not found.programs:
        return []
    columns = [
        Column("Program", 2.6, bold=True),
        Column("People on the list", 1.1, number=True),
        Column("Policy, % a day", 1, number=True),
        Column("Drawn, % a day", 1, number=True),
        Column("By luck", 1.4, number=True),
        Column("Random tests a week", 1.2, number=True),
        Column("Longest without", 1.2, number=True),
    ]
    apart = [found.of_program(line.key) for line in found.programs]
    return [
        CondPageBreak(90),
        section("By program", "the same figures for the people of each handbook"),
        *data_table(columns, [_program_row(one) for one in apart], ""),
        *(piece for one in apart for piece in (*_draws(one), *_tests(one))),
    ]


def _program_row(found: Fairness) -> tuple[str, ...]:
    total, per_week = found.by_draws.total, found.by_tests.per_week
    longest = max((one.stretches.longest for one in found.people), default=0)
    return (
        found.program,
        f"{len(found.people):,}",
        _percent(total.asked),
        _percent(total.rate),
        luck_words(total.luck),
        "" if per_week is None else f"{per_week:.2f}",
        counted(longest, "day"),
    )


def _titled(found: Fairness, title: str) -> str:
    """A heading that names the program where the figures are of one alone."""
    return f"{found.program}: {title[0].lower()}{title[1:]}" if found.program else title


def _together(luck: float | None, columns: int) -> tuple[str, ...]:
    """The seven weekdays judged as one."""
    return (TOGETHER, *("",) * (columns - 2), luck_words(luck))


def _day_row(line: DayLine) -> tuple[str, ...]:
    return (
        line.label,
        "" if line.tries is None else f"{line.tries:,}",
        _percent(line.asked),
        _percent(line.rate),
        "" if line.expected is None else f"{line.expected:,.1f}",
        "" if line.seen is None else f"{line.seen:,}",
        line.luck,
    )


def _tests(found: Fairness) -> list[Flowable]:
    tests = found.by_tests
    rows: list[tuple[str, ...]] = [
        (name, f"{days:,}", f"{seen:,}", _percent(seen / days if days else None), "")
        for name, days, seen in zip(WEEKDAYS, tests.people_days, tests.tests, strict=True)
    ]
    rows.append(_together(tests.luck, len(rows[0])))
    rows += [
        (
            tally.label,
            f"{tally.tries:,}",
            f"{tally.seen:,}",
            _percent(tally.rate),
            luck_words(tally.luck),
        )
        for tally in (tests.weekend, tests.holidays)
    ]
    named = ", ".join(f"{name} ({short(day)})" for day, name in sorted(found.holidays.items()))
    per_week = tests.per_week
    said = f"{per_week:.2f} a week for each participant" if per_week is not None else ""
    return [
        CondPageBreak(220),
        section(
            _titled(found, "What was recorded"),
            f"tests whose reason is random; {said}".rstrip("; "),
        ),
        *data_table(
            [
                Column("Kind of day", 2.2, bold=True),
                Column("Days of people on the list", 1.8, number=True),
                Column("Random tests", 1.2, number=True),
                Column("% a day", 1, number=True),
                Column("By luck", 1.6, number=True),
            ],
            rows,
            "",
        ),
        gap(2),
        para(
            f"Holidays in the period: {named}." if named else "No holiday fell in the period.",
            styles().muted,
        ),
    ]


def _people(found: Fairness) -> list[Flowable]:
    people = [found.person] if found.person is not None else list(found.people[:MOST_PEOPLE])
    left = 0 if found.person is not None else max(0, len(found.people) - MOST_PEOPLE)
    title = "This participant" if found.person is not None else "Longest stretches"
    table = data_table(
        [
            Column("Participant", 2.3, bold=True),
            Column("Number", 1),
            Column("Days on the list", 1.2, number=True),
            Column("Random tests", 1.1, number=True),
            Column("A week", 0.8, number=True),
            Column("Longest without", 1.3, number=True),
            Column("Fewest days between", 1.5, number=True),
        ],
        _person_rows([p for p in people if p is not None]),
        "Nobody was on the list in this period.",
    )
    more = [para(f"{left:,} more have shorter stretches.", styles().muted)] if left else []
    return [
        CondPageBreak(90),
        section(title, "days on the list without a random test"),
        *table,
        *more,
    ]


def _person_rows(people: Sequence[PersonLine]) -> list[tuple[str, ...]]:
    return [
        (
            one.name,
            one.reference,
            f"{one.stretches.days:,}",
            f"{one.stretches.tests:,}",
            f"{one.stretches.per_week:.1f}" if one.stretches.per_week is not None else "",
            counted(one.stretches.longest, "day"),
            "" if one.stretches.fewest is None else counted(one.stretches.fewest, "day"),
        )
        for one in people
    ]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"
