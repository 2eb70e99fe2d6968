"""Names are split as courts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.exchange.tables.names import PersonName, split_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tran, Kevin", PersonName("Kevin", "Tran")),
        ("Tran, Kevin M", PersonName("Kevin", "Tran", "M")),
        ("Kevin Tran", PersonName("Kevin", "Tran")),
        ("Kevin M. Tran", PersonName("Kevin", "Tran", "M.")),
        ("De la Cruz, Maria Elena", PersonName("Maria", "De la Cruz", "Elena")),
        ("Maria Elena de la Cruz", PersonName("Maria", "de la Cruz", "Elena")),
        ("Smith Jr., John", PersonName("John", "Smith", "", "Jr.")),
        ("Smith, Jr, John Paul", PersonName("John", "Smith", "Paul", "Jr")),
        ("John Smith III", PersonName("John", "Smith", "", "III")),
        ("John Smith, Jr.", PersonName("John", "Smith", "", "Jr.")),
        ("Smith, John III", PersonName("John", "Smith", "", "III")),
        ("  O’Brien ,  Zoë ", PersonName("Zoë", "O’Brien")),
        ("Prince", PersonName("", "Prince")),
    ],
)
def test_a_written_name_falls_into_its_parts(text: str, name: PersonName) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize("text", ["", "  ", ",", "123", "--"])
def test_no_name_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        split_name(text)


@given(text=st.text(max_size=60))
def test_any_text_is_a_name_or_a_reason(text: str) -> None:
    try:
        name = split_name(text)
    except ValueError:
        return
    assert name.first or name.last
