"""How the list of people in lost copies leaves: inside the office, with its entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.breaches import BreachReport
from drugcourt.casework.disclosures.gate import Pass, ask_gate, must_pass
from drugcourt.casework.disclosures.leaving import Leaving, let_out
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.exchange.files import atomic_write, check_target
from drugcourt.workspace import Workspace

DOCUMENT = "breach-report"


def write_breach_report(workspace: Workspace, target: Path, found: BreachReport, text: str) -> None:
    """Write the list as it was put into words, whole or not at all."""
    check_target(target)
    passing = workspace.read(_passing, ids=found.episode_ids, today=workspace.today)

    def written(folder: Path) -> Leaving:
        with atomic_write(folder / target.name) as file:
            file.write(text.encode())
        return Leaving("Breach report", DisclosureForm.DATA, len(found.people))

    let_out(workspace, target.parent, passing, written)


def _passing(db: Session, *, ids: tuple[int, ...], today: date) -> Pass:
    """What the gate says of the list."""
    return must_pass(ask_gate(db, document=DOCUMENT, episode_ids=ids, today=today))
