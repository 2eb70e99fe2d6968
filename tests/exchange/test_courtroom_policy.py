"""What the court's own table says of the courtroom, and what is no answer."""

from __future__ import annotations

import pytest

from drugcourt.errors import Refusal
from drugcourt.exchange import courtroom_policy
from drugcourt.exchange.courtroom_policy import CourtViewPolicy, court_view_policy


def test_the_room_sees_neither_phase_nor_days_unless_the_court_says_so() -> None:
    assert court_view_policy() == CourtViewPolicy(phase=False, days=False)


def test_a_court_may_show_the_phase_and_not_the_days(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"court_view": {"phase": True, "days": False}}
    monkeypatch.setattr(courtroom_policy, "policy_table", lambda _name: table)
    assert court_view_policy.__wrapped__() == CourtViewPolicy(phase=True, days=False)


@pytest.mark.parametrize(
    "table", [{}, {"court_view": {"phase": False}}, {"court_view": {"phase": "no", "days": False}}]
)
def test_what_is_no_plain_answer_is_refused(
    monkeypatch: pytest.MonkeyPatch, table: dict[str, object]
) -> None:
    monkeypatch.setattr(courtroom_policy, "policy_table", lambda _name: table)
    with pytest.raises(Refusal, match=r"\[court_view\] of resources/policy/courtroom.toml"):
        court_view_policy.__wrapped__()
