"""Handbooks as data load whole, come back unchanged, and tell all of their mistakes at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugcourt.domain import program as terms
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.dates import Amount, Unit, WeekdayOfMonth
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.program import Program, Requirement
from drugcourt.domain.responses import Magnitude
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.sober import BROADER, CountStarts
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.domain.treatment import LevelOfCare, SessionKind
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.files import load_program, shipped_programs
from drugcourt.exchange.programs.forms import KINDS
from drugcourt.exchange.programs.problems import ProgramProblem, ProgramRefusal
from drugcourt.exchange.programs.text import dump_program
from drugcourt.exchange.programs.values import WORDS

SHIPPED = {path.stem: path for path in shipped_programs()}


def problems(text: str) -> list[ProgramProblem]:
    with pytest.raises(ProgramRefusal) as caught:
        load_program(text)
    return list(caught.value.problems)


def rules(program: Program, kind: type) -> list:
    phases = [requirement for phase in program.phases for requirement in phase.advance]
    return [r.rule for r in (*phases, *program.graduation) if isinstance(r.rule, kind)]


@pytest.mark.parametrize("name", ["five-phase", "or-jackson", "md-calvert"])
def test_every_shipped_program_loads_and_comes_back(name: str) -> None:
    program = load_program(SHIPPED[name])
    assert program.key == name
    assert load_program(dump_program(program)) == program


@pytest.mark.parametrize("name", list(SHIPPED))
def test_every_value_of_a_shipped_program_says_where_it_comes_from(name: str) -> None:
    program = load_program(SHIPPED[name])
    assert program.sources
    assert program.sober.origin
    told_apart = {
        *BROADER,
        *(terms.SoberEvent(key) for key in ("overturned", "late", "device_alert", "absconded")),
    }
    assert set(program.sober.effects) >= set(terms.SoberEvent) - told_apart
    for phase in program.phases:
        assert phase.basis
        assert phase.advance
        assert all(requirement.basis for requirement in phase.advance)
    assert all(item.basis for item in (*program.graduation, *program.milestones))
    assert all(item.basis for item in program.outcomes)
    assert all(item.family == "sanction" for item in program.responses if item.jail)
    assert any(item.jail for item in program.responses)


def test_the_five_phase_model_has_its_published_minimums() -> None:
    program = load_program(SHIPPED["five-phase"])
    assert [rule.least.n for rule in rules(program, terms.Elapsed)] == [60, 90, 90, 90, 90]
    assert [rule.least.n for rule in rules(program, terms.Sober)] == [14, 30, 45, 60, 90, 90]
    assert [str(phase.hearing_every) for phase in program.phases] == ["2 weeks"] * 2 + [
        "4 weeks"
    ] * 3
    assert all(phase.tests_per_week and phase.tests_per_week >= 2 for phase in program.phases)


def test_jackson_counts_two_kinds_of_sanction_and_months_as_written() -> None:
    program = load_program(SHIPPED["or-jackson"])
    assert [rule.of for rule in rules(program, terms.FreeWindow)] == [
        terms.FreeOf.ANY_SANCTION,
        terms.FreeOf.JAIL_SANCTION,
        terms.FreeOf.ANY_SANCTION,
    ]
    assert [(str(r.least), str(r.most)) for r in rules(program, terms.Elapsed)] == [
        ("1 month", "None"),
        ("4 months", "6 months"),
        ("6 months", "8 months"),
        ("4 months", "6 months"),
    ]


def test_calvert_asks_540_days_of_the_whole_program() -> None:
    program = load_program(SHIPPED["md-calvert"])
    assert rules(program, terms.Elapsed)[-1] == terms.Elapsed(
        Amount(540, Unit.DAY), terms.Since.ADMISSION
    )
    assert [str(rule.least) for rule in rules(program, terms.Sober)] == [
        "30 days",
        "60 days",
        "120 days",
    ]


SMALL = """
[program]
key = "small"
name = "Small"
version = "1"
effective = 2026-01-01
[sober]
origin = "test"
[sober.effects]
positive = "reset"
[[milestones]]
key = "letter"
title = "Letter"
[[phases]]
key = "one"
name = "One"
[[phases.advance]]
key = "one.days"
text = "Thirty days"
kind = "elapsed"
least = "30 days"
[[graduation]]
key = "grad.letter"
text = "Letter"
kind = "milestone"
milestone = "letter"
"""


def test_a_small_program_is_enough() -> None:
    program = load_program(SMALL)
    assert program.phases[0].advance[0].rule == terms.Elapsed(Amount(30, Unit.DAY))


@pytest.mark.parametrize(
    ("old", "new", "key", "said", "suggestion"),
    [
        ('least = "30 days"', 'leest = "30 days"', "leest", "not known", "least"),
        ('kind = "elapsed"', 'kind = "elasped"', "advance.1.kind", "no kind", "elapsed"),
        ('milestone = "letter"', 'milestone = "leter"', "milestone", "No milestone", "letter"),
        ('"30 days"', '"30 dais"', "least", "length of time", ""),
        ('"30 days"', '"0 days"', "least", "at least one day", ""),
        ('"30 days"', '"99999 days"', "least", "ten years", ""),
        ('"30 days"', "30", "least", "length of time", ""),
        ("2026-01-01", '"soon"', "effective", "a date", ""),
        ('positive = "reset"', 'postive = "reset"', "postive", "not known", "positive"),
        ('positive = "reset"', 'positive = "resett"', "positive", "not allowed", "reset"),
        ('key = "grad.letter"', 'key = "one.days"', "key", "another requirement", ""),
        ('key = "small"', 'key = "Not a key"', "program.key", "small letters", ""),
        ('name = "Small"', 'name = ""', "program.name", "empty", ""),
        ('origin = "test"', "", "sober.origin", "missing", ""),
        ('name = "One"', 'name = "One"\ntests_per_week = 50', "tests_per_week", "at most 21", ""),
        ('text = "Letter"\n', "", "text", "missing", ""),
        ("[sober]", "[sobr]", "sobr", "not known", "sober"),
    ],
)
def test_a_mistake_names_its_line_its_key_and_what_was_meant(
    old: str, new: str, key: str, said: str, suggestion: str
) -> None:
    text = SMALL.replace(old, new, 1)
    found = [p for p in problems(text) if p.key.endswith(key) and said in p.sentence]
    assert len(found) == 1
    assert (suggestion in found[0].suggestion) if suggestion else True
    if new:
        assert new.splitlines()[-1] in text.splitlines()[(found[0].line or 0) - 1]


ADDED = """
[[phases.advance]]
key = "one.more"
text = "More"
"""


@pytest.mark.parametrize(
    ("more", "key", "said", "suggestion"),
    [
        ('kind = "elapsed"\nleast = "6 months"\nmost = "5 weeks"', "most", "shorter", ""),
        ('kind = "elapsed"\nleast = "1 month"\nsince = "event"', "since", "which event", ""),
        (
            'kind = "elapsed"\nleast = "1 month"\nsince = "event"\nevent = "leter"',
            "event",
            "No milestone",
            "letter",
        ),
        ('kind = "elapsed"\nleast = "1 day"\nphases = ["onne"]', "phases", "No phase", "one"),
        ('kind = "attend_rate"\nn = 2', "kind", "what counts", ""),
        ('kind = "attend_count"\nhearings = true\nn = 12\nof = 10', "n", "More are asked", ""),
        ('kind = "standing"\nof = "condition"', "of", "which condition", ""),
        ('kind = "ledger"\ndebts = ["loans"]\nfee = "$5"', "fee", "per", ""),
        ('kind = "ledger"\ndebts = ["loans"]\npaid = "five"', "paid", "amount of money", ""),
        ('kind = "service"', "kind", "number is needed", ""),
        ('kind = "ceremony"\nmonths = [13]\nweekday = "1st friday"', "months.1", "at most 12", ""),
        ('kind = "ceremony"\nweekday = "6th friday"', "weekday", "2nd friday", ""),
        ('kind = "ceremony"\ndates = ["2026-13-01"]', "dates.1", "A day is written", ""),
        ('kind = "phase_tasks"\nphase = "one"', "phase", "circle", ""),
        ('kind = "phase_tasks"\nphase = "thre"', "phase", "No phase", ""),
        ('replaces = "one.day"\nkind = "sober"\nleast = "1 day"', "replaces", "No req", "one.days"),
        ('replaces = "one.days"\nleast = "1 day"', "replaces", "for whom", ""),
        ('kind = "milestone"\nmilestone = "letter"\nlate_fails = true', "late_fails", "dead", ""),
        (
            'kind = "sober"\nleast = "9 days"\nbreaks = ["expected_positive"]',
            "breaks",
            "prescribed medicine",
            "Leave out",
        ),
    ],
)
def test_rules_that_make_no_sense_are_told_with_their_line(
    more: str, key: str, said: str, suggestion: str
) -> None:
    text = SMALL.replace("[[graduation]]", f"{ADDED}{more}\n[[graduation]]")
    found = [p for p in problems(text) if p.key.endswith(key) and said in p.sentence]
    assert len(found) == 1, problems(text)
    assert suggestion in found[0].suggestion
    assert found[0].line is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('positive = "reset"', 'expected_positive = "reset"'),
        (
            "[[milestones]]",
            '[[sober.rules]]\nevent = "expected_positive"\neffect = "suspend"\n[[milestones]]',
        ),
        (
            "[[milestones]]",
            '[[sober.rules]]\nevent = "expected_positive"\neffect = "reset"\n'
            'substances = ["methadone"]\n[[milestones]]',
        ),
        ('text = "Thirty days"', 'text = "Tapered off Suboxone"'),
        ('title = "Letter"', 'title = "Free of MOUD"'),
    ],
)
def test_a_rule_that_would_bar_people_for_their_medicine_is_refused(old: str, new: str) -> None:
    assert any("prescribed medicine" in p.sentence for p in problems(SMALL.replace(old, new, 1)))


def test_an_exception_takes_over_what_it_does_not_say() -> None:
    said = """replaces = "one.days"
basis = "page 7"
only_if = { charge_levels = ["misdemeanor"] }
least = "15 days"
"""
    text = SMALL.replace("[[graduation]]", f"{ADDED}{said}[[graduation]]")
    base, exception = load_program(text).phases[0].advance
    assert exception.rule == terms.Elapsed(Amount(15, Unit.DAY))
    assert (exception.replaces, exception.basis) == (base.key, "page 7")


def test_milestones_that_wait_for_each_other_are_a_circle() -> None:
    text = SMALL.replace('title = "Letter"', 'title = "Letter"\nrequires = ["letter"]')
    assert any("before itself" in p.sentence for p in problems(text))


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    text = (
        SMALL.replace('"30 days"', '"x"')
        .replace('name = "One"', 'nmae = "One"')
        .replace("2026-01-01", "7")
        .replace('milestone = "letter"', 'milestone = "none"')
    )
    found = problems(text)
    assert len(found) == 5
    lines = [problem.line for problem in found if problem.line]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "text", ["", "x", "a = 1\na = 2", "[program]\n[program]", "[[x", "phases = 3", 'a = "\x00"']
)
def test_what_is_no_program_is_refused_in_sentences(text: str) -> None:
    assert all(problem.sentence.endswith(".") for problem in problems(text))


def test_a_missing_phase_list_is_a_mistake() -> None:
    text = SMALL[: SMALL.index("[[phases]]")] + SMALL[SMALL.index("[[graduation]]") :]
    assert [problem.key for problem in problems(text)] == ["phases"]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="can't be read"):
        load_program(tmp_path / "none.toml")


# Round trips -----------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(str.strip)
AMOUNTS = st.builds(Amount, st.integers(1, 10), st.sampled_from(Unit))
PERS = st.builds(Amount, st.integers(1, 10), st.sampled_from([Unit.DAY, Unit.WEEK]))
OVERS = st.builds(Amount, st.integers(1, 5), st.just(Unit.YEAR))
FREE_OF = st.frozensets(st.sampled_from(terms.FreeOf), min_size=1)
SINCE = st.sampled_from([s for s in terms.Since if s is not terms.Since.EVENT])
KINDS_OF_SESSION = st.frozensets(st.sampled_from(SessionKind), min_size=1)
COUNTS = st.integers(1, 100)
YES_OR_NO = st.booleans()
CENTS = st.integers(0, 1_000_000)
MONEY = st.none() | CENTS
MAYBE = st.none() | AMOUNTS
CONTACTS = st.frozensets(st.sampled_from(ContactWith), min_size=1)
SIMPLE = st.one_of(
    st.builds(
        terms.Elapsed,
        AMOUNTS,
        st.sampled_from([terms.Since.PHASE, terms.Since.ADMISSION, terms.Since.SOBER]),
        without=st.frozensets(st.sampled_from(EpisodeStatus)),
        fixed=YES_OR_NO,
    ),
    st.just(terms.Elapsed(Amount(2, Unit.MONTH), terms.Since.EVENT, event="letter")),
    st.just(terms.Elapsed(most=Amount(2, Unit.YEAR), most_fails=True, phases=frozenset({"one"}))),
    st.builds(
        terms.Sober,
        AMOUNTS,
        YES_OR_NO,
        st.sampled_from(terms.SoberMode),
        st.frozensets(st.sampled_from(Substance)),
        st.none() | st.integers(1, 30),
        YES_OR_NO,
        st.frozensets(st.sampled_from([terms.SoberEvent.MISSED, terms.SoberEvent.DILUTE])),
    ),
    st.builds(
        terms.FreeWindow,
        st.sampled_from(terms.FreeOf),
        AMOUNTS,
        YES_OR_NO,
        also=st.frozensets(st.sampled_from(terms.FreeOf)),
        magnitudes=st.frozensets(st.sampled_from(Magnitude)),
        levels=st.frozensets(st.sampled_from(ChargeLevel)),
        dated_by=st.sampled_from(terms.DatedBy),
        first=YES_OR_NO,
    ),
    st.builds(
        terms.Together,
        AMOUNTS,
        st.frozensets(st.sampled_from(terms.FreeOf), min_size=1),
        YES_OR_NO,
        YES_OR_NO,
        YES_OR_NO,
    ),
    st.builds(
        terms.AttendRate,
        n=st.sampled_from([1, 1.5, 4]),
        contacts=CONTACTS,
        modes=st.frozensets(st.sampled_from(ContactMode)),
        each=YES_OR_NO,
        hours=YES_OR_NO,
        calendar=YES_OR_NO,
        short=st.sampled_from(terms.ShortPeriod),
        cancelled_lowers=YES_OR_NO,
    ),
    st.builds(
        terms.AttendCount, n=st.integers(1, 9), of=st.integers(9, 20), hearings=st.just(True)
    ),
    st.builds(terms.HandedIn, TEXT, PERS, st.integers(0, 9), YES_OR_NO, st.none() | OVERS),
    st.builds(
        terms.MilestoneDone,
        st.just("letter"),
        st.integers(1, 9),
        YES_OR_NO,
        AMOUNTS,
        late_fails=YES_OR_NO,
        expires=MAYBE,
        verified=YES_OR_NO,
        approvals=st.frozensets(st.sampled_from(DecisionBy)),
    ),
    st.builds(
        terms.LedgerSettled,
        st.frozensets(st.sampled_from(DebtKind), min_size=1),
        at_most=MONEY,
        paid=MONEY,
        fee=CENTS,
        per=AMOUNTS,
        as_able=YES_OR_NO,
        per_service_hour=MONEY,
    ),
    st.builds(
        terms.LedgerSettled,
        st.frozensets(st.sampled_from(DebtKind), min_size=1),
        fee=CENTS,
        per=PERS,
        regular=st.just(True),
        over=st.none() | OVERS,
        per_service_hour=CENTS,
        service_hours=st.none() | st.integers(1, 9),
    ),
    st.builds(
        terms.Stands,
        st.sampled_from([s for s in terms.Standing if s is not terms.Standing.TREATMENT]),
        st.just("housing"),
        st.frozensets(st.sampled_from(["rented", "sober_living"])),
        YES_OR_NO,
        MAYBE,
        YES_OR_NO,
    ),
    st.builds(
        terms.Working,
        st.frozensets(st.sampled_from(WorkKind), min_size=1),
        gap=MAYBE,
        verified_within=MAYBE,
        taxed=YES_OR_NO,
        approved=YES_OR_NO,
    ),
    st.builds(terms.Served, st.sampled_from([1, 7.5]), st.none() | COUNTS, approved=YES_OR_NO),
    st.builds(terms.Points, st.none() | COUNTS, st.integers(0, 20), over=MAYBE),
    st.builds(
        terms.Decided,
        st.sampled_from(DecisionBy),
        also=st.frozensets(st.sampled_from(DecisionBy)),
        expires=MAYBE,
    ),
    st.builds(terms.Ceremony, st.lists(st.dates(), max_size=3).map(tuple)),
    st.builds(
        terms.Ceremony,
        months=st.frozensets(st.integers(1, 12)),
        weekday=st.builds(WeekdayOfMonth, st.integers(-1, 5), st.integers(0, 6)),
    ),
    st.builds(terms.AttendRate, KINDS_OF_SESSION, COUNTS, PERS, st.none() | OVERS),
    st.builds(terms.AttendAll, KINDS_OF_SESSION, st.none() | AMOUNTS, st.booleans()),
    st.builds(terms.AttendShare, KINDS_OF_SESSION, COUNTS),
    st.builds(terms.AttendCount, KINDS_OF_SESSION, COUNTS, SINCE),
    st.builds(
        terms.AttendShare,
        percent=COUNTS,
        tests=st.just(True),
        negative=YES_OR_NO,
        per=PERS,
        best=COUNTS,
    ),
    st.builds(terms.AttendAll, KINDS_OF_SESSION, late_per_absence=st.integers(2, 9)),
    st.builds(terms.AttendRate, KINDS_OF_SESSION, best=COUNTS),
    st.builds(
        terms.Elapsed,
        AMOUNTS,
        longer=AMOUNTS,
        for_each=FREE_OF,
        in_care=st.just(frozenset({LevelOfCare.RESIDENTIAL})),
        without_care=st.frozensets(st.just(LevelOfCare.DETOX)),
    ),
    st.builds(
        terms.Sober,
        tests=COUNTS,
        tested_for=st.frozensets(st.sampled_from(Substance)),
        from_phase=st.sampled_from([None, "one", "two"]),
    ),
    st.builds(
        terms.FreeWindow, st.sampled_from(terms.FreeOf), AMOUNTS, allowed=COUNTS, in_any=YES_OR_NO
    ),
    st.builds(terms.HandedIn, TEXT, n=COUNTS, for_each=FREE_OF, within=MAYBE),
    st.builds(terms.HandedIn, TEXT, kinds=KINDS_OF_SESSION, contacts=CONTACTS),
    st.builds(terms.Served, st.just(8), for_each=FREE_OF),
    st.builds(terms.Served, st.just(8), per=AMOUNTS),
    st.builds(terms.Served, st.just(8), over=AMOUNTS),
    st.builds(terms.Sober, AMOUNTS, after=st.just("letter")),
    st.builds(terms.FreeWindow, st.sampled_from(terms.FreeOf), AMOUNTS, after=st.just("letter")),
    st.builds(terms.AttendRate, n=COUNTS, hearings=st.just(True), a_day=COUNTS),
    st.builds(
        terms.AttendShare,
        hearings=st.just(True),
        since=st.just(terms.Since.EVENT),
        event=st.just("letter"),
    ),
    st.builds(terms.Decided, st.sampled_from(DecisionBy), times=st.integers(1, 5)),
    st.builds(terms.Points, net=COUNTS, per=PERS, over=st.none() | OVERS),
    st.builds(
        terms.LedgerSettled,
        st.frozensets(st.sampled_from(DebtKind), min_size=1),
        percent=st.integers(1, 100),
    ),
    st.builds(
        terms.LedgerSettled,
        st.frozensets(st.sampled_from(DebtKind), min_size=1),
        paid=CENTS,
        over=AMOUNTS,
    ),
    st.builds(terms.Ceremony, day=st.integers(1, 31), ahead=MAYBE, own=YES_OR_NO),
    st.builds(
        terms.Stands,
        st.sampled_from([terms.Standing.TREATMENT, terms.Standing.CONDITION]),
        st.just("monitor"),
        over=AMOUNTS,
        in_all=YES_OR_NO,
    ),
    st.just(terms.MilestoneDone("letter")),
    st.builds(
        terms.LedgerSettled,
        st.frozensets(st.sampled_from(DebtKind), min_size=1),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(
        terms.Working,
        st.frozensets(st.sampled_from(WorkKind), min_size=1),
        st.none() | st.integers(1, 168),
        st.none() | AMOUNTS,
    ),
    st.builds(terms.Decided, st.sampled_from(DecisionBy), st.booleans()),
)
FITTING = st.builds(
    terms.OnlyIf,
    st.frozensets(st.sampled_from(LegalTrack)),
    st.frozensets(st.sampled_from(ChargeLevel)),
    st.frozensets(st.sampled_from(LevelOfCare)),
    st.none() | TEXT,
    st.frozensets(st.just("one")),
    st.frozensets(st.sampled_from(["one", "two"])),
    st.frozensets(TEXT),
    st.frozensets(st.just("letter")),
    happened=st.frozensets(st.sampled_from(terms.FreeOf)),
    returned=st.booleans(),
    admitted_from=st.none() | st.dates(),
    admitted_before=st.none() | st.dates(),
    any_one=st.booleans(),
).filter(lambda condition: condition != terms.OnlyIf())
ONLY_IF = st.none() | FITTING
SOBER_RULES = st.builds(
    terms.SoberRule,
    st.sampled_from([terms.SoberEvent.DILUTE, terms.SoberEvent.MISSED]),
    st.sampled_from([terms.Effect.RESET, terms.Effect.SUSPEND]),
    st.integers(2, 5),
    MAYBE,
    st.frozensets(st.just("two")),
    st.frozensets(st.sampled_from(Substance)),
    also=st.frozensets(st.sampled_from([terms.SoberEvent.LATE, terms.SoberEvent.UNABLE])),
    in_phase=st.booleans(),
    in_a_row=st.booleans(),
    each=st.booleans(),
)


@st.composite
def requirements(draw: st.DrawFn, rule: st.SearchStrategy, prefix: str) -> tuple[Requirement, ...]:
    number = draw(st.integers(1, 3))
    return tuple(
        Requirement(
            f"{prefix}.{n}", draw(TEXT), draw(TEXT), draw(rule), draw(ONLY_IF), draw(ONLY_IF)
        )
        for n in range(number)
    )


@st.composite
def programs(draw: st.DrawFn) -> Program:
    parts = draw(requirements(SIMPLE, "part"))
    combined = draw(st.sampled_from([terms.AllOf(parts), terms.AnyOf(parts), terms.NOf(1, parts)]))
    nested = Requirement("nested", "Any of", "", combined, continues=draw(YES_OR_NO))
    other = replace(
        draw(requirements(SIMPLE, "other"))[0], only_if=draw(FITTING), replaces="nested"
    )
    by = tuple(
        terms.NumberBy(field, word, draw(value))
        for field, value in (("least", AMOUNTS), ("most", AMOUNTS))
        for word in draw(st.lists(st.sampled_from(WORDS), max_size=3, unique=True))
    )
    varied = Requirement(
        "varied",
        "Varied",
        "",
        terms.Elapsed(Amount(1, Unit.DAY)),
        continues_in=draw(st.sampled_from([frozenset(), frozenset({"two"})])),
        individual=draw(st.sampled_from([frozenset(), frozenset({"warn"})])),
        numbers=by,
    )
    back = Requirement("back", "Back", "", terms.PhaseTasks("one", frozenset({"nested"})))
    phase = terms.Phase(
        "one",
        draw(TEXT),
        (*draw(requirements(SIMPLE, "one")), nested, other, varied),
        purpose=draw(st.just("") | TEXT),
        hearing_every=draw(st.none() | AMOUNTS),
        tests_per_week=draw(st.floats(0.25, 21)),
        duties=tuple(draw(st.lists(TEXT, max_size=3))),
        optional=draw(YES_OR_NO),
        only_if=draw(st.none() | st.builds(terms.OnlyIf, flags=st.just(frozenset({"veteran"})))),
        sober_days=draw(st.none() | st.integers(0, 90)),
        hearing_by=draw(st.dictionaries(st.sampled_from(LevelOfCare), AMOUNTS, max_size=2)),
        hearing_on=draw(st.sampled_from([(), (WeekdayOfMonth(1, 4), WeekdayOfMonth(3, 4))])),
        tests_per_week_most=21,
    )
    return Program(
        key="drawn",
        name=draw(TEXT),
        version=draw(TEXT),
        effective=draw(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))),
        phases=(phase, terms.Phase("two", "Two", (back,))),
        graduation=draw(requirements(SIMPLE, "grad")),
        sober=terms.SoberPolicy(
            draw(
                st.dictionaries(
                    st.sampled_from(
                        [e for e in terms.SoberEvent if e != terms.SoberEvent.EXPECTED_POSITIVE]
                    ),
                    st.sampled_from(terms.Effect),
                )
            ),
            draw(st.sampled_from(terms.NewCount)),
            draw(st.booleans()),
            draw(TEXT),
            tuple(draw(st.lists(SOBER_RULES, max_size=2))),
            draw(st.sampled_from(CountStarts)),
            draw(st.frozensets(st.sampled_from(EpisodeStatus))),
        ),
        milestones=(
            terms.MilestoneKind("letter", draw(TEXT)),
            terms.MilestoneKind("essay", "Essay", "", frozenset({"letter"})),
        ),
        demotion=draw(st.sampled_from(terms.Demotion)),
        ceremonies=draw(st.sampled_from([(), (dt.date(2100, 1, 2),)])),
        holidays=draw(st.frozensets(st.dates(), max_size=2)),
        options=draw(st.dictionaries(st.sampled_from(["aftercare_first", "b"]), YES_OR_NO)),
        remarks=tuple(draw(st.lists(TEXT, max_size=2))),
        month_days=draw(st.none() | st.integers(28, 31)),
        completes=draw(st.sampled_from(terms.Completes)),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(program=programs())
def test_any_program_comes_back_from_its_file(program: Program) -> None:
    assert load_program(dump_program(program)) == program


def test_every_kind_of_rule_has_its_name_in_the_file() -> None:
    assert set(KINDS.values()) == set(terms.Rule.__args__)


@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 1), put=st.text(max_size=5), cut=st.integers(0, 30))
def test_a_changed_file_is_a_program_or_a_list_of_mistakes(
    place: float, put: str, cut: int
) -> None:
    at = int(place * len(SMALL))
    try:
        load_program(SMALL[:at] + put + SMALL[at + cut :])
    except ProgramRefusal as refusal:
        listed = refusal.problems
    else:
        listed = ()
    assert all(problem.sentence.endswith(".") for problem in listed)
