"""What the editor of a handbook shows of each entry in a few words."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.programs.draft_slots import Sort, is_requirement, slots
from drugcourt.casework.programs.draft_words import KINDS_IN_WORDS
from drugcourt.casework.programs.drafting import Draft, Path, Table, title_of, value_at
from drugcourt.casework.programs.rule_words import applies, differing, sentence
from drugcourt.domain.cases import CaseOutcome, LegalTrack
from drugcourt.domain.program import Program
from drugcourt.domain.responses import Magnitude
from drugcourt.domain.sober import Effect, SoberEvent
from drugcourt.domain.tone import Term
from drugcourt.exchange.programs.entries import requirement_of
from drugcourt.exchange.programs.exceptions import filled

_HEADINGS = {
    "milestones": "A milestone",
    "outcomes": "What becomes of a case",
    "responses": "A response of the court",
    "program": "The program",
    "options": "What the local court chose",
}


def heading(draft: Draft, path: Path) -> str:
    """What is edited here, over the form."""
    if is_requirement(path):
        return "One part of it" if path[-2] == "parts" else "What is asked"
    if path[0] == "phases":
        return f"Phase {int(path[1]) + 1}"
    if path[0] == "sober":
        return "The sober clock" if len(path) == 1 else "An exception of the sober clock"
    return _HEADINGS[str(path[0])]


def rule_in_words(draft: Draft, path: Path, program: Program | None) -> str:
    """The rule of a requirement as everybody reads it; "" while it can't be read."""
    return entry_in_words(draft.full(path), program) if is_requirement(path) else ""


def entry_in_words(entry: Table, program: Program | None) -> str:
    """The rule of an entry that is written out in full, and whom it is for."""
    asked = requirement_of(entry)
    if asked is None:
        return ""
    said = (sentence(asked.rule, program), differing(asked), applies(asked.only_if))
    return " ".join(part for part in said if part)


class Views:
    """Titles and details of the entries of one state of a draft."""

    def __init__(self, draft: Draft, program: Program | None) -> None:
        self._data, self._full, self._program = draft.data, filled(draft.data), program

    def words(self, path: Path) -> tuple[str, str]:
        """Title and detail of an entry."""
        entry = value_at(self._data, path) or {}
        if is_requirement(path):
            full = value_at(self._full, path) or {}
            kind = KINDS_IN_WORDS.get(str(full.get("kind")), "")
            rule = "" if full.get("parts") else entry_in_words(full, self._program)
            return str(full.get("text") or kind), rule or kind
        if path[0] == "phases":
            return f"{int(path[1]) + 1} {title_of(entry)}", self._expectations(path, entry)
        if path[0] == "outcomes":
            ends = _label(CaseOutcome, entry.get("outcome"))
            return _label(LegalTrack, entry.get("track")), ends
        if path[0] == "responses":
            jail = " · jail" if entry.get("jail") else ""
            return title_of(entry), f"{_label(Magnitude, entry.get('magnitude'))}{jail}"
        if path[:2] == ("sober", "rules"):
            nth = entry.get("nth", 1)
            since = f", from number {nth} on" if nth != 1 else ""
            return (
                f"{_label(SoberEvent, entry.get('event'))}{since}",
                _label(Effect, entry.get("effect")),
            )
        if path[0] == "sober":
            return "How days are counted", str(entry.get("origin", ""))
        if path[0] == "options":
            chosen = [name.replace("_", " ") for name, yes in entry.items() if yes]
            return _HEADINGS["options"], ", ".join(chosen) or "Nothing chosen"
        if path[0] == "program":
            return str(entry.get("name", "")), str(entry.get("state", ""))
        return title_of(entry), str(entry.get("basis", ""))

    def _expectations(self, path: Path, entry: Table) -> str:
        told = [
            f"{slot.label}: {entry[slot.name]}"
            for slot in slots(path)
            if slot.sort in (Sort.AMOUNT, Sort.NUMBER, Sort.WHOLE) and slot.name in entry
        ]
        return " · ".join(told)


def _label(terms: type[Term], value: Any) -> str:
    try:
        return terms(value).label
    except ValueError:
        return str(value or "")
