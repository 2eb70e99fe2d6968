"""With what a new entry of a handbook begins, which kinds there are, and what a removal takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from drugcourt.casework.programs.draft_words import KINDS_IN_WORDS, STARTS
from drugcourt.casework.programs.drafting import Draft, Path, prefix, title_of
from drugcourt.domain.cases import CaseOutcome, LegalTrack
from drugcourt.domain.dates import counted
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.signals import weakly


def kinds_menu(owner: QWidget, place: QPoint, chosen: Callable[..., object], path: Path) -> Menu:
    """Offer the kinds of requirement; `chosen(path, kind)` is a bound method."""
    menu = Menu(owner)
    menu.setAccessibleName("Kinds of requirement")
    for kind, words in KINDS_IN_WORDS.items():
        menu.addAction(words).triggered.connect(weakly(chosen, path, kind))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
    menu.setActiveAction(menu.actions()[0])
    return menu


def new_requirement(draft: Draft, path: Path, kind: str) -> dict[str, Any]:
    """A requirement of a kind, ready to be filled in; its key is its own from now on."""
    words = KINDS_IN_WORDS[kind]
    entry: dict[str, Any] = {
        "key": draft.free_key(kind, prefix((*path, 0))),
        "text": words,
        "kind": kind,
        **STARTS.get(kind, {}),
    }
    first = {"milestone": "milestones", "phase_tasks": "phases"}.get(kind)
    if first is not None:
        name = "milestone" if kind == "milestone" else "phase"
        keys = draft.keys(first)
        entry[name] = keys[0][0] if keys else ""
    if kind in ("all_of", "any_of", "n_of"):
        key = draft.free_key("decision", f"{entry['key']}.")
        entry["parts"] = [
            {"key": key, "text": KINDS_IN_WORDS["decision"], "kind": "decision", "by": "team"}
        ]
    return entry


def new_entry(draft: Draft, path: Path) -> dict[str, Any]:
    """A phase, milestone, outcome, response or exception, ready to be filled in."""
    name = str(path[0])
    if name == "phases":
        number = len(draft.at(("phases",)) or []) + 1
        return {"key": draft.free_key(f"phase {number}"), "name": f"Phase {number}"}
    if name == "milestones":
        return {"key": draft.free_key("milestone"), "title": "A milestone"}
    if name == "outcomes":
        taken = {entry.get("track") for entry in draft.at(("outcomes",)) or []}
        free = next((t for t in LegalTrack if t.value not in taken), LegalTrack.DIVERSION)
        return {"track": free.value, "outcome": CaseOutcome.DISMISSED.value}
    if name == "responses":
        return {"family": str(path[1]), "title": "A response", "magnitude": "low"}
    return {"event": "missed", "effect": "nothing"}


def phase_goes(phase: dict[str, Any], inside: int) -> str:
    """What is asked before a phase is removed; `inside` people are in it now."""
    count = counted(len(phase.get("advance", [])), "requirement")
    said = f"The phase “{title_of(phase)}” goes, with {count}. "
    if inside:
        people = counted(inside, "participant is", "participants are")
        said += f"{people} in it now and can’t be moved to a version without it. "
    return said + "Undo brings it back."
