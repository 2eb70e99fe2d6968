"""Whatever is done to a laboratory's file: a report, a reason with its line, or one refusal."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugcourt.casework.laboratories.deciding import fingerprint
from drugcourt.casework.laboratories.judging import judge
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import read_lab_file
from drugcourt.exchange.laboratories.reports import from_plain, plain
from drugcourt.exchange.laboratories.table_reports import as_report
from drugcourt.exchange.tables.readings import TestRow
from drugcourt.exchange.tables.specimens import test_rows
from tests.exchange.messages import (
    PATIENT,
    batch,
    bundle,
    document,
    framed,
    message,
    observation,
    obx,
)
from tests.trial_data import present

REAL = [path.read_bytes() for path in present("lab/[!S]*")]
SEEDS = [
    message().encode(),
    message(document(), obx(1, "2161-8", "Creatinine", "84")).encode(),
    batch(message(), message(control="M2", accession="A-2")).encode(),
    framed(message(), message(control="M3")),
    bundle(PATIENT, observation(), observation("58375-7", "EtG", "positive")),
    b"Donor,Collected,LOINC,Drug,Result\nP-1,2026-01-02,59673-4,Fentanyl,Positive\n",
    *REAL,
]
PIECES = [b"|", b"^", b"~", b"\\", b"&", b"\r", b"\n", b"\x00", b"\xff", b'"', b"{", b"[", b"]",
          b"}", b",", b"OBX", b"MSH", b"PID|", b"null", b"9" * 30, b"\\X4\\", b"\\F\\", b"1e999",
          b"NTE|||x", b"BHS|^~\\&", b"\x0b", b"\x1c", b"\\ud800"]  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A whole file with a few things done to it."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 60))
        what = draw(st.sampled_from(("cut", "drop", "put", "double", "turn")))
        if what == "cut":
            del data[place:]
        elif what == "drop":
            del data[place : place + length]
        elif what == "put":
            data[place:place] = draw(st.sampled_from(PIECES))
        elif what == "double":
            data[place:place] = data[place : place + length]
        else:
            data[place : place + length] = data[place : place + length][::-1]
    return bytes(data)


def read(data: bytes) -> None:
    """Read it as an import would; every report survives being kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.bin"
        path.write_bytes(data)
        try:
            found = read_lab_file(path)
        except Refusal as refusal:
            sentence = str(refusal)
        else:
            sentence = ""
    if sentence:
        assert sentence.endswith(".")
        return
    reports = list(found.reports)
    if found.proposal is not None:
        rows = test_rows(found.proposal.table, found.proposal.mapping)
        reports += [as_report(row) for row in rows if isinstance(row, TestRow)]
    for report in reports:
        kept = json.loads(json.dumps(plain(report)))
        json.dumps(kept, ensure_ascii=False).encode()
        assert from_plain(kept) == replace(report, attached=())
        assert len(fingerprint(report)) == 64
        judge(report, {}, {})
    for problem in found.problems:
        assert problem.row_number >= 1
        assert problem.reason.endswith(".")


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(data=spoiled())
def test_a_spoiled_file_is_never_a_fault_and_never_takes_long(data: bytes) -> None:
    started = time.perf_counter()
    read(data)
    assert time.perf_counter() - started < 5


@settings(max_examples=120)
@given(cut=st.integers(1, len(message()) - 1))
def test_a_message_cut_off_within_a_line_is_kept_out_or_waits(cut: int) -> None:
    sent = message()[:cut]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cut.hl7"
        path.write_bytes(sent.encode())
        try:
            found = read_lab_file(path)
        except Refusal:
            return
    # What ends with the status of a result, or with the end of a line, nobody can tell from a
    # message that never was longer; a batch with its count can.
    reads_whole = sent.endswith(("\r", "|||F"))
    assert all(report.incomplete for report in found.reports) or reads_whole
    assert found.reports or found.problems
