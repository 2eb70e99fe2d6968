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
        *,
        detail: str = "",
        confirm: str = "Save",
        danger: bool = False,
        columns: int = 1,
        **about: Any,
    ) -> EditDialog:
        """A dialog whose answers, with `about` and the file, are the act's own."""
        return self._on(
            title,
            asked,
            act,
            said,
            values,
            detail=detail,
            confirm=confirm,
            danger=danger,
            columns=columns,
            episode_id=self.episode_id,
            **about,
        )

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
        """The same for an act on a record that stands already; `about` names it."""

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
