"""Small policies for tests, and those that Hypothesis invents."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.response_policy import (
    Behavior,
    CatalogItem,
    MatrixRule,
    Numbers,
    ResponsePolicy,
)
from drugcourt.domain.responses import BehaviorSide, ResponseFamily

I, S, A = ResponseFamily  # noqa: E741  # the three families in their order
NUMBERS = Numbers(90, 14, 30, 4, 3, 6, 10, 0.8)
USE = Behavior("use", "Positive test", BehaviorSide.MISSED, use=True, proximal_from=3)
MISS = Behavior("miss", "Missed test", BehaviorSide.MISSED)
KEPT = Behavior("kept", "Every session kept", BehaviorSide.ACHIEVED, managed_from=4)
CATALOG = (
    CatalogItem(I, "Praise"),
    CatalogItem(I, "Gift card", off="The grant pays for none"),
    CatalogItem(S, "Essay"),
    CatalogItem(S, "Service"),
    CatalogItem(S, "Jail, 1 day", jail=True),
    CatalogItem(A, "More groups"),
    CatalogItem(A, "Plan reviewed"),
)


def policy(*rules: MatrixRule, **other: Any) -> ResponsePolicy:
    """The three behaviors and the small catalogue with these rules."""
    about = {"behaviors": (USE, MISS, KEPT), "catalog": CATALOG, **other}
    return ResponsePolicy("The test's matrix", NUMBERS, rules=rules, **about)


def rule(behavior: Behavior, family: ResponseFamily, *titles: str, **other: Any) -> MatrixRule:
    return MatrixRule(behavior.key, family, titles, **other)


PHASES = st.none() | st.integers(1, 6)


@st.composite
def any_rule(draw: st.DrawFn) -> MatrixRule:
    """Any rule at all, right or wrong."""
    family = draw(st.sampled_from(ResponseFamily))
    titles = [item.title for item in CATALOG]
    return MatrixRule(
        draw(st.sampled_from(("use", "miss", "kept"))),
        family,
        tuple(draw(st.lists(st.sampled_from(titles), min_size=1, max_size=3))),
        times=draw(st.integers(1, 5)),
        first_phase=draw(PHASES),
        last_phase=draw(PHASES),
        quadrant=draw(st.none() | st.sampled_from(RiskNeed)),
        distal=draw(st.booleans()),
    )


POLICIES = st.lists(any_rule(), max_size=8).map(lambda rules: policy(*rules))
