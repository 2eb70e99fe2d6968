"""How an exit survey is described: who asked, the sentences to agree with, and three texts."""

from __future__ import annotations

from collections.abc import Iterable

from drugcourt.domain.exits import Agreement, SurveyKind
from drugcourt.fields.field import Field, Kind

ANONYMOUS = Field(
    "anonymous",
    "Anonymous",
    Kind.YES_NO,
    help="Yes: neither the participant nor who asked is kept, and of the day only the month.",
)
TEXTS = (
    Field("helped", "What helped most", Kind.LONG_TEXT, max_length=4000),
    Field("hindered", "What stood in the way", Kind.LONG_TEXT, max_length=4000),
    Field("advice", "What the court should change", Kind.LONG_TEXT, max_length=4000),
)
QUESTION = Field("text", "Question", width=44)
ANSWERS = Field("answers", "Answers", Kind.WHOLE, width=8)
AVERAGE = Field("average", "Average, 1 to 5", Kind.NUMBER, width=10)
AGREE = Field("agree", "Agree, %", Kind.WHOLE, width=8)


def survey(questions: Iterable[tuple[str, str]]) -> tuple[Field, ...]:
    """The form with the court's own questions."""
    return (
        ANONYMOUS,
        Field("taken_on", "Day", Kind.DATE, required=True),
        Field("kind", "How", Kind.CHOICE, choices=SurveyKind, required=True),
        Field("by", "Asked by", max_length=100),
        *(Field(key, text, Kind.CHOICE, choices=Agreement) for key, text in questions),
        *TEXTS,
    )
