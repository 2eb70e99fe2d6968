"""How a milestone, a decision and a waiver are described."""

from __future__ import annotations

from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind


def milestone(kinds: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of a milestone; `kinds` are the (key, title) pairs still open."""
    return (
        Field(
            "key",
            "Milestone",
            Kind.CHOICE,
            choices=closed_list("Milestones", kinds),
            required=True,
        ),
        *REACHED,
    )


REACHED = (
    Field("done_on", "Done on", Kind.DATE, required=True),
    Field("evidence", "What was seen", max_length=1000, placeholder="Certificate, letter, copy"),
    Field("verified_by", "Seen by", max_length=100),
)
DECISION = (
    Field("granted", "Granted", Kind.YES_NO),
    Field("by", "Decided by", Kind.CHOICE, choices=DecisionBy, required=True),
    Field("name", "Name", max_length=100, placeholder="Who spoke for them"),
    Field("on", "On", Kind.DATE, required=True),
    Field("reason", "Why", Kind.LONG_TEXT, max_length=2000),
)
WAIVER = (
    Field("by", "Waived by", required=True, max_length=100, placeholder="Name of the person"),
    Field("on", "On", Kind.DATE, required=True),
    Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=2000),
)
WITHDRAW = (Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=1000),)
ADVANCE = (
    Field("on", "On", Kind.DATE, required=True),
    Field("decided_by", "Decided by", max_length=100, placeholder="Name of the judge or the team"),
    Field(
        "reason",
        "Why",
        Kind.LONG_TEXT,
        max_length=2000,
        help="Needed with a name when a requirement is still open.",
    ),
)


def demotion(phases: list[tuple[str, str]]) -> tuple[Field, ...]:
    """The fields of a step back; `phases` are the (key, name) pairs before the present one."""
    return (
        Field(
            "phase",
            "Returns to",
            Kind.CHOICE,
            choices=closed_list("Phases", phases),
            required=True,
        ),
        Field("on", "On", Kind.DATE, required=True),
        Field("decided_by", "Decided by", max_length=100),
        Field("reason", "Why", Kind.LONG_TEXT, required=True, max_length=2000),
        Field(
            "remedial_plan",
            "Plan",
            Kind.LONG_TEXT,
            required=True,
            max_length=2000,
            help="What helps from here.",
        ),
    )
