from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.findings import Verdict
from drugcourt.domain.responses import GoalClass
from drugcourt.rules.responses.jail import JailFacts, jail_findings
from tests.rules.responses.policies import MISS, NUMBERS, USE

PLAIN = JailFacts(
    2, MISS, GoalClass.PROXIMAL, named=False, in_treatment=True, awaits_treatment=False
)
HEARD = {"hearing_on": date(2026, 11, 24), "counsel": True}


def said(**other: object) -> list[tuple[str, Verdict]]:
    return [(f.rule, f.verdict) for f in jail_findings(replace(PLAIN, **other), NUMBERS)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, []),
        (3, []),
        (4, [("jail.length", Verdict.UNKNOWN)]),
        (6, [("jail.length", Verdict.UNKNOWN)]),
        (7, [("jail.confirm", Verdict.UNMET)]),
    ],
)
def test_more_than_three_days_warn_and_more_than_six_ask(days: int, expected: list) -> None:
    assert said(days=days) == expected


@pytest.mark.parametrize(
    ("hearing", "verdict"),
    [
        (HEARD, Verdict.MET),
        ({**HEARD, "counsel": None}, Verdict.UNMET),
        ({**HEARD, "counsel": False}, Verdict.UNMET),
        ({**HEARD, "hearing_on": None}, Verdict.UNMET),
    ],
)
def test_both_hearing_and_counsel_are_needed(hearing: dict, verdict: Verdict) -> None:
    assert said(days=7, **hearing) == [("jail.confirm", verdict)]


def test_jail_never_stands_in_for_treatment() -> None:
    assert said(awaits_treatment=True) == [("jail.treatment", Verdict.FAILED)]
    no_care = {"behavior": USE, "goal": GoalClass.PROXIMAL, "in_treatment": False}
    assert said(**no_care) == [("jail.treatment", Verdict.FAILED)]
    assert said(**no_care | {"in_treatment": True}) == []


def test_use_before_stability_is_not_jailed_unless_the_matrix_names_it() -> None:
    early = {"behavior": USE, "goal": GoalClass.DISTAL}
    assert said(**early) == [("jail.distal", Verdict.FAILED)]
    assert said(**early, named=True) == []


def test_it_warns_when_medicine_would_stop() -> None:
    found = jail_findings(
        replace(PLAIN, medicines=[("Buprenorphine", True), ("Sertraline", False)]), NUMBERS
    )
    assert [(f.rule, f.verdict) for f in found] == [("jail.medicine", Verdict.UNKNOWN)]
    assert "Buprenorphine, Sertraline would stop" in found[0].text


@given(st.integers(1, 180), st.booleans(), st.booleans(), st.booleans(), st.none() | st.booleans())
def test_more_days_never_need_less(days, treated, awaits, medicine, counsel) -> None:
    facts = replace(
        PLAIN,
        behavior=USE,
        in_treatment=treated,
        awaits_treatment=awaits,
        medicines=[("Methadone", True)] if medicine else [],
        counsel=counsel,
    )

    def barred(n: int) -> int:
        found = jail_findings(replace(facts, days=n), NUMBERS)
        return sum(f.verdict in (Verdict.FAILED, Verdict.UNMET) for f in found)

    assert barred(days) <= barred(days + 1)
    assert all(f.basis and f.text for f in jail_findings(replace(facts, days=days), NUMBERS))
