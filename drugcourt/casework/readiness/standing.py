"""Where every episode stands, derived after each act, so that lists sort and filter in SQL.

Nothing here is a court record: it can be derived again at any time from the records and the
program. Verdicts are kept as the dates from which they hold; a night passing changes none of them
but the few that count days back, which `refresh_stale` derives again on a new day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK, gather
from drugcourt.casework.hearings.days import last_hearings
from drugcourt.casework.programs.programs import programs
from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Readiness
from drugcourt.domain.program import Ceremony as CeremonyRule
from drugcourt.domain.program import Program, with_parts
from drugcourt.domain.specimens import AnalyteResult, Confirmation
from drugcourt.domain.tone import Tone
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.episodes import AttentionItem, Episode, Standing
from drugcourt.records.supervision import ContactDue
from drugcourt.rules.attention import Attention, attention
from drugcourt.rules.contacts import contact_states
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.workspace import Context

RANKS = {Tone.ALARM: 0, Tone.WATCH: 100, Tone.GOOD: 50, Tone.INFO: 200, Tone.PLAIN: 300}

DERIVED = (AttentionItem, ContactDue, Standing)  # worked out of the records, kept for the lists


def derive(
    db: Session, context: Context, episode_ids: frozenset[int] | None, touched: frozenset[str]
) -> None:
    """The workspace's hook after an act: derive again whoever the act touched.

    A ceremony that is scheduled, moved or called off touches all who wait for one.
    """
    ids = set(episode_ids or ())
    if "ceremony" in touched:
        ids |= _waiting_for_a_ceremony(db)
    if ids:
        refresh(db, ids, context.today)


def _waiting_for_a_ceremony(db: Session) -> set[int]:
    """Open episodes whose handbook holds something on ceremony dates only."""
    asking = [
        program_id
        for program_id, program in programs(db).items()
        if any(isinstance(r.rule, CeremonyRule) for r in with_parts(program.requirements))
    ]
    asked = select(Episode.id).where(
        Episode.program_id.in_(asking),
        Episode.exited_on.is_(None),
        Episode.admitted_on.is_not(None),
    )
    return set(db.scalars(asked))


def refresh(db: Session, episode_ids: Iterable[int], today: date) -> int:
    """Derive the standing of these episodes; returns how many have one."""
    kept = programs(db)
    ids = sorted(set(episode_ids))
    count = 0
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        owners = dict(
            db.execute(select(Episode.id, Episode.program_id).where(Episode.id.in_(chunk))).all()
        )
        for derived in DERIVED:
            db.execute(delete(derived).where(derived.episode_id.in_(chunk)))
        heard = last_hearings(db, before=today, episode_ids=chunk)
        standings, items, dues = [], [], []
        for episode_id, facts in gather(db, chunk).items():
            program = kept[owners[episode_id]]
            judgement = judge_person(facts, program, today)
            standings.append(_standing(facts, judgement, today))
            if facts.exited_on is None:
                since = heard.get(episode_id, facts.admitted_on)
                items += _items(facts, judgement, program, today, since)
                dues += _contacts(judgement)
        if standings:
            db.execute(insert(Standing), standings)
        if items:
            db.execute(insert(AttentionItem), items)
        if dues:
            db.execute(insert(ContactDue), dues)
        count += len(standings)
    return count


def stale(db: Session, *, today: date) -> list[int]:
    """Open episodes whose standing was derived on another day."""
    asked = (
        select(Episode.id)
        .outerjoin(Standing, Standing.episode_id == Episode.id)
        .where(
            Episode.exited_on.is_(None),
            Episode.admitted_on.is_not(None),
            (Standing.computed_on != today)
            | Standing.computed_on.is_(None)
            | Standing.contacts_on.is_(None),
        )
    )
    return list(db.scalars(asked))


def refresh_stale(db: Session, context: Context) -> int:
    """Derive again what was derived on another day; an act without any record of its own."""
    return refresh(db, stale(db, today=context.today), context.today)


def _standing(facts: ParticipantFacts, judgement: Judgement, today: date) -> dict[str, Any]:
    stay = facts.stay_on(today)
    phase = judgement.phase
    latest, read = judgement.case.readings[-1] if judgement.case.readings else (None, None)
    return {
        "episode_id": facts.episode_id,
        "computed_on": today,
        "contacts_on": today,
        "sober_date": judgement.clock.sober_date,
        "provisional_since": judgement.clock.provisional_since,
        "phase_entered_on": stay.entered if stay else None,
        "phase_ready_from": _ready_from(phase),
        "phase_earliest": phase.if_acted if phase else None,
        "phase_met": phase.met_count if phase else 0,
        "phase_asked": len(phase.findings) if phase else 0,
        "dismissal_ready_from": _ready_from(judgement.dismissal),
        "dismissal_earliest": judgement.graduation,
        "last_test_on": latest.on if latest else None,
        "last_test_reading": str(read.reading) if read else "",
        "opioid_on": _opioid_on(facts),
    }


def _opioid_on(facts: ParticipantFacts) -> date | None:
    """The first test that was positive for an opioid, whatever explains it, unless the laboratory
    found otherwise."""
    opioids = safety_policy().opioids
    return min(
        (
            test.on
            for test in facts.specimens
            for found in test.results
            if found.result is AnalyteResult.POSITIVE
            and found.confirmation is not Confirmation.NOT_CONFIRMED
            and found.substance in opioids
        ),
        default=None,
    )


def _ready_from(readiness: Readiness | None) -> date | None:
    """The day from which only people's decisions remain; None while something else is open."""
    if readiness is None:
        return None
    dates = [f.met_from for f in readiness.measured if f.met_from is not None]
    if readiness.ready_but_for_decisions:
        return max((d for d in dates if d <= readiness.as_of), default=readiness.as_of)
    undated = [f for f in readiness.open if f.met_from is None and f in readiness.measured]
    return None if undated else max(dates, default=None)


def _items(
    facts: ParticipantFacts, judgement: Judgement, program: Program, today: date, since: date
) -> list[dict[str, Any]]:
    """What needs a look; news is what came since the last hearing before today."""
    found: Iterable[Attention] = attention(facts, judgement, today, since, attention_policy())
    return [
        {
            "episode_id": facts.episode_id,
            "key": item.key,
            "tone": str(item.tone),
            "rank": RANKS[item.tone] + place,
            "word": item.word,
            "text": item.text,
            "since": item.since,
        }
        for place, item in enumerate(found)
    ]


def _contacts(judgement: Judgement) -> list[dict[str, Any]]:
    """How the person stands against what the phase asks of contacts."""
    return [
        {
            "episode_id": judgement.case.facts.episode_id,
            "requirement": state.requirement,
            "asked": state.asked[:300],
            "said": state.said,
            "lacking": state.lacking,
            "due_on": state.due_on,
            "last_on": state.last.on if state.last else None,
            "last_mode": state.last.mode if state.last else None,
            "tried": state.tried,
        }
        for state in contact_states(judgement.case)
    ]
