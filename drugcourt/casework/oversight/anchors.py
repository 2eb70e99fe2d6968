"""Whether the history still is the one that this computer, or a printed page, has seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.oversight import Anchor, Noticed
from drugcourt.errors import Refusal
from drugcourt.records.history import HistoryEntry, end_of_history, links_at
from drugcourt.records.oversight import CourtNotice
from drugcourt.workspace import Context

CODE = re.compile(r"(?:(\d{1,12})-)?([0-9A-F]{4})-?([0-9A-F]{4})")


@dataclass(frozen=True, slots=True)
class Unlike:
    """Where the history differs from what was seen: the first entry, and what that means."""

    entry: int
    sentence: str


def code_of(entry: int, link: str) -> str:
    """What a paper carries of the history's end: `1204-8F3A-19C2`."""
    return f"{entry}-{link[:4]}-{link[4:8]}".upper() if link else ""


def first_unlike(db: Session, *, anchors: Sequence[Anchor]) -> Unlike | None:
    """The first anchor that the history does not hold any more; None where it holds them all."""
    end, _ = end_of_history(db)
    links = links_at(db, [anchor.entry for anchor in anchors])
    good = 0
    for anchor in anchors:
        link = links.get(anchor.entry)
        seen = _seen(anchor)
        if link is None and anchor.entry > end:
            return Unlike(
                end + 1,
                f"The history ends with entry {end:,}, but this computer has seen entry "
                f"{anchor.entry:,}{seen}: entry {end + 1:,} and what followed are missing. Either "
                "this is an older copy, such as a backup, or the end was removed.",
            )
        if link is None:
            return Unlike(anchor.entry, f"Entry {anchor.entry:,} of the history is missing.")
        if link != anchor.link:
            where = f"entry {good + 1:,}" if anchor.entry == good + 1 else _between(good, anchor)
            return Unlike(
                good + 1,
                f"Entry {anchor.entry:,} of the history is not the one that this computer has "
                f"seen{seen}: the history was written anew from {where} on, or this is a copy that "
                "went its own way.",
            )
        good = anchor.entry
    return None


def _between(good: int, anchor: Anchor) -> str:
    return f"an entry between {good + 1:,} and {anchor.entry:,}"


def _seen(anchor: Anchor) -> str:
    try:
        at = datetime.fromisoformat(anchor.at).astimezone()
    except ValueError:
        return ""
    return f" on {at:%b} {at.day}, {at.year}, {at:%H:%M}"


def printed_state(db: Session, *, code: str) -> str:
    """Say of which moment a printed code is. Raises Refusal where this history never had it."""
    found = CODE.fullmatch("".join(code.upper().split()).replace(",", ""))
    if found is None:
        raise Refusal(
            f"“{code.strip()[:40]}” is not a code of a paper. It stands at the foot of each page "
            "as “file state”, such as 1204-8F3A-19C2."
        )
    number, link = found[1], f"{found[2]}{found[3]}".lower()
    asked = select(HistoryEntry.id, HistoryEntry.at, HistoryEntry.mac)
    asked = (
        asked.where(HistoryEntry.id == int(number))
        if number
        else asked.where(func.substr(HistoryEntry.mac, 1, 8) == link)
    )
    # past the session: a seal hides entries from questions, and no link of the chain
    row = db.connection().execute(asked.order_by(HistoryEntry.id).limit(1)).first()
    if row is None or not row.mac.startswith(link):
        end, _ = end_of_history(db)
        if number and int(number) > end:
            raise Refusal(
                f"The paper was printed when the history had {int(number):,} entries, but it ends "
                f"with entry {end:,}: entry {end + 1:,} and what followed are missing."
            )
        which = f"Entry {int(number):,}" if number else "No entry"
        raise Refusal(
            f"{which} of this history does not carry that code: the paper is of another court, or "
            "the history was written anew after it was printed."
        )
    at = row.at.astimezone()
    return (
        f"The code is that of entry {row.id:,}, of {at:%b} {at.day}, {at.year}, {at:%H:%M}; up to "
        "there the history is the one the paper was printed from."
    )


def note_notice(db: Session, context: Context, *, what: Noticed, text: str) -> None:
    """Keep that something touched the court as a whole."""
    db.add(CourtNotice(at=context.now, who=context.who, what=what, text=text))


def accept_history(db: Session, context: Context, *, reason: str) -> None:
    """Keep why the history is accepted although this computer has seen another one."""
    if not reason.strip():
        raise Refusal("Say why this history is the right one, such as “restored on Nov 24”.")
    note_notice(db, context, what=Noticed.ACCEPTED, text=reason.strip())
