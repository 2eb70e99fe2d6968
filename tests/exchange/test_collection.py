"""The tables of collection can be read, and each number says where it comes from."""

from __future__ import annotations

import pytest

from drugcourt.domain.specimens import Matrix, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange import collection
from drugcourt.exchange.laboratories.loinc import check_digit_holds
from drugcourt.exchange.policy import policy_table


def test_deadlines_are_eight_hours_for_urine_and_four_for_oral_fluid():
    policy = collection.collection_policy()
    assert policy.hours(Matrix.URINE) == 8
    assert policy.hours(Matrix.ORAL_FLUID) == 4
    assert policy.hours(Matrix.HAIR) is None
    assert policy.result_hours == 48
    assert all(deadline.origin for deadline in policy.deadlines)
    assert all(policy.origins.values())


def test_windows_and_thresholds_have_an_origin_and_are_in_order():
    for windows in collection.detection_windows().values():
        assert all(w.origin and 0 < w.shortest <= w.longest for w in windows)
        assert [w.longest for w in windows] == sorted(w.longest for w in windows)
    for threshold in collection.thresholds().values():
        assert threshold.origin
        assert threshold.screen
        assert threshold.confirm is None or threshold.confirm <= threshold.screen


def test_every_substance_of_a_panel_has_a_threshold_or_is_read_by_eye():
    known = {substance for substance, _ in collection.thresholds()}
    for panel in policy_table("panels")["panel"]:
        if panel["matrix"] == "urine":
            assert {Substance(key) for key in panel["substances"]} <= known


def test_the_second_method_finds_what_is_usual_for_thc():
    found = collection.thresholds()[Substance.THC, Matrix.URINE]
    assert (found.screen, found.confirm, found.unit) == (50, 15, "ng/mL")


def codes_in(value) -> list[str]:
    """Everything that looks like a LOINC code, however deep it stands."""
    if isinstance(value, dict):
        return [code for key, held in value.items() for code in (*codes_in(key), *codes_in(held))]
    if isinstance(value, list):
        return [code for held in value for code in codes_in(held)]
    text = str(value)
    number, _, digit = text.partition("-")
    return [text] if number.isdigit() and len(digit) == 1 and digit.isdigit() else []


def digit_of(code: str) -> int:
    """The check digit worked out again: every second figure from the right doubled."""
    figures = [int(figure) for figure in code.split("-")[0]][::-1]
    total = sum(
        figure if place % 2 else (2 * figure - 9 if figure > 4 else 2 * figure)
        for place, figure in enumerate(figures)
    )
    return -total % 10


def test_the_check_digit_of_every_code_holds():
    codes = codes_in(policy_table("loinc"))
    assert len(codes) > 40
    for code in codes:
        assert digit_of(code) == int(code[-1]), code
        assert check_digit_holds(code)


def test_a_table_that_lacks_a_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(collection, "policy_table", lambda _name: {"deadline": []})
    with pytest.raises(Refusal, match=r"collection\.toml"):
        collection.collection_policy.__wrapped__()
