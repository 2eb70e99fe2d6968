from __future__ import annotations

import time
from datetime import date
from datetime import time as clock
from zoneinfo import ZoneInfo

import hl7
import pytest

from drugcourt.domain.specimens import Matrix
from drugcourt.exchange.laboratories.clocks import stamp
from drugcourt.exchange.laboratories.hl7_messages import (
    MOST_SEGMENT,
    Message,
    is_hl7,
    read_messages,
)
from drugcourt.exchange.laboratories.hl7_results import hl7_reports
from drugcourt.exchange.laboratories.reports import LabReport, Standing
from drugcourt.exchange.tables.problems import RowProblem
from tests.exchange.messages import CLEAR, PDF, batch, document, framed, message, obx
from tests.trial_data import present

REAL = present("lab/*.hl7")
MADE_UP = [
    message(),
    message(document()),
    message(obx(1, "59673-4", "Fentanyl \\T\\ norfentanyl", "Neg~see note"), "NTE|1||a\\F\\b"),
]


def reports(text: str | bytes) -> list[LabReport]:
    data = text if isinstance(text, bytes) else text.encode()
    return [each for each in hl7_reports(data) if isinstance(each, LabReport)]


def problems(text: str | bytes) -> list[RowProblem]:
    data = text if isinstance(text, bytes) else text.encode()
    return [each for each in hl7_reports(data) if isinstance(each, RowProblem)]


@pytest.mark.parametrize("data", [*(m.encode() for m in MADE_UP), *(p.read_bytes() for p in REAL)])
def test_every_field_is_cut_as_another_reader_cuts_it(data: bytes) -> None:
    ours = next(iter(read_messages(data)))
    assert isinstance(ours, Message)
    theirs = hl7.parse(data.decode().rstrip("\r") + "\r")
    assert len(ours.segments) == len(theirs)
    for mine, other in zip(ours.segments, theirs, strict=True):
        assert mine.name == str(other[0])
        for place in range(1, len(other)):
            assert mine.raw(place) == str(other[place]), (mine.name, place)


def test_a_whole_panel_is_read_with_its_person_day_and_specimen() -> None:
    (found,) = reports(message())
    assert (found.laboratory, found.message_id, found.specimens) == ("NORTHLAB", "M1", ("A-1",))
    assert (found.patient.lab_number, found.patient.name) == ("L-77", "Kevin Tran")
    assert found.patient.born == date(1990, 3, 17)
    assert (found.collected_on, found.collected_time) == (date(2026, 11, 2), clock(10, 15))
    assert (found.received_on, found.reported_on) == (date(2026, 11, 2), date(2026, 11, 3))
    assert found.matrix is Matrix.URINE
    assert [f.codes[0].code for f in found.findings] == [each[0] for each in CLEAR]
    assert [f.value for f in found.findings] == [each[2] for each in CLEAR]
    assert found.findings[3].number == 84


@pytest.mark.parametrize("version", ["2.1", "2.2", "2.3.1", "2.4", "2.5", "2.5.1", "2.7", "2.9"])
def test_the_version_makes_no_difference(version: str) -> None:
    assert len(reports(message(version=version))[0].findings) == len(CLEAR)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_may_end_as_they_like(end: str) -> None:
    assert reports(message().replace("\r", end)) == reports(message())


def test_a_transmission_with_its_frame_holds_two_messages() -> None:
    found = reports(framed(message(), message(control="M2", accession="A-2")))
    assert [each.message_id for each in found] == ["M1", "M2"]


def test_a_batch_that_counts_wrong_or_breaks_off_keeps_its_good_messages() -> None:
    two = (message(), message(control="M2", accession="A-2"))
    assert problems(batch(*two)) == []
    assert "says it holds 3" in problems(batch(*two, count=3))[0].reason
    cut = batch(*two)[:-60]
    assert [each.message_id for each in reports(cut)] == ["M1"]
    assert any("breaks off" in each.reason for each in problems(cut))


@pytest.mark.parametrize("missing", [1, 5, 20, 60, 200])
def test_a_message_that_breaks_off_is_never_half_a_result(missing: int) -> None:
    assert reports(message()[: -1 - missing]) == []
    assert problems(message()[: -1 - missing])


def test_other_signs_are_followed_and_signs_that_are_letters_are_refused() -> None:
    other = message().replace("|", "#").replace("^", "$")
    assert [f.value for f in reports(other)[0].findings] == [each[2] for each in CLEAR]
    assert "by which signs" in problems("MSHa^~\\&aLIS\rPID\r")[0].reason
    assert not is_hl7(b"MSHaLIS")


def test_a_line_cut_by_other_signs_spoils_its_message_alone() -> None:
    bad = message(control="BAD").replace("PID|", "PID;")
    both = bad + message(control="M2")
    assert [each.message_id for each in reports(both)] == ["M2"]
    assert problems(both)[0].row_number == 2


@pytest.mark.parametrize(
    ("named", "encoding"), [("UNICODE UTF-8", "utf-8"), ("8859/1", "latin-1"), ("", "cp1252")]
)
def test_letters_are_read_by_the_encoding_that_the_message_names(named: str, encoding: str) -> None:
    text = message(name="Muñoz^Zoë", more=f"||||||{named}" if named else "")
    assert reports(text.encode(encoding))[0].patient.name == "Zoë Muñoz"


def test_escapes_repetitions_and_nulls_are_undone() -> None:
    line = 'OBX|1|ST|X^A\\F\\B \\T\\ C\\X21\\ \\H\\bold\\N\\^L||one\\.br\\two~three|""'
    (found,) = reports(message(line + "||||||F"))
    assert found.findings[0].codes[0].text == "A|B & C! bold"
    assert found.findings[0].value == "one\ntwo\nthree"
    assert found.findings[0].unit == ""


@pytest.mark.parametrize(
    ("sign", "standing"),
    [("F", Standing.FINAL), ("P", Standing.PRELIMINARY), ("C", Standing.CORRECTED),
     ("K", Standing.CORRECTED), ("W", Standing.WITHDRAWN), ("X", Standing.UNAVAILABLE)],
)  # fmt: skip
def test_how_sure_the_laboratory_is(sign: str, standing: Standing) -> None:
    (found,) = reports(message(obx(1, "59673-4", "Fentanyl", "NEG", standing=sign)))
    assert found.findings[0].standing is standing


def test_both_triplets_of_a_code_are_kept() -> None:
    line = "OBX|1|CWE|FEN^Fent scr^L^59673-4^Fentanyl^LN||260385009^Negative^SCT||||||F"
    codes = reports(message(line))[0].findings[0].codes
    assert [(c.system, c.code, c.text) for c in codes] == [
        ("l", "FEN", "Fent scr"),
        ("loinc", "59673-4", "Fentanyl"),
    ]
    assert reports(message(line))[0].findings[0].words == ("260385009", "Negative")


def test_a_note_belongs_to_the_result_before_it_and_its_cutoff_is_one_of_three() -> None:
    lines = (
        obx(1, "19295-5", "Opiates Screen >300 ng/mL", "NEG", limits="<2000 ng/mL"),
        "NTE|1||Cutoff 300 ng/mL",
        "NTE|2||THC = NEG",
        obx(2, "59673-4", "Fentanyl", "NEG"),
    )
    first, second = reports(message(*lines))[0].findings
    assert [(c.place, c.number) for c in first.cutoffs] == [
        ("range", 2000),
        ("name", 300),
        ("note", 300),
    ]
    assert first.notes == ("Cutoff 300 ng/mL", "THC = NEG")
    assert second.notes == second.cutoffs == ()


def test_orders_of_one_collection_are_one_specimen_and_others_are_not() -> None:
    text = message(obx(1, "59673-4", "Fentanyl", "POS"))
    reflex = "OBR|2||A-1R|1^Confirm|||202611021015\r" + obx(1, "40839-3", "Fentanyl", "POS") + "\r"
    other = "OBR|3||A-9|1^Screen|||202611030900\r" + obx(1, "59673-4", "Fentanyl", "NEG") + "\r"
    found = reports(text + reflex + other)
    assert [each.specimens[0] for each in found] == ["A-1", "A-9"]
    assert [len(each.findings) for each in found] == [2, 1]


def test_a_number_is_told_without_the_name_of_whoever_gave_it() -> None:
    confirm = obx(1, "40839-3", "Fentanyl", "NEG")
    later = message(confirm, accession="A-2^LAB").replace(
        "|||F\rOBX", "|||F||||P-1&COURT^A-1&LAB\rOBX"
    )
    assert reports(later)[0].specimens == ("A-1", "A-2")
    named = message(confirm, "SPM|1|P-7&COURT^S-7&LAB||UR^Urine", accession="A-3")
    assert reports(named)[0].specimens == ("S-7", "A-3")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("<50", ("<", 50.0, "ug/L")),
        ("> 1,250 ng/mL", (">", 1250.0, "ng/mL")),
        ("0.6 mg/L", ("", 0.6, "mg/L")),
    ],
)
def test_an_amount_written_as_text_is_an_amount(said: str, told: tuple[str, float, str]) -> None:
    (found,) = reports(message(obx(1, "59673-4", "Fentanyl", said, unit="ug/L")))
    (finding,) = found.findings
    assert (finding.sign, finding.number, finding.unit) == told


def test_a_pdf_is_kept_and_what_only_calls_itself_one_is_not() -> None:
    (found,) = reports(message(document()))
    assert [each.data for each in found.attached] == [PDF]
    for bad in (b"GIF89a", PDF[:-8], b"%PDF-1.4 no end"):
        assert reports(message(document(bad), obx(1, "59673-4", "Fentanyl", "NEG")))
        assert "is not kept" in problems(message(document(bad)))[0].reason


def test_a_line_of_ten_megabytes_spoils_its_message_alone_and_quickly() -> None:
    big = message(obx(1, "59673-4", "Fentanyl", "N" * (MOST_SEGMENT + 10)), control="BIG")
    started = time.perf_counter()
    both = big + message(control="M2")
    assert [each.message_id for each in reports(both)] == ["M2"]
    assert "longer than" in problems(both)[0].reason
    assert time.perf_counter() - started < 5


def test_what_is_no_result_is_said() -> None:
    order = message().replace("ORU^R01^ORU_R01", "ORM^O01")
    assert "only results (ORU)" in problems(order)[0].reason
    assert "holds no result" in problems(message().split("OBX")[0])[0].reason


def test_a_message_without_a_person_is_a_report_about_nobody() -> None:
    text = "\r".join(line for line in message().split("\r") if not line.startswith("PID"))
    assert reports(text)[0].patient.name == ""


@pytest.mark.parametrize("text", ["20261399", "2026", "202611", "x", "", "20260230"])
def test_a_stamp_without_a_day_is_no_day(text: str) -> None:
    assert stamp(text) == (None, None)


@pytest.mark.parametrize("sign", ["+0000", "-0000", ".25+0000"])
def test_a_stamp_in_utc_is_told_on_the_courts_own_clock_and_any_other_as_written(
    sign: str,
) -> None:
    zone = ZoneInfo("America/Los_Angeles")
    seconds = "20" if sign.startswith(".") else ""
    assert stamp(f"202611030330{seconds}{sign}", zone) == (date(2026, 11, 2), clock(19, 30))
    assert stamp(f"202611030330{seconds}-0500", zone) == (date(2026, 11, 3), clock(3, 30))
    data = message(born="19900317000000+0000", collected=f"202611030330{seconds}{sign}")
    (found,) = hl7_reports(data.encode(), zone)
    assert isinstance(found, LabReport)
    assert (found.collected_on, found.patient.born) == (date(2026, 11, 2), date(1990, 3, 17))
