from __future__ import annotations

import base64
import json
import time
from datetime import date
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from drugcourt.exchange.laboratories.fhir_results import fhir_reports
from drugcourt.exchange.laboratories.reports import LabReport, Standing
from drugcourt.exchange.tables.problems import RowProblem
from tests.exchange.messages import PATIENT, PDF, bundle, observation
from tests.trial_data import present

REAL = present("lab/Observation-*.json")


def reports(data: bytes) -> list[LabReport]:
    return [each for each in fhir_reports(data) if isinstance(each, LabReport)]


def problems(data: bytes) -> list[RowProblem]:
    return [each for each in fhir_reports(data) if isinstance(each, RowProblem)]


def test_loose_observations_of_one_moment_are_one_specimen() -> None:
    data = bundle(
        PATIENT,
        observation(),
        observation("58375-7", "EtG", "positive"),
        observation("14314-9", "Cocaine", "neg", effectiveDateTime="2026-11-09"),
    )
    first, second = reports(data)
    assert (first.patient.name, first.patient.born) == ("Kevin Tran", date(1990, 3, 17))
    assert first.patient.numbers == ("L-77", "p")
    assert (first.collected_on, first.collected_time) == (date(2026, 11, 2), clock(10, 15))
    assert [f.words for f in first.findings] == [("neg",), ("pos",)]
    assert second.collected_on == date(2026, 11, 9)


def test_a_report_with_panel_components_and_document_is_one_specimen() -> None:
    parts = [
        {"code": {"text": "pH"}, "valueQuantity": {"value": 6.1}},
        {"code": {"text": "Creatinine"}, "valueQuantity": {"value": 12, "unit": "mg/dL"}},
    ]
    panel = {
        "resourceType": "Observation",
        "id": "panel",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "24349-3"}]},
        "hasMember": [{"reference": "Observation/o-59673-4"}],
        "component": parts,
    }
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": "corrected",
        "identifier": [{"value": "ACC-9"}],
        "subject": {"reference": "#p"},
        "contained": [PATIENT],
        "effectiveDateTime": "2026-11-02",
        "issued": "2026-11-03T12:00:00Z",
        "performer": [{"display": "North Laboratory"}],
        "result": [{"reference": "urn:uuid:1"}],
        "presentedForm": [
            {"contentType": "application/pdf", "data": base64.b64encode(PDF).decode()}
        ],
    }
    data = json.loads(bundle(observation(), report))
    data["entry"].append({"fullUrl": "urn:uuid:1", "resource": panel})
    (found,) = reports(json.dumps(data).encode())
    assert (found.laboratory, found.specimens) == ("North Laboratory", ("ACC-9",))
    assert found.reported_on == date(2026, 11, 3)
    assert [f.name for f in found.findings] == [
        "pH",
        "Creatinine",
        "Fentanyl [Presence] in Urine by Screen method",
    ]
    assert found.attached[0].data == PDF
    assert found.patient.name == "Kevin Tran"


@pytest.mark.parametrize(
    ("status", "standing"),
    [("final", Standing.FINAL), ("amended", Standing.CORRECTED), ("corrected", Standing.CORRECTED),
     ("preliminary", Standing.PRELIMINARY), ("entered-in-error", Standing.WITHDRAWN),
     ("cancelled", Standing.UNAVAILABLE), ("unheard", Standing.UNSAID)],
)  # fmt: skip
def test_how_sure_the_laboratory_is(status: str, standing: Standing) -> None:
    (found,) = reports(json.dumps(observation(status=status)).encode())
    assert found.findings[0].standing is standing


def test_values_of_every_kind_are_read() -> None:
    coded = {"coding": [{"code": "260385009", "display": "Negative"}], "text": "Negative"}
    found = reports(
        bundle(
            observation(valueString=None, valueCodeableConcept=coded),
            observation("14314-9", valueString=None,
                        valueQuantity={"value": 30, "comparator": "<", "unit": "ng/mL"},
                        referenceRange=[{"text": "Cutoff 150 ng/mL"}]),
            observation("55349-5", valueString=None, valueQuantity={"value": "many"}),
            observation("3879-4", valueString=None),
        )
    )[0].findings  # fmt: skip
    assert found[0].words == ("Negative", "260385009")
    assert (found[1].number, found[1].sign, found[1].cutoffs[0].number) == (30, "<", 150)
    assert (found[2].value, found[2].words, found[2].number) == ("many", ("many",), None)
    assert (found[3].value, found[3].words) == ("", ())


def test_bundles_within_a_bundle_are_read() -> None:
    inner = json.loads(bundle(PATIENT, observation()))
    (found,) = reports(bundle(inner, {"resourceType": "OperationOutcome"}))
    assert [f.words for f in found.findings] == [("neg",)]


def test_an_amount_written_as_text_is_an_amount() -> None:
    (found,) = reports(bundle(PATIENT, observation(value="< 1,000 ng/mL")))
    (finding,) = found.findings
    assert (finding.sign, finding.number, finding.unit) == ("<", 1000.0, "ng/mL")


def test_a_file_of_lines_keeps_its_good_ones() -> None:
    good = json.dumps(observation())
    data = f"{good}\n{good[:-9]}\n{json.dumps(observation('14314-9'))}\n".encode()
    assert sum(len(each.findings) for each in reports(data)) == 2
    assert problems(data)[0].row_number == 2


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 400_000,
        b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
        b'{"resourceType":"Bundle","entry":[' + b"{}," * 700_000 + b"{}]}",
        b'{"resourceType":"Observation","valueInteger":' + b"9" * 50_000 + b"}",
        b'{"resourceType":"Observation","code":[[[]]],"subject":7,"component":"x"}',
        b'{"resourceType": "Bundle", "entry": [{"resource": ',
        b"{}",
        b"[]",
        b'{"resourceType":"Observation","note":[{"text":"\\ud800"}]}',
    ],
)
def test_bombs_and_broken_files_are_said_in_a_moment(data: bytes) -> None:
    started = time.perf_counter()
    for each in fhir_reports(data):
        assert isinstance(each, LabReport) or each.reason.endswith(".")
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_the_published_examples_are_read(path: Path) -> None:
    (found,) = reports(path.read_bytes())
    assert found.findings[0].codes[0].system == "loinc"
    assert found.findings[0].words[0].casefold().startswith("pos")


@pytest.mark.parametrize(
    ("written", "day", "at"),
    [("2026-11-03T03:30:00Z", date(2026, 11, 2), clock(22, 30)),
     ("2026-11-03T03:30:15.5+00:00", date(2026, 11, 2), clock(22, 30)),
     ("2026-07-03T03:30:00Z", date(2026, 7, 2), clock(23, 30)),
     ("2026-11-03T03:30:00-05:00", date(2026, 11, 3), clock(3, 30)),
     ("2026-11-03T03:30:00", date(2026, 11, 3), clock(3, 30)),
     ("2026-11-03", date(2026, 11, 3), None),
     ("0001-01-01T00:00:00Z", None, None)],
)  # fmt: skip
def test_a_time_in_utc_is_told_on_the_courts_own_clock(
    written: str, day: date | None, at: clock | None
) -> None:
    data = bundle(PATIENT, observation(effectiveDateTime=written, issued=written))
    (found,) = fhir_reports(data, ZoneInfo("America/New_York"))
    assert isinstance(found, LabReport)
    assert (found.collected_on, found.collected_time) == (day, at)
    assert found.reported_on == day
    assert found.patient.born == date(1990, 3, 17)
