"""Which columns of cards each tab of the editor has."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.programs.drafting import Draft, Path, requirements
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.dates import counted
from drugcourt.domain.responses import ResponseFamily
from drugcourt.ui.programs.draft_board import ColumnPlan


def phases_plan(draft: Draft) -> list[ColumnPlan]:
    """A column for each phase, and where another is added."""
    found = [_phase(draft, n) for n in range(len(draft.at(("phases",)) or []))]
    last = found[-1]
    more = (*last.adds, (("phases",), "Add a phase"))
    return [*found[:-1], ColumnPlan(last.title, last.head, last.entries, more)]


def _phase(draft: Draft, n: int) -> ColumnPlan:
    path: Path = ("phases", n)
    inside = tuple(p for p, _entry in requirements(draft.data) if p[:2] == path)
    add = ((*path, "advance"), "Add a requirement")
    return ColumnPlan(f"Phase {n + 1}", path, inside, (add,))


def graduation_plan(draft: Draft) -> list[ColumnPlan]:
    """What graduation takes, the milestones, and what becomes of the case."""
    inside = tuple(p for p, _entry in requirements(draft.data) if p[0] == "graduation")
    return [
        ColumnPlan("Graduation", None, inside, ((("graduation",), "Add a requirement"),)),
        _list(draft, "milestones", "Milestones", "Add a milestone"),
        _list(draft, "outcomes", "What becomes of the case", "Add a legal track", len(LegalTrack)),
    ]


def clock_plan(draft: Draft) -> list[ColumnPlan]:
    """How days are counted, and the exceptions from what an event does."""
    rules = draft.at(("sober", "rules")) or []
    entries = tuple(("sober", "rules", n) for n in range(len(rules)))
    add = (("sober", "rules"), "Add an exception")
    return [ColumnPlan("Counting and exceptions", ("sober",), entries, (add,))]


def responses_plan(draft: Draft) -> list[ColumnPlan]:
    """A column for each family."""
    items: list[dict[str, Any]] = draft.at(("responses",)) or []
    known = {family.value for family in ResponseFamily}
    found = []
    for family in ResponseFamily:
        entries = tuple(
            ("responses", n)
            for n, item in enumerate(items)
            if item.get("family") == family.value
            or (item.get("family") not in known and family is ResponseFamily.INCENTIVE)
        )
        add = (("responses", family.value), f"Add to {family.label.lower()}s")
        found.append(ColumnPlan(f"{family.label}s", None, entries, (add,)))
    return found


def program_plan(draft: Draft) -> list[ColumnPlan]:
    """What is said of the program as a whole, and the choices it leaves to the local court."""
    choices: tuple[Path, ...] = (("options",),) if draft.at(("options",)) else ()
    return [ColumnPlan("The program", ("program",), choices)]


def _list(draft: Draft, name: str, title: str, words: str, most: int | None = None) -> ColumnPlan:
    entries = tuple((name, n) for n in range(len(draft.at((name,)) or [])))
    full = most is not None and len(entries) >= most
    return ColumnPlan(title, None, entries, () if full else (((name,), words),))


def where(path: Path) -> str:
    """The place of a mistake in words: `Phase 2`, `Graduation`, `Sober clock`."""
    if path[:1] == ("phases",) and len(path) > 1:
        return f"Phase {int(path[1]) + 1}"
    names = {
        "graduation": "Graduation",
        "milestones": "Milestones",
        "outcomes": "What becomes of the case",
        "sober": "Sober clock",
        "responses": "Responses",
    }
    return names.get(str(path[0]) if path else "", "The program")


def said_of(count: int) -> str:
    """How many mistakes there are, in a few words."""
    return counted(count, "mistake") if count else "No mistakes"
