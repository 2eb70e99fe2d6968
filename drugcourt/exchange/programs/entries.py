"""What a single requirement of a program file says, where the rest may still have mistakes."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from drugcourt.domain.program import Requirement
from drugcourt.exchange.programs.forms import RequirementForm, requirement_from

_ONE: TypeAdapter[Any] = TypeAdapter(RequirementForm)


def requirement_of(entry: dict[str, Any]) -> Requirement | None:
    """The requirement that an entry stands for; None while it has mistakes of its own."""
    try:
        return requirement_from(_ONE.validate_python(entry))
    except (ValidationError, ValueError):
        return None
