"""Which files laboratories sent, kept as they came within the encrypted court, and read again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabForm
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.records.laboratories import LaboratoryDocument, LaboratoryOriginal
from drugcourt.workspace import Context

_AROUND = 60  # lines shown beside the one a report begins at
_MOST_SHOWN = 20_000  # characters
MOST_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF that came with a report, for the list on a test's card."""

    id: int
    name: str
    size: int


def keep_original(
    db: Session,
    context: Context,
    *,
    name: str,
    form: str,
    data: bytes,
    problems: Iterable[RowProblem],
    import_id: int | None,
) -> int:
    """Keep a file once, whatever it is called; returns its number.

    One that was here before keeps its name and its day; what could not be read is told anew, and
    what somebody saw to of it stays so.
    """
    digest = hashlib.sha256(data).hexdigest()
    told = [[p.row_number, p.column, p.reason] for p in problems][:MOST_PROBLEMS]
    known = db.scalar(select(LaboratoryOriginal).where(LaboratoryOriginal.sha256 == digest))
    if known is not None:
        seen = {tuple(each[:3]): each for each in known.problems}
        known.form, known.problems = form, [seen.get(tuple(each), each) for each in told]
        return known.id
    original = LaboratoryOriginal(
        sha256=digest,
        name=name[-255:],
        form=form,
        size=len(data),
        packed=zlib.compress(data, 1),
        kept_at=context.now,
        problems=told,
        import_id=import_id,
    )
    db.add(original)
    db.flush()
    return original.id


def is_kept(db: Session, *, data: bytes) -> bool:
    """Whether a file of this content was received before, read or not."""
    return _form_of(db, hashlib.sha256(data).hexdigest()) is not None


def is_read(db: Session, *, sha256: str) -> bool:
    """Whether a file of this content was received before and could be read."""
    return _form_of(db, sha256) not in (None, LabForm.UNREAD)


def _form_of(db: Session, sha256: str) -> str | None:
    asked = select(LaboratoryOriginal.form).where(LaboratoryOriginal.sha256 == sha256)
    return db.scalar(asked)


def original_bytes(db: Session, *, original_id: int) -> bytes:
    """A file as it came; its hash is checked, so that nobody is shown another."""
    original = db.get(LaboratoryOriginal, original_id)
    if original is None:
        raise Refusal("The original of this report is not kept in this court.")
    data = zlib.decompress(original.packed)
    if hashlib.sha256(data).hexdigest() != original.sha256:
        raise Refusal("The kept original is damaged; restore the court from a backup.")
    return data


def original_text(db: Session, *, original_id: int, line: int) -> str:
    """The part of a file that a report was read from, as text for people to compare with.

    Workbooks and what is no text have no lines: "".
    """
    original = db.get(LaboratoryOriginal, original_id)
    data = original_bytes(db, original_id=original_id)
    form = original.form if original is not None else ""
    if form == LabForm.FORM or data.startswith((b"PK", b"\xd0\xcf")):
        return ""
    text = _text(data)
    if "\x00" in text:
        return ""
    lines = text.splitlines() if form != LabForm.HL7 else _segments(text)
    if form == LabForm.HL7:
        return _message(lines, line)
    first = max(0, line - 1 - (2 if form == LabForm.TABLE else 0))
    head = [lines[0]] if form == LabForm.TABLE and first > 0 and lines else []
    return "\n".join([*head, *lines[first : first + _AROUND]])[:_MOST_SHOWN]


def documents_of(db: Session, *, report_ids: Sequence[int]) -> list[Document]:
    """The PDFs that came with reports, oldest first."""
    columns = (LaboratoryDocument.id, LaboratoryDocument.name, LaboratoryDocument.size)
    asked = select(*columns).where(LaboratoryDocument.report_id.in_(report_ids))
    return [Document(*row) for row in db.execute(asked.order_by(LaboratoryDocument.id))]


def document_bytes(db: Session, *, document_id: int) -> bytes:
    """One PDF, whole; its hash is checked."""
    kept = db.get(LaboratoryDocument, document_id)
    if kept is None or hashlib.sha256(kept.content).hexdigest() != kept.sha256:
        raise Refusal("This document is missing or damaged; restore the court from a backup.")
    return kept.content


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _segments(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "").split("\n")


def _message(lines: list[str], line: int) -> str:
    """The one message around a line; long pieces (documents) are cut for the eye."""
    start = min(line, len(lines)) - 1
    while start > 0 and not lines[start].startswith("MSH"):
        start -= 1
    shown: list[str] = []
    for each in lines[start:]:
        if shown and each[:3] in ("MSH", "BTS", "FTS", "BHS"):
            break
        shown.append(each if len(each) < 600 else f"{each[:600]} …")
    return "\n".join(shown)[:_MOST_SHOWN]
