"""A medicine's name says what a test may show because of it."""

from __future__ import annotations

import datetime as dt

import pytest

from drugcourt.domain.specimens import Substance
from drugcourt.exchange.tables.medications import medicine
from drugcourt.fields.imports import ImportKind
from tests.exchange.books import read_all, table


@pytest.mark.parametrize(
    ("name", "detected", "moud"),
    [
        ("buprenorphine/naloxone", {Substance.BUPRENORPHINE}, True),
        ("Suboxone 8-2 mg film", {Substance.BUPRENORPHINE}, True),
        ("METHADONE", {Substance.METHADONE}, True),
        ("naltrexone, extended release", set(), True),
        ("Adderall XR 20mg", {Substance.AMPHETAMINE}, False),
        ("Oxycodone-acetaminophen", {Substance.OXYCODONE}, False),
    ],
)
def test_known_medicines(name: str, detected: set[Substance], moud: bool) -> None:
    found = medicine(name)
    assert (found.detected_as, found.moud, found.known) == (detected, moud, True)


@pytest.mark.parametrize("name", ["lisinopril", "nomethadonehere", ""])
def test_an_unknown_medicine_explains_nothing_and_says_that_it_is_unknown(name: str) -> None:
    found = medicine(name)
    assert (found.detected_as, found.known) == (frozenset(), False)


def test_a_medicine_that_was_stopped_does_not_last() -> None:
    sheet = table(
        ["ID", "Medication", "Start", "Stop"], ["7", "Vivitrol", "2026-02-03", "2026-03-03"]
    )
    good, _ = read_all(ImportKind.MEDICATIONS, sheet)
    assert good[0].ended == dt.date(2026, 3, 3)


def test_prescriptions_are_read_and_impossible_spans_rejected() -> None:
    sheet = table(
        ["ID", "Medication", "Start Date", "End Date", "Dose"],
        ["7", "Vivitrol", "2026-02-03", "", "380 mg"],
        ["7", "Vivitrol", "2026-02-03", "2026-02-01", ""],
        ["7", "", "2026-02-03", "", ""],
        ["7", "Vivitrol", "", "", ""],
    )
    good, bad = read_all(ImportKind.MEDICATIONS, sheet)
    assert [(m.name, m.started, m.dose) for m in good] == [
        ("Vivitrol", dt.date(2026, 2, 3), "380 mg")
    ]
    assert [(p.row_number, p.column) for p in bad] == [
        (3, "End Date"),
        (4, "Medication"),
        (5, "Start Date"),
    ]
