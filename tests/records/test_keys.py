from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
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


def test_each_person_opens_the_one_data_key_with_their_own_password(tmp_path: Path) -> None:
    text, made = keys.new_document("alvarez", "right", CHEAP)
    document = json.loads(text)
    document["slots"].append(keys.new_slot(document, "pike", "another", made.data_key))
    both = json.dumps(document)
    assert keys.unlock_document(both, "another", "pike", name="keys").data_key == made.data_key
    assert keys.unlock_document(both, "right", "ALVAREZ ", name="keys").data_key == made.data_key
    with pytest.raises(WrongPassword):
        keys.unlock_document(both, "another", "alvarez", name="keys")
    with pytest.raises(WrongPassword):
        keys.unlock_document(both, "another", "nobody", name="keys")
    with pytest.raises(Refusal, match="user name"):
        keys.unlock_document(both, "right", name="keys")


def test_a_new_data_key_is_sealed_for_somebody_without_their_password(tmp_path: Path) -> None:
    text, made = keys.new_document("alvarez", "right", CHEAP)
    document = json.loads(text)
    fresh = b"n" * 32
    document["slots"] = [keys.resealed(document, slot, fresh) for slot in document["slots"]]
    opened = keys.unlock_document(json.dumps(document), "right", name="keys")
    assert opened.data_key == fresh
    assert opened.data_key != made.data_key


def test_a_slot_whose_public_key_somebody_put_there_is_not_genuine(tmp_path: Path) -> None:
    text, made = keys.new_document("alvarez", "right", CHEAP)
    foreign = json.loads(keys.new_document("alvarez", "theirs", CHEAP)[0])["slots"][0]
    (own,) = json.loads(text)["slots"]
    assert keys.is_genuine(own, made.data_key)
    assert not keys.is_genuine(foreign, made.data_key)
    assert not keys.is_genuine({**own, "public": foreign["public"]}, made.data_key)
    assert not keys.is_genuine({k: v for k, v in own.items() if k != "public"}, made.data_key)


def test_a_slot_of_a_court_made_before_key_pairs_still_opens(tmp_path: Path) -> None:
    """As the first version wrote it: the data key itself under the password's key."""
    cost, salt, nonce, data_key = CHEAP, b"s" * 16, b"n" * 12, b"d" * 32
    header = keys._header("0" * 32, "coordinator", cost)
    sealed = AESGCM(keys._derive("demo", salt, cost)).encrypt(nonce, data_key, header)
    slot = {
        "login": "coordinator",
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }
    document = {"format": "drugcourt keys 1", "court": "0" * 32, "slots": [slot]}
    opened = keys.unlock_document(json.dumps(document), "demo", name="keys")
    assert opened.data_key == data_key
    assert opened.history_key == opened.derive("history")


def test_the_chain_of_the_history_keeps_its_key_under_another_data_key(tmp_path: Path) -> None:
    text, made = keys.new_document("alvarez", "right", CHEAP)
    document = json.loads(text)
    document["slots"] = [keys.resealed(document, slot, b"n" * 32) for slot in document["slots"]]
    keys.keep_history_key(document, b"n" * 32, made.history_key)
    opened = keys.unlock_document(json.dumps(document), "right", name="keys")
    assert opened.history_key == made.history_key
    assert opened.derive("history") != made.history_key
