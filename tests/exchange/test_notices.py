"""The statements of 42 CFR 2.32 stand letter for letter: a well-meant edit breaks this test."""

from __future__ import annotations

import hashlib

from drugcourt.exchange.notices import notices


def test_the_short_statement_is_verbatim() -> None:
    assert (
        notices().short
        == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )


def test_no_letter_of_either_statement_has_changed() -> None:
    assert (
        hashlib.sha256(notices().short.encode()).hexdigest()
        == "79fee3d6dff7e052183c61b66bfed589f0f45dcf330bb277e07b396bd12e9774"
    )
    assert (
        hashlib.sha256(notices().long.encode()).hexdigest()
        == "d1ca63c3db2fc7224b299c317e3bae1a5db4beb05e3d0a98e17f521111637f8b"
    )


def test_the_long_statement_has_its_five_paragraphs() -> None:
    paragraphs = notices().long.split("\n\n")
    assert [paragraph[:5] for paragraph in paragraphs] == [
        "This ",
        "(i) F",
        "(ii) ",
        "(iii)",
        "A gen",
    ]
    assert paragraphs[-1].endswith("(see 42 CFR 2.31).")
