"""What the window can do by a typed word: its pages, its dialogs, its look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from drugcourt.ui.finder import Command
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import Scheme
from drugcourt.ui.pages import IMPORT_WIZARD, PageEntry, present


def commands(entries: Iterable[PageEntry]) -> tuple[Command, ...]:
    """Every command of a window with these pages; each names a method of the window."""
    named = list(entries)
    names = {entry.name for entry in named}
    found = [
        Command(entry.title, "open_page", (entry.name,), entry.keys, f"go {entry.words}")
        for entry in named
        if entry.keys
    ]
    if "participants" in names:
        found.append(
            Command("New referral…", "new_referral", words="add candidate person participant")
        )
    if present(IMPORT_WIZARD):
        found += [
            Command(f"Import {what}…", "open_import", (kind,), words="spreadsheet excel csv file")
            for kind, what in IMPORTS
        ]
    if "reports" in names:
        found += [
            Command(title, "open_report", (key,), words=f"report print pdf {words}")
            for key, title, words in REPORTS
        ]
    found += [
        Command(f"Look: {scheme.label.lower()}", "choose_theme", (scheme.value,), words="theme")
        for scheme in Scheme
    ]
    return (
        *found,
        Command("Court details…", "show_court_details", words="judge courtroom name settings"),
        Command(
            "Laboratory folder…", "show_laboratory_folder", words="watch hl7 results import files"
        ),
        Command("Backups…", "show_backups", words="back up restore copy disk safety"),
        Command(
            "Move this court: file or server…",
            "show_move",
            words="postgresql several desks share network migration",
        ),
        Command("Change your password…", "change_password", words="account sign in"),
        Command("Second factor…", "ask_second_factor", words="code telephone totp account"),
        Command(
            "Screen that others see",
            "share_screen",
            keys="F12",
            words="share projector presentation hide public",
        ),
        Command("Lock this desk", "lock", keys="Ctrl+Shift+L", words="leave away screen"),
        Command("Keyboard shortcuts", "show_shortcuts", keys="F1", words="help keys"),
        Command("Open another court…", "open_another", words="file switch"),
        Command("Close court", "close_court", words="sign out"),
        Command("About", "show_about", words="version licence"),
    )


def menu(window: Any) -> tuple[list[tuple[str, Callable[[], object], str]], ...]:
    """The lines of the window's menu, in groups: what is said, what it does, its key."""
    return (
        [
            ("Court details…", window.show_court_details, ""),
            ("Laboratory folder…", window.show_laboratory_folder, ""),
            ("Backups…", window.show_backups, ""),
            ("File or server…", window.show_move, ""),
        ],
        [
            ("Change your password…", window.change_password, ""),
            ("Second factor…", window.ask_second_factor, ""),
        ],
        [(s.label, weakly(window.choose_theme, s.value), "") for s in Scheme],
        [("Keyboard shortcuts", window.show_shortcuts, "F1"), ("About", window.show_about, "")],
        [
            ("Screen that others see", window.share_screen, "F12"),
            ("Lock this desk", window.lock, "Ctrl+Shift+L"),
            ("Open another court…", window.open_another, ""),
            ("Close court", window.close_court, "Ctrl+W"),
            ("Quit", window.close, "Ctrl+Q"),
        ],
    )


IMPORTS = (
    ("people", "people"),
    ("tests", "test results"),
    ("attendance", "attendance"),
    ("medications", "medications"),
)
REPORTS = (
    ("progress", "Court progress reports", "judge participant"),
    ("staffing", "Staffing packet", "team meeting agenda"),
    ("bench", "Bench sheets", "judge session"),
    ("minutes", "Staffing minutes", "team meeting decisions"),
    ("docket", "Confidential docket", "session list"),
    ("docket-public", "Public docket", "session list"),
    ("bench-list", "Bench list", "session order"),
    ("transport", "Request for transport", "jail custody list"),
    ("interpreters", "Request for interpreters", "language list"),
    ("slips", "Next-date slips", "participants court date"),
    ("reminder-letters", "Reminder letters", "participants mail"),
    ("eligibility", "Eligibility for dismissal", "ready list"),
    ("dismissal", "Draft motion and order of dismissal", "papers graduation"),
    ("caseload", "Caseload summary", "figures numbers"),
)
