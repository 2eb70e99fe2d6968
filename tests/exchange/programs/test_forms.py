"""The page on program files names every key, and every word, that a program file may have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from drugcourt.domain.program import OnlyIf, SoberEvent, SoberRule
from drugcourt.domain.tone import Term
from drugcourt.exchange.programs.forms import (
    KINDS,
    SENTENCE_KEYS,
    HeadForm,
    MilestoneForm,
    OnlyIfForm,
    OutcomeForm,
    PhaseForm,
    ResponseForm,
    SoberForm,
    SoberRuleForm,
    keys_of,
)

PAGE = (Path(__file__).parents[3] / "docs" / "programs.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`\n]+)`|^ {4,}(.+)$", re.MULTILINE)


def named(text: str) -> set[str]:
    """Every word that stands in the text as code."""
    found = (inline or block for inline, block in _CODE.findall(text))
    return {word for part in found for word in re.findall(r"[a-z_]+", part)}


def section(kind: str) -> str:
    """The part of the page that is about a kind."""
    parts = re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]
    said = re.compile(rf"\A.*`{kind}`|^- (?:`[a-z_]+`, )*`{kind}`", re.MULTILINE)
    return next(part for part in parts if said.search(part))


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_stands_where_the_kind_is_told(kind: str) -> None:
    own = {key for key in keys_of(kind) if key not in SENTENCE_KEYS and not key.endswith("_by")}
    assert own - named(section(kind)) == set()


@pytest.mark.parametrize(
    "table",
    [
        HeadForm,
        SoberForm,
        SoberRuleForm,
        PhaseForm,
        MilestoneForm,
        OutcomeForm,
        ResponseForm,
        OnlyIfForm,
    ],
)
def test_every_key_of_a_table_is_told(table: type[BaseModel]) -> None:
    assert set(table.model_fields) - named(PAGE) == set()


def test_every_key_that_all_requirements_share_is_told() -> None:
    assert set(SENTENCE_KEYS) - named(PAGE) == set()


def lists(hint: Any) -> list[type[Term]]:
    """The lists of words that a key may take from."""
    if isinstance(hint, type):
        return [hint] if issubclass(hint, Term) else []
    return [found for part in get_args(hint) for found in lists(part)]


def test_every_word_that_a_key_may_take_is_told() -> None:
    hints = (get_type_hints(cls) for cls in (*KINDS.values(), OnlyIf, SoberRule))
    known = {term for found in hints for hint in found.values() for term in lists(hint)}
    words = {str(word) for term in known for word in term}
    assert words - named(PAGE) - {SoberEvent.PENDING, "unknown"} == set()
