"""What the program writes about itself: enough to mend it, and no word about a person."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drugcourt import journal


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    ours = logging.getLogger("drugcourt")
    before = (list(ours.handlers), ours.level, ours.propagate)
    journal.start(tmp_path / "state")
    yield tmp_path / "state" / "drugcourt.log"
    for handler in ours.handlers:
        handler.close()
    ours.handlers, ours.level, ours.propagate = before


def _fail() -> None:
    raise ValueError("Tran, Kevin was born on 1990-03-07")


def test_typed_words_are_hidden_and_kinds_of_error_are_not(written: Path) -> None:
    log = logging.getLogger("drugcourt.somewhere")
    log.warning("could not keep %s for %s after %d tries", "Tran", {"name": "Kevin"}, 3)
    log.warning("trouble: %s", "OperationalError")
    text = written.read_text("utf-8")
    assert "Tran" not in text
    assert "Kevin" not in text
    assert "after 3 tries" in text
    assert "OperationalError" in text


def test_a_traceback_keeps_its_places_and_loses_its_words(written: Path) -> None:
    try:
        _fail()
    except ValueError:
        logging.getLogger("drugcourt.somewhere").exception("a page failed")
    text = written.read_text("utf-8")
    assert "ValueError" in text
    assert "in _fail" in text
    assert "Tran" not in text


def test_the_report_names_versions_and_places_and_nobody() -> None:
    try:
        _fail()
    except ValueError:
        kind, _, trace = sys.exc_info()
        assert kind is not None
        report = journal.report(kind, trace)
    assert "ValueError" in report
    assert "test_journal.py" in report
    assert "PySide6" in report
    assert "Tran" not in report
    assert str(Path.home()) not in report


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    journal.start(blocked / "state")
