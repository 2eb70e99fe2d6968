"""What an import answers, in words for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from drugcourt.casework.imports.lines import ImportReport
from drugcourt.exchange.tables.headings import Proposal
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.fields.imports import ImportKind

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One file with what came of it: counts, or the sentence by which it was refused."""

    name: str
    done: ImportReport | None = None
    refused: str = ""
    kept: Path | None = None
    remarks: tuple[str, ...] = ()
    proposal: Proposal | None = None


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
        **_columns(told.proposal),
        "reasons": _reasons(done),
        "problems": [_problem(problem) for problem in (done.problems if done else ())],
        "review": [_problem(problem) for problem in (done.reviews if done else ())],
    }


def _columns(proposal: Proposal | None) -> dict[str, Any]:
    """Which row was taken for the headings, and as what each column was read."""
    if proposal is None:
        return {"sheet": None, "heading_row": None, "columns": {}, "unused": []}
    return {
        "sheet": proposal.table.name or None,
        "heading_row": proposal.heading_row,
        "columns": {c.heading: c.field for c in proposal.columns if c.field},
        "unused": list(proposal.unknown),
    }


def _say_columns(proposal: Proposal) -> None:
    """The map, in one line for what is read and one for what is not."""
    sheet = f" of sheet “{proposal.table.name}”" if proposal.table.name else ""
    read = [f"{c.heading} = {c.label}" for c in proposal.columns if c.field]
    click.echo(f"  Headings in row {proposal.heading_row}{sheet}; read: {_listed(read)}.")
    if proposal.unknown:
        click.echo(f"  Not read: {_listed(proposal.unknown)}.")


def _listed(words: Sequence[str]) -> str:
    more = len(words) - MOST_TOLD
    return ", ".join(words[:MOST_TOLD]) + (f" and {more:,} more" if more > 0 else "")


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


def say_one(told: Told, *, dry_run: bool, as_json: bool) -> None:
    """What came of one file."""
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
    if told.proposal is not None:
        _say_columns(told.proposal)
    _say_problems("rejected", done.problems)
    _say_problems("to review", done.reviews)
    if told.kept:
        click.echo(f"The rows that were not taken stand in {told.kept}, with the reasons.")


def _say_problems(word: str, problems: tuple[RowProblem, ...]) -> None:
    for problem in problems[:MOST_TOLD]:
        column = f", {problem.column}" if problem.column else ""
        lead = "" if word == "rejected" else f"{word}, "
        click.echo(f"  {lead}row {problem.row_number:,}{column}: {problem.reason}")
    if len(problems) > MOST_TOLD:
        click.echo(f"  and {len(problems) - MOST_TOLD:,} more reasons ({word}).")


def say_many(told: list[Told], *, dry_run: bool, as_json: bool) -> None:
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
