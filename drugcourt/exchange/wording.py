"""The editable texts of court papers: read, checked field by field, and filled in."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass

from drugcourt.domain.terms import CaseOutcome
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

FIELDS = frozenset(
    {
        "participant",
        "case_number",
        "court",
        "county",
        "state",
        "admitted",
        "as_of",
        "program",
        "met",
        "asked",
        "days",
        "sober_since",
        "sober_days",
        "track",
        "relief",
        "basis",
    }
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One paper's text for one outcome of a case; fields stand in braces."""

    title: str
    relief: str
    paragraphs: tuple[str, ...]
    closing: str

    def filled(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """The paragraphs with their fields filled in; the values stay as they are."""
        whole = {**values, "relief": _fill(self.relief, values)}
        return tuple(_fill(paragraph, whole) for paragraph in self.paragraphs)


def wording(paper: str, outcome: CaseOutcome) -> Wording:
    """The text of `motion` or `order` for an outcome; Refusal that names what is wrong in it."""
    table = policy_table(paper)
    part = table.get(str(outcome))
    if not isinstance(part, dict):
        raise _broken(paper, f"the part [{outcome}] is missing")
    paragraphs = table.get("paragraphs")
    if not isinstance(paragraphs, list) or not paragraphs:
        raise _broken(paper, "“paragraphs” must be a list of texts")
    texts = [part.get("title"), part.get("relief"), table.get("closing"), *paragraphs]
    for text in texts:
        if not isinstance(text, str):
            raise _broken(paper, "a title, a relief, a closing or a paragraph is not a text")
        _check(paper, text)
    title, relief, closing, *rest = texts
    return Wording(title, relief, tuple(rest), closing)


def _check(paper: str, text: str) -> None:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as problem:
        raise _broken(paper, "a brace { or } is left open; a brace itself is written {{") from (
            problem
        )
    for _, field, form, conversion in parts:
        if field is not None and (field not in FIELDS or form or conversion):
            raise _broken(paper, f"{{{field}}} is not a field; the file's head lists them")


def _fill(text: str, values: Mapping[str, str]) -> str:
    return "".join(
        before + ("" if field is None else values.get(field, ""))
        for before, field, _, _ in string.Formatter().parse(text)
    )


def _broken(paper: str, detail: str) -> Refusal:
    return Refusal(
        f"The text resources/policy/{paper}.toml can't be used: {detail}. "
        "Correct it or install the program again."
    )
