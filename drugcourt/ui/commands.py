"""What the window can do by a typed word or from its menu: pages, papers, dialogs, its look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from drugcourt.fields.imports import ImportKind
from drugcourt.reports.catalog import REPORTS
from drugcourt.ui.finder import Command
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import Scheme
from drugcourt.ui.pages import IMPORT_WIZARD, present


def commands(window: Any) -> tuple[Command, ...]:
    """Every command of a window: its pages, what can be imported and printed, its dialogs."""
    entries, acts = window.entries, window.acts
    return (
        *_pages(window),
        _act("New referral…", window.new_referral, words="add candidate person participant"),
        *(_imports(window) if present(IMPORT_WIZARD) else ()),
        *(_reports(window) if "reports" in entries else ()),
        *(
            Command(f"Look: {one.label.lower()}", weakly(acts.choose_theme, one.value), "", "theme")
            for one in Scheme
        ),
        _act("Court details…", acts.show_court_details, words="judge courtroom name settings"),
        _act(
            "Laboratory folder…",
            acts.show_laboratory_folder,
            words="watch hl7 results import files",
        ),
        _act("Backups…", acts.show_backups, words="back up restore copy disk safety"),
        _act(
            "Move this court: file or server…",
            acts.show_move,
            words="postgresql several desks share network migration",
        ),
        _act("Change your password…", acts.change_password, words="account sign in"),
        _act("Second factor…", acts.ask_second_factor, words="code telephone totp account"),
        _act(
            "Screen that others see",
            window.share_screen,
            keys="F12",
            words="share projector presentation hide public",
        ),
        _act("Lock this desk", window.lock, "Ctrl+Shift+L", "leave away screen"),
        _act("Keyboard shortcuts", acts.show_shortcuts, "F1", "help keys"),
        _act("Open another court…", window.open_another, words="file switch"),
        _act("Close court", window.close_court, words="sign out"),
        _act("About", acts.show_about, words="version licence"),
    )


def _pages(window: Any) -> Iterable[Command]:
    return (
        Command(entry.title, weakly(window.open_page, entry.name), entry.keys, f"go {entry.words}")
        for entry in window.entries.values()
        if entry.keys
    )


def _imports(window: Any) -> Iterable[Command]:
    return (
        Command(
            f"Import {kind.label.lower()}…",
            weakly(window.open_import, kind.value),
            words="spreadsheet excel csv file",
        )
        for kind in ImportKind
    )


def _reports(window: Any) -> Iterable[Command]:
    return (
        Command(one.title, weakly(window.open_report, one.key), words=f"report print {one.words}")
        for one in REPORTS
    )


def _act(title: str, method: Callable[[], object], keys: str = "", words: str = "") -> Command:
    """A command that holds its window no longer than the window lives."""
    return Command(title, weakly(method), keys, words)


def menu(window: Any) -> tuple[list[tuple[str, Callable[[], object], str]], ...]:
    """The lines of the window's menu, in groups: what is said, what it does, its key."""
    acts = window.acts
    return (
        [
            ("Court details…", acts.show_court_details, ""),
            ("Laboratory folder…", acts.show_laboratory_folder, ""),
            ("Backups…", acts.show_backups, ""),
            ("File or server…", acts.show_move, ""),
        ],
        [
            ("Change your password…", acts.change_password, ""),
            ("Second factor…", acts.ask_second_factor, ""),
        ],
        [(s.label, weakly(acts.choose_theme, s.value), "") for s in Scheme],
        [("Keyboard shortcuts", acts.show_shortcuts, "F1"), ("About", acts.show_about, "")],
        [
            ("Screen that others see", window.share_screen, "F12"),
            ("Lock this desk", window.lock, "Ctrl+Shift+L"),
            ("Open another court…", window.open_another, ""),
            ("Close court", window.close_court, "Ctrl+W"),
            ("Quit", window.close, "Ctrl+Q"),
        ],
    )
