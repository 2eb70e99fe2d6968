from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.recovery import LETTERS, SIGNS, new_code, typed_code


def test_a_code_has_eight_groups_of_letters_that_nobody_confuses() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [4] * 8
    assert set(code) <= {*LETTERS, "-"}
    assert not set(code) & set("OILU")


def test_two_codes_differ() -> None:
    assert len({new_code() for _ in range(200)}) == 200


@given(st.randoms(use_true_random=False))
def test_blanks_dashes_case_and_the_usual_mix_ups_do_not_matter(random: object) -> None:
    code = new_code()
    sloppy = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert typed_code(sloppy) == code


def test_one_wrong_letter_is_noticed_before_anything_is_tried() -> None:
    code = new_code()
    for place in range(len(code)):
        if code[place] == "-":
            continue
        other = LETTERS[(LETTERS.index(code[place]) + 1) % len(LETTERS)]
        with pytest.raises(ValueError, match="not as it is printed"):
            typed_code(code[:place] + other + code[place + 1 :])


def test_two_neighbours_in_the_wrong_order_are_noticed() -> None:
    for _ in range(50):
        signs = new_code().replace("-", "")
        for place in range(SIGNS - 2):
            first, second = signs[place], signs[place + 1]
            if first == second or {first, second} == {"0", "Z"}:
                continue
            swapped = signs[:place] + second + first + signs[place + 2 :]
            with pytest.raises(ValueError, match="not as it is printed"):
                typed_code(swapped)


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 33])
def test_a_code_of_another_length_says_how_many_stand_there(typed: str) -> None:
    with pytest.raises(ValueError, match=f"{len(typed)} stand here"):
        typed_code(typed)
