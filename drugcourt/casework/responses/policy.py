"""How this court means to answer behavior: its own dated versions, and the shipped one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import short
from drugcourt.domain.response_policy import ResponsePolicy
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.response_policy import (
    response_document,
    response_policy_of,
    shipped_response_policy,
)
from drugcourt.records.responses import ResponsePolicyVersion
from drugcourt.rules.responses.checks import Mistake, mistakes
from drugcourt.workspace import Context


def response_policy(db: Session, *, on: date) -> ResponsePolicy:
    """The version in force on a day: the latest that had started, the one kept last of a day."""
    row = db.scalar(
        select(ResponsePolicyVersion)
        .where(ResponsePolicyVersion.started_on <= on)
        .order_by(ResponsePolicyVersion.started_on.desc(), ResponsePolicyVersion.id.desc())
        .limit(1)
    )
    return shipped_response_policy() if row is None else read_version(row)


def policy_draft(policy: ResponsePolicy) -> dict[str, Any]:
    """A policy as plain data, for a draft of somebody who is writing it."""
    return response_document(policy)


def policy_of_draft(draft: dict[str, Any]) -> ResponsePolicy | None:
    """The policy of a draft; None where it was written by a version that knew other things."""
    try:
        return response_policy_of(draft)
    except (KeyError, TypeError, ValueError):
        return None


def policy_mistakes(policy: ResponsePolicy) -> tuple[Mistake, ...]:
    """Everything that is wrong with a policy, and what only looks strange as warnings."""
    return mistakes(policy)


def keep_policy(
    db: Session, context: Context, *, policy: ResponsePolicy, started_on: date, note: str
) -> int:
    """Keep a version of the policy that holds from a day on; its number.

    Refused with a sentence for the first mistake, for a day that has passed (what was answered then
    stands under the rules of then), and where nothing differs from what is in force on that day.
    """
    if started_on < context.today:
        raise FieldRefusal("started_on", "A version holds from today on, or from a later day.")
    if not note.strip():
        raise FieldRefusal("note", "Say what changed, or who decided it.")
    wrong = [mistake for mistake in mistakes(policy) if not mistake.warning]
    if wrong:
        more = f" And {len(wrong) - 1:,} more." if len(wrong) > 1 else ""
        raise Refusal(f"{wrong[0].line}: {wrong[0].sentence}{more}")
    now = response_policy(db, on=started_on)
    origin = f"The court's matrix of {short(started_on)}"
    document = response_document(replace(policy, origin=origin))
    if {**response_document(now), "origin": origin} == document:
        raise Refusal("Nothing differs from the version in force.")
    row = ResponsePolicyVersion(
        started_on=started_on,
        document=document,
        note=note.strip()[:300],
        kept_by=context.who,
    )
    db.add(row)
    db.flush()
    return row.id


def read_version(row: ResponsePolicyVersion) -> ResponsePolicy:
    """The policy that a kept version holds; Refusal where a newer program wrote it."""
    try:
        return response_policy_of(row.document, started_on=row.started_on)
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            f"The court's matrix of {short(row.started_on)} can't be understood by this version "
            "of the program. Install the newest version."
        ) from problem
