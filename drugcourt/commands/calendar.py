"""Commands on the court's calendar: its dates for other calendars, and reminders of them."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import click

from drugcourt.casework.calendar.events import Each
from drugcourt.casework.states import set_court_zone
from drugcourt.commands.line import FILE, Anywhere, Day, court_option, open_court
from drugcourt.domain.dates import add, counted
from drugcourt.exchange.calendar_policy import docket_policy
from drugcourt.reports.calendar_out import write_calendar
from drugcourt.reports.reminder_list import write_reminders


@click.command("calendar")
@court_option
@click.option("--per-hearing", is_flag=True, help="A folder with one file a hearing.")
@click.option("--names", is_flag=True, help="Say in each hearing's title whose it is.")
@click.option("--from", "since", type=Day(), help="The first day; today without it.")
@click.option("--to", "until", type=Day(), help="The last day; a year on without it.")
@click.option("--docket", default="", help="Only this docket.")
@click.option("--zone", default="", help="The court's time zone, kept in the court file.")
@click.option("-o", "--output", "output", type=FILE, required=True, help="The .ics file or folder.")
@click.pass_obj
def calendar_command(
    said: Anywhere,
    court: Path,
    since: date | None,
    until: date | None,
    docket: str,
    zone: str,
    output: Path,
    *,
    per_hearing: bool,
    names: bool,
) -> int:
    """Write court dates for Outlook and other calendars; nobody is named unless you ask.

    Events keep their numbers: written again, a moved hearing moves there, and one that was taken
    off comes in a second file that withdraws it.
    """
    with closing(open_court(said, court)) as workspace:
        if zone:
            workspace.perform(set_court_zone, name=zone)
        first = since or workspace.today
        written = write_calendar(
            workspace,
            output,
            first=first,
            last=until or add(first, docket_policy().look_ahead),
            each=Each.HEARING if per_hearing or names else Each.SESSION,
            per_file=per_hearing,
            names=names,
            docket=docket,
        )
    click.echo(f"{output.name}: {counted(written.events, 'event')}.")
    if written.withdrawn:
        beside = "" if per_hearing else f" in {written.files[-1].name}; open that file too"
        click.echo(f"Withdrawn: {counted(written.withdrawn, 'event')}{beside}.")
    return 0


def export_reminders(
    said: Anywhere, court: Path, output: Path, since: date | None, until: date | None
) -> int:
    """The reminders to send between two days, for a texting service."""
    with closing(open_court(said, court)) as workspace:
        first = since or workspace.today
        last = until or first + timedelta(days=6)
        written = write_reminders(workspace, output, first=first, last=last)
    click.echo(f"{output.name}: {written.sentence}")
    return 0
