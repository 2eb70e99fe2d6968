"""Handbooks as data load whole, come back unchanged, and tell all of their mistakes at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugcourt.domain import program as terms
from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.program import Program, Requirement
from drugcourt.domain.terms import (
    ChargeLevel,
    DebtKind,
    DecisionBy,
    LegalTrack,
    LevelOfCare,
    SessionKind,
    WorkKind,
)
from drugcourt.errors import Refusal
from drugcourt.exchange.program_files import load_program, shipped_programs
from drugcourt.exchange.program_forms import KINDS
from drugcourt.exchange.program_problems import ProgramProblem, ProgramRefusal
from drugcourt.exchange.program_text import dump_program

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
    assert set(program.sober.effects) == set(terms.SoberEvent)
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
KINDS_OF_SESSION = st.frozensets(st.sampled_from(SessionKind), min_size=1)
COUNTS = st.integers(1, 100)
SIMPLE = st.one_of(
    st.builds(terms.Elapsed, AMOUNTS, st.sampled_from(terms.Since)),
    st.builds(terms.Sober, AMOUNTS, st.booleans()),
    st.builds(terms.FreeWindow, st.sampled_from(terms.FreeOf), AMOUNTS, st.booleans()),
    st.builds(terms.AttendRate, KINDS_OF_SESSION, COUNTS, AMOUNTS, st.none() | AMOUNTS),
    st.builds(terms.AttendAll, KINDS_OF_SESSION, st.none() | AMOUNTS, st.booleans()),
    st.builds(terms.AttendShare, KINDS_OF_SESSION, COUNTS),
    st.builds(terms.AttendCount, KINDS_OF_SESSION, COUNTS, st.sampled_from(terms.Since)),
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
ONLY_IF = st.none() | st.builds(
    terms.OnlyIf,
    st.frozensets(st.sampled_from(LegalTrack)),
    st.frozensets(st.sampled_from(ChargeLevel)),
    st.frozensets(st.sampled_from(LevelOfCare)),
    st.none() | TEXT,
)


@st.composite
def requirements(draw: st.DrawFn, rule: st.SearchStrategy, prefix: str) -> tuple[Requirement, ...]:
    number = draw(st.integers(1, 3))
    return tuple(
        Requirement(f"{prefix}.{n}", draw(TEXT), draw(TEXT), draw(rule), draw(ONLY_IF))
        for n in range(number)
    )


@st.composite
def programs(draw: st.DrawFn) -> Program:
    parts = draw(requirements(SIMPLE, "part"))
    nested = Requirement(
        "nested", "Any of", "", draw(st.sampled_from((terms.AllOf, terms.AnyOf)))(parts)
    )
    phase = terms.Phase(
        "one",
        draw(TEXT),
        (*draw(requirements(SIMPLE, "one")), nested),
        purpose=draw(st.just("") | TEXT),
        hearing_every=draw(st.none() | AMOUNTS),
        tests_per_week=draw(st.none() | st.floats(0.25, 21)),
        duties=tuple(draw(st.lists(TEXT, max_size=3))),
    )
    return Program(
        key="drawn",
        name=draw(TEXT),
        version=draw(TEXT),
        effective=draw(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))),
        phases=(phase, terms.Phase("two", "Two", ())),
        graduation=draw(requirements(SIMPLE, "grad")),
        sober=terms.SoberPolicy(
            draw(st.dictionaries(st.sampled_from(terms.SoberEvent), st.sampled_from(terms.Effect))),
            draw(st.sampled_from(terms.NewCount)),
            draw(st.booleans()),
            draw(TEXT),
        ),
        milestones=(terms.MilestoneKind("letter", draw(TEXT)),),
        remarks=tuple(draw(st.lists(TEXT, max_size=2))),
        month_days=draw(st.none() | st.integers(28, 31)),
        completes=draw(st.sampled_from(terms.Completes)),
    )


@settings(max_examples=60, deadline=None)
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
