"""How the people of the invented court were referred, and how far those are who wait for entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.demo.deeds import COORDINATOR, LIAISON
from drugcourt.demo.phrases import COUNSEL, PROSECUTORS
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.referrals import (
    QUADRANTS,
    Channel,
    Gatekeeper,
    Grade,
    Held,
    RefusalGround,
    Severity,
    Verdict,
    WaitReason,
)
from drugcourt.domain.tone import YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.referral_policy import criteria_for, referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.history import add_rows
from drugcourt.records.referrals import (
    ClinicalScreen,
    CourtObservation,
    CriterionAnswer,
    PacketItem,
    Referral,
    ReferralGate,
    RiskScreen,
    WaitingPlace,
)
from drugcourt.workspace import Context

CHANNELS: Mapping[str, Channel] = {
    "Public defender": Channel.DEFENSE,
    "Prosecutor": Channel.PROSECUTOR,
    "Jail screening": Channel.BOOKING,
    "Pretrial services": Channel.PRETRIAL,
    "Probation department": Channel.VIOLATION,
    "Defense counsel": Channel.DEFENSE,
    "Treatment provider": Channel.PROVIDER,
    "Self-referral through counsel": Channel.SELF,
}
EARLY = (  # one in five came from before the court: the chain around it
    (Channel.RESPONSE_TEAM, "Cedar County quick response team", "Naloxone given at home by police"),
    (Channel.OFFICER, "Cedar Falls police, LEAD", "Possession, taken to the case manager instead"),
    (Channel.CRISIS_TEAM, "Cedar Falls police, CIT", "Crisis call; walked to the clinic"),
    (Channel.WALK_IN, "Cedar Falls police station", "Came in and asked for treatment"),
    (Channel.JAIL_MEDICATION, "Cedar County jail, medical unit", ""),
)
EVERY_EARLY = 5
TOOLS = ("RANT", "ORAS")
_Row = tuple[type[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Came:
    """One episode as the rest of its referral needs it."""

    number: int
    referred: date
    admitted: date | None
    waits: bool
    source: str
    track: LegalTrack | None


def keep_referrals(db: Session, context: Context, *, seed: int) -> int:
    """A referral for everybody; gates, checklist, screens and packet as far as each has come."""
    rows: dict[type[Any], list[dict[str, Any]]] = {}
    came = list(_came(db))
    for one in came:
        rng = Random(f"referral {seed} {one.number}")  # noqa: S311  # invented, replayable
        rows.setdefault(Referral, []).append(_referral(one, rng))
        if one.admitted is None:
            for record, row in _on_the_way(one, rng, context.today):
                rows.setdefault(record, []).append({"episode_id": one.number, **row})
    for record, found in rows.items():
        add_rows(db, record, found)
    for row in rows.get(RiskScreen, ()):
        known: Any = db.get(Episode, row["episode_id"])
        known.risk_need = QUADRANTS[row["risk"], row["need"]]
    return len(came)


def _came(db: Session) -> Iterator[_Came]:
    asked = (
        select(
            Episode.id,
            Episode.referred_on,
            Episode.admitted_on,
            Episode.status,
            Episode.referral_source,
            Episode.track,
        )
        .where(Episode.referred_on.is_not(None))
        .order_by(Episode.id)
    )
    for number, referred, admitted, status, source, track in db.execute(asked):
        assert referred is not None  # as it was asked for
        yield _Came(number, referred, admitted, status in CANDIDATE_STATUSES, source, track)


def _referral(one: _Came, rng: Random) -> dict[str, Any]:
    channel, agency, told = CHANNELS.get(one.source, Channel.OTHER), one.source, ""
    if one.number % EVERY_EARLY == 0:
        channel, agency, told = EARLY[one.number // EVERY_EARLY % len(EARLY)]
    early = bool(told)
    offered = one.admitted - timedelta(days=rng.randint(3, 9)) if one.admitted else None
    return {
        "episode_id": one.number,
        "channel": channel,
        "intercept": referral_policy().intercepts[channel],
        "agency": agency,
        "referred_by": "",
        "reach": "",
        "encounter_on": one.referred - timedelta(days=rng.randint(0, 3)) if early else None,
        "encounter_place": "",
        "encounter": told,
        "prior_contacts": rng.randint(0, 4) if early else None,
        "held_charges": "Possession" if channel is Channel.OFFICER else "",
        "abeyance_until": one.referred + timedelta(days=90) if channel is Channel.OFFICER else None,
        "held": Held.JAIL if channel is Channel.BOOKING else Held.COMMUNITY,
        "defense_counsel": rng.choice(COUNSEL),
        "offered_on": max(offered, one.referred) if offered else None,
        "ordered_on": one.admitted,
        "ground": None if one.admitted or one.waits else RefusalGround.PROSECUTOR,
        "ground_text": "",
        "decided_by": "" if one.admitted or one.waits else rng.choice(PROSECUTORS),
        "decided_on": None if one.admitted or one.waits else one.referred + timedelta(days=9),
    }


def _on_the_way(one: _Came, rng: Random, today: date) -> Iterator[_Row]:
    """What is done of somebody who is not admitted; each comes a station further than the last."""
    reached = one.number % 5 if one.waits else 5
    yield from _checklist(one, today, whole=reached >= 1)
    if reached >= 2:
        yield from _screens(one, rng, today)
    for keeper in referral_policy().gatekeepers:
        yield ReferralGate, _gate(one, keeper, rng, today, decided=reached >= 3)
    if reached >= 3 and one.waits:
        placed = min(one.referred + timedelta(days=12), today)
        until = placed + timedelta(days=referral_policy().waiting_expires)
        waits = {"placed_on": placed, "reason": WaitReason.BED, "until": until, "text": ""}
        yield WaitingPlace, waits
    for days in range(min(reached, 2)):
        watched = min(one.referred + timedelta(days=7 * (days + 1)), today)
        yield CourtObservation, {"watched_on": watched - timedelta(days=1 - days), "text": ""}
    for key, _text in referral_policy().packet[: 2 * reached if one.waits else 0]:
        day = min(one.referred + timedelta(days=10), today)
        yield PacketItem, {"key": key, "done_on": day, "kept_where": "File, part 1"}


def _checklist(one: _Came, today: date, *, whole: bool) -> Iterator[_Row]:
    asked = criteria_for(one.track)
    day = min(one.referred + timedelta(days=3), today)
    for criterion in asked if whole else asked[: len(asked) // 2]:
        against = not one.waits and criterion.key == "violent_history"
        good = YesNo.NO if criterion.bars == YesNo.YES else YesNo.YES
        yield (
            CriterionAnswer,
            {
                "key": criterion.key,
                "answer": YesNo(criterion.bars) if against else good,
                "evidence": "Record check",
                "answered_on": day,
                "answered_by": COORDINATOR,
                "override_reason": "",
                "override_by": "",
            },
        )


def _screens(one: _Came, rng: Random, today: date) -> Iterator[_Row]:
    day = min(one.referred + timedelta(days=6), today)
    need = Grade.HIGH if rng.random() < 0.8 else Grade.LOW
    severe = rng.random() < 0.6
    yield (
        ClinicalScreen,
        {
            "instrument": "TCU Drug Screen 5",
            "score": str(rng.randint(6, 11) if severe else rng.randint(4, 5)),
            "severity": Severity.SEVERE if severe else Severity.MODERATE,
            "level": LevelOfCare.INTENSIVE_OUTPATIENT if severe else LevelOfCare.OUTPATIENT,
            "screened_on": day,
            "assessor": LIAISON,
        },
    )
    yield (
        RiskScreen,
        {
            "tool": rng.choice(TOOLS),
            "score": "",
            "risk": Grade.HIGH,
            "need": need,
            "screened_on": day,
            "assessor": LIAISON,
        },
    )


def _gate(
    one: _Came, keeper: Gatekeeper, rng: Random, today: date, *, decided: bool
) -> dict[str, Any]:
    refused = not one.waits and keeper is Gatekeeper.PROSECUTOR
    decided = decided or refused
    by = {Gatekeeper.PROSECUTOR: rng.choice(PROSECUTORS), Gatekeeper.TEAM: "Staffing"}
    return {
        "keeper": keeper,
        "verdict": Verdict.REFUSED if refused else Verdict.APPROVED if decided else Verdict.PENDING,
        "sent_on": one.referred,
        "decided_on": min(one.referred + timedelta(days=9), today) if decided else None,
        "decided_by": by.get(keeper, LIAISON) if decided else "",
        "ground": RefusalGround.VIOLENT if refused else None,
        "text": "",
    }
