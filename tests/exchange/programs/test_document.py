from __future__ import annotations

from pathlib import Path

import pytest

from drugcourt.errors import Refusal
from drugcourt.exchange.programs.document import document_data, toml_document
from drugcourt.exchange.programs.files import load_program, program_text, shipped_programs


@pytest.mark.parametrize("path", shipped_programs(), ids=lambda path: path.stem)
def test_a_shipped_program_comes_back_the_same(path: Path) -> None:
    data = document_data(program_text(path))
    written = toml_document(data)
    assert document_data(written) == data
    assert load_program(written) == load_program(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[program\n", "not proper TOML"),
        ("phases = 3\n", "“phases” is not laid out"),
        ("program = []\n", "“program” is not laid out"),
        ("[sober]\neffects = 1\n", "“sober.effects” is not laid out"),
        ("graduation = [1, 2]\n", "“graduation” is not laid out"),
        ('[[phases]]\nkey = "a"\nadvance = "x"\n', "“phases.advance” is not laid out"),
        ("[[graduation]]\nparts = [[1]]\n", "“graduation.parts” is not laid out"),
    ],
)
def test_a_text_without_the_outline_of_a_program_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        document_data(text)


def test_what_is_not_right_yet_is_written_and_read_all_the_same() -> None:
    data = {
        "program": {"key": "x", "month_days": "many"},
        "phases": [{"key": "p", "advance": [{"kind": "all_of", "parts": [{"kind": "sober"}]}]}],
    }
    assert document_data(toml_document(data)) == data
