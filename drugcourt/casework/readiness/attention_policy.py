"""After how many days this court looks at something: its own numbers, where it has some."""

from __future__ import annotations

from functools import cache

from drugcourt.exchange.collection import collection_policy
from drugcourt.rules.attention import AttentionPolicy

_DAY_HOURS = 24


@cache
def attention_policy() -> AttentionPolicy:
    """The usual numbers; of results and of days without a test those of the collection policy."""
    policy = collection_policy()
    return AttentionPolicy(
        result_days=int(policy.result_hours // _DAY_HOURS), no_test_days=policy.gap_days
    )
