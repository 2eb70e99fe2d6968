"""Acts on subpoenas and other demands: received, the court order beside it, answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.domain.dates import short
from drugcourt.domain.disclosures import OrderSection, ProcessKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.disclosures import LegalProcess
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.workspace import Context

COMPELS = frozenset({ProcessKind.SUBPOENA, ProcessKind.WARRANT})


def receive_process(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: ProcessKind,
    received_on: date | None = None,
    from_name: str = "",
    number: str = "",
    address: str = "",
    answer_by: date | None = None,
    text: str = "",
) -> int:
    """Take down that somebody demands a participant's records; nothing leaves by this alone."""
    open_episode(db, episode_id, also_closed=True)
    day = received_on or context.today
    not_after(context, "received_on", day)
    if not from_name.strip():
        raise FieldRefusal("from_name", "Say who sent it.")
    if answer_by is not None and answer_by < day:
        raise FieldRefusal("answer_by", "It can't be due before it came.")
    values = {
        "kind": kind,
        "received_on": day,
        "from_name": from_name.strip(),
        "number": number.strip(),
        "address": address.strip(),
        "answer_by": answer_by,
        "text": text.strip(),
        "order_scope": [],
    }
    return entering.enter(db, context, LegalProcess, episode_id, values)


def enter_order(
    db: Session,
    context: Context,
    *,
    process_id: int,
    order_number: str,
    order_judge: str,
    ordered_on: date,
    order_section: OrderSection,
    order_scope: Sequence[str],
    order_since: date | None = None,
    order_until: date | None = None,
) -> None:
    """Put the court order beside the demand: its number, judge, day and scope."""
    found = entering.known(db, LegalProcess, process_id)
    if found.answered_on is not None:
        raise Refusal("That demand was answered already.")
    not_after(context, "ordered_on", ordered_on)
    if not order_number.strip():
        raise FieldRefusal("order_number", "Enter the number of the order.")
    if not order_judge.strip():
        raise FieldRefusal("order_judge", "Name the judge who made the order.")
    unknown = set(order_scope) - set(disclosure_policy().papers)
    if not order_scope or unknown:
        raise FieldRefusal("order_scope", "Say which papers the order allows, and no others.")
    if order_since and order_until and order_until < order_since:
        raise FieldRefusal("order_until", "It can't end before it begins.")
    found.order_number, found.order_judge = order_number.strip(), order_judge.strip()
    found.ordered_on, found.order_section = ordered_on, order_section
    found.order_scope = list(order_scope)
    found.order_since, found.order_until = order_since, order_until


def answer_process(
    db: Session,
    context: Context,
    *,
    process_id: int,
    answer: str,
    answered_on: date | None = None,
) -> None:
    """Say how the demand was answered; after that nothing more goes out under it."""
    found = entering.known(db, LegalProcess, process_id)
    day = answered_on or context.today
    not_after(context, "answered_on", day)
    if day < found.received_on:
        raise FieldRefusal("answered_on", "It can't be answered before it came.")
    if not answer.strip():
        raise FieldRefusal("answer", "Say how it was answered.")
    found.answered_on, found.answer = day, answer.strip()


def order_for(
    db: Session,
    *,
    process_id: int,
    document: str,
    episode_ids: Sequence[int],
    since: date | None,
    until: date | None,
) -> LegalProcess:
    """The demand under which this may go; Refusal where order or scope do not allow it."""
    found = db.get(LegalProcess, process_id)
    if found is None:
        raise Refusal("That demand is not in the file. Enter it first, under Consents.")
    if found.kind not in COMPELS and found.kind is not ProcessKind.ORDER:
        raise Refusal(disclosure_policy().subpoena)
    if found.ordered_on is None:
        raise Refusal(disclosure_policy().subpoena)
    if found.kind is ProcessKind.ORDER:
        raise Refusal(
            "The order authorizes and does not compel (42 CFR 2.61). Enter the subpoena that came "
            "with it, and the order beside that."
        )
    if found.answered_on is not None:
        raise Refusal("That demand was answered already; nothing more goes out under it.")
    if set(episode_ids) != {found.episode_id}:
        raise Refusal("The order is about one participant; print the paper for that one alone.")
    if document not in found.order_scope:
        raise Refusal("The order does not name this paper, so it does not go out under it.")
    _check_days(found, since, until)
    return found


def _check_days(found: LegalProcess, since: date | None, until: date | None) -> None:
    first, last = found.order_since, found.order_until
    if (first and (since is None or since < first)) or (last and (until is None or until > last)):
        days = f"{short(first) if first else 'the beginning'} to {short(last) if last else 'today'}"
        raise Refusal(f"The order covers {days} only; choose a paper of those days.")


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One demand, for the list."""

    id: int
    episode_id: int
    name: str
    kind: ProcessKind
    number: str
    received_on: date
    answer_by: date | None
    from_name: str
    order: str
    scope: str
    state: str
    answered_on: date | None


def process_rows(
    db: Session, *, episode_id: int | None = None, open_only: bool = False
) -> list[ProcessRow]:
    """Demands, those without an answer first, the most pressing first."""
    asked = (
        select(LegalProcess, Person.family_name, Person.given_name)
        .join(Episode, Episode.id == LegalProcess.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .order_by(
            LegalProcess.answered_on.is_not(None),
            LegalProcess.answer_by.is_(None),
            LegalProcess.answer_by,
            LegalProcess.id.desc(),
        )
    )
    if episode_id is not None:
        asked = asked.where(LegalProcess.episode_id == episode_id)
    if open_only:
        asked = asked.where(LegalProcess.answered_on.is_(None))
    return [_row(found, f"{family}, {given}") for found, family, given in db.execute(asked)]


def _row(found: LegalProcess, name: str) -> ProcessRow:
    order = ""
    if found.ordered_on is not None:
        order = f"{found.order_number}, {found.order_judge}, {short(found.ordered_on)}"
    state = "No court order: nothing may leave" if not order else "Order entered: within its scope"
    return ProcessRow(
        id=found.id,
        episode_id=found.episode_id,
        name=name,
        kind=found.kind,
        number=found.number,
        received_on=found.received_on,
        answer_by=found.answer_by,
        from_name=found.from_name,
        order=order,
        scope=", ".join(found.order_scope),
        state=found.answer if found.answered_on is not None else state,
        answered_on=found.answered_on,
    )
