"""Somebody referred, as the tests of the room need them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from drugcourt.casework.referrals.referrals import open_referral
from drugcourt.domain.referrals import Channel
from drugcourt.workspace import Workspace

_numbers = count(1)


def ago(workspace: Workspace, days: int) -> date:
    return workspace.today - timedelta(days=days)


def referred(workspace: Workspace, days: int = 20, **told: Any) -> int:
    """Somebody referred so many days ago through the booking screen; the episode's number."""
    wanted: dict[str, Any] = {
        "person": {"family_name": f"Lindqvist {next(_numbers)}", "given_name": "Sam"},
        "channel": Channel.BOOKING,
        "referred_on": ago(workspace, days),
        **told,
    }
    return workspace.perform(open_referral, **wanted)
