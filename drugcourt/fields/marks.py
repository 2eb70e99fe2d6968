"""How it is described what was assigned to a participant, and what else is recorded of them."""

from __future__ import annotations

from collections.abc import Iterable

from drugcourt.fields.field import Field, Kind

WHY = Field("why", "Why", Kind.LONG_TEXT, max_length=1000, help="The history keeps it.")
LONGEST = 90  # letters of the sentence under a question


def marks(asked: Iterable[tuple[str, str, str]]) -> tuple[Field, ...]:
    """A yes or no for each (key, words, sentence of the program), and the reason."""
    return (*(Field(key, words, Kind.YES_NO, help=_cut(text)) for key, words, text in asked), WHY)


def _cut(text: str) -> str:
    if not text:
        return "The program does not ask about it any more."
    said = f"Asked by: {text}"
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
