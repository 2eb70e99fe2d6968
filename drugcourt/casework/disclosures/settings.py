"""What this court decided about consents: from when they are asked for strictly, and revocation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.disclosures import RevocationRule
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.courts import Court
from drugcourt.records.disclosures import DisclosureSetting
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Setting:
    """`strict_from` is None where a court of an older version has not been opened since."""

    strict_from: date | None
    revocation: RevocationRule
    part2_program: bool

    def strict(self, on: date) -> bool:
        """Whether nothing goes out about people without any recorded consent."""
        return self.strict_from is not None and self.strict_from <= on


def setting(db: Session) -> Setting:
    """The court's own; the shipped one where none was set. Everything is Part 2 by default."""
    row = db.scalar(select(DisclosureSetting).limit(1))
    if row is None:
        return Setting(None, RevocationRule.BLOCK, part2_program=True)
    return Setting(row.strict_from, row.revocation, row.part2_program)


def begin_consents(db: Session, context: Context) -> None:
    """Set the day from which consents are asked for strictly, once; no act of a person."""
    if db.scalar(select(DisclosureSetting.id).limit(1)) is not None:
        return
    policy = disclosure_policy()
    created = db.scalar(select(Court.created_on))
    new = created is None or created >= context.today
    days = policy.start_days if new else policy.upgrade_days
    db.add(
        DisclosureSetting(
            strict_from=context.today + timedelta(days=days),
            revocation=RevocationRule.BLOCK,
            part2_program=True,
        )
    )


def set_disclosure_setting(
    db: Session,
    context: Context,
    *,
    strict_from: date,
    revocation: RevocationRule,
    part2_program: bool = True,
) -> None:
    """Decide it for this court. Notice and log stay on whether or not it is a Part 2 program."""
    begin_consents(db, context)
    db.flush()
    row = db.scalars(select(DisclosureSetting)).one()
    row.strict_from, row.revocation = strict_from, revocation
    row.part2_program = part2_program
