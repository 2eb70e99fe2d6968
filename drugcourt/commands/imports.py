"""Commands that bring files in: people, tests, attendance, medications; tests of any form."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from drugcourt.casework.imports.batches import ReadFile, import_file, preview, read_file
from drugcourt.casework.imports.lab import bring_tests, known_columns, read_tests, try_tests
from drugcourt.casework.imports.lines import ImportReport
from drugcourt.casework.imports.watching import files_in, settled_files
from drugcourt.casework.laboratories.unread import set_aside
from drugcourt.commands.line import FILE, Anywhere, court_option, json_option, open_court
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabFile, TwoWays
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.headings import Proposal
from drugcourt.exchange.tables.mapping import Mapping, load_mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.rejects import write_rejects
from drugcourt.exchange.tables.tables import bytes_of
from drugcourt.fields.imports import ImportKind
from drugcourt.workspace import Workspace

MOST_TOLD = 20
KEPT_APART = " It is kept apart in the court, under Testing, Review."
LOOK_AGAIN_AFTER = 1.0  # seconds between two looks at a folder: what grows is still being written
ORDERS = {"month-first": DateOrder.MONTH_FIRST, "day-first": DateOrder.DAY_FIRST}


@dataclass(frozen=True, slots=True)
class Told:
    """One file with what came of it: counts, or the sentence by which it was refused."""

    name: str
    done: ImportReport | None = None
    refused: str = ""
    kept: Path | None = None
    remarks: tuple[str, ...] = ()


@click.command("import")
@click.argument("kind", type=click.Choice([str(kind) for kind in ImportKind]))
@click.argument("files", type=FILE, nargs=-1, required=True)
@court_option
@click.option("--map", "mapping", type=FILE, help="A saved mapping of columns (TOML).")
@click.option("--dates", type=click.Choice(list(ORDERS)), help="How 02/03/2026 is read.")
@click.option("--laboratory", default="", help="Who sent it, where the file does not say.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--rejects", type=FILE, help="Where the rejected rows go (CSV).")
@json_option
@click.pass_obj
def import_command(
    said: Anywhere,
    kind: str,
    files: tuple[Path, ...],
    court: Path,
    mapping: Path | None,
    dates: str | None,
    laboratory: str,
    rejects: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring in people, tests, attendance or medications.

    Tables may be CSV or spreadsheets. Tests may also be HL7 messages, FHIR resources, or a
    laboratory's report form; several files, or a folder of them, can be given at once.
    """
    wanted = ImportKind(kind)
    order = ORDERS[dates] if dates else None
    saved = load_mapping(mapping) if mapping else None
    if order is not None:
        saved = replace(saved or Mapping(wanted), date_order=order)
    if wanted is ImportKind.TESTS:
        return _import_tests(
            said, files, court, saved, laboratory[:120], rejects, dry_run=dry_run, as_json=as_json
        )
    if len(files) > 1:
        raise click.UsageError("Give one file at a time; several at once are for tests only.")
    read = read_file(files[0], wanted, saved)
    with closing(open_court(said, court)) as workspace:
        if dry_run:
            done, _lines = workspace.read(preview, file=read, today=workspace.today)
        else:
            done = workspace.perform(import_file, file=read)
    kept = None
    if done.problems and not dry_run:
        kept = _keep_rejects(read, done, files[0], court, rejects)
    _say_one(Told(files[0].name, done, "", kept), dry_run=dry_run, as_json=as_json)
    return 0


def _import_tests(
    said: Anywhere,
    files: tuple[Path, ...],
    court: Path,
    saved: Mapping | None,
    laboratory: str,
    rejects: Path | None,
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
        bringing = _Bringing(workspace, court, saved, laboratory, rejects, dry_run)
        told = [bringing.one(path) for path in paths]
    if alone and told[0].refused:
        raise Refusal(told[0].refused)
    told += [Told(path.name, refused=_growing(path)) for path in waiting]
    if len(told) == 1:
        _say_one(told[0], dry_run=dry_run, as_json=as_json)
    else:
        _say_many(told, dry_run=dry_run, as_json=as_json)
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
    court: Path
    saved: Mapping | None
    laboratory: str
    rejects: Path | None
    dry_run: bool

    def one(self, path: Path) -> Told:
        """One file; a refusal is told beside the others, and what can't be read is kept apart."""
        file: LabFile | None = None
        try:
            file = read_tests(path, self.saved)
            if self.saved is None:
                file = self.workspace.read(known_columns, file=file)
            done = self._bring(file)
        except Refusal as refusal:
            asked = file is not None or isinstance(refusal, TwoWays)
            return Told(path.name, refused=str(refusal) if asked else self._apart(path, refusal))
        kept = None
        if done.problems and not self.dry_run and file.proposal is not None:
            kept = self.rejects or self.court.with_name(f"{path.stem}.rejects.csv")
            _write_rejects(kept, done, file.proposal)
        return Told(path.name, done, "", kept, file.remarks)

    def _apart(self, path: Path, refusal: Refusal) -> str:
        """Keep the file with the reason, and say so; not while its columns are being worked out."""
        if self.dry_run or (self.saved is not None and self.saved.columns):
            return str(refusal)
        kept = self.workspace.perform(set_aside, path=path, reason=str(refusal))
        return f"{refusal}{KEPT_APART if kept else ''}"

    def _bring(self, file: LabFile) -> ImportReport:
        if not self.dry_run:
            return self.workspace.perform(bring_tests, file=file, laboratory=self.laboratory)
        done, _lines = self.workspace.read(
            try_tests, file=file, today=self.workspace.today, laboratory=self.laboratory
        )
        return done


def _keep_rejects(
    read: ReadFile, done: ImportReport, file: Path, court: Path, asked: Path | None
) -> Path:
    """Write the rejected rows where it was asked, else beside the court, which keeps such data."""
    target = asked or court.with_name(f"{file.stem}.rejects.csv")
    _write_rejects(target, done, read.proposal)
    return target


def _write_rejects(target: Path, done: ImportReport, proposal: Proposal) -> None:
    write_rejects(target, done.problems, proposal.table, proposal.heading_row)


def _counts(done: ImportReport | None) -> dict[str, int]:
    if done is None:
        return dict.fromkeys(("new", "unchanged", "changed", "corrected", "to_review", "rejected"),
                             0)  # fmt: skip
    return {
        "new": done.new,
        "unchanged": done.unchanged,
        "changed": done.changed,
        "corrected": done.changed,
        "to_review": done.review,
        "rejected": done.rejected,
    }


def _answer(told: Told, *, dry_run: bool) -> dict[str, Any]:
    """One file, for programs: counts, and why for each of them."""
    done = told.done
    return {
        "file": told.name,
        "kind": done.kind if done else ImportKind.TESTS.value,
        "dry_run": dry_run,
        **_counts(done),
        "import": done.batch_id if done else None,
        "rejects": str(told.kept) if told.kept else None,
        "refused": told.refused or None,
        "remarks": list(told.remarks),
        "reasons": _reasons(done),
        "problems": [_problem(problem) for problem in (done.problems if done else ())],
        "review": [_problem(problem) for problem in (done.reviews if done else ())],
    }


def _reasons(done: ImportReport | None) -> dict[str, list[dict[str, Any]]]:
    """For each count, the words that stand behind it, how often, and the first rows."""
    names = {"changed": "corrected", "review": "to_review"}
    found: dict[str, dict[str, list[int]]] = {
        key: {} for key in ("new", "unchanged", "corrected", "to_review", "rejected")
    }
    for verdict, row, words in done.reasons if done else ():
        found.setdefault(names.get(verdict, verdict), {}).setdefault(words, []).append(row)
    return {
        key: [
            {"reason": words, "count": len(rows), "rows": rows[:10]}
            for words, rows in sorted(groups.items(), key=lambda item: -len(item[1]))[:50]
        ]
        for key, groups in found.items()
    }


def _problem(problem: RowProblem) -> dict[str, Any]:
    return {"row": problem.row_number, "column": problem.column, "reason": problem.reason}


def _say_one(told: Told, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_answer(told, dry_run=dry_run), indent=1))
        return
    done = told.done
    if done is None:
        click.echo(told.refused, err=True)
        return
    click.echo(("Would be: " if dry_run else "") + done.sentence)
    _say_reasons(told, done)


def _say_reasons(told: Told, done: ImportReport) -> None:
    for remark in told.remarks:
        click.echo(f"  {remark}")
    _say_problems("rejected", done.problems)
    _say_problems("to review", done.reviews)
    if told.kept:
        click.echo(f"The rejected rows stand in {told.kept}.")


def _say_problems(word: str, problems: tuple[RowProblem, ...]) -> None:
    for problem in problems[:MOST_TOLD]:
        column = f", {problem.column}" if problem.column else ""
        lead = "" if word == "rejected" else f"{word}, "
        click.echo(f"  {lead}row {problem.row_number:,}{column}: {problem.reason}")
    if len(problems) > MOST_TOLD:
        click.echo(f"  and {len(problems) - MOST_TOLD:,} more reasons ({word}).")


def _say_many(told: list[Told], *, dry_run: bool, as_json: bool) -> None:
    """The sum over all files, then each of them."""
    total: Counter[str] = Counter()
    for each in told:
        total.update(_counts(each.done))
    if as_json:
        files = [_answer(each, dry_run=dry_run) for each in told]
        answer = {"kind": ImportKind.TESTS.value, "dry_run": dry_run, **total, "files": files}
        click.echo(json.dumps(answer, indent=1))
        return
    for each in told:
        if each.done is None:
            click.echo(f"{each.name}: refused. {each.refused}", err=True)
            continue
        click.echo(f"{each.name}: {'would be ' if dry_run else ''}{each.done.sentence}")
        _say_reasons(each, each.done)
    click.echo(
        f"Together: {total['new']:,} new, {total['corrected']:,} corrected, "
        f"{total['unchanged']:,} unchanged, {total['to_review']:,} to review, "
        f"{total['rejected']:,} rejected."
    )
