"""Boxes, columns, facts and marks keep their words, whatever their length."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from drugcourt.reports.layout import (
    Mark,
    boxed,
    checkboxes,
    fact_grid,
    signature_lines,
    two_columns,
)
from drugcourt.reports.paper import Paper, build
from drugcourt.reports.style import bullets, para, section


def pages_of(*story):
    file = BytesIO()
    build(Paper("Title", "Court"), story, file)
    return [
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.getvalue())).pages
    ]


def test_facts_are_printed_with_their_labels_in_order():
    (text,) = pages_of(fact_grid([("Case", "CR-1"), ("Phase", 3), ("Track", None), ("Judge", "M")]))
    assert text.index("Case") < text.index("CR-1") < text.index("Phase") < text.index("Judge")


def test_two_columns_run_on_over_pages_without_losing_a_word():
    left = [section("Left"), *[para(f"L{number}.") for number in range(120)]]
    right = [para(" ".join(f"R{number}." for number in range(900)))]
    pages = pages_of(para("before"), *two_columns(left, right), para("after"))
    everything = " ".join(pages)
    assert len(pages) > 1
    assert "L0." in pages[0]
    assert "R0." in pages[0]
    assert all(everything.count(f"L{number}.") == 1 for number in range(120))
    assert all(f"R{number}." in everything for number in range(900))
    assert "after" in pages[-1]


def test_a_box_longer_than_a_page_is_split():
    pages = pages_of(boxed([" ".join(f"b{number}." for number in range(3_000)), "<b>end"]))
    assert len(pages) > 1
    assert "b2999." in " ".join(pages)
    assert "<b>end" in pages[-1]


def test_lists_signatures_and_checkboxes_print_their_words():
    (text,) = pages_of(
        *bullets(["<one>", "two"]),
        checkboxes(["Bring pay stubs", ("Sign the consent", True)]),
        signature_lines(["Coordinator", "Date"]),
    )
    for words in ("<one>", "two", "Bring pay stubs", "Sign the consent", "Coordinator", "Date"):
        assert words in text


@pytest.mark.parametrize("verdict", ["met", "unknown", "unmet", "none"])
def test_every_verdict_is_drawn(verdict):
    assert len(pages_of(Mark(verdict))) == 1
