"""How a field is described, once, for the form, the table, the paper, the import and the export."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from drugcourt.domain.tone import Term


class Kind(Term):
    """What sort of value a field holds; decides editor, alignment, cell text and export type."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"  # whole cents
    DATE = "date"
    MOMENT = "moment"  # an aware datetime in UTC
    YES_NO = "yes_no"  # bool or None
    CHOICE = "choice"  # a Term of `choices`
    SEVERAL = "several"  # several Terms of `choices`, as a list
    PERSON = "person"  # a participant, picked by search; holds the episode id
    PHONE = "phone"
    SECRET = "secret"  # noqa: S105  # a word: dots on the screen, taken as typed, in no draft


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `key` is the attribute of the row or record, `synonyms` are heading words an
    import may meet (compared without case, spaces or punctuation). `sortable` names the sort key
    that the question understands; empty when the column cannot be sorted in SQL.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    required: bool = False
    choices: type[Term] | None = None
    max_length: int = 200
    width: int = 12
    synonyms: tuple[str, ...] = ()
    sortable: str = ""
    placeholder: str = ""
    tones: dict[Any, Any] = field(default_factory=dict)
