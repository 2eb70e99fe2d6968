"""Commands that bring files in: people, tests, attendance, medications; tests of any form."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click

from drugcourt.casework.desk import Place
from drugcourt.casework.imports.batches import import_file, preview
from drugcourt.casework.imports.choosing import choose_file
from drugcourt.casework.imports.lab import bring_tests, known_columns, read_tests, try_tests
from drugcourt.casework.imports.lines import ImportReport
from drugcourt.casework.imports.mappings import keep_mapping
from drugcourt.casework.imports.watching import files_in, settled_files
from drugcourt.casework.laboratories.unread import kept_apart, set_aside
from drugcourt.casework.states import wall_clock
from drugcourt.commands.import_answers import Told, say_many, say_one
from drugcourt.commands.line import FILE, Anywhere, court_option, json_option, open_court
from drugcourt.commands.moves import bring_everything
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabFile, TwoWays
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.headings import Proposal
from drugcourt.exchange.tables.mapping import Mapping, load_mapping, save_mapping
from drugcourt.exchange.tables.rejects import write_rejects
from drugcourt.exchange.tables.tables import bytes_of
from drugcourt.fields.imports import ImportKind
from drugcourt.workspace import Workspace

EVERYTHING = "everything"
LOOK_AGAIN_AFTER = 1.0  # seconds between two looks at a folder: what grows is still being written
ORDERS = {"month-first": DateOrder.MONTH_FIRST, "day-first": DateOrder.DAY_FIRST}


@click.command("import")
@click.argument("kind", type=click.Choice([*map(str, ImportKind), EVERYTHING]))
@click.argument("files", type=FILE, nargs=-1, required=True)
@court_option
@click.option("--map", "mapping", type=FILE, help="A saved mapping of columns (TOML).")
@click.option("--save-map", "save_map", type=FILE, help="Write the columns as read (TOML).")
@click.option("--dates", type=click.Choice(list(ORDERS)), help="How 02/03/2026 is read.")
@click.option("--laboratory", default="", help="Who sent it, where the file does not say.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--rejects", type=FILE, help="Where the rows not taken go (CSV).")
@json_option
@click.pass_obj
def import_command(
    said: Anywhere,
    kind: str,
    files: tuple[Path, ...],
    court: Place,
    mapping: Path | None,
    save_map: Path | None,
    dates: str | None,
    laboratory: str,
    rejects: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring in people, tests, attendance or medications; or everything, into a new court.

    Tables may be CSV or spreadsheets. Tests may also be HL7 messages, FHIR resources, or a
    laboratory's report form; several files, or a folder of them, can be given at once.
    """
    if kind == EVERYTHING:
        return bring_everything(said, files, court)
    wanted = ImportKind(kind)
    order = ORDERS[dates] if dates else None
    saved = load_mapping(mapping) if mapping else None
    if order is not None:
        saved = replace(saved or Mapping(wanted), date_order=order)
    if wanted is ImportKind.TESTS:
        return _import_tests(
            said,
            files,
            court,
            saved,
            laboratory[:120],
            rejects,
            save_map,
            dry_run=dry_run,
            as_json=as_json,
        )
    if len(files) > 1:
        raise click.UsageError("Give one file at a time; several at once are for tests only.")
    bytes_of(files[0])  # a file that is not there is said before a password is asked
    with closing(open_court(said, court)) as workspace:
        read = choose_file(workspace, files[0], wanted, saved).read
        if save_map is not None:
            save_mapping(save_map, read.proposal.mapping)
        if dry_run:
            done, _lines = workspace.read(preview, file=read, today=workspace.today)
        else:
            if saved is not None:
                found = read.proposal
                workspace.perform(keep_mapping, proposal=found, mapping=found.mapping)
            done = workspace.perform(import_file, file=read)
    kept = None
    if done.not_taken and not dry_run:
        kept = _keep_rejects(_place_of_rejects(files[0], court, rejects), done, read.proposal)
    told = Told(files[0].name, done, "", kept, proposal=read.proposal)
    say_one(told, dry_run=dry_run, as_json=as_json)
    return 0


def _import_tests(
    said: Anywhere,
    files: tuple[Path, ...],
    court: Place,
    saved: Mapping | None,
    laboratory: str,
    rejects: Path | None,
    save_map: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Every file by itself: one that is refused does not hold up the others."""
    paths, waiting = _paths(files)
    alone = len(paths) == 1 and not waiting
    if alone:
        bytes_of(paths[0])  # a file that is not there is said before a password is asked
    with closing(open_court(said, court)) as workspace:
        bringing = _Bringing(workspace, court, saved, laboratory, rejects, save_map, dry_run)
        told = [bringing.one(path) for path in paths]
    if alone and told[0].refused:
        raise Refusal(told[0].refused)
    told += [Told(path.name, refused=_growing(path)) for path in waiting]
    if len(told) == 1:
        say_one(told[0], dry_run=dry_run, as_json=as_json)
    else:
        say_many(told, dry_run=dry_run, as_json=as_json)
    return 1 if any(each.refused for each in told) else 0


def _paths(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files, those of folders among them, and those that are still being written."""
    paths: list[Path] = []
    waiting: list[Path] = []
    for path in files:
        if not path.is_dir():
            paths.append(path)
            continue
        before = files_in(path)
        if before:
            time.sleep(LOOK_AGAIN_AFTER)
        ready = settled_files(before, files_in(path))
        paths += ready
        waiting += [each for each in before if each not in ready]
    return list(dict.fromkeys(paths)), waiting


def _growing(path: Path) -> str:
    return f"“{path.name}” is still being written; import it once it is complete."


@dataclass(frozen=True, slots=True)
class _Bringing:
    """What holds for every file of one command."""

    workspace: Workspace
    court: Place
    saved: Mapping | None
    laboratory: str
    rejects: Path | None
    save_map: Path | None
    dry_run: bool

    def one(self, path: Path) -> Told:
        """One file; a refusal is told beside the others, and what can't be read is kept apart."""
        file: LabFile | None = None
        try:
            file = read_tests(path, self.saved, self.workspace.read(wall_clock))
            if self.saved is None:
                file = self.workspace.read(known_columns, file=file)
            if self.save_map is not None and file.proposal is not None:
                save_mapping(self.save_map, file.proposal.mapping)
            done = self._bring(file)
        except Refusal as refusal:
            asked = file is not None or isinstance(refusal, TwoWays)
            return Told(path.name, refused=str(refusal) if asked else self._apart(path, refusal))
        kept = None
        if done.not_taken and not self.dry_run and file.proposal is not None:
            kept = _keep_rejects(
                _place_of_rejects(path, self.court, self.rejects), done, file.proposal
            )
        return Told(path.name, done, "", kept, file.remarks, file.proposal)

    def _apart(self, path: Path, refusal: Refusal) -> str:
        """Keep the file with the reason, and say so; not while its columns are being worked out."""
        if self.dry_run or (self.saved is not None and self.saved.columns):
            return str(refusal)
        kept = self.workspace.perform(set_aside, path=path, reason=str(refusal))
        return kept_apart(refusal) if kept else str(refusal)

    def _bring(self, file: LabFile) -> ImportReport:
        if not self.dry_run:
            return self.workspace.perform(bring_tests, file=file, laboratory=self.laboratory)
        done, _lines = self.workspace.read(
            try_tests, file=file, today=self.workspace.today, laboratory=self.laboratory
        )
        return done


def _place_of_rejects(file: Path, court: Place, asked: Path | None) -> Path:
    """Where the rejected rows go: as asked, else beside the court, which keeps such data.

    A court on a server has no folder here; then they go beside the file they came from.
    """
    beside = court if isinstance(court, Path) else file
    return asked or beside.with_name(f"{file.stem}.rejects.csv")


def _keep_rejects(target: Path, done: ImportReport, proposal: Proposal) -> Path:
    """Every row that was not taken, with its reasons."""
    write_rejects(target, done.not_taken, proposal.table, proposal.heading_row)
    return target
