"""Which programs come with the application, for a new court to begin with."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from drugcourt.casework.programs.programs import parsed
from drugcourt.errors import Refusal
from drugcourt.exchange.programs import files as program_files

log = logging.getLogger(__name__)
FIRST = "five-phase"  # the model program is offered before the handbooks of single courts


@dataclass(frozen=True, slots=True)
class ShippedProgram:
    """One program file that a new court may begin with; `detail` says what it is."""

    key: str
    name: str
    detail: str
    text: str


def shipped_programs() -> list[ShippedProgram]:
    """The programs in resources/programs that can be read, the model first, then by name."""
    found = []
    for path in program_files.shipped_programs():
        try:
            text = path.read_text("utf-8")
            program = parsed(text)
        except (OSError, ValueError, Refusal) as trouble:
            log.warning("a shipped program can't be read: %s", type(trouble))
            continue
        phases = ", ".join(phase.name for phase in program.phases)
        detail = f"{len(program.phases)} phases: {phases}. Version {program.version}."
        found.append(ShippedProgram(path.stem, program.name, detail, text))
    return sorted(found, key=lambda one: (one.key != FIRST, one.name))
