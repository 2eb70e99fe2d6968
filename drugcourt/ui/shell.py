"""What a page may ask of the window around it: go somewhere, say something, print something."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.kit.shortcuts import Shortcuts
from drugcourt.workspace import Workspace


class Shell(Protocol):
    """The window as its pages know it. Pages never know each other.

    `layouts` goes to every DataTable: this computer remembers the columns there.
    """

    workspace: Workspace
    shortcuts: Shortcuts
    drafts: CourtDrafts
    layouts: MutableMapping[str, str]

    def open_page(self, name: str) -> None:
        """Show a page by its name: today, docket, participants, testing, reports, programs."""

    def open_participant(self, episode_id: int, tab: str = "overview") -> None:
        """Show a participant's file, at a tab."""

    def open_docket(self, day: date | None = None, session_id: int | None = None) -> None:
        """Show the docket of a day, of one session of it, or of the next session."""

    def open_report(self, report: str, **wanted: Any) -> None:
        """Show the Reports page with this report made for (episode_id, session_day)."""

    def open_import(self, kind: str = "") -> None:
        """Start the import wizard."""

    def open_review(self) -> None:
        """Show the weekly review on the page Office."""

    def new_referral(self) -> None:
        """Open the form of a new referral."""

    def why_not(self, what: Callable[..., Any], /, *, acts: bool = True, **wanted: Any) -> str:
        """Why this desk may not do, or ask, something; nothing where it may."""

    def say(self, sentence: str, tone: Tone = Tone.INFO) -> None:
        """Say something in the window's status line."""

    def window_widget(self) -> QWidget:
        """The widget that dialogs belong to."""
