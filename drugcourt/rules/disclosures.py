"""Whether a consent carries a disclosure on a day, and when it may be revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.disclosure_policy import ReaderRule
from drugcourt.domain.disclosures import (
    ConsentEnds,
    ConsentKind,
    ConsentState,
    ConsentTrouble,
    Information,
    Reader,
)


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """One consent as it bears on disclosures. `names` are recipients in words, folded.

    `event_on` is the day its event came: the participant left, or the case was disposed of.
    """

    id: int
    kind: ConsentKind
    state: ConsentState
    recipients: frozenset[str]
    names: frozenset[str]
    information: frozenset[str]
    signed_on: date | None
    expires_on: date | None
    event_on: date | None
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a disclosure needs of a consent."""

    reader: Reader
    name: str
    rule: ReaderRule
    tells: frozenset[Information]


@dataclass(frozen=True, slots=True)
class Found:
    """The consent that carries it, or what is wrong with the best there is."""

    consent_id: int | None
    trouble: ConsentTrouble | None
    since: date | None = None


# The nearer to fitting, the later: the last one is what is told.
_ORDER = (
    ConsentTrouble.NONE,
    ConsentTrouble.KIND,
    ConsentTrouble.READER,
    ConsentTrouble.DRAFT,
    ConsentTrouble.NARROW,
    ConsentTrouble.NOT_YET,
    ConsentTrouble.REVOKED,
    ConsentTrouble.EXPIRED,
)


def carried_by(consents: Sequence[ConsentFacts], sought: Sought, on: date) -> Found:
    """The consent under which it may go on this day; the newest of several."""
    best = Found(None, ConsentTrouble.NONE)
    for consent in sorted(consents, key=lambda c: (c.signed_on or date.min, c.id), reverse=True):
        found = _looked_at(consent, sought, on)
        if found.trouble is None:
            return found
        if best.trouble is not None and _ORDER.index(found.trouble) > _ORDER.index(best.trouble):
            best = found
    return best


def _looked_at(consent: ConsentFacts, sought: Sought, on: date) -> Found:
    if consent.kind not in sought.rule.kinds:
        return Found(None, ConsentTrouble.KIND)
    if not names_reader(consent, sought):
        return Found(None, ConsentTrouble.READER)
    if consent.state is ConsentState.DRAFT or consent.signed_on is None:
        return Found(None, ConsentTrouble.DRAFT)
    if not sought.tells <= {Information(key) for key in consent.information}:
        return Found(None, ConsentTrouble.NARROW)
    if consent.signed_on > on:
        return Found(None, ConsentTrouble.NOT_YET, consent.signed_on)
    if consent.revoked_on is not None and consent.revoked_on <= on:
        return Found(None, ConsentTrouble.REVOKED, consent.revoked_on)
    end = ended_on(consent)
    if end is not None and end < on:
        return Found(None, ConsentTrouble.EXPIRED, end)
    return Found(consent.id, None)


def names_reader(consent: ConsentFacts, sought: Sought) -> bool:
    """Whether the consent names this reader, or all who are meant by it, or the person by name."""
    if sought.reader is Reader.OTHER:
        return sought.name.casefold() in consent.names
    named = consent.recipients
    parts = sought.rule.parts
    return sought.reader.value in named or (
        bool(parts) and named.issuperset(p.value for p in parts)
    )


def ended_on(consent: ConsentFacts) -> date | None:
    """The last day on which the consent may be used; None while none is known."""
    days = [day for day in (consent.expires_on, consent.event_on) if day is not None]
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Revocability:
    """Whether a consent may be revoked now, from when it may be, and why not before."""

    now: bool
    text: str
    from_day: date | None = None


def revocability(
    kind: ConsentKind,
    *,
    revocable_on: date | None,
    revocable_with: ConsentEnds | None,
    event_words: str,
    event_on: date | None,
    disposed_on: date | None,
    on: date,
) -> Revocability:
    """Consents are revocable at any time; one under 42 CFR 2.35 from the day or event it states,
    and never later than the final disposition. The day itself counts.
    """
    if kind is not ConsentKind.CRIMINAL_JUSTICE:
        return Revocability(now=True, text="It may be revoked at any time.")
    days = [day for day in (revocable_on, event_on, disposed_on) if day is not None]
    first = min(days, default=None)
    if first is not None and first <= on:
        return Revocability(now=True, text=f"It may be revoked since {short(first, on)}.")
    until = (
        f"before {short(first, on)}"
        if first is not None
        else f"before this: {event_words or 'the final disposition of the case'}"
    )
    return Revocability(
        now=False,
        text="A consent under 42 CFR 2.35, given as a condition of the program, may not be revoked "
        f"{until}.",
        from_day=first if revocable_with is None else None,
    )
