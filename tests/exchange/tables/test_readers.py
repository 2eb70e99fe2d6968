"""Whatever a table holds, each of its rows comes out as something read or as a reason."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.readers import READERS
from drugcourt.fields.imports import ImportKind
from tests.exchange.books import table

HEADINGS = {
    ImportKind.PEOPLE: ["ID", "Name", "DOB", "Admitted", "Age", "Sex"],
    ImportKind.TESTS: ["ID", "Collected", "Status", "Creatinine", "THC", "COC"],
    ImportKind.ATTENDANCE: ["ID", "Name", "Date", "Attended", "Reason", "Hours"],
    ImportKind.MEDICATIONS: ["ID", "Medication", "Started", "Ended", "Dose", "Setting"],
    ImportKind.REFERRALS: ["ID", "Name", "DOB", "Referred", "Source", "Held", "Contacts"],
    ImportKind.PROVIDERS: ["Provider", "Levels of care", "Medicaid", "Wait", "Report day"],
}
CELLS = st.one_of(
    st.just(""),
    st.sampled_from(["7", "NEG", "POS", "yes", "no", "M", "missed", "02/03/2026", "methadone"]),
    st.dates(dt.date(1890, 1, 1), dt.date(2200, 1, 1)),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.timedeltas(),
    st.times(),
    st.text(max_size=12),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8)


@pytest.mark.parametrize("kind", list(ImportKind))
@settings(max_examples=80, deadline=None)
@given(rows=ROWS)
def test_no_row_is_lost(kind: ImportKind, rows: list[list[object]]) -> None:
    sheet = table(HEADINGS[kind], *rows)
    read = list(READERS[kind](sheet, Mapping(kind, heading_row=1)))
    bad = {item.row_number for item in read if isinstance(item, RowProblem)}
    good = {item.row for item in read if not isinstance(item, RowProblem)}
    assert bad | good == set(range(2, len(rows) + 2))
    assert not bad & good


LONG = ["ID", "Collected", "Accession", "Analyte", "Result"]


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["7", "8"]),
            st.sampled_from(["2026-02-03", "2026-02-04", "soon"]),
            st.sampled_from(["A", ""]),
            st.sampled_from(["THC", "COC", "Kratom", ""]),
            st.sampled_from(["NEG", "POS", "", "odd", "refused"]),
        ).map(list),
        min_size=1,
        max_size=10,
    )
)
def test_no_row_of_a_long_table_is_lost_or_read_twice(rows: list[list[object]]) -> None:
    sheet = table(LONG, *rows)
    read = list(READERS[ImportKind.TESTS](sheet, Mapping(ImportKind.TESTS, heading_row=1)))
    bad = {item.row_number for item in read if isinstance(item, RowProblem)}
    good = [row for item in read if not isinstance(item, RowProblem) for row in item.rows]
    assert len(good) == len(set(good))
    assert bad | set(good) == set(range(2, len(rows) + 2))
    assert not bad & set(good)
