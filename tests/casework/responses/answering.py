"""Responses made through the act, for the figures about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from drugcourt.casework.responses.responses import NewResponse, give_response
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.workspace import Workspace

INCENTIVE, SANCTION, ADJUSTMENT = ResponseFamily


def answer(
    workspace: Workspace,
    episode_id: int,
    on: date,
    family: ResponseFamily = SANCTION,
    title: str = "Essay",
    **wanted: Any,
) -> int:
    """One response of a day, heard; its number."""
    response = NewResponse(family, title, **{"heard": Heard.AGREED, **wanted})
    return workspace.perform(give_response, episode_id=episode_id, response=response, on=on)
