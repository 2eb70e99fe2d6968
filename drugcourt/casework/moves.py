"""How a court moves from a file to the office's server and back, with nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from drugcourt.errors import NotACourt, Refusal
from drugcourt.records import keys, migrate
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.database import Database, OpenCourt
from drugcourt.records.history import check_chain
from drugcourt.records.servers import ServerCourt, key_document, make_server_court
from drugcourt.records.transfers import copy_rows
from drugcourt.workspace import Workspace

Report = Callable[[int, int], object]


def move(workspace: Workspace, target: Place, report: Report) -> int:
    """Copy the whole court to a new file or an empty database; returns how many rows arrived.

    The same passwords open it there. Every row is compared, and the history's chain is checked
    where it arrived. The court it came from stays as it was; the office puts it away. Raises
    Refusal, NotACourt or DiskTrouble; then nothing stays at the target.
    """
    source = workspace.database
    document = _document(source)
    made = _empty(target, document, source)
    try:
        rows = copy_rows(source, made, report)
        with made.reading() as db:
            broken = check_chain(db, made.history_key)
            db.rollback()
        if broken is not None:
            raise NotACourt(f"{broken.sentence} Nothing was kept at the new place.")
    except BaseException:
        made.discard()
        raise
    made.close()
    return rows


def _document(source: OpenCourt) -> str:
    """The key slots, wherever they are kept."""
    if isinstance(source, ServerCourt):
        return key_document(source)
    assert isinstance(source, Database)
    return keys.read_document(source.path)


def _empty(target: Place, document: str, source: OpenCourt) -> OpenCourt:
    if isinstance(target, ServerAddress):
        return make_server_court(target, document, source.key)
    return _empty_file(target, document, source)


def _empty_file(target: Path, document: str, source: OpenCourt) -> OpenCourt:
    if target.exists() or keys.key_file(target).exists():
        raise Refusal(f"{target.name} exists already in that folder. Choose another name.")
    if not target.parent.is_dir():
        raise Refusal(f"The folder for {target.name} does not exist. Choose another place.")
    keys.write_document(target, document)
    made = Database(target, source.key, create=True)
    try:
        migrate.bring_up_to_date(made.engine, None, create=True)
    except BaseException:
        made.discard()
        raise
    return made
