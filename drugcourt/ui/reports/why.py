"""The dialog that asks why a copy goes although no consent carries it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drugcourt.casework.disclosures.gate import Going
from drugcourt.casework.disclosures.legal_process import process_rows
from drugcourt.domain.disclosures import WithoutConsent
from drugcourt.errors import FieldRefusal
from drugcourt.fields import disclosures as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.shell import Shell

DETAIL = (
    "The law names a few reasons for disclosing without consent. The copy is written down with "
    "the reason and your name, and the participant can ask for it."
)


def without_consent(
    shell: Shell, episode_id: int | None, told: Callable[[Going], object]
) -> EditDialog:
    """Ask for the reason; `told` gets to whom and why it goes."""
    orders: list[tuple[str, str]] = []
    if episode_id is not None:
        rows = shell.workspace.read(process_rows, episode_id=episode_id, open_only=True)
        orders = [(str(row.id), f"{row.order}; {row.from_name}") for row in rows if row.order]

    def act(given: dict[str, Any]) -> object:
        process, reason = given.get("process"), given["without_consent"]
        if process is None and reason is None:
            raise FieldRefusal("without_consent", "Choose the reason, or the court order.")
        if process is None and not given["reason"].strip():
            raise FieldRefusal("reason", "Say what happened, so that it can be accounted for.")
        going = Going(
            address=given["address"],
            without_consent=WithoutConsent(str(reason)) if reason and process is None else None,
            reason=given["reason"],
            process_id=int(str(process)) if process is not None else None,
        )
        return told(going)

    return Asking(shell).open(
        "Without consent",
        fields.going(orders),
        act,
        said="The reason is taken down with the copy.",
        detail=DETAIL,
        confirm="Make the paper",
    )
