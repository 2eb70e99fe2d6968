"""What Today calls late is what the oversight calls late: one number of the court for both."""

from __future__ import annotations

from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.exchange.collection import collection_policy
from drugcourt.rules.attention import AttentionPolicy


def test_the_courts_own_numbers_of_collection_say_what_is_late() -> None:
    collection, found = collection_policy(), attention_policy()
    assert found.result_days * 24 == collection.result_hours
    assert found.no_test_days == collection.gap_days
    assert found.missed_days == AttentionPolicy().missed_days
