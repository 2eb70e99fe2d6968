"""Which of the laboratories' forms a file has, and every report in it; told by its content."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.fhir_resources import is_fhir
from drugcourt.exchange.laboratories.fhir_results import fhir_reports
from drugcourt.exchange.laboratories.forms import Form, form_orders, form_reports, read_form
from drugcourt.exchange.laboratories.hl7_messages import MOST_LOOKED_AT, is_hl7
from drugcourt.exchange.laboratories.hl7_results import hl7_reports
from drugcourt.exchange.laboratories.reports import LabReport
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.headings import Proposal, propose
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import bytes_of, tables_of
from drugcourt.fields.imports import ImportKind

BLANK = "The form is blank: no result is filled in."


class LabForm(Term):
    """What kind of file it is."""

    HL7 = "hl7", "HL7 messages"
    FHIR = "fhir", "FHIR resources"
    FORM = "form", "Report form"
    TABLE = "table", "Table"
    UNREAD = "unread", "Not read"


class TwoWays(Refusal):
    """The dates of a file can be read in two ways; a person has to say which."""

    def __init__(self, example: str) -> None:
        super().__init__(
            f"The date {example} can be read in two ways; say which part comes first: "
            "--dates month-first or --dates day-first."
        )
        self.example = example


@dataclass(frozen=True, slots=True)
class LabFile:
    """A file as it was read: its reports and its problems; a table is read by its proposal.

    `remarks` say what was left aside on purpose (hidden sheets).
    """

    name: str
    form: LabForm
    data: bytes
    sha256: str
    reports: tuple[LabReport, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    proposal: Proposal | None = None
    remarks: tuple[str, ...] = ()


def read_lab_file(
    path: Path,
    saved: Mapping | None = None,
    order: DateOrder | None = None,
    zone: tzinfo | None = None,
) -> LabFile:
    """Read a file of results, whichever form it has; times in UTC are told on the zone's clock.

    Raises a Refusal for what is no such file at all, or asks which way its dates are read.
    """
    data = bytes_of(path)
    digest = hashlib.sha256(data).hexdigest()
    plain = _as_utf8(data)
    if is_hl7(plain):
        return _gathered(path.name, LabForm.HL7, data, digest, hl7_reports(plain, zone))
    if is_fhir(data):
        return _gathered(path.name, LabForm.FHIR, data, digest, fhir_reports(data, zone))
    _refuse_markup(plain)
    return _of_tables(path.name, data, digest, saved, order)


def _gathered(
    name: str, form: LabForm, data: bytes, digest: str, found: Iterable[LabReport | RowProblem]
) -> LabFile:
    reports: list[LabReport] = []
    problems: list[RowProblem] = []
    for each in found:
        if isinstance(each, RowProblem):
            problems.append(each)
        else:
            reports.append(each)
    return LabFile(name, form, data, digest, tuple(reports), tuple(problems))


def _of_tables(
    name: str, data: bytes, digest: str, saved: Mapping | None, order: DateOrder | None
) -> LabFile:
    tables = tables_of(data, name)
    hidden = tuple(
        f"The hidden sheet “{table.name}” was not imported." for table in tables if table.hidden
    )
    trouble: Refusal | None = None
    proposal: Proposal | None = None
    try:
        proposal = propose(tables, ImportKind.TESTS, saved)
    except Refusal as refusal:
        trouble = refusal
    if proposal is None or proposal.missing:
        forms = [form for table in tables if (form := read_form(table)) is not None]
        if forms:
            found = _gathered(name, LabForm.FORM, data, digest, _of_forms(forms, order))
            blank = () if found.reports or found.problems else (BLANK,)
            return replace(found, remarks=(*hidden, *blank))
    if proposal is None:
        assert trouble is not None
        raise trouble
    unused = tuple(
        f"The sheet “{other}” holds no table of tests and was not imported."
        for other in proposal.unused
    )
    remarks = (*hidden, *unused)
    return LabFile(name, LabForm.TABLE, data, digest, proposal=proposal, remarks=remarks)


def _of_forms(forms: Iterable[Form], order: DateOrder | None) -> Iterator[LabReport | RowProblem]:
    for form in forms:
        orders, example = form_orders(form)
        if example and len(orders) > 1 and order is None:
            raise TwoWays(example)
        yield from form_reports(form, order)


def _as_utf8(data: bytes) -> bytes:
    """Messages kept by Windows programs in two bytes a letter, as one would send them."""
    encoding = ""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[:12].lstrip(b"\x0b").startswith((b"M\x00S\x00H\x00", b"F\x00H\x00S\x00")):
        encoding = "utf-16-le"
    elif data[:12].startswith((b"\x00M\x00S\x00H", b"\x00F\x00H\x00S")):
        encoding = "utf-16-be"
    if not encoding:
        return data
    # An odd byte at the end is half a letter of a file that was cut off.
    return data.decode(encoding, "ignore").encode("utf-8", "replace")


def _refuse_markup(data: bytes) -> None:
    """Web pages that portals name .xls, and FHIR or other reports in XML."""
    start = data[:MOST_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return
    if b"<html" in start or b"<table" in start:
        raise Refusal(
            "This is a web page, whatever its name says: open it in a spreadsheet program, save it "
            "as .xlsx or CSV, and import that."
        )
    if b"hl7.org/fhir" in start:
        raise Refusal("This is FHIR in XML; only FHIR in JSON is read: ask the sender for JSON.")
    raise Refusal(
        "This is an XML file; only HL7 messages, FHIR in JSON, spreadsheets and CSV are read."
    )
