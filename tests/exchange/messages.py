"""Laboratory messages made up for tests: no public sample has fentanyl, EtG and validity at once.

Codes are real LOINC, with the names that go with them; people, numbers and results are invented.
"""

from __future__ import annotations

import base64
import json
from typing import Any

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
# code, name, value, flag
CLEAR = (
    ("59673-4", "Fentanyl Screen, Urine", "Negative", ""),
    ("58375-7", "Ethyl Glucuronide (EtG) Screen", "POSITIVE", "A"),
    ("14314-9", "Cocaine metabolite Screen", "Not Detected", ""),
    ("2161-8", "Creatinine, Urine", "84", ""),
    ("2965-2", "Specific Gravity", "1.012", ""),
    ("2756-5", "pH", "6.1", ""),
)


def obx(
    number: int,
    code: str,
    name: str,
    value: str,
    flag: str = "",
    *,
    standing: str = "F",
    system: str = "LN",
    limits: str = "",
    unit: str = "",
) -> str:
    """One result line."""
    kind = "NM" if value.replace(".", "", 1).isdigit() else "ST"
    return (
        f"OBX|{number}|{kind}|{code}^{name}^{system}||{value}|{unit}|{limits}|{flag}|||{standing}"
    )


def message(
    *lines: str,
    control: str = "M1",
    accession: str = "A-1",
    number: str = "L-77",
    name: str = "Tran^Kevin",
    born: str = "19900317",
    collected: str = "202611021015",
    laboratory: str = "NORTHLAB",
    version: str = "2.5.1",
    more: str = "",
) -> str:
    """One result message; with no lines, the clear panel."""
    results = lines or tuple(obx(n, *each) for n, each in enumerate(CLEAR, 1))
    head = f"MSH|^~\\&|LIS|{laboratory}|COURT|DC|20261103090000||ORU^R01^ORU_R01|{control}|P"
    return "\r".join(
        (
            f"{head}|{version}{more}",
            f"PID|1||{number}^^^{laboratory}||{name}||{born}|M",
            f"OBR|1||{accession}|24349-3^Drug screen^LN|||{collected}|||||||202611021500|UR||||||"
            "|20261103080000|||F",
            *results,
            "",
        )
    )


def batch(*messages: str, count: int | None = None) -> str:
    """Several messages within the envelopes of a batch file."""
    number = len(messages) if count is None else count
    return "\r".join(
        ("FHS|^~\\&|LIS", "BHS|^~\\&|LIS", "".join(messages) + f"BTS|{number}", "FTS|1", "")
    )


def framed(*messages: str) -> bytes:
    """Messages with the bytes by which a transmission frames them."""
    return b"".join(b"\x0b" + each.encode() + b"\x1c\r" for each in messages)


def document(data: bytes = PDF, number: int = 9) -> str:
    """A line that carries a PDF."""
    packed = base64.b64encode(data).decode()
    return f"OBX|{number}|ED|PDF^Report^L||LIS^AP^PDF^Base64^{packed}||||||F"


def observation(
    code: str = "59673-4",
    name: str = "Fentanyl [Presence] in Urine by Screen method",
    value: str = "negative",
    **more: Any,
) -> dict[str, Any]:
    """One FHIR observation about the invented person."""
    return {
        "resourceType": "Observation",
        "id": f"o-{code}",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": name}]},
        "subject": {"reference": "Patient/p"},
        "effectiveDateTime": "2026-11-02T10:15:00-05:00",
        "valueString": value,
        **more,
    }


PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "identifier": [{"system": "urn:lab", "value": "L-77"}],
    "name": [{"family": "Tran", "given": ["Kevin"]}],
    "birthDate": "1990-03-17",
}


def bundle(*resources: dict[str, Any]) -> bytes:
    """A bundle of resources, as bytes."""
    entries = [{"resource": each} for each in resources]
    answer = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(answer).encode()
