"""How a draw is kept and read again: its rows, its plan, and the fingerprint over all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from drugcourt.casework.draws.pool import Listed
from drugcourt.domain.draws import (
    DayPlan,
    DayType,
    Drawn,
    Eligible,
    Scheme,
    read_scheme,
)
from drugcourt.records.draws import Draw

Row = Mapping[str, Any]

# What a fingerprint is over, in this order; the columns that name the record's own places are not.
_HEAD = ("day", "number", "seed", "algorithm", "policy", "reason", "previous")
_ENTRY = (
    "episode_id",
    "unit",
    "target",
    "least",
    "most",
    "since",
    "counted",
    "closed",
    "forced",
    "excused",
    "number",
    "own_number",
    "chance",
    "outcome",
)


def entry_row(listed: Listed, drawn: Drawn) -> dict[str, Any]:
    """The row of one participant, but for the draw's own number and the specimen's."""
    eligible = listed.eligible
    scheme = eligible.scheme
    return {
        "episode_id": eligible.episode_id,
        "unit": eligible.unit,
        "basis": listed.basis,
        "target": str(scheme.target),
        "least": str(scheme.least or ""),
        "most": str(scheme.most or ""),
        "since": eligible.since,
        "counted": [day.isoformat() for day in eligible.counted],
        "closed": [day.isoformat() for day in eligible.closed],
        "forced": eligible.forced,
        "excused": eligible.excused,
        "why": listed.why[:300],
        "number": f"{drawn.number:016x}",
        "own_number": f"{drawn.own_number:016x}",
        "chance": f"{drawn.chance.numerator}/{drawn.chance.denominator}",
        "outcome": drawn.outcome,
    }


def eligible_of(entry: Any) -> Eligible:
    """What went into the draw for one participant, from its row."""
    return Eligible(
        entry.episode_id,
        entry.unit,
        scheme_of(entry),
        since=entry.since,
        counted=tuple(date.fromisoformat(day) for day in entry.counted),
        closed=tuple(date.fromisoformat(day) for day in entry.closed),
        forced=entry.forced,
        excused=entry.excused,
    )


def scheme_of(entry: Any) -> Scheme:
    """How often the participant was to be tested when the draw was made."""
    return read_scheme(entry.target, entry.least, entry.most)


def policy_of(plan: DayPlan, reason: str) -> dict[str, Any]:
    """The plan of the day as it is kept with the draw."""
    return {
        "kind": str(plan.kind),
        "places": plan.places,
        "allowance": plan.allowance,
        "taken": plan.taken,
        "note": reason,
    }


def plan_of(draw: Draw) -> DayPlan:
    """The plan of the day as it stood when the draw was made."""
    policy = draw.policy
    return DayPlan(
        draw.day,
        DayType(policy["kind"]),
        policy["places"],
        int(policy["allowance"]),
        int(policy["taken"]),
    )


def head_of(draw: Draw) -> dict[str, Any]:
    """The columns of a draw that its fingerprint is over."""
    return {key: getattr(draw, key) for key in _HEAD}


def rows_of(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """The columns of its entries that the fingerprint is over."""
    return [{key: getattr(entry, key) for key in _ENTRY} for entry in entries]


def fingerprint(head: Row, rows: Sequence[Row]) -> str:
    """SHA-256 over the draw and everybody in it, by number of episode; the same for any order."""
    ordered = sorted(rows, key=lambda row: int(row["episode_id"]))
    parts = [[_plain(head[key]) for key in _HEAD]]
    parts += [[_plain(row[key]) for key in _ENTRY] for row in ordered]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
