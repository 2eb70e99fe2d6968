"""What is said over every page: that the server is away, that the history is not the known one."""

from __future__ import annotations

from collections.abc import Callable

from drugcourt.casework.oversight.watch import unlike_of
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.notices import Notices, StatusLine
from drugcourt.workspace import Workspace

SAVED, SAVED_ON_SERVER = "Saved · encrypted", "Saved on the office's server"
AWAY = (
    "The office's server can't be reached just now. What you typed stands here; nothing is saved "
    "until it is back, and what is saved then is saved once. It is tried again by itself."
)
AWAY_SHORT = "Not connected: nothing is saved just now"
BACK = "The office's server is back; everything here is up to date."


class OverPages(Notices):
    """The sentences over the pages, and what the window's status line rests on meanwhile."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.status = StatusLine(SAVED if workspace.is_file else SAVED_ON_SERVER)

    def way_lost(self) -> None:
        """The server is away: said until it is back."""
        self.say(AWAY, Tone.WATCH, key="way", closable=False)
        self.status.rest_on(AWAY_SHORT)

    def way_back(self) -> None:
        """The server answers again."""
        self.take_back("way")
        self.status.rest_on(SAVED_ON_SERVER)
        self.status.say(BACK)

    def say_unlike(self, look: Callable[[], object]) -> None:
        """The history is not the one that this computer has seen: that is said at once."""
        unlike = unlike_of(self._workspace)
        if unlike is not None:
            self.say(unlike.sentence, Tone.ALARM, ("Look at it…", look), key="history")
