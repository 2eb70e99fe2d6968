"""What the demonstration's people consented to, what left the court, and one subpoena."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.bulk import enter_in_bulk
from drugcourt.casework.disclosures.consents import add_consent, ask_to_revoke, revoke_consent
from drugcourt.casework.disclosures.forms import consent_form, form_of
from drugcourt.casework.disclosures.gate import Going, ask_gate
from drugcourt.casework.disclosures.leaving import Leaving, record_disclosure
from drugcourt.casework.disclosures.legal_process import (
    answer_process,
    enter_order,
    receive_process,
)
from drugcourt.casework.hearings.sittings import docketed
from drugcourt.domain.dates import Amount, Unit, add
from drugcourt.domain.disclosures import (
    ConsentKind,
    ConsentState,
    DisclosureForm,
    OrderSection,
    ProcessKind,
    SignedHow,
    WithoutConsent,
)
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.records.disclosures import Consent
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession
from drugcourt.records.people import Person
from drugcourt.workspace import Context

PROVIDERS = "Harbor Treatment Center, 40 Water Street"
SESSIONS = 4  # so many court days left papers behind
FEW = 250  # people; a larger court gets its consents and no stories


def keep_disclosures(db: Session, context: Context, *, seed: int) -> int:
    """Put consents and disclosures beside the lives; returns how many consents there are."""
    people = _people(db)
    rows = list(_consents(people, context.today))
    enter_in_bulk(db, context, record=Consent, rows=rows)
    active = [one.id for one in people if one.status is EpisodeStatus.ACTIVE]
    if len(people) <= FEW and len(active) > 8:
        rng = Random(f"disclosures {seed}")  # noqa: S311  # invented, replayable
        chosen = rng.sample(active, 7)
        _stories(db, context, chosen)
        _papers(db, context)
        _under_law(db, context, chosen)
    return len(rows)


def _people(db: Session) -> Sequence[Any]:
    return db.execute(
        select(
            Episode.id,
            Episode.status,
            Episode.referred_on,
            Episode.admitted_on,
            Episode.exited_on,
            Person.given_name,
            Person.family_name,
        )
        .join(Person, Person.id == Episode.person_id)
        .order_by(Episode.id)
    ).all()


def _consents(people: Sequence[Any], today: date) -> Iterator[dict[str, Any]]:
    """At the referral the criminal justice consent, at admission the one for treatment."""
    court = _row(ConsentKind.CRIMINAL_JUSTICE, today)
    care = _row(ConsentKind.TREATMENT, today)
    for one in people:
        name = " ".join(filter(None, (one.given_name, one.family_name)))
        named = {"episode_id": one.id, "patient_name": name, "signed_by": name}
        referred = one.referred_on or one.admitted_on or today
        yield {**court, **named, "signed_on": referred}
        if one.admitted_on is not None:
            last = one.exited_on or today
            yield {
                **care,
                **named,
                "signed_on": one.admitted_on,
                "expires_on": _renewed(one.admitted_on, last),
                "recipient_names": PROVIDERS,
            }


def _renewed(signed: date, last: date) -> date:
    """The end of the last year that was begun before the person left."""
    end = signed
    while end <= last:
        end = add(end, Amount(1, Unit.YEAR))
    return end


def _row(kind: ConsentKind, today: date) -> dict[str, Any]:
    """The columns of a signed consent by the court's own form."""
    form = form_of(kind, today)
    return {
        "ends_with": "",
        "ended_on": None,
        "recipient_names": "",
        "expires_on": None,
        "revocable_on": None,
        "asked_to_revoke_on": None,
        "revoked_on": None,
        "revoked_how": "",
        **form,
        "information": [one.value for one in form["information"]],
        "recipients": [one.value for one in form["recipients"]],
        "kind": kind,
        "state": ConsentState.ACTIVE,
        "signed_how": SignedHow.PAPER,
    }


def _stories(db: Session, context: Context, chosen: Sequence[int]) -> None:
    """One asked to revoke, one revoked the treatment consent, one draft waits for its signature."""
    asked, revoked, draft, *_ = chosen
    ask_to_revoke(db, context, consent_id=_consent(db, asked, ConsentKind.CRIMINAL_JUSTICE))
    revoke_consent(
        db,
        context,
        consent_id=_consent(db, revoked, ConsentKind.TREATMENT),
        revoked_on=context.today - timedelta(days=9),
        how="In writing, to the coordinator; another provider took over.",
    )
    form = consent_form(db, episode_id=draft, kind=ConsentKind.COUNSELLING, today=context.today)
    add_consent(
        db,
        context,
        episode_id=draft,
        kind=ConsentKind.COUNSELLING,
        **{
            **{key: value for key, value in form.items() if key not in ("signed_how", "signed_by")},
            "state": ConsentState.DRAFT,
            "signed_on": None,
        },
    )


def _consent(db: Session, episode_id: int, kind: ConsentKind) -> int:
    return db.scalars(
        select(Consent.id).where(Consent.episode_id == episode_id, Consent.kind == kind)
    ).one()


def _papers(db: Session, context: Context) -> None:
    """The papers of the last court days, as they went to the team and to the bench."""
    days = db.execute(
        select(CourtSession.id, CourtSession.held_on)
        .where(CourtSession.held_on < context.today, CourtSession.cancelled_at.is_(None))
        .order_by(CourtSession.held_on.desc())
        .limit(SESSIONS)
    ).all()
    for number, held_on in reversed(days):
        ids = docketed(db, session_id=number)
        for document, title, pages in (
            ("staffing", "Staffing packet", len(ids) + 1),
            ("progress", "Court progress reports", len(ids)),
        ):
            _left(db, context, held_on, document, title, ids, pages=pages)


def _left(
    db: Session,
    context: Context,
    on: date,
    document: str,
    title: str,
    ids: Sequence[int],
    *,
    going: Going | None = None,
    pages: int = 1,
) -> None:
    """A copy as it left on an earlier day; those whom no consent carried were not on it."""
    then = replace(context, today=on, now=datetime.combine(on, time(15, 30), UTC))
    passing = ask_gate(db, document=document, episode_ids=ids, today=on, going=going)
    passing = replace(passing, missing=())
    record_disclosure(
        db,
        then,
        passing=passing,
        leaving=Leaving(title, DisclosureForm.PRINT, pages),
    )


def _under_law(db: Session, context: Context, chosen: Sequence[int]) -> None:
    """A subpoena that came alone, one that was answered within its order, and an emergency."""
    alone, ordered, emergency = chosen[3:6]
    today = context.today
    receive_process(
        db,
        context,
        episode_id=alone,
        kind=ProcessKind.SUBPOENA,
        received_on=today - timedelta(days=2),
        from_name="Law office of D. Marlow",
        number="SC-2291",
        address="12 Court Square",
        answer_by=today + timedelta(days=12),
        text="All records of drug tests and treatment.",
    )
    process = receive_process(
        db,
        context,
        episode_id=ordered,
        kind=ProcessKind.SUBPOENA,
        received_on=today - timedelta(days=40),
        from_name="County attorney, family division",
        number="FD-0417",
        address="1 County Plaza",
        text="Test results of the last half year.",
    )
    enter_order(
        db,
        context,
        process_id=process,
        order_number="26-DV-118",
        order_judge="Hon. S. Abara",
        ordered_on=today - timedelta(days=33),
        order_section=OrderSection.NONCRIMINAL,
        order_scope=["testing"],
    )
    _left(
        db,
        context,
        today - timedelta(days=31),
        "testing",
        "Testing history",
        [ordered],
        going=Going(reader="counsel and court", address="1 County Plaza", process_id=process),
        pages=2,
    )
    answer_process(
        db,
        context,
        process_id=process,
        answer="Testing history under the order, one copy.",
        answered_on=today - timedelta(days=30),
    )
    _left(
        db,
        context,
        today - timedelta(days=17),
        "progress",
        "Court progress reports",
        [emergency],
        going=Going(
            reader="treatment provider",
            address="Cedar General Hospital, emergency department",
            without_consent=WithoutConsent.EMERGENCY,
            reason="Found unconscious; the physician asked for medicines and last tests.",
        ),
    )
