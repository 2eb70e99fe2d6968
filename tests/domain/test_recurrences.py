from __future__ import annotations

import pytest

from drugcourt.domain.recurrences import Recurrence, parse_recurrence


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("every Tuesday", Recurrence(1)),
        ("Tuesdays", Recurrence(1)),
        ("each tuesday", Recurrence(1)),
        ("every other tuesday", Recurrence(1, 2)),
        ("every second Tuesday", Recurrence(1, 2)),
        ("every 3 weeks on Tuesday", Recurrence(1, 3)),
        ("1st and 3rd Friday", Recurrence(4, places=(1, 3))),
        ("the third and first friday of the month", Recurrence(4, places=(1, 3))),
        ("1st, 3rd and 5th Fridays", Recurrence(4, places=(1, 3, 5))),
        ("last Thursday", Recurrence(3, places=(-1,))),
        ("2nd and last Monday", Recurrence(0, places=(2, -1))),
    ],
)
def test_a_rule_is_read_as_it_is_said(said: str, meant: Recurrence) -> None:
    assert parse_recurrence(said) == meant
    assert parse_recurrence(str(meant)) == meant


@pytest.mark.parametrize("said", ["", "monthly", "every day", "6th Friday", "every Funday", "1st"])
def test_what_is_no_rule_is_refused_with_examples(said: str) -> None:
    with pytest.raises(ValueError, match="every other Tuesday"):
        parse_recurrence(said)


@pytest.mark.parametrize("weeks", ["0", "53", "99"])
def test_weeks_have_their_edges(weeks: str) -> None:
    with pytest.raises(ValueError, match="1 to 52 weeks"):
        parse_recurrence(f"every {weeks} weeks on Monday")
