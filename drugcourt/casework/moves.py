"""How a court moves from a file to the office's server and back, with nothing lost on the way."""

from __future__ import annotations

from drugcourt.errors import NotACourt
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.court_files import make_file
from drugcourt.records.database import OpenCourt
from drugcourt.records.history import check_chain
from drugcourt.records.keys import Unlocked
from drugcourt.records.servers import make_server_court
from drugcourt.records.transfers import Report, copy_rows
from drugcourt.workspace import Workspace


def move(workspace: Workspace, target: Place, report: Report) -> int:
    """Copy the whole court to a new file or an empty database; returns how many rows arrived.

    The same passwords open it there. Every row is compared, and the history's chain is checked
    where it arrived. The court it came from stays as it was; the office puts it away. Raises
    Refusal, NotACourt or DiskTrouble; then nothing stays at the target.
    """
    workspace.check(move, acts=True)
    source = workspace.database
    made = _empty(target, source.key_document(), source.key)
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


def _empty(target: Place, document: str, key: Unlocked) -> OpenCourt:
    if isinstance(target, ServerAddress):
        return make_server_court(target, document, key)
    return make_file(target, document, key)
