from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.responses import ResponseFamily
from drugcourt.rules.responses.consistency import Answer, compare
from tests.rules.responses.policies import A, S

GROUPS = ("Asian", "Black", "White", "Unknown")
ANSWERS = st.lists(
    st.builds(
        Answer,
        st.integers(1, 60),
        st.sampled_from(GROUPS),
        st.sampled_from((S, A)),
        st.integers(0, 3),
        st.none() | st.booleans(),
        st.none() | st.integers(0, 40),
    ),
    max_size=120,
)


def answers(group: str, people: int, sanctions: int, start: int = 0) -> list[Answer]:
    """One answer a person, so many of them sanctions."""
    return [
        Answer(start + n, group, S if n < sanctions else A, jail_days=0, departs=n == 0, lag=7)
        for n in range(people)
    ]


def test_a_group_is_pointed_out_outside_the_bounds_and_not_within() -> None:
    found = [
        *answers("Black", 20, 15),
        *answers("White", 20, 10, start=100),
        *answers("Asian", 20, 10, start=200),
    ]
    lines, everybody = compare(found, GROUPS, 10, 0.8)
    told = {line.group: (line.sanction_rate, line.flagged) for line in lines}
    assert told == {"Asian": (0.5, False), "Black": (0.75, True), "White": (0.5, False)}
    assert (everybody.people, everybody.sanctions) == (60, 35)
    black = next(line for line in lines if line.group == "Black")
    assert black.ratio == 1.5
    assert black.luck is not None
    assert 0 < black.luck < 0.05


def test_departures_are_counted_of_those_for_which_the_matrix_spoke() -> None:
    spoken = [Answer(n, "White", S, departs=n < 3) for n in range(12)]
    silent = [Answer(20 + n, "White", S) for n in range(12)]
    (line,), _ = compare([*spoken, *silent], GROUPS, 10, 0.8)
    assert (line.departures, line.advised, line.departure_rate) == (3, 12, 0.25)


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    found = [
        *answers("Asian", 4, 2),
        *answers("Black", 15, 7, start=100),
        *answers("White", 40, 20, start=200),
    ]
    lines, _ = compare(found, GROUPS, 10, 0.8)
    assert [(line.group, line.withheld) for line in lines] == [
        ("Asian", True), ("Black", True), ("White", False),
    ]  # fmt: skip


@given(ANSWERS, st.integers(2, 20))
def test_nobody_can_work_out_what_is_withheld(found: list[Answer], smallest: int) -> None:
    lines, everybody = compare(found, GROUPS, smallest, 0.8)
    people = {group: len({a.person for a in found if a.group == group}) for group in GROUPS}
    hidden = [line.group for line in lines if line.withheld]
    assert all(line.withheld or line.people >= smallest for line in lines)
    if hidden and len(hidden) < len(lines):
        assert len(hidden) > 1, "the one could be taken from the total"
        assert sum(people[group] for group in hidden) >= smallest
    for line in (*lines, everybody):
        if line.withheld:
            assert (line.people, line.answers, line.sanctions, line.ratio) == (0, 0, 0, None)


@given(ANSWERS, st.randoms())
def test_the_order_of_the_answers_makes_no_difference(found: list[Answer], random) -> None:
    turned = list(found)
    random.shuffle(turned)
    assert compare(found, GROUPS, 5, 0.8) == compare(turned, GROUPS, 5, 0.8)


def test_families_are_the_two_that_answer_what_was_not_kept() -> None:
    assert {S, A} == set(ResponseFamily) - {ResponseFamily.INCENTIVE}
