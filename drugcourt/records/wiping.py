"""How what was removed leaves the disk as well, and how that is proved page by page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as cipher
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from drugcourt.errors import Busy, DiskTrouble
from drugcourt.records.court_files import SIDE_FILES, CourtFile, explain
from drugcourt.records.database import OpenCourt
from drugcourt.records.key_document import key_file
from drugcourt.records.tries import tries_file

PAGE, SALT, IV, RESERVED = 4096, 16, 16, 80  # SQLCipher 4: a page ends with its IV and its HMAC


def wipe(database: OpenCourt) -> None:
    """Write every page anew, so that no freed page holds what was removed.

    Raises Busy or DiskTrouble; what was removed stays removed, and wiping can be done again.
    """
    if isinstance(database, CourtFile):
        _wipe_file(database)
        return
    try:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
            server.execute(text("VACUUM (FULL)"))
    except DBAPIError as trouble:
        raise database.explain(trouble) from trouble


def _wipe_file(database: CourtFile) -> None:
    database.engine.dispose()
    connection = database.connect()
    try:
        connection.execute("PRAGMA secure_delete = ON").fetchall()
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except cipher.Error as trouble:
        raise explain(trouble, database.path.name) from trouble
    finally:
        connection.close()
    if busy:
        raise Busy(
            "Another program is reading this court, so its log could not be emptied; close it "
            "there, then wipe again on the page Office, under Keeping."
        )


def found_in_pages(database: CourtFile, words: Iterable[str]) -> int:
    """How often one of these words stands in the file's pages, opened with its key, and in the
    files beside it. Nothing is written anywhere: a page is opened in memory.
    """
    sought = [re.compile(form) for word in words for form in _forms(word)]
    path = database.path
    beside = [path.with_name(path.name + ending) for ending in SIDE_FILES]
    beside += [key_file(path), tries_file(path)]
    try:
        pages = list(decrypted(path, database.key.data_key))
        others = [file.read_bytes().lower() for file in beside if file.exists()]
    except OSError as trouble:
        raise DiskTrouble(
            "The court file could not be read again to prove it; check the disk and wipe again."
        ) from trouble
    whole = b"".join(pages).lower()  # a word may go on from one page to the next
    return sum(len(word.findall(text)) for word in sought for text in (whole, *others))


def decrypted(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages of a court file as they are under its encryption, their own endings left out."""
    with path.open("rb") as stream:
        first = True
        while page := stream.read(PAGE):
            start = SALT if first else 0
            first = False
            initial = page[PAGE - RESERVED : PAGE - RESERVED + IV]
            opened: Callable[[bytes], bytes] = (
                Cipher(algorithms.AES(key), modes.CBC(initial)).decryptor().update
            )
            yield opened(page[start : PAGE - RESERVED])


def _forms(word: str) -> set[bytes]:
    """A word as text, and as structures keep it; a number within a longer number is another one."""
    before = rb"(?<!\d)" if word[:1].isdigit() else b""
    after = rb"(?!\d)" if word[-1:].isdigit() else b""
    forms = (word.lower().encode(), word.lower().encode("ascii", "backslashreplace"))
    return {before + re.escape(form) + after for form in forms}
