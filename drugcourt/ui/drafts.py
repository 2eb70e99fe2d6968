"""Where the window keeps unsaved text: in the encrypted court file, never beside it."""

from __future__ import annotations

from typing import Any

from drugcourt.casework import notes
from drugcourt.workspace import Workspace


class CourtDrafts:
    """The kit's DraftStore over the open court; no account is shown another one's."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def load(self, name: str) -> dict[str, Any] | None:
        """What was typed and not saved, or None."""
        return self._workspace.read(notes.draft, key=self._own(name))

    def save(self, name: str, draft: dict[str, Any]) -> None:
        """Keep what is typed; days are kept as ISO text."""
        self._workspace.perform(notes.keep_draft, key=self._own(name), values=draft)

    def clear(self, name: str) -> None:
        """Forget it: it was saved, or thrown away."""
        if self._workspace.read(notes.draft, key=self._own(name)) is not None:
            self._workspace.perform(notes.drop_draft, key=self._own(name))

    def names(self, begins: str) -> list[str]:
        """The names of this account's drafts that begin so, in order."""
        own = self._own("")
        keys: list[str] = self._workspace.read(notes.draft_keys, begins=own + begins)
        return [key.removeprefix(own) for key in keys]

    def _own(self, name: str) -> str:
        return f"{self._workspace.database.login}/{name}"
