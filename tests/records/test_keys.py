from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugcourt.errors import NotACourt, Refusal, WrongPassword
from drugcourt.records import keys
from drugcourt.records.keys import Cost
from tests.conftest import CHEAP


def test_the_password_that_made_the_slot_opens_it_with_the_real_cost(tmp_path: Path) -> None:
    court = tmp_path / "a.court"
    made = keys.create(court, "alvarez", "a long sentence to open it")
    opened = keys.unlock(court, "a long sentence to open it")
    assert opened.data_key == made.data_key
    assert opened.login == "alvarez"
    slot = json.loads(keys.key_file(court).read_text())["slots"][0]
    assert slot["memory_kib"] >= 65_536
    assert slot["passes"] >= 3


def test_another_password_is_refused_with_one_sentence(tmp_path: Path) -> None:
    court = tmp_path / "a.court"
    keys.create(court, "alvarez", "right", CHEAP)
    with pytest.raises(WrongPassword, match="does not open this court"):
        keys.unlock(court, "wrong")


@pytest.mark.parametrize("change", ["login", "passes", "memory_kib", "lanes"])
def test_a_weakened_or_swapped_slot_header_opens_nothing(tmp_path: Path, change: str) -> None:
    court = tmp_path / "a.court"
    keys.create(court, "alvarez", "right", Cost(2, 16_384, 2))
    file = keys.key_file(court)
    kept = json.loads(file.read_text())
    kept["slots"][0][change] = {"login": "pike", "passes": 1, "memory_kib": 8_192, "lanes": 1}[
        change
    ]
    file.write_text(json.dumps(kept))
    with pytest.raises(WrongPassword):
        keys.unlock(court, "right")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "other"}', '{"format": "drugcourt keys 1"}']
)
def test_a_damaged_key_file_is_said_to_be_damaged(tmp_path: Path, text: str) -> None:
    court = tmp_path / "a.court"
    keys.key_file(court).write_text(text)
    with pytest.raises(NotACourt, match="damaged"):
        keys.unlock(court, "right")


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotACourt, match=r"a\.court\.keys"):
        keys.unlock(tmp_path / "a.court", "right")


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=15, deadline=None)
def test_any_text_a_person_can_type_works_as_a_password(text: str) -> None:
    salt = b"0" * 16
    assert keys._derive(text, salt, CHEAP) == keys._derive(text, salt, CHEAP)


def test_composed_and_decomposed_accents_are_the_same_password(tmp_path: Path) -> None:
    court = tmp_path / "a.court"
    keys.create(court, "alvarez", "crème brûlée à la carte", CHEAP)
    assert keys.unlock(court, "cre\u0300me bru\u0302le\u0301e a\u0300 la carte").login == "alvarez"


@pytest.mark.parametrize("weak", ["short", "password1234", "aaaaaaaaaaaaaa", "ABABABABABABAB"])
def test_a_weak_new_password_is_refused_with_the_reason(weak: str) -> None:
    with pytest.raises(Refusal, match=r"characters|first that anybody"):
        keys.check_password(weak)


def test_an_open_key_never_prints_itself() -> None:
    assert "secret" not in repr(keys.Unlocked("alvarez", b"secret" * 6))
