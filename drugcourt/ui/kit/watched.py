"""How a form knows what was saved by others while it stood open, whatever the window works on."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from drugcourt.errors import Refusal


class Watch(Protocol):
    """What keeps the records: asked when a form is filled, told when it is saved."""

    def seen(self) -> Any: ...
    def saving(self, seen: Any) -> AbstractContextManager[None]: ...


def watch_of(widget: QWidget | None) -> Watch | None:
    """What the window over a dialog works on; nothing where a form stands by itself."""
    while widget is not None:
        watch = getattr(widget, "workspace", None)
        if watch is not None:
            found: Watch = watch
            return found
        widget = widget.parentWidget()
    return None


class Watched:
    """One form's view: what it has seen, and the act that must not overwrite what it has not."""

    def __init__(self, widget: QWidget | None) -> None:
        self._watch = watch_of(widget)
        self._seen: Any = None
        self.look()

    def look(self) -> None:
        """The form was filled just now."""
        try:
            self._seen = self._watch.seen() if self._watch is not None else None
        except Refusal:  # as a desk that is being locked: then the act is refused too
            self._seen = None

    def has_seen(self, number: int) -> None:
        """Both versions were shown to the person: only what comes after is new to them."""
        if self._seen is not None:
            self._seen.number = number

    def saving(self) -> AbstractContextManager[None]:
        """Around the act."""
        if self._watch is None or self._seen is None:
            return nullcontext()
        return self._watch.saving(self._seen)
