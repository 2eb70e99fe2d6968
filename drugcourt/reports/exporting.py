"""How the court's rows leave as files that other programs read: workbook, CSV or JSON."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from drugcourt.casework.caseload.caseload import Caseload, caseload
from drugcourt.casework.disclosures.gate import Going, Pass, ask_gate, must_pass
from drugcourt.casework.disclosures.leaving import Leaving, let_out
from drugcourt.casework.exports import (
    exported_episodes,
    participant_rows,
    record_count,
    record_fields,
    record_rows,
    record_tables,
    specimen_rows,
)
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.readiness import standing
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.errors import Refusal
from drugcourt.exchange.files import atomic_write, check_target
from drugcourt.exchange.workbooks import write_xlsx
from drugcourt.exchange.writers import About, ExportSheet, write_csv, write_json, write_stacked_csv
from drugcourt.fields import exports as fields
from drugcourt.fields.exports import Export, Format
from drugcourt.reports.letterhead import TEAM, notice_of, short_day
from drugcourt.workspace import Workspace

_BIG = 5_000  # rows from which a workbook is written row by row
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # no day of writing: the same court gives the same bytes


def export(
    workspace: Workspace,
    what: str,
    file_format: str,
    path: str | Path,
    *,
    since: date | None = None,
    until: date | None = None,
    going: Going | None = None,
) -> int:
    """Write one export and return its rows; `since` and `until` bound tests and the summary.

    It goes to the court's own office unless `going` names another reader. CSV of several tables is
    one file with a table under the other, or a file for each table when the name ends in .zip.
    Every export carries notice, scope and copy number: on its About sheet, at the head of the JSON,
    or in an about.txt with the CSV. Raises NoConsent, Refusal, or DiskTrouble for the file.
    """
    chosen, wanted, target = _chosen(what), _format(file_format), Path(path)
    check_target(target)
    _fresh(workspace)
    passing = workspace.read(
        _passing, what=chosen, today=workspace.today, going=going, since=since, until=until
    )

    def written(folder: Path) -> Leaving:
        rows = workspace.read(
            _write,
            what=chosen,
            wanted=wanted,
            target=folder / target.name,
            today=workspace.today,
            now=workspace.now,
            who=workspace.who,
            since=since,
            until=until,
            passing=passing,
        )
        return Leaving(chosen.label, DisclosureForm.DATA, rows)

    return let_out(workspace, target.parent, passing, written).pages


def _passing(
    db: Session,
    *,
    what: Export,
    today: date,
    going: Going | None,
    since: date | None,
    until: date | None,
) -> Pass:
    """What the gate says of this export; NoConsent where nothing carries it."""
    ids = exported_episodes(db, what=what, since=since, until=until)
    passing = ask_gate(
        db,
        document=f"export-{what}",
        episode_ids=ids,
        today=today,
        going=going,
        since=since,
        until=until,
    )
    return must_pass(passing)


def _chosen(what: str) -> Export:
    try:
        return Export(what)
    except ValueError as problem:
        keys = ", ".join(Export)
        raise Refusal(f"There is no export “{what}”; choose one of these: {keys}.") from problem


def _format(file_format: str) -> Format:
    try:
        return Format(file_format)
    except ValueError as problem:
        keys = ", ".join(Format)
        raise Refusal(
            f"An export can't be written as “{file_format}”; choose one of these: {keys}."
        ) from problem


def _fresh(workspace: Workspace) -> None:
    """Derived dates are of today; a night may have passed since they were derived."""
    if workspace.read(standing.stale, today=workspace.today):
        workspace.perform(standing.refresh_stale)


def _write(
    db: Session,
    *,
    what: Export,
    wanted: Format,
    target: Path,
    today: date,
    now: datetime,
    who: str,
    since: date | None,
    until: date | None,
    passing: Pass,
) -> int:
    head = letterhead(db)
    about = _about(head, what, who, now, since, until, passing)
    sheets, big = _sheets(db, what, wanted, today, since, until)
    if wanted is Format.XLSX:
        return write_xlsx(target, sheets, about, big=big)
    if wanted is Format.JSON:
        return write_json(target, sheets, about)
    if target.suffix.casefold() == ".zip":
        return _zipped_csv(target, sheets, about)
    return _one_csv(target, sheets, about)


def _about(
    head: Letterhead,
    what: Export,
    who: str,
    now: datetime,
    since: date | None,
    until: date | None,
    passing: Pass,
) -> About:
    filters = [
        ("File state", head.state),
        ("Copy", f"{passing.number}, for {passing.recipient}, for {passing.purpose}"),
    ]
    if since is not None:
        filters.append(("From", short_day(since)))
    if until is not None:
        filters.append(("To", short_day(until)))
    return About(
        title=what.label,
        court=head.court.name,
        made_by=who,
        made_at=now,
        filters=tuple(filters),
        notice=notice_of(passing),
        confidentiality=f"CONFIDENTIAL · FOR THE {TEAM.upper()}",
        zone=now.astimezone().tzinfo or UTC,
    )


# The sheets -----------------------------------------------------------------------------------


def _sheets(
    db: Session,
    what: Export,
    wanted: Format,
    today: date,
    since: date | None,
    until: date | None,
) -> tuple[list[ExportSheet], bool]:
    """The tables of an export, and whether they are so big that they are written row by row."""
    if what is Export.PARTICIPANTS:
        rows = participant_rows(db, today=today)
        big = record_count(db, table="episode") > _BIG
        return [ExportSheet(what.label, fields.PARTICIPANTS, rows)], big
    if what is Export.TESTS:
        rows = specimen_rows(db, since=since, until=until)
        big = record_count(db, table="specimen") > _BIG
        return [ExportSheet(what.label, fields.TESTS, rows)], big
    if what is Export.CASELOAD:
        return _summary(caseload(db, today=today, since=since, until=until)), False
    native = wanted is Format.JSON
    tables = record_tables()
    total = sum(record_count(db, table=table) for table in tables)
    return [
        ExportSheet(table, record_fields(table), record_rows(db, table=table, native=native))
        for table in tables
    ], total > _BIG


def _summary(found: Caseload) -> list[ExportSheet]:
    counts = [
        {"group": "In program", "value": short_day(found.until), "count": found.active},
        {"group": "Candidates", "value": short_day(found.as_of), "count": found.candidates},
        *({"group": "Exits", "value": label, "count": n} for label, n in found.exits),
        *(
            {"group": tally.title, "value": label, "count": n}
            for tally in found.tallies
            for label, n in (*tally.rows, ("Unknown", tally.unknown))
        ),
    ]
    retention = [
        {"year": c.year, "admitted": c.admitted, "months": m, "kept": kept, "reached": reached}
        for c in found.cohorts
        for m, kept, reached in c.kept
    ]
    return [
        ExportSheet("Measures", fields.MEASURES, found.measures),
        ExportSheet("Counts", fields.COUNTS, counts),
        ExportSheet("Months", fields.MONTHS, found.months),
        ExportSheet("Retention", fields.RETENTION, retention),
        ExportSheet("Tests by week", fields.WEEKS, found.tests.weeks),
    ]


# CSV ------------------------------------------------------------------------------------------


def _one_csv(target: Path, sheets: Sequence[ExportSheet], about: About) -> int:
    """The rows alone, so that programs can read them; what they are stands beside, in a text.

    Several tables stand one below the other, each under its name.
    """
    beside = target.with_name(f"{target.stem}.about.txt")
    with atomic_write(beside) as file:
        file.write(_told(about, ()))
    if len(sheets) == 1:
        return write_csv(target, sheets[0], about)
    return write_stacked_csv(target, sheets, about)


def _zipped_csv(target: Path, sheets: Sequence[ExportSheet], about: About) -> int:
    """One CSV a table in one .zip; the single files lie beside the target while it is written."""
    counts: list[tuple[str, int]] = []
    with atomic_write(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=target.parent) as folder:
            for sheet in sheets:
                part = Path(folder) / f"{sheet.name.replace(' ', '-').lower()}.csv"
                counts.append((sheet.name, write_csv(part, sheet, about)))
                _add(bundle, part)
        bundle.writestr(zipfile.ZipInfo("about.txt", _ZIP_DAY), _told(about, counts))
    return sum(count for _, count in counts)


def _add(bundle: zipfile.ZipFile, part: Path) -> None:
    """Copy one file into the bundle piece by piece, and take it away."""
    entry = zipfile.ZipInfo(part.name, _ZIP_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with part.open("rb") as source, bundle.open(entry, "w", force_zip64=True) as place:
        while piece := source.read(1 << 20):
            place.write(piece)
    part.unlink()


def _told(about: About, counts: Iterable[tuple[str, int]]) -> bytes:
    lines = (f"{label}: {text}" for label, text in about.lines(tuple(counts)))
    return ("\n".join(lines) + "\n").encode()
