"""What is not proper TOML is told at every place, and what follows it is looked at too."""

from __future__ import annotations

import pytest

from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.programs.problems import ProgramRefusal
from tests.exchange.programs.test_files import SMALL


def told(text: str) -> list[str]:
    with pytest.raises(ProgramRefusal) as caught:
        load_program(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_day_that_does_not_exist_is_told_with_its_key_and_hides_nothing() -> None:
    text = SMALL.replace("effective = 2026-01-01", "effective = 2026-02-30\nstate = 7")
    assert text != SMALL
    said = told(text)
    assert len(said) == 2
    assert "program.effective: There is no day 2026-02-30. Did you mean 2026-02-28?" in said[0]
    assert "program.state" in said[1]


def test_words_without_quotation_marks_are_told_and_read_all_the_same() -> None:
    lines = SMALL.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("kind = "))
    lines[place] = "kind = elapsd"
    said = told("\n".join(lines))
    assert "Words stand in quotation marks." in said[0]
    assert 'Write: kind = "elapsd"' in said[0]
    assert any("no kind of requirement" in line for line in said[1:])


def test_a_key_that_stands_twice_is_told_at_its_second_line() -> None:
    said = told(SMALL.replace('version = "', 'version = "1"\nversion = "', 1))
    assert len(said) == 1
    assert "“version” stands here a second time. Leave one of the two out." in said[0]


def test_a_table_that_stands_twice_is_left_out_with_what_is_in_it() -> None:
    said = told(f'{SMALL}\n[program]\nkey = "other"\n')
    assert len(said) == 1
    assert "a second time" in said[0]


def test_two_broken_places_are_both_told() -> None:
    text = SMALL.replace("effective = 2026-01-01", "effective = 2026-13-01")
    said = told(f"{text}\n[[graduation]\nkey = 1\n")
    assert any("There is no day 2026-13-01. Did you mean 2026-12-01?" in line for line in said)
    assert any("not proper TOML" in line for line in said)


def test_what_a_misspelled_kind_hides_is_told_with_it() -> None:
    text = SMALL.replace(
        "[[graduation]]",
        '[[graduation]]\nkey = "x"\ntext = "X"\nkind = "elapse"\nleast = "30 dayz"\n\n'
        "[[graduation]]",
        1,
    )
    said = told(text)
    assert any("Did you mean “elapsed”?" in line for line in said)
    assert any("A length of time is written like" in line for line in said)


def test_bands_of_sober_days_begin_later_and_later() -> None:
    text = SMALL.replace("[[phases.advance]]", "sober_days = 30\n\n[[phases.advance]]", 1)
    text += '\n[[phases]]\nkey = "later"\nname = "Later"\nsober_days = 30\n'
    assert ["no more sober days than one before it" in line for line in told(text)] == [True]
