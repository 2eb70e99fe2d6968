"""What was chosen for a paper, settled, and a paper whose figures are gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from drugcourt.casework.docket.public_docket import Naming
from drugcourt.casework.exits.ceremonies import CeremonyRow
from drugcourt.reports.letterhead import Copy
from drugcourt.reports.paper import Paper, Section


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen, settled: the session, the participants, the period."""

    today: date
    copy: Copy
    session_id: int | None
    episode_ids: tuple[int, ...]
    since: date | None
    until: date | None
    naming: Naming
    ceremony: CeremonyRow | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper whose figures are gathered: only the printing is left.

    `episode_ids` are those it is about, where they are not those who were asked for.
    """

    paper: Paper
    people: int
    story: Sequence[Flowable] = ()
    sections: Sequence[Section] = ()
    episode_ids: tuple[int, ...] | None = None
