"""Whose each row is: how the tables hang on a person, or on a court case, by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Table

from drugcourt.records.everything import METADATA

PERSON, CASE = "person", "court_case"

# Keys that may be empty and yet say whose a row is; where another key may be empty, only the tie
# goes when its row does.
OWNING = frozenset(
    {
        ("exit_survey", "episode_id"),
        ("laboratory_report", "person_id"),
        ("laboratory_report", "specimen_id"),
        ("seal", "person_id"),
        ("seal", "case_id"),
    }
)

# Tables that hang on nobody. What may be written there of a person is told beside each; all but
# those marked False are searched for names and numbers when somebody is expunged.
BESIDE: Mapping[str, bool] = {
    "account_event": True,
    "ceremony": True,
    "closure": True,
    "court": True,
    "court_act": True,  # the line of a docket's act may name whom it was about
    "court_keys": False,  # key slots
    "court_notice": True,
    "court_session": True,
    "disclosure": True,  # a copy may be about several people; whom is in disclosed_person
    "disclosure_setting": True,
    "docket": True,
    "door_try": False,  # user names only
    "draft": True,  # unsaved text
    "draw": False,  # a fingerprint is over it; it holds numbers and the day's own words
    "draw_policy": True,
    "expungement_rule": True,
    "history_entry": False,  # taken care of entry by entry, in records/redaction.py
    "history_redaction": False,
    "import_batch": True,
    "import_change": True,  # by kind and number, besides
    "keeping_order": False,  # emptied by the act itself
    "laboratory_meaning": True,
    "laboratory_original": True,  # and the packed file goes, if a report of the person came in it
    "nameless_line": False,  # made so that it names nobody
    "paper_template": True,
    "prize": True,
    "provider": True,
    "program_version": True,
    "recurrence": True,
    "report_request": True,
    "response_policy": True,
    "retention_rule": True,
    "role_right": True,
    "saved_mapping": True,
    "staff": False,  # people who work here, whoever else has the same name
    "staff_secret": False,
    "staffing": True,
    "stock_entry": True,
    "team_seat": True,
    "testing_day": True,
    "testing_group": True,
    "week_review": True,
    "withdrawn_event": True,
}

Tie = tuple[Column[Any], Table]


@cache
def owned(root: str) -> dict[Table, tuple[Tie, ...]]:
    """The tables whose rows are somebody's, parents first, with the keys that say so."""
    start = METADATA.tables[root]
    found: dict[Table, tuple[Tie, ...]] = {start: ()}
    for table in METADATA.sorted_tables:
        ties = tuple(
            (key.parent, key.column.table)
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
            if key.column.table in found and key.column.table is not table and _owns(key.parent)
        )
        if ties and table is not start:
            found[table] = ties
    return found


def loose(root: str) -> list[Tie]:
    """Keys of other rows, or of the same ones, that are emptied when what they point to goes."""
    mine = owned(root)
    return [
        (key.parent, key.column.table)
        for table in METADATA.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table in mine and key.parent.nullable and not _owns(key.parent)
    ]


def unknown_tables() -> list[str]:
    """Tables that hang on nobody and of which nobody said what they may hold of a person."""
    mine = {table.name for table in owned(PERSON)}
    return sorted(set(METADATA.tables) - mine - set(BESIDE))


def row_key(table: Table) -> Column[Any]:
    """The column by which a row of the table is named."""
    (key,) = table.primary_key.columns
    return key


def _owns(column: Column[Any]) -> bool:
    return not column.nullable or (column.table.name, column.name) in OWNING
