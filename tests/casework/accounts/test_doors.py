"""Role times act: what is used by the screens, the commands and the papers is covered and refused
where the role lacks the right, at the door and not only on the screen."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from drugcourt.casework.accounts import doors
from drugcourt.casework.accounts.doors import EVERYTHING, need, need_of
from drugcourt.casework.accounts.own import note_own_password
from drugcourt.casework.accounts.rights import CourtDoor, NotAllowed, may, shipped_rights
from drugcourt.casework.participants.correctable import CORRECTABLE
from drugcourt.casework.participants.corrections import correct_entry
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.domain.accounts import Account, Area, Right, Role
from drugcourt.reports.catalog import REPORTS
from drugcourt.workspace import Workspace

HOUSE = Path(doors.__file__).resolve().parents[2]
DOORS = {"read": 0, "perform": 0, "perform_because": 1, "_perform": 0, "_try": 0, "Settling": 1}
CASEWORK = "drugcourt.casework."


def used() -> Iterator[tuple[str, bool]]:
    """Every act and question of casework that is handed to a door, by its full name."""
    for path in sorted(HOUSE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        known = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            if name not in DOORS or len(node.args) <= DOORS[name]:
                continue
            given = ast.unparse(node.args[DOORS[name]])
            root, _, rest = given.partition(".")
            full = known.get(root, "") + (f".{rest}" if rest else "")
            if full.startswith(CASEWORK):
                yield full, name != "read"


USED = sorted(set(used()))


def function(full: str) -> Callable[..., Any]:
    module, _, name = full.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def test_the_doors_are_many() -> None:
    assert len(USED) > 200


def test_every_act_and_question_that_is_used_has_an_area() -> None:
    uncovered = [full for full, acts in USED if need_of(full, acts=acts) is EVERYTHING]
    assert uncovered == []


def test_every_name_in_the_registry_is_a_function_of_casework() -> None:
    named = {
        *doors._OPEN,
        *doors._DECIDED,
        *doors._ADMINISTERED,
        *doors._OTHER,
        *(full.removeprefix(CASEWORK) for full in doors.OWN),
    }
    for name in named:
        assert callable(function(CASEWORK + name)), name


def test_every_room_of_the_registry_stands() -> None:
    here = {path.stem for path in (HOUSE / "casework").iterdir()}
    assert set(doors.ROOMS) - here == set()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_every_act_and_question_it_has_no_right_to(
    workspace: Workspace, role: Role
) -> None:
    """Called as the screens call them: what is refused is refused before it runs."""
    assert isinstance(workspace.door, CourtDoor)
    rights = shipped_rights()[role]
    workspace.door.account = Account("coordinator", "Somebody", role)
    workspace.door._rights = rights
    refused, let = 0, 0
    for full, acts in USED:
        what = function(full)
        allowed = may(rights, need(what, {}, acts=acts))
        ran: list[int] = []
        try:
            workspace.check(what, {}, acts=acts)
            ran.append(1)
        except NotAllowed:
            pass
        assert bool(ran) is allowed, full
        if not allowed:
            refused += 1
            with pytest.raises(NotAllowed):
                (workspace.perform if acts else workspace.read)(what)
        let += allowed
    if role is Role.COORDINATOR:
        assert refused == 0
    else:
        assert refused > 20
        assert let > 10


def test_a_function_that_no_room_declares_is_for_a_role_that_may_everything(
    workspace: Workspace,
) -> None:
    def peek(db: object) -> int:
        return 1

    assert workspace.read(peek) == 1
    assert isinstance(workspace.door, CourtDoor)
    workspace.door._rights = shipped_rights()[Role.CASE_MANAGER]
    with pytest.raises(NotAllowed, match="may do everything"):
        workspace.read(peek)


def test_every_paper_has_an_area() -> None:
    assert [paper.key for paper in REPORTS if paper.key not in doors.REPORTS] == []


def test_every_kind_of_line_of_the_timeline_has_an_area() -> None:
    assert [entry for entry in Entry if str(entry) not in doors.ENTRIES] == []


def test_every_entry_that_can_be_corrected_is_of_a_room() -> None:
    assert [table for table in CORRECTABLE if table not in doors.KINDS] == []


def test_a_correction_needs_the_right_of_the_room_whose_entry_it_is() -> None:
    found = need(correct_entry, {"table": "medication"}, acts=True)
    assert (found.right, found.areas) == (Right.ENTER, (Area.TREATMENT,))
    assert need(correct_entry, {"table": "something new"}, acts=True) is EVERYTHING


def test_the_timeline_needs_the_areas_of_the_lines_that_are_asked_for() -> None:
    notes = need(timeline, {"entries": frozenset({Entry.NOTE})}, acts=False)
    assert set(notes.areas) == {Area.PEOPLE, Area.NOTES}
    everything = need(timeline, {}, acts=False)
    assert {Area.NOTES, Area.TREATMENT, Area.TESTING, Area.MONEY} <= set(everything.areas)


def test_nobody_looks_after_the_account_of_another() -> None:
    own = need(note_own_password, {"login": "pike"}, acts=True, login="pike")
    other = need(note_own_password, {"login": "alvarez"}, acts=True, login="pike")
    assert own.areas == ()
    assert (other.right, other.areas) == (Right.ADMINISTER, (Area.OFFICE,))


def test_the_shipped_table_lets_no_role_but_two_into_the_office() -> None:
    able = {role for role, rights in shipped_rights().items() if Area.OFFICE in rights}
    assert able == {Role.COORDINATOR, Role.ADMINISTRATOR}


def test_the_evaluator_and_the_administrator_see_nobodys_file() -> None:
    for role in (Role.EVALUATOR, Role.ADMINISTRATOR):
        named = {Area.PEOPLE, Area.NOTES, Area.TREATMENT, Area.TESTING, Area.COURT, Area.STAFFING}
        assert named & set(shipped_rights()[role]) == set()
