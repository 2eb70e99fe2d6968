from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.exchange.policy import policy_table
from drugcourt.rules.passwords import why_refused

TRIED = policy_table("passwords")


def refused(password: str, *near: str) -> str:
    return why_refused(
        password, least=12, words=frozenset(TRIED["words"]), rows=TRIED["rows"], near=near
    )


@pytest.mark.parametrize(
    "weak",
    [
        "password1234",
        "P@ssw0rd!!!!",
        "passwordpassword",
        "Summer2026!!!",
        "drugcourtdrugcourt",
        "Welcome 2026 !!",
        "iloveyou1234",
        "letmein!!!!!",
    ],
)
def test_a_word_that_everybody_tries_is_refused_in_any_dress(weak: str) -> None:
    assert "first that anybody would try" in refused(weak)


@pytest.mark.parametrize(
    "walk", ["123456789012", "qwertyuiopas", "1qaz2wsx3edc", "aaaaaaaaaaaaaa", "ABABABABABABAB"]
)
def test_a_walk_on_the_keyboard_is_refused(walk: str) -> None:
    assert "pattern of the keyboard" in refused(walk)


@pytest.mark.parametrize("near", ["dpike", "D. Pike", "Cedar County Recovery Court"])
def test_what_stands_on_the_door_is_refused_by_itself(near: str) -> None:
    assert refused(f"{near}2026!!!!!", "dpike", "D. Pike", "Cedar County Recovery Court")


@pytest.mark.parametrize(
    "good",
    [
        "four small words here",
        "my password is a long sentence",
        "the court sits in summer",
        "  leading and trailing blanks  ",
        "blåbærgrød med fløde på",
        "x9$kLq!2vTz@",
    ],
)
def test_long_sentences_blanks_and_all_signs_are_taken(good: str) -> None:
    assert refused(good) == ""


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True)])
def test_twelve_characters_are_the_least(length: int, *, taken: bool) -> None:
    assert (refused("uxbridge otter"[:length]) == "") is taken


@given(st.text(min_size=12, max_size=200))
def test_any_phrase_gets_one_sentence_or_none(text: str) -> None:
    reason = refused(text)
    assert reason == "" or (reason.endswith(".") and reason.count(".") == 1)
