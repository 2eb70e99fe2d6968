"""What follows from the moments of a test: when it is due, whether it was late, their order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from drugcourt.errors import FieldRefusal
from drugcourt.exchange.collection import collection_policy
from drugcourt.records.specimens import Specimen

TIMING = frozenset({"notified_at", "collected_at", "due_at", "matrix"})


def check_moments(specimen: Specimen, *, late_too: bool = True) -> None:
    """Fill in what follows from the moments of a test, and refuse those in the wrong order.

    `due_at` follows from the notice and the specimen's deadline, `late` from both; what a person
    entered stands. Without `late_too` it is not asked anew whether the specimen was late.
    """
    if specimen.due_at is None:
        specimen.due_at = _due(specimen)
    if late_too:
        specimen.late = specimen.late or after_its_time(specimen)
    order = ("notified_at", "collected_at", "received_at", "reported_at")
    told = [(key, getattr(specimen, key)) for key in order if getattr(specimen, key) is not None]
    for (_, before), (key, after) in pairwise(told):
        if after < before:
            raise FieldRefusal(key, "That lies before what has to come first. Check the times.")


def _due(specimen: Specimen) -> datetime | None:
    """When the specimen has to be given by, from its notice and the deadline of its matrix."""
    deadline = collection_policy().hours(specimen.matrix)
    if specimen.notified_at is None or deadline is None:
        return None
    return specimen.notified_at + timedelta(hours=deadline)


def after_its_time(specimen: Specimen) -> bool:
    """Whether a specimen was given after the moment by which it was due, where both are known."""
    due, given = specimen.due_at, specimen.collected_at
    return due is not None and given is not None and given > due


def forget_what_follows(specimen: Specimen, changes: Mapping[str, Any]) -> None:
    """What followed from the moments before the correction follows anew from those after it."""
    if "late" not in changes and after_its_time(specimen):
        specimen.late = False
    if "due_at" not in changes and specimen.due_at == _due(specimen):
        specimen.due_at = None
