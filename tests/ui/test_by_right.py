"""What the role at a desk may not do is off, with the reason, on every page; nothing else is."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import drugcourt.ui
from drugcourt.casework.accounts.doors import need
from drugcourt.casework.accounts.rights import CourtDoor, may, shipped_rights
from drugcourt.domain.accounts import Account, Role
from drugcourt.settings import Settings
from drugcourt.ui.kit.buttons import ByRight
from drugcourt.ui.kit.doing import Deed
from drugcourt.ui.main_window import RIGHTS, MainWindow
from drugcourt.ui.participants.file_menus import add_menu, more_menu
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import candidate, collected, on_docket, participant

UI = Path(drugcourt.ui.__file__).parent
HOUSE = UI.parents[1]
# What no button of a page does: the program by itself, or a dialog that a closed button opens.
ELSEWHERE = {
    "accounts.accounts.drop_second_factor",  # the page Office is for those who administer
    "calendar.dockets.own_docket",
    "courts.amend_court",  # from the window's menu, whose dialog says it
    "disclosures.leaving.cancel_disclosure",
    "disclosures.leaving.record_disclosure",
    "disclosures.leaving.record_without_consent",
    "imports.mappings.keep_mapping",
    "imports.unclear.set_aside",
    "laboratories.unread.set_aside",
    "laboratories.settling.accept_change",
    "laboratories.settling.accept_whole",
    "laboratories.settling.settle_code",
    "laboratories.settling.settle_day",
    "laboratories.settling.settle_value",
    "notes.drop_draft",
    "notes.keep_draft",
    "participants.corrections.correct_entry",  # by the table it is of, in the menu Change…
    "participants.corrections.take_back_entry",
    "staffings.staffings.add_seat",
    "states.set_court_zone",  # beside the making of a calendar file, once
    "staffings.staffings.remove_seat",
    "staffings.staffings.write_addition",
    "today.catch_up",
}


def acts() -> Iterator[str]:
    """Every act of casework."""
    for path in (HOUSE / "drugcourt" / "casework").rglob("*.py"):
        module = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        for made in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(made, ast.FunctionDef) or made.name.startswith("_"):
                continue
            if [one.arg for one in made.args.args[:2]] == ["db", "context"]:
                yield f"{module}.{made.name}"


def named_in_ui() -> Iterator[str]:
    """Every act that a module of the screens names."""
    known_acts = set(acts())
    for path in UI.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        known = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute | ast.Name):
                root, _, rest = ast.unparse(node).partition(".")
                full = known.get(root, "") + (f".{rest}" if rest else "")
                if root in known and full in known_acts:
                    yield full


def told() -> Iterator[str]:
    """Every act that some method of the screens is marked with."""
    for path in UI.rglob("*.py"):
        if path.name == "__main__.py":
            continue
        module = import_module(".".join(path.relative_to(HOUSE).with_suffix("").parts))
        for owner in (module, *(one for _, one in inspect.getmembers(module, inspect.isclass))):
            for method in vars(owner).values():
                for deed in getattr(method, "deeds", ()):
                    if isinstance(deed, Deed):
                        yield f"{deed.what.__module__}.{deed.what.__qualname__}"


def test_every_act_of_the_screens_is_told_to_the_button_that_does_it() -> None:
    silent = set(named_in_ui()) - set(told())
    assert {full.removeprefix("drugcourt.casework.") for full in silent} <= ELSEWHERE


@pytest.fixture
def people(workspace: Workspace) -> int:
    """A participant with a test, on today's docket, and a candidate; the participant's episode."""
    episode = participant(workspace)
    collected(workspace, episode, TODAY)
    on_docket(workspace, TODAY, episode)
    candidate(workspace)
    return episode


def as_role(workspace: Workspace, role: Role) -> None:
    """Somebody of this role sits down at the desk."""
    assert isinstance(workspace.door, CourtDoor)
    workspace.door.account = Account("coordinator", "Somebody", role)
    workspace.door._rights = shipped_rights()[role]


def allowed(role: Role, deeds: tuple[Deed, ...]) -> bool:
    """Whether the table of roles lets the role do any of it."""
    rights = shipped_rights()[role]
    return any(may(rights, need(one.what, one.wanted, acts=one.acts)) for one in deeds)


def looked_at(window: MainWindow, episode: int) -> Iterator[str]:
    """Every page and every tab that the desk may open, one after another."""
    for name in window.entries:
        if name == "file":
            continue
        window.open_page(name)
        page = window._made.get(name)
        if page is None or window.stack.currentWidget() is not page:
            continue  # the role may not read it
        tabs = getattr(page, "tabs", None)
        for place in range(tabs.count()) if tabs is not None else (0,):
            if tabs is not None and not tabs.isTabEnabled(place):
                continue
            if tabs is not None:
                tabs.setCurrentIndex(place)
            yield f"{name} {place}"
    window.open_participant(episode)
    page = window._made.get("file")
    if page is not None and window.stack.currentWidget() is page:
        for place in range(page.tabs.count()):
            if page.tabs.isTabEnabled(place):
                page.tabs.setCurrentIndex(place)
                yield f"file {place}"


def test_for_each_role_what_is_on_may_be_done_and_what_is_refused_says_why(
    workspace: Workspace, people: int, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    closed: dict[Role, set[str]] = {}
    window = MainWindow(workspace, Settings())
    window.show()
    for role in Role:
        as_role(workspace, role)
        window._touched(RIGHTS)
        closed[role] = set()
        for place in looked_at(window, people):
            for button in window.stack.currentWidget().findChildren(QAbstractButton):
                if not (isinstance(button, ByRight) and button.isVisible() and button._deeds):
                    continue
                words = f"{role}: {place}: {button.text()}"
                if not allowed(role, button._deeds):
                    assert not button.isEnabled(), words
                    assert "may not" in button.toolTip(), words
                    closed[role].add(f"{place}: {button.text()}")
                else:
                    assert "may not" not in button.toolTip(), words
    settled()
    window.close()
    assert closed[Role.COORDINATOR] == set()
    assert min(len(closed[role]) for role in (Role.JUDGE, Role.TREATMENT, Role.DEFENSE)) > 20
    assert len(closed[Role.PROBATION]) > 5


def test_lines_of_the_menus_and_keys_go_by_the_same(
    workspace: Workspace, people: int, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    window = MainWindow(workspace, Settings())
    window.show()
    window.open_participant(people)
    file = window.page("file")
    as_role(workspace, Role.TREATMENT)
    lines = {
        line.text().replace("&", ""): line
        for menu in (add_menu(file, file.desk, file.head), more_menu(file, file.desk, file.head))
        for line in menu.actions()
    }
    window.open_page("today")
    window.open_participant(people)  # notes and sessions may be entered: it does not say otherwise
    assert file.notices.banners() == []
    assert lines["Note…"].isEnabled()
    assert lines["Session attended…"].isEnabled()
    assert not lines["Test…"].isEnabled()
    assert "may not" in lines["Test…"].toolTip()
    assert not lines["Fee or payment…"].isEnabled()
    file.do_main()
    assert "may not" in window.status.text()
    assert window.findChildren(type(file)) == [file]  # and no dialog came
    settled()
    window.close()


def test_a_page_turns_a_button_on_and_off_under_the_right(
    workspace: Workspace, people: int, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    as_role(workspace, Role.TREATMENT)
    window = MainWindow(workspace, Settings())
    window.show()
    window.open_participant(people)
    add = window.page("file").main
    add.setEnabled(True)
    assert not add.isEnabled()
    add.setToolTip("Ready")
    assert "may not" in add.toolTip()
    as_role(workspace, Role.COORDINATOR)
    window._touched(frozenset({"role_right"}))
    assert add.isEnabled()
    assert add.toolTip() == "Ready"
    settled()
    window.close()
