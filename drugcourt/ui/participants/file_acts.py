"""What the dialogs of one file share: an act, the fields it asks for, and what was said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from drugcourt.fields.field import Field
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog


@dataclass(frozen=True, slots=True)
class FileActs:
    """The dialogs of one participant's file; a subclass has a method an act."""

    ask: Asking
    episode_id: int

    def _act(
        self,
        title: str,
        asked: Sequence[Field],
        act: Callable[..., Any],
        said: str,
        values: dict[str, Any],
        **more: Any,
    ) -> EditDialog:
        """A dialog of the file as a whole: as `_on`, and the act is told whose file it is."""
        return self._on(title, asked, act, said, values, episode_id=self.episode_id, **more)

    def _on(
        self,
        title: str,
        asked: Sequence[Field],
        act: Callable[..., Any],
        said: str,
        values: dict[str, Any],
        *,
        detail: str = "",
        confirm: str = "Save",
        danger: bool = False,
        columns: int = 1,
        **about: Any,
    ) -> EditDialog:
        """A dialog whose answers, with `about`, are the act's own: `about` names a record, say."""

        def do(given: dict[str, Any]) -> object:
            return self.ask.perform(act, **about, **given)

        return self.ask.open(
            title,
            tuple(asked),
            do,
            said=said,
            values=values,
            detail=detail,
            confirm=confirm,
            danger=danger,
            columns=columns,
        )
