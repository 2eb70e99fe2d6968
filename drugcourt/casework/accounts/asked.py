"""Whether a sign-in has to ask who somebody is; told without a key, before the window is painted.

Only light libraries stand here: the sign-in would wait for others.
"""

from __future__ import annotations

from pathlib import Path

from drugcourt.errors import Refusal
from drugcourt.records.key_document import key_file, logins, parsed, read_document


def asks_who(place: Path | str) -> bool:
    """Whether several people have an account; of a court on a server that is not known yet."""
    if isinstance(place, str):
        return True
    try:
        return len(logins(parsed(read_document(place), key_file(place).name))) > 1
    except Refusal:
        return False  # the sign-in says what is wrong, once somebody tries
