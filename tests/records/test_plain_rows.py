"""Whatever a table may hold is written as plain values and read back the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from drugcourt.domain.specimens import Matrix
from drugcourt.errors import NotACourt
from drugcourt.records.base import Moment, Words
from drugcourt.records.plain_rows import plain, row_of

TABLE = Table(
    "sample",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("words", Words(Matrix), nullable=False),
    Column("day", Date),
    Column("moment", Moment),
    Column("text", String(20), nullable=False, default=""),
    Column("share", Float),
    Column("sure", Boolean, nullable=False, default=False),
    Column("parts", JSON),
    Column("content", LargeBinary),
)
ROWS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 2**53),
        "words": st.sampled_from(list(Matrix)),
        "day": st.none() | st.dates(),
        "moment": st.none() | st.datetimes(timezones=st.just(UTC)),
        "text": st.text(st.characters(exclude_categories=["Cs"])),
        "share": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "sure": st.booleans(),
        "parts": st.none() | st.lists(st.integers() | st.text(max_size=5), max_size=4),
        "content": st.none() | st.binary(max_size=40),
    }
)


@given(ROWS)
def test_a_row_comes_back_through_json_as_it_was(row: dict[str, Any]) -> None:
    written = {name: plain(value, native=True) for name, value in row.items()}
    assert row_of(TABLE, json.loads(json.dumps(written))) == row


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", "tea"), ("words", None), ("day", "2026-02-30"), ("day", 5),
        ("moment", "2026-02-03T10:00:00"), ("text", 5), ("text", None), ("share", "half"),
        ("share", True), ("sure", 1), ("sure", "true"), ("id", True), ("id", 1.5),
        ("parts", "{"), ("content", "not base 64"), ("surplus", 1),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_without_saying_it(column: str, value: Any) -> None:
    written = {"id": 1, "words": "urine", "text": "x", "sure": True, column: value}
    with pytest.raises(NotACourt, match=f"sample|{column}") as refused:
        row_of(TABLE, written)
    assert str(value) not in str(refused.value) or len(str(value)) < 3


def test_missing_columns_get_their_default_or_nothing_and_needed_ones_are_asked_for() -> None:
    assert row_of(TABLE, {"id": 1, "words": "urine"}) == {
        "id": 1, "words": Matrix.URINE, "day": None, "moment": None, "text": "", "share": None,
        "sure": False, "parts": None, "content": None,
    }  # fmt: skip
    with pytest.raises(NotACourt, match="words"):
        row_of(TABLE, {"id": 1})


def test_what_other_programs_read_is_text() -> None:
    assert plain(True, native=False) == "true"
    assert plain(date(2026, 2, 3), native=False) == "2026-02-03"
    assert plain(datetime(2026, 2, 3, tzinfo=UTC), native=False) == "2026-02-03T00:00:00+00:00"
    assert plain(0.1, native=False) == "0.1"
    assert plain(b"a", native=False) == "YQ=="
    assert plain(["é"], native=False) == '["é"]'
