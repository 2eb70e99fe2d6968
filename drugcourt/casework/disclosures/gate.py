"""Whether a copy may go to a reader: the one gate through which every print and export runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.legal_process import order_for
from drugcourt.casework.disclosures.settings import setting
from drugcourt.casework.disclosures.standing_consents import consent_facts
from drugcourt.casework.facts.facts import CHUNK
from drugcourt.domain.dates import counted, short
from drugcourt.domain.disclosure_policy import PaperRule, ReaderRule
from drugcourt.domain.disclosures import (
    Basis,
    ConsentTrouble,
    Information,
    Reader,
    WithoutConsent,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.disclosure_policy import disclosure_policy, paper_rule, reader_named
from drugcourt.records.disclosures import Consent, Disclosure
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.rules.disclosures import Found, Sought, carried_by

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Going:
    """To whom a copy is to go, and, where no consent carries it, why it goes all the same.

    `reader` are words: a reader of the list or a name; empty takes the paper's own. `process_id`
    names the legal process under whose order it goes.
    """

    reader: str = ""
    address: str = ""
    without_consent: WithoutConsent | None = None
    reason: str = ""
    process_id: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """One participant on a copy: why it may go, and under which consent."""

    episode_id: int
    basis: Basis
    consent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One participant for whom nothing carries it."""

    episode_id: int
    name: str
    trouble: ConsentTrouble
    since: date | None

    @property
    def text(self) -> str:
        """`Doe, Sam: the consent has expired (3 Nov 2026)`."""
        when = f" ({short(self.since)})" if self.since is not None else ""
        return f"{self.name}: {self.trouble.label}{when}"


@dataclass(frozen=True, slots=True)
class Pass:
    """What the gate says of one copy: `number` is the next free one, `scope` stands on it."""

    document: str
    reader: Reader
    recipient: str
    purpose: str
    protected: bool
    basis: Basis
    number: int
    scope: str
    long_notice: bool
    going: Going
    carried: tuple[Carried, ...] = ()
    missing: tuple[Missing, ...] = field(default=())

    @property
    def line(self) -> str:
        """In one line: to whom it goes, and under what."""
        people = counted(len(self.carried) + len(self.missing), "participant")
        start = f"For {self.recipient}: {self.purpose}. "
        if not self.protected:
            return start + "Nothing protected is in it, so no consent is needed."
        if self.missing:
            return start + f"No consent carries it for {len(self.missing)} of {people}."
        starting = sum(one.basis is Basis.STARTING for one in self.carried)
        if starting:
            return start + f"No consent is recorded yet for {starting} of {people}."
        words = {Basis.CONSENT: f"Written consent is on file for {people}."}
        return start + words.get(self.basis, f"{self.basis.label}.")


class NoConsent(Refusal):
    """Nothing carries this disclosure; `passing` says for whom and why."""

    def __init__(self, sentence: str, passing: Pass) -> None:
        super().__init__(sentence)
        self.passing = passing


def ask_gate(
    db: Session,
    *,
    document: str,
    episode_ids: Sequence[int],
    today: date,
    going: Going | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Pass:
    """What the gate says of a copy about these participants; it refuses nothing but what can't be.

    A reader who is not on the paper's list can't be: `Refusal`. `since` and `until` are the days
    the paper is about, which a court order may bound.
    """
    wanted = going or Going()
    rule, policy = paper_rule(document), disclosure_policy()
    reader, recipient = reader_named(wanted.reader, rule.reader)
    _check_reader(document, rule, reader, recipient)
    who = policy.readers[reader]
    ids = tuple(dict.fromkeys(episode_ids))
    carried: list[Carried] = []
    missing: list[Missing] = []
    if not rule.tells:
        basis = Basis.NOT_NEEDED
        carried = [Carried(number, basis) for number in ids]
    elif wanted.process_id is not None:
        order_for(
            db,
            process_id=wanted.process_id,
            document=document,
            episode_ids=ids,
            since=since,
            until=until,
        )
        basis = Basis.ORDER
        carried = [Carried(number, basis) for number in ids]
    elif wanted.without_consent is not None:
        basis = _without(wanted)
        carried = [Carried(number, basis) for number in ids]
    elif who.basis is not Basis.CONSENT:
        basis = who.basis
        carried = [Carried(number, basis) for number in ids]
    else:
        carried, missing = _by_consent(db, ids, Sought(reader, recipient, who, rule.tells), today)
        starting = any(one.basis is Basis.STARTING for one in carried)
        basis = Basis.STARTING if starting else Basis.CONSENT
    return Pass(
        document=document,
        reader=reader,
        recipient=recipient,
        purpose=who.purpose,
        protected=bool(rule.tells),
        basis=basis,
        number=next_number(db),
        scope=_scope(db, basis, recipient, who, rule, carried, wanted),
        long_notice=who.long_notice,
        going=wanted,
        carried=tuple(carried),
        missing=tuple(missing),
    )


def must_pass(passing: Pass) -> Pass:
    """The same, or NoConsent that names for whom, and why, nothing carries it."""
    if not passing.missing:
        return passing
    told = "; ".join(one.text for one in passing.missing[:MOST_NAMED])
    more = len(passing.missing) - MOST_NAMED
    also = f"; and {counted(more, 'other')}" if more > 0 else ""
    raise NoConsent(
        f"This can't go to {passing.recipient}: {told}{also}. Record the consent, choose another "
        "reader, or give the reason the law names.",
        passing,
    )


def next_number(db: Session) -> int:
    """The number that the next copy bears."""
    return int(db.scalar(select(func.max(Disclosure.copy_number))) or 0) + 1


def _check_reader(document: str, rule: PaperRule, reader: Reader, recipient: str) -> None:
    if reader in rule.readers:
        return
    allowed = ", ".join(sorted(one.label for one in rule.readers))
    raise Refusal(
        f"This paper is not made for {recipient}; it is for: {allowed}. Choose one of these, or "
        "another paper."
        if document
        else "No paper was named."
    )


def _without(going: Going) -> Basis:
    if going.without_consent is WithoutConsent.ORDER:
        raise Refusal(
            "A court order is entered first, in the participant's file under Consents, with its "
            "subpoena; then choose it. " + disclosure_policy().subpoena
        )
    if not going.reason.strip():
        raise FieldRefusal("reason", "Say what happened, so that it can be accounted for.")
    return Basis.OVERRIDE


def _by_consent(
    db: Session, ids: Sequence[int], sought: Sought, today: date
) -> tuple[list[Carried], list[Missing]]:
    known = consent_facts(db, ids)
    strict = setting(db).strict(today)
    carried: list[Carried] = []
    missing: dict[int, Found] = {}
    for number in ids:
        found = carried_by(known.get(number, ()), sought, today)
        if found.trouble is None:
            carried.append(Carried(number, Basis.CONSENT, found.consent_id))
        elif number not in known and not strict:
            carried.append(Carried(number, Basis.STARTING))
        else:
            missing[number] = found
    names = _names(db, list(missing))
    return carried, [
        Missing(number, names[number], found.trouble or ConsentTrouble.NONE, found.since)
        for number, found in missing.items()
    ]


def _names(db: Session, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for first in range(0, len(ids), CHUNK):
        rows = db.execute(
            select(Episode.id, Person.family_name, Person.given_name)
            .join(Person, Person.id == Episode.person_id)
            .where(Episode.id.in_(ids[first : first + CHUNK]))
        )
        found |= {row.id: f"{row.family_name}, {row.given_name}" for row in rows}
    return found


# What stands on the paper ---------------------------------------------------------------------


def _scope(
    db: Session,
    basis: Basis,
    recipient: str,
    who: ReaderRule,
    rule: PaperRule,
    carried: Sequence[Carried],
    going: Going,
) -> str:
    """The line that explains the scope (42 CFR 2.32(b)); of one participant as the consent says."""
    start = f"Scope of consent: to {recipient}, for {who.purpose}"
    if basis is Basis.NOT_NEEDED:
        return "Scope of consent: none is needed; nothing protected of any participant is in it."
    if basis is Basis.CONSENT:
        return f"{start}; {_told(db, carried, rule)}."
    if basis is Basis.STARTING:
        without = Counter(one.basis for one in carried)[Basis.STARTING]
        return (
            f"{start}. No written consent is recorded yet for {without} of "
            f"{counted(len(carried), 'participant')}; the court is recording them."
        )
    if basis is Basis.OVERRIDE and going.without_consent is not None:
        return f"Scope of consent: none; disclosed without consent. {going.without_consent.label}."
    if basis is Basis.ORDER:
        return "Scope of consent: none; disclosed within the scope of a court order and a subpoena."
    if basis is Basis.PARTICIPANT:
        return "Scope of consent: none is needed for the participant's own copy (42 CFR 2.23)."
    if basis is Basis.SERVICE:
        return f"{start}, under the written agreement with that service (42 CFR 2.11)."
    return (
        "Scope of consent: for use inside the court's own office; whoever passes it on discloses "
        "it, and needs a consent for that."
    )


def _told(db: Session, carried: Sequence[Carried], rule: PaperRule) -> str:
    told = ", ".join(sorted(one.label.lower() for one in rule.tells))
    if len(carried) == 1 and carried[0].consent_id is not None:
        consent = db.get_one(Consent, carried[0].consent_id)
        until = (
            f"until {short(consent.expires_on)}"
            if consent.expires_on is not None
            else consent.ends_with or (consent.ends.label.lower() if consent.ends else "")
        )
        covers = ", ".join(Information(key).label.lower() for key in consent.information)
        signed = f"signed {short(consent.signed_on)}" if consent.signed_on else ""
        return f"{covers}; {signed}, {until}"
    return f"{told}; under the written consents of {counted(len(carried), 'participant')} on file"
