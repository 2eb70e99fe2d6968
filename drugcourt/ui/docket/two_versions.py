"""What two desks recorded of the same hearing: the fields that differ, and what then stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drugcourt.domain.hearings import HearingAttendance, WarrantStep
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.docket.outcome_card import OutcomeCard
from drugcourt.ui.kit.editors import LongEditor
from drugcourt.ui.kit.versions import Line, value_from

ATTENDANCE = Field("attendance", "Attendance", Kind.CHOICE, choices=HearingAttendance)
WARRANT = Field("warrant", "Warrant", Kind.CHOICE, choices=WarrantStep)


def lines_of(card: OutcomeCard, theirs: Mapping[str, Any]) -> list[Line]:
    """The fields of the outcome that another desk recorded otherwise than they stand here."""
    here: list[tuple[Field, Any]] = [
        (ATTENDANCE, card.attendance.value()),
        (WARRANT, card.warrant.value()),
        *((editor.field, editor.value()) for editor in _texts(card)),
    ]
    return [
        Line(field, saved, mine)
        for field, mine in here
        if field.key in theirs
        and ((saved := value_from(field, theirs[field.key])) or None) != (mine or None)
    ]


def take(card: OutcomeCard, key: str, value: Any) -> None:
    """Let the chosen version stand in the outcome."""
    if key == ATTENDANCE.key:
        card.attendance.set_value(value)
    elif key == WARRANT.key:
        card.warrant.set_value(value)
    for editor in _texts(card):
        if editor.field.key == key:
            editor.set_value(value)


def _texts(card: OutcomeCard) -> tuple[LongEditor, ...]:
    return card.orders, card.note, card.account
