"""One life that holds every word a facts file has for events, for the tests that read and load."""

from __future__ import annotations

import json
from typing import Any

EVENTS: list[dict[str, Any]] = [
    {"on": "2026-01-07", "every": "1 week", "times": 4, "test": "negative"},
    {
        "on": "2026-02-01",
        "test": {"all": "negative", "cocaine": "positive confirmed"},
        "confirmed_on": "2026-02-05",
        "validity": "dilute",
        "late": True,
    },
    {"on": "2026-02-03", "missed_test": True, "excused": True},
    {"on": "2026-02-04", "refused_test": True},
    {"on": "2026-02-05", "unable_test": True},
    {"on": "2026-02-06", "scheduled_test": True},
    {"on": "2026-02-07", "cancelled_test": True},
    {"on": "2026-02-08", "admitted_use": ["thc"]},
    {"on": "2026-01-20", "medication": "Suboxone", "shows": ["buprenorphine"], "moud": True},
    {"on": "2026-01-21", "session": "group", "attendance": "absent", "minutes": 90},
    {"on": "2026-01-22", "hearing": "present"},
    {"on": "2026-01-22", "hearing": "late"},
    {"on": "2026-01-23", "contact": "home", "with": "sponsor", "reached": False, "minutes": 10},
    {"on": "2026-01-24", "treatment": "outpatient", "provider": "Northside", "until": "2026-03-01"},
    {"on": "2026-02-09", "sanction": "Jail", "jail_days": 2, "infraction_on": "2026-02-04"},
    {"on": "2026-02-10", "incentive": "Fishbowl", "magnitude": "high"},
    {"on": "2026-02-11", "service_adjustment": "More groups"},
    {"on": "2026-02-12", "milestone": "treatment_plan", "verified": True},
    {"on": "2026-02-13", "decision": "p1.team", "by": "team", "granted": False},
    {"on": "2026-02-14", "waiver": "p1.application", "by": "Judge", "reason": "Papers burned"},
    {
        "on": "2026-02-15",
        "override": "p1.days",
        "field": "least",
        "value": "75 days",
        "by": "Judge",
        "reason": "Surgery",
    },
    {
        "on": "2026-02-16",
        "extension": "phase-1",
        "time": "2 weeks",
        "by": "Judge",
        "reason": "Missed groups",
    },
    {"on": "2026-02-17", "charge": "program_fees", "cents": 50000},
    {"on": "2026-02-18", "payment": "program_fees", "amount": "$31.75"},
    {"on": "2026-02-19", "credit": "program_fees", "cents": 100},
    {"on": "2026-02-20", "fee_waiver": "program_fees", "cents": 200},
    {"on": "2026-02-21", "plan": "program_fees", "until": "2026-06-01"},
    {"on": "2026-02-22", "ability": "all", "by": "Judge"},
    {
        "on": "2026-02-23",
        "work": "job",
        "hours": 24.5,
        "place": "Mill",
        "taxed": True,
        "approved": False,
        "verified_on": "2026-02-25",
    },
    {"on": "2026-02-24", "service": 4, "approved": True, "pays": "program_fees"},
    {"on": "2026-02-24", "service": 2, "sanction": True},
    {"on": "2026-02-25", "legal": "charge", "level": "felony", "until": "2026-04-01"},
    {"on": "2026-02-26", "infraction": "curfew", "text": "Home at 22:40"},
    {"on": "2026-02-26", "alert": "alcohol", "state": "dismissed", "answered_on": "2026-02-27"},
    {"on": "2026-02-27", "condition": "housing", "kind": "own_home", "approved": True},
    {"on": "2026-02-28", "item": "journal", "checked": True},
    {"on": "2026-03-01", "points": -5, "text": "Late"},
    {"on": "2026-03-02", "status": "in_custody", "until": "2026-03-05"},
    {"on": "2026-03-10", "phase": "phase-2"},
    {"on": "2026-05-01", "exit": "terminated", "reason": "absconded"},
]


def person(reference: str = "P-1", **values: Any) -> dict[str, Any]:
    """One participant of a facts file, with all the events unless others are given."""
    return {
        "id": reference,
        "admitted": "2026-01-05",
        "track": "post_plea",
        "charge_level": "felony",
        "assigned": ["anger_management"],
        "flags": ["veteran"],
        "events": EVENTS,
        **values,
    }


def facts_text(*people: dict[str, Any], **more: Any) -> str:
    """The text of a facts file of these people (the usual one when none is given)."""
    return json.dumps({"participants": list(people) or [person()], **more})
