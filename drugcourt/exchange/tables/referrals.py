"""Which referrals a table brings, one a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from drugcourt.domain.referrals import Channel, Held
from drugcourt.exchange.tables.cursor import Row, readers_of
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import parse_whole
from drugcourt.exchange.tables.who import Person, person_of

_MOST_CONTACTS = 9_999


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral; None and "" mean that the file does not say."""

    row: int
    who: Person
    referred: date
    channel: Channel
    agency: str
    referred_by: str
    reach: str
    arrested: date | None
    held: Held | None
    counsel: str
    encounter: str
    held_charges: str
    abeyance_until: date | None
    prior_contacts: int | None


def referral_rows(table: SheetTable, mapping: Mapping) -> Iterator[ReferralRow | RowProblem]:
    """Each row as a referral, or the problems that keep it out."""
    for reader in readers_of(table, mapping):
        for row in reader:
            referral = _referral_row(row)
            if referral is None or row.problems:
                yield from row.problems
            else:
                yield referral


def _referral_row(row: Row) -> ReferralRow | None:
    who = person_of(row)
    referred, arrested = row.day("referred"), row.day("arrested")
    row.need("referred", "date", referred)
    channel = row.term("channel", "channel", Channel)
    row.need("channel", "word", channel)
    if referred and arrested and arrested > referred:
        row.refuse("arrested", "date", "The arrest does not come before the referral.")
    held_charges, until = row.text("held_charges"), row.day("abeyance_until")
    if until and not held_charges:
        row.refuse("held_charges", "charges", "Charges are held until a day, but not named.")
    rest: dict[str, Any] = {
        "agency": row.text("agency"),
        "referred_by": row.text("referred_by"),
        "reach": row.text("reach"),
        "held": row.term("held", "held", Held),
        "counsel": row.text("counsel"),
        "encounter": row.text("encounter"),
        "prior_contacts": row.read(
            "prior_contacts", "whole number", lambda cell: parse_whole(cell, 0, _MOST_CONTACTS)
        ),
    }
    if referred is None or channel is None:
        return None
    return ReferralRow(
        row=row.number,
        who=who,
        referred=referred,
        channel=channel,
        arrested=arrested,
        held_charges=held_charges,
        abeyance_until=until,
        **rest,
    )
