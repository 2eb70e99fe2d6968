"""What a requirement lacks, and keys that shut each other out, are told where they stand."""

from __future__ import annotations

import pytest

from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.programs.problems import ProgramProblem, ProgramRefusal

FILE = """
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
{phase}
[[phases.advance]]
key = "one.asked"
text = "Asked"
{asked}

[[phases]]
key = "two"
name = "Two"
[[phases.advance]]
key = "two.letter"
text = "Letter"
kind = "milestone"
milestone = "letter"

[[graduation]]
key = "grad.letter"
text = "Letter"
kind = "milestone"
milestone = "letter"
"""
PLAIN = 'kind = "elapsed"\nleast = "30 days"'


def mistakes(asked: str = PLAIN, phase: str = "") -> tuple[str, tuple[ProgramProblem, ...]]:
    text = FILE.format(asked=asked, phase=phase)
    try:
        load_program(text)
    except ProgramRefusal as refusal:
        return text, refusal.problems
    return text, ()


def told(text: str, problems: tuple[ProgramProblem, ...], key: str) -> ProgramProblem:
    """The one mistake, at the line that says it."""
    assert len(problems) == 1, problems
    (problem,) = problems
    assert problem.key.endswith(key)
    assert problem.line is not None
    assert text.splitlines()[problem.line - 1].startswith(key.split(".")[0])
    return problem


_RATE = 'kind = "attend_rate"\nkinds = ["group"]\n'
_SHARE = 'kind = "attend_share"\nkinds = ["group"]\npercent = 80\n'
_HANDED = 'kind = "handed_in"\nitem = "essay"\n'
_SERVICE = 'kind = "service"\nhours = 4\n'
_FREE = 'kind = "free_of"\nof = "arrest"\n'
_LEDGER = 'kind = "ledger"\ndebts = ["loans"]\n'


@pytest.mark.parametrize(
    ("asked", "key", "suggestion"),
    [
        (PLAIN + '\nlonger = "2 weeks"\nfor_each = ["any_sancton"]', "for_each.1", "any_sanction"),
        (PLAIN + '\nlongr = "2 weeks"', "longr", "longer"),
        (PLAIN + '\nin_care = ["residental"]', "in_care.1", "residential"),
        (PLAIN + '\nwithout_car = ["detox"]', "without_car", "without_care"),
        ('kind = "sober"\ntests = 4\ntested_for = ["fentanil"]', "tested_for.1", "fentanyl"),
        ('kind = "sober"\nleast = "9 days"\nfrom_phase = "twoo"', "from_phase", "two"),
        (_FREE + 'least = "9 days"\nin_anny = true', "in_anny", "in_any"),
        (_FREE + "alowed = 2", "alowed", "allowed"),
        (_RATE + "late_per_absense = 3", "late_per_absense", "late_per_absence"),
        (_RATE + "test = true", "test", "tests"),
        (_SHARE + 'per = "1 week"\nbests = 3\nbest = 3', "bests", "best"),
        (_HANDED + 'for_each = ["unexcused_absences"]', "for_each.1", "unexcused_absence"),
        (_HANDED + 'kinds = ["suport_meeting"]', "kinds.1", "support_meeting"),
        (_HANDED + 'withn = "3 days"', "withn", "within"),
        (_LEDGER + "percnt = 50", "percnt", "percent"),
        ('kind = "standing"\nof = "treatmnt"', "of", "treatment"),
        ('kind = "standing"\nof = "treatment"\nkinds = ["outpatent"]', "kinds", "outpatient"),
        (_SERVICE + 'for_each = ["missed_tests"]', "for_each.1", "missed_test"),
        ('kind = "decision"\nby = "eldrs"', "by", "elders"),
        ('kind = "points"\nnet = 5\nnett = 5', "nett", "net"),
        ('kind = "ceremony"\nday = 15\nahed = "2 weeks"', "ahed", "ahead"),
        ('kind = "ceremony"\nday = 15\nown = true\nonw = true', "onw", "own"),
        (PLAIN + '\nonly_if = { happened = ["arests"] }', "only_if.happened.1", "arrest"),
        (PLAIN + '\nonly_if = { hapened = ["arrest"] }', "only_if.hapened", "happened"),
        (PLAIN + '\ncontinues_in = ["twoo"]', "continues_in", "two"),
        (PLAIN + '\nleast_by = { feloney = "9 months" }', "least_by.feloney", "felony"),
        (PLAIN + '\nleast_b = { felony = "9 months" }', "least_b", "least_by"),
        ('kind = "service"\nindividual = ["hour"]\ndays = 3', "individual", "hours"),
    ],
)
def test_a_word_that_is_not_known_is_told_with_what_was_meant(
    asked: str, key: str, suggestion: str
) -> None:
    problem = told(*mistakes(asked), key)
    assert f"“{suggestion}”" in f"{problem.sentence} {problem.suggestion}"


@pytest.mark.parametrize(
    ("asked", "key", "said"),
    [
        (PLAIN + '\nlonger = "2 weeks"', "longer", "for_each"),
        (PLAIN + '\nfor_each = ["arrest"]', "for_each", "longer"),
        (PLAIN + '\nin_care = ["detox"]\nwithout_care = ["detox"]', "without_care", "not count"),
        (PLAIN + "\nmost_fails = true", "most_fails", "most"),
        (
            PLAIN + '\nindividual = ["least"]\nleast_by = { felony = "9 months" }',
            "individual",
            "by",
        ),
        ('kind = "sober"\nleast = "9 days"\ntested_for = ["thc"]', "tested_for", "tests"),
        (
            'kind = "sober"\nleast = "9 days"\nwithin_phase = true\nfrom_phase = "two"',
            "from_phase",
            "one phase",
        ),
        (_FREE + "in_any = true", "in_any", "least"),
        (_FREE + 'least = "9 days"\nfirst = true\nin_any = true', "in_any", "any of them"),
        (_RATE + "negative = true", "negative", "tests"),
        (_RATE + "late_is_absent = true\nlate_per_absence = 3", "late_per_absence", "Either"),
        (_RATE + "late_per_absence = 1", "late_per_absence", "at least 2"),
        (_RATE + 'best = 9\nover = "4 weeks"\nper = "1 week"', "best", "Only 4"),
        (_SHARE + "best = 3", "best", "per"),
        (_SHARE + 'per = "1 week"', "per", "best"),
        (_HANDED + 'per = "1 week"\nkinds = ["group"]', "kind", "One occasion"),
        (_HANDED + 'per = "1 week"\nfor_each = ["arrest"]', "kind", "One occasion"),
        (_HANDED + "n = 0", "n", "at least 1"),
        (_LEDGER + 'over = "3 months"', "over", "paid"),
        (_LEDGER + "percent = 101", "percent", "at most 100"),
        ('kind = "standing"\nof = "treatment"\nin_all = true', "in_all", "over"),
        ('kind = "standing"\nof = "active"\nover = "9 days"\nin_all = true', "in_all", "added up"),
        (_SERVICE + 'per = "1 month"\nfor_each = ["arrest"]', "for_each", "Either"),
        (_SERVICE + 'per = "1 month"\nover = "1 year"', "over", "Either"),
        ('kind = "decision"\nby = "team"\ntimes = 0', "times", "at least 1"),
        ('kind = "points"\nper = "1 week"', "kind", "number is needed"),
        ('kind = "ceremony"\nday = 32', "day", "at most 31"),
        ('kind = "ceremony"\nday = 3\nweekday = "1st friday"', "day", "not both"),
        (PLAIN + '\ncontinues = true\ncontinues_in = ["two"]', "continues_in", "Either"),
        (PLAIN + '\ncontinues_in = ["one"]', "continues_in", "does not come after"),
        (PLAIN + '\nevent = "letter"', "event", "since"),
    ],
)
def test_keys_that_need_or_shut_out_each_other_are_told(asked: str, key: str, said: str) -> None:
    assert said in told(*mistakes(asked), key).sentence


@pytest.mark.parametrize(
    ("phase", "key", "said"),
    [
        ("hearings_per_month_most = 4", "hearings_per_month_most", "lower end"),
        ("hearings_per_month = 5\nhearings_per_month_most = 4", "hearings_per_month_most", "below"),
        ('hearings_per_month = 2\nhearing_every = "1 week"', "hearings_per_month", "either"),
        ("tests_per_week_most = 4", "tests_per_week_most", "lower end"),
        ("tests_per_week = 5\ntests_per_week_most = 4", "tests_per_week_most", "below"),
        ("tests_per_week_moste = 4", "tests_per_week_moste", "not known"),
        ('only_if = { happened = ["arrest"] }', "only_if.happened", "can't decide"),
    ],
)
def test_what_a_phase_expects_is_looked_at_too(phase: str, key: str, said: str) -> None:
    assert said in told(*mistakes(phase=phase), key).sentence


def test_the_file_itself_has_no_mistake() -> None:
    assert mistakes() == (FILE.format(asked=PLAIN, phase=""), ())
