"""What the Reports page does on a worker: a paper made in memory, a file written, an export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from drugcourt.casework.disclosures.gate import Going
from drugcourt.casework.disclosures.leaving import CopyTaken, Leaving, let_out
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.exchange.files import atomic_write, check_target
from drugcourt.reports.exporting import export
from drugcourt.reports.registry import Made, make_report
from drugcourt.workspace import Workspace

QUEUE = "reports"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper. It lives in memory only: nothing unencrypted touches the disk."""

    content: bytes
    made: Made


@dataclass(frozen=True, slots=True)
class PaperWork:
    """One paper to make; holds no widget."""

    workspace: Workspace
    key: str
    wanted: dict[str, Any] = field(default_factory=dict)

    def make(self, report: Callable[[tuple[int, int]], object]) -> Paper:
        """The paper; `report` hears (section, of how many) and may stop it by raising."""

        def progress(place: int, total: int) -> None:
            report((place, total))

        target = BytesIO()
        made = make_report(self.workspace, self.key, target, progress=progress, **self.wanted)
        return Paper(target.getvalue(), made)


@dataclass(frozen=True, slots=True)
class SaveWork:
    """One paper to write to a file, with its entry among the disclosures."""

    work: PaperWork
    paper: Paper
    path: Path

    def save(self) -> Path:
        """Write it whole or not at all; a copy whose number is taken is made again."""
        try:
            self._leave(self.paper)
        except CopyTaken:
            self._leave(self.work.make(_unheard))
        return self.path

    def _leave(self, paper: Paper) -> None:
        def written(folder: Path) -> Leaving:
            with atomic_write(folder / self.path.name) as file:
                file.write(paper.content)
            return Leaving(paper.made.title, DisclosureForm.PDF, paper.made.pages)

        check_target(self.path)
        let_out(self.work.workspace, self.path.parent, paper.made.passing, written)


def _unheard(_place: tuple[int, int]) -> None:
    """Nobody waits for the progress of a copy made again."""


@dataclass(frozen=True, slots=True)
class ExportWork:
    """One export to write."""

    workspace: Workspace
    what: str
    file_format: str
    path: Path
    since: Any = None
    until: Any = None
    going: Going | None = None

    def write(self) -> tuple[Path, int]:
        """The file and its rows."""
        rows = export(
            self.workspace,
            self.what,
            self.file_format,
            self.path,
            since=self.since,
            until=self.until,
            going=self.going,
        )
        return self.path, rows
