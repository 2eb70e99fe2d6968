"""What the import wizard does on a worker: reads, tries out, writes, and takes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drugcourt.casework.imports.batches import import_file, preview
from drugcourt.casework.imports.choosing import ChosenFile, change_mapping, choose_file
from drugcourt.casework.imports.lab import bring_tests, read_tests, try_tests
from drugcourt.casework.imports.lines import ImportReport, Line
from drugcourt.casework.imports.mappings import keep_mapping
from drugcourt.casework.imports.pace import Pace, Step
from drugcourt.casework.imports.undo import undo_import
from drugcourt.casework.laboratories.unread import kept_apart, set_aside
from drugcourt.casework.states import wall_clock
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabFile, TwoWays
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.rejects import write_rejects
from drugcourt.fields.imports import ImportKind
from drugcourt.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReadWork:
    """A file to read; holds no widget."""

    workspace: Workspace
    path: Path
    kind: ImportKind
    saved: Mapping | None

    def read(self) -> ChosenFile | LabFile:
        """A table with its columns; messages and report forms of a laboratory as they are."""
        if self.kind is ImportKind.TESTS:
            file = self._tests()
            if file.proposal is None:
                return file
        return choose_file(self.workspace, self.path, self.kind, self.saved)

    def _tests(self) -> LabFile:
        """A laboratory's file; one that can't be read is kept apart, and the refusal says so."""
        try:
            return read_tests(self.path, self.saved, self.workspace.read(wall_clock))
        except TwoWays:
            raise  # a question, which the wizard asks
        except Refusal as refusal:
            if not self.workspace.perform(set_aside, path=self.path, reason=str(refusal)):
                raise
            raise Refusal(kept_apart(refusal)) from refusal


@dataclass(frozen=True, slots=True)
class ChangeWork:
    """Other columns for a file that is read already."""

    chosen: ChosenFile
    mapping: Mapping

    def change(self) -> ChosenFile:
        return change_mapping(self.chosen, self.mapping)


@dataclass(frozen=True, slots=True)
class TrialWork:
    """What the import would do."""

    workspace: Workspace
    chosen: ChosenFile
    pace: Pace

    def look(self, report: Callable[[Step], None]) -> tuple[ImportReport, tuple[Line, ...]]:
        self.pace.tell = report
        today = self.workspace.today
        return self.workspace.read(preview, file=self.chosen.read, today=today, pace=self.pace)


@dataclass(frozen=True, slots=True)
class LabTrialWork:
    """What a laboratory's file would bring."""

    workspace: Workspace
    file: LabFile

    def look(self) -> tuple[ImportReport, tuple[Line, ...]]:
        today = self.workspace.today
        return self.workspace.read(try_tests, file=self.file, today=today)


@dataclass(frozen=True, slots=True)
class LabWriteWork:
    """A laboratory's file, in one transaction; what is not clear waits in Review."""

    workspace: Workspace
    file: LabFile

    def write(self) -> ImportReport:
        return self.workspace.perform(bring_tests, file=self.file)


@dataclass(frozen=True, slots=True)
class WriteWork:
    """The columns are remembered for the next file; then the import, in one transaction.

    In this order, because nothing may fail any more once the rows are written.
    """

    workspace: Workspace
    chosen: ChosenFile
    pace: Pace

    def write(self, report: Callable[[Step], None]) -> ImportReport:
        self.pace.tell = report
        self.workspace.perform(
            keep_mapping, proposal=self.chosen.read.proposal, mapping=self.chosen.mapping
        )
        return self.workspace.perform(import_file, file=self.chosen.read, pace=self.pace)


@dataclass(frozen=True, slots=True)
class UndoWork:
    """An import to take back."""

    workspace: Workspace
    batch_id: int

    def undo(self) -> int:
        return self.workspace.perform(undo_import, batch_id=self.batch_id)


@dataclass(frozen=True, slots=True)
class RejectsWork:
    """The rows that were not taken, as a file to correct."""

    path: Path
    report: ImportReport
    chosen: ChosenFile

    def save(self) -> tuple[Path, int]:
        proposal = self.chosen.read.proposal
        lines = write_rejects(
            self.path, self.report.not_taken, proposal.table, proposal.heading_row
        )
        return self.path, lines
