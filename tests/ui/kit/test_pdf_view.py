"""A printed page can be looked at, turned and enlarged."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from drugcourt.errors import Refusal
from drugcourt.ui.kit.pdf_view import PdfPane


def paper(pages: int) -> bytes:
    held = BytesIO()
    canvas = Canvas(held)
    for page in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.drawString(100, 700, f"Page {page + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def pane(qtbot: QtBot) -> PdfPane:
    pane = PdfPane()
    qtbot.addWidget(pane)
    pane.resize(600, 500)
    pane.show()
    return pane


def test_pages_are_counted_and_turned_with_the_keys(qtbot: QtBot, pane: PdfPane) -> None:
    pane.load(paper(3))
    assert pane.page_count() == 3
    qtbot.keyClick(pane, Qt.Key.Key_PageDown)
    assert pane.page() == 1
    pane.go_to(99)
    assert pane.page() == 2
    qtbot.keyClick(pane, Qt.Key.Key_PageUp)
    assert pane.page() == 1


def test_zoom_steps_from_the_fitted_size_and_back(qtbot: QtBot, pane: PdfPane) -> None:
    pane.load(paper(1))
    fitted = pane.zoom()
    qtbot.keyClick(pane, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pane.zoom() == pytest.approx(fitted * 1.2)
    qtbot.keyClick(pane, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pane.zoom() == pytest.approx(fitted, rel=0.05)


def test_a_file_is_shown_and_another_takes_its_place(tmp_path: Path, pane: PdfPane) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(paper(2))
    pane.load(path)
    assert pane.page_count() == 2
    pane.load(paper(1))
    assert pane.page_count() == 1
    pane.clear()
    assert pane.page_count() == 0


@pytest.mark.parametrize("content", [b"", b"not a document"])
def test_what_is_no_document_is_refused_in_a_sentence(pane: PdfPane, content: bytes) -> None:
    with pytest.raises(Refusal, match=r"can't|not a document"):
        pane.load(content)
    assert pane.page_count() == 0


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path, pane: PdfPane) -> None:
    with pytest.raises(Refusal, match="can't be read"):
        pane.load(tmp_path / "gone.pdf")
