"""The editable texts of court papers: read, checked field by field, written, and filled in."""

from __future__ import annotations

import difflib
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.tone import Term
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.exchange.toml_text import toml_pair

FIELDS = {
    "participant": "the participant's name",
    "case_number": "the number of the case",
    "court": "the name of the court",
    "county": "its county",
    "state": "its state",
    "judge": "its judge",
    "admitted": "the day of admission",
    "as_of": "the day of the findings",
    "program": "the handbook and its version",
    "met": "how many requirements are met",
    "asked": "how many are asked",
    "days": "the days in the program",
    "sober_since": "the sober date",
    "sober_days": "the sober days",
    "track": "the legal track",
    "relief": "what is asked for, or ordered",
    "basis": "where the outcome comes from",
    "reduced_to": "to what the charge is reduced",
    "prejudice": "with or without prejudice",
}
ON_CERTIFICATE = {
    "participant": "the graduate's name",
    "court": "the name of the court",
    "county": "its county",
    "state": "its state",
    "judge": "its judge",
    "program": "the name of the program",
    "admitted": "the day of admission",
    "graduated": "the day of graduation",
    "days": "the days in the program",
    "sober_days": "the sober days",
}


class PaperText(Term):
    """The papers whose words a court may make its own."""

    MOTION = "motion", "Motion"
    ORDER = "order", "Order"
    CERTIFICATE = "certificate", "Certificate of completion"

    @property
    def fields(self) -> dict[str, str]:
        """The fields that may stand in braces, with what each is filled with."""
        return ON_CERTIFICATE if self is PaperText.CERTIFICATE else FIELDS


DRAFTED = tuple(
    outcome
    for outcome in CaseOutcome
    if outcome not in (CaseOutcome.CONVICTION_STANDS, CaseOutcome.SENTENCE_IMPOSED)
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

    def closed(self, values: Mapping[str, str]) -> str:
        """The closing line, filled in."""
        return _fill(self.closing, values)


@dataclass(frozen=True, slots=True)
class PaperWords:
    """All the words of one paper: `parts` hold title and relief, by outcome where it has any."""

    paper: PaperText
    paragraphs: tuple[str, ...]
    closing: str
    parts: Mapping[str, tuple[str, str]]

    def wording(self, outcome: CaseOutcome | None = None) -> Wording:
        """The text for an outcome; of a certificate there is one only."""
        part = str(outcome) if outcome is not None else ""
        if part not in self.parts:
            raise _broken(f"resources/policy/{self.paper}.toml", f"the part [{part}] is missing")
        title, relief = self.parts[part]
        return Wording(title, relief, self.paragraphs, self.closing)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each text with the place it stands in, as forms name it."""
        yield "paragraphs", "\n".join(self.paragraphs)
        yield "closing", self.closing
        for part, (title, relief) in self.parts.items():
            yield f"title:{part}", title
            yield f"relief:{part}", relief


def wording(paper: str, outcome: CaseOutcome | None, text: str | None = None) -> Wording:
    """The words for an outcome, of the court's own text or of the shipped file.

    Refusal that names what is wrong in it.
    """
    return paper_words(PaperText(paper), text).wording(outcome)


def paper_words(paper: PaperText, text: str | None = None) -> PaperWords:
    """All words of a paper, from the court's own text, else from the shipped file."""
    whose = f"resources/policy/{paper}.toml" if text is None else f"the court's own {paper}"
    try:
        table = policy_table(str(paper)) if text is None else tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _broken(whose, "it is not a text file of this kind") from problem
    words = _read(paper, table, whose)
    if text is not None and paper is not PaperText.CERTIFICATE:
        # A text that a court kept before an outcome was known has no part for it.
        words = replace(words, parts={**paper_words(paper).parts, **words.parts})
    for _, said in words.texts():
        if wrong := mistake(paper, said):
            raise _broken(whose, wrong)
    return words


def check_words(words: PaperWords) -> None:
    """FieldRefusal at the first text that can't be used: empty, an open brace, a wrong field."""
    for place, said in words.texts():
        if not said.strip() and place.startswith(("title", "paragraphs")):
            raise FieldRefusal(place, "This text can't be empty.")
        if problem := mistake(words.paper, said):
            raise FieldRefusal(place, f"{problem[:1].upper()}{problem[1:]}.")


def words_text(words: PaperWords) -> str:
    """The words as they are kept; `paper_words` reads them back the same."""
    lines = [
        toml_pair("paragraphs", list(words.paragraphs)),
        toml_pair("closing", words.closing),
    ]
    for part, (title, relief) in words.parts.items():
        if part:
            lines += ["", f"[{part}]"]
        lines.append(toml_pair("title", title))
        if part:
            lines.append(toml_pair("relief", relief))
    return "\n".join(lines) + "\n"


def mistake(paper: PaperText, text: str) -> str:
    """What is wrong in one text, with a suggestion; empty when it can be used."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return "a brace { or } is left open; a brace itself is written {{"
    for _, field, form, conversion in parts:
        if field is None or (field in paper.fields and not form and not conversion):
            continue
        near = difflib.get_close_matches(field, paper.fields, 1, 0.6)
        hint = f"did you mean {{{near[0]}}}?" if near else "choose one of those listed"
        return f"{{{field}}} is not a field of this paper; {hint}"
    return ""


def _read(paper: PaperText, table: Mapping[str, Any], whose: str) -> PaperWords:
    paragraphs, closing = table.get("paragraphs"), table.get("closing")
    if not isinstance(paragraphs, list) or not paragraphs:
        raise _broken(whose, "“paragraphs” must be a list of texts")
    parts: dict[str, tuple[Any, Any]] = {}
    if paper is PaperText.CERTIFICATE:
        parts[""] = (table.get("title"), "")
    else:
        for outcome in DRAFTED:
            part = table.get(str(outcome))
            if isinstance(part, dict):
                parts[str(outcome)] = (part.get("title"), part.get("relief"))
    for text in (closing, *paragraphs, *(text for pair in parts.values() for text in pair)):
        if not isinstance(text, str):
            raise _broken(whose, "a title, a relief, a closing or a paragraph is not a text")
    return PaperWords(paper, tuple(paragraphs), str(closing), parts)


def _fill(text: str, values: Mapping[str, str]) -> str:
    return "".join(
        before + ("" if field is None else values.get(field, ""))
        for before, field, _, _ in string.Formatter().parse(text)
    )


def _broken(whose: str, detail: str) -> Refusal:
    return Refusal(
        f"The text {whose} can't be used: {detail}. Correct it or install the program again."
        if whose.endswith(".toml")
        else f"The text of {whose} can't be used: {detail}. Correct it in Program setup."
    )
