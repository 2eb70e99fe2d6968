"""How another program is begun: a handbook that is kept, under a new name and a new short name."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from drugcourt.casework.programs.drafting import Draft
from drugcourt.errors import FieldRefusal
from drugcourt.fields.field import Field

NEW = 0  # the number of a program that is not kept yet; its unsaved edits are found again by it
NAME = Field("name", "Name of the program", required=True, max_length=120)
KEY = Field(
    "key",
    "Short name",
    max_length=40,
    help="It never changes. Left empty, it is made from the name.",
    placeholder="veterans-docket",
)
ASKED = (NAME, KEY)
_LONGEST = 40


def another(text: str, given: dict[str, Any], taken: Collection[str]) -> str:
    """The handbook's text under another name; FieldRefusal for a short name that is taken."""
    name = str(given["name"] or "").strip()
    key = _short(str(given["key"] or "") or name)
    if not key:
        raise FieldRefusal("key", "Give it a short name of small letters and dashes.")
    if key in taken:
        raise FieldRefusal("key", f"“{key}” is a program of this court already; take another one.")
    draft = Draft(text)
    draft.put(("program", "key"), key)
    draft.put(("program", "name"), name)
    return draft.text()


def _short(words: str) -> str:
    bare = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
    return bare[:_LONGEST].rstrip("-")
