"""Which gatekeepers, targets, criteria and papers this court asks for before entry."""

from __future__ import annotations

from functools import cache
from typing import Any

from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.referrals import (
    Channel,
    Criterion,
    Gatekeeper,
    Intercept,
    ReferralPolicy,
    Severity,
    Step,
)
from drugcourt.domain.tone import YesNo
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

_STEPS = tuple(step for step in Step if step is not Step.ARREST)


@cache
def referral_policy() -> ReferralPolicy:
    """resources/policy/referrals.toml as values; Refusal naming what can't be used."""
    table = policy_table("referrals")
    try:
        targets = table["targets"]
        return ReferralPolicy(
            intercepts={channel: Intercept(table["intercepts"][channel]) for channel in Channel},
            gatekeepers=tuple(Gatekeeper(key) for key in table["gates"]["keepers"]),
            targets={step: _days(targets[step]) for step in _STEPS},
            near_days=_days(targets["near"]),
            arrest_to_admission=_days(table["entry"]["arrest_to_admission"]),
            observations=_days(table["observation"]["times"]),
            waiting_expires=_days(table["waiting"]["expires_days"]),
            abeyance_soon=_days(table["abeyance"]["soon_days"]),
            criteria=_criteria(table["criterion"]),
            packet=tuple((str(line["key"]), str(line["text"])) for line in table["packet"]),
            instruments=tuple(map(str, table["screens"]["instruments"])),
            tools=tuple(map(str, table["screens"]["tools"])),
            alike=_days(table["matching"]["alike"]),
            shortest=_days(table["matching"]["shortest"]),
            mental_screens=tuple(map(str, table["mental_health"]["instruments"])),
            mental_findings=frozenset(map(Severity, table["mental_health"]["findings"])),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            f"The table resources/policy/referrals.toml can't be used ({problem}); correct it or "
            "install the program again."
        ) from problem


def criteria_for(track: LegalTrack | None) -> tuple[Criterion, ...]:
    """The checklist of one legal track; of no track, what is asked of everybody."""
    return referral_policy().criteria.get(track.value if track else "", ())


def criterion_texts() -> dict[str, str]:
    """The question of each criterion by its key, of every track."""
    lines = referral_policy().criteria.values()
    return {criterion.key: criterion.text for asked in lines for criterion in asked}


def packet_texts() -> dict[str, str]:
    """The paper of the entry packet by its key."""
    return dict(referral_policy().packet)


def _criteria(lines: list[dict[str, Any]]) -> dict[str, tuple[Criterion, ...]]:
    asked = [
        (_criterion(line), frozenset(map(LegalTrack, line.get("tracks", [])))) for line in lines
    ]
    keys = [criterion.key for criterion, _tracks in asked]
    if len(keys) != len(set(keys)):
        raise ValueError("a criterion stands there twice")
    of_all = tuple(criterion for criterion, tracks in asked if not tracks)
    found = {
        track.value: tuple(c for c, tracks in asked if not tracks or track in tracks)
        for track in LegalTrack
    }
    return {"": of_all, **found}


def _criterion(line: dict[str, Any]) -> Criterion:
    bars = YesNo(line["bars"])
    if bars is YesNo.UNKNOWN:
        raise ValueError(f"{line['key']}: an unknown answer can't bar anybody")
    return Criterion(str(line["key"]), str(line["text"]), bars, bool(line.get("override", True)))


def _days(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(f"{value!r} is not a whole number above nothing")
    return value
