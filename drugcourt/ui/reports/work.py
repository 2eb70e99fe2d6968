"""What the Reports page does on a worker: a paper made in memory, a file written, an export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from drugcourt.exchange.files import atomic_write
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
    """One paper to write to a file."""

    content: bytes
    path: Path

    def save(self) -> Path:
        """Write it whole or not at all."""
        with atomic_write(self.path) as file:
            file.write(self.content)
        return self.path


@dataclass(frozen=True, slots=True)
class ExportWork:
    """One export to write."""

    workspace: Workspace
    what: str
    file_format: str
    path: Path
    since: Any = None
    until: Any = None

    def write(self) -> tuple[Path, int]:
        """The file and its rows."""
        rows = export(
            self.workspace,
            self.what,
            self.file_format,
            self.path,
            since=self.since,
            until=self.until,
        )
        return self.path, rows
