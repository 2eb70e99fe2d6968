"""Commands on what left the court: the accounting, the breach report, the answer to an inquiry."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from io import StringIO
from pathlib import Path

import click

from drugcourt.casework.disclosures.accounting import accounting
from drugcourt.casework.disclosures.breaches import BreachReport, breach_report
from drugcourt.casework.disclosures.gate import Going
from drugcourt.casework.disclosures.inquiry import answer_to_inquiry
from drugcourt.casework.readiness.readiness import find_episode
from drugcourt.commands.line import (
    FILE,
    Anywhere,
    Day,
    court_option,
    json_option,
    open_court,
    person_option,
)
from drugcourt.domain.dates import counted
from drugcourt.domain.disclosures import WithoutConsent
from drugcourt.exchange.safe_cells import safe_text
from drugcourt.reports.breach_list import write_breach_report
from drugcourt.reports.registry import make_report

without_option = click.option(
    "--without-consent",
    "without",
    type=click.Choice([str(one) for one in WithoutConsent if one is not WithoutConsent.ORDER]),
    help="A reason the law names for going without consent; needs --reason.",
)
reason_option = click.option("--reason", default="", help="What happened, for the accounting.")
order_option = click.option(
    "--under-order",
    "process",
    type=int,
    help="The number of the demand whose court order allows it.",
)
address_option = click.option("--address", default="", help="Where the copy is sent.")


def going(
    reader: str, without: str | None, reason: str, process: int | None, address: str = ""
) -> Going:
    """To whom a copy goes and why, as it was said on the line."""
    return Going(
        reader=reader,
        address=address,
        without_consent=WithoutConsent(without) if without else None,
        reason=reason,
        process_id=process,
    )


@click.command("accounting")
@court_option
@person_option
@click.option("--from", "since", type=Day(), help="The first day; three years back without it.")
@click.option("--to", "until", type=Day(), help="The last day; today without it.")
@click.option("-o", "--output", "output", type=FILE, help="Write the paper for the participant.")
@json_option
@click.pass_obj
def accounting_command(
    said: Anywhere,
    court: Path,
    participant: str | None,
    since: date | None,
    until: date | None,
    output: Path | None,
    *,
    as_json: bool,
) -> int:
    """Say what was disclosed of a participant: when, what, to whom, for what, under what."""
    if participant is None:
        raise click.UsageError("Name the participant: --participant ID.")
    with closing(open_court(said, court)) as workspace:
        episode_id = workspace.read(find_episode, asked=participant)
        rows = workspace.read(
            accounting, episode_id=episode_id, today=workspace.today, since=since, until=until
        )
        if output is not None:
            make_report(
                workspace,
                "accounting",
                output,
                episode_ids=[episode_id],
                since=since,
                until=until,
            )
    if as_json:
        click.echo(json.dumps([row.plain() for row in rows], indent=1))
        return 0
    for row in rows:
        under = row.consent or row.basis
        click.echo(
            f"{row.made_on}  copy {row.copy_number}  {row.title} to {row.recipient}; {under}"
        )
    click.echo(f"{counted(len(rows), 'disclosure')}.")
    return 0


@click.command("breach-report")
@court_option
@click.option("--since", "since", type=Day(), required=True, help="The first day.")
@click.option("--to", "until", type=Day(), help="The last day; today without it.")
@click.option("--copy", "copies", type=int, multiple=True, help="Only the copy of this number.")
@click.option(
    "--format", "kind", type=click.Choice(["csv", "json"]), default="csv", show_default=True
)
@click.option("-o", "--output", "output", type=FILE, help="The file; to the screen without it.")
@click.pass_obj
def breach_command(
    said: Anywhere,
    court: Path,
    since: date,
    until: date | None,
    copies: tuple[int, ...],
    kind: str,
    output: Path | None,
) -> int:
    """Say whose data were in the copies of a span, with addresses for the letters."""
    with closing(open_court(said, court)) as workspace:
        found = workspace.read(
            breach_report, since=since, until=until or workspace.today, copies=copies
        )
        text = _as_json(found) if kind == "json" else _as_csv(found)
        if output is None:
            sys.stdout.write(text)
        else:
            write_breach_report(workspace, output, found, text)
    click.echo(found.sentence, err=True)
    return 0


_HEADINGS = ("person", "name", "address", "phone", "copies", "first", "last", "encrypted")


def _plain(found: BreachReport, place: int) -> dict[str, object]:
    one = asdict(found.people[place])
    return {
        **one,
        "first_on": one["first_on"].isoformat(),
        "last_on": one["last_on"].isoformat(),
        "encrypted": False,
    }


def _cells(found: BreachReport) -> list[Sequence[str]]:
    return [
        (
            str(one.person_id),
            safe_text(one.name),
            safe_text(one.address),
            safe_text(one.phone),
            one.copies,
            one.first_on.isoformat(),
            one.last_on.isoformat(),
            "no",
        )
        for one in found.people
    ]


def _as_json(found: BreachReport) -> str:
    return json.dumps([_plain(found, n) for n in range(len(found.people))], indent=1) + "\n"


def _as_csv(found: BreachReport) -> str:
    text = StringIO()
    out = csv.writer(text)
    out.writerow(_HEADINGS)
    out.writerows(_cells(found))
    return text.getvalue()


@click.command("inquiry")
@court_option
@click.argument("about")
@click.pass_obj
def inquiry_command(said: Anywhere, court: Path, about: str) -> int:
    """Give the one answer to “is this person in the program?”, whoever is asked about."""
    with closing(open_court(said, court)) as workspace:
        click.echo(workspace.read(answer_to_inquiry, about=about))
    return 0
