"""Which matrix held when, and what changed with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from drugcourt.casework.responses import drafting
from drugcourt.casework.responses.policy import keep_policy
from drugcourt.casework.responses.versions import SHIPPED, policy_versions
from drugcourt.domain.response_policy import MatrixRule
from drugcourt.domain.responses import ResponseFamily
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY

LATER = TODAY + timedelta(days=8)
WORDS = {"ratio": "Incentives for one sanction"}


def test_every_version_is_there_with_its_days_and_what_changed(workspace: Workspace) -> None:
    shipped = shipped_response_policy()
    first = drafting.with_numbers(shipped, {"ratio": 5})
    behavior = shipped.behaviors[0]
    rule = MatrixRule(behavior.key, ResponseFamily.INCENTIVE, ("Handshake from the judge",), 9)
    second = replace(
        first,
        catalog=tuple(i for i in first.catalog if i.title != "Electronic monitoring"),
        rules=(*(r for r in first.rules if "Electronic monitoring" not in r.responses), rule),
    )
    for day, policy, note in (
        (TODAY, drafting.with_numbers(shipped, {"ratio": 6}), "Mistyped"),
        (TODAY, first, "Five to one"),
        (LATER, second, "No monitors"),
    ):
        workspace.perform(keep_policy, policy=policy, started_on=day, note=note)
    found = workspace.read(policy_versions, words=WORDS)
    assert [(v.note, v.state(TODAY)) for v in found[:3]] == [
        ("No monitors", "Not yet"),
        ("Five to one", "In force"),
        ("Mistyped", "Never held"),
    ]
    assert found[3].id == SHIPPED
    assert found[3].state(TODAY) == "Past"
    assert found[1].until == LATER - timedelta(days=1)
    assert found[2].changes == ("Incentives for one sanction: 6, before 4.",)
    assert found[1].changes == ("Incentives for one sanction: 5, before 6.",)
    changed = found[0].changes
    assert "Removed response: Sanction: Electronic monitoring." in changed
    new = f"New rule: {behavior.title}, from the 9th time, incentive (Handshake from the judge)."
    assert new in changed
    assert found[0].kept_by == workspace.who
