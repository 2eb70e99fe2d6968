"""How a slot gets an argument without keeping its widget alive."""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any, cast
from weakref import WeakMethod

from PySide6.QtCore import QObject
from shiboken6 import isValid

from drugcourt.ui.kit.doing import deeds_of


def weakly(method: Callable[..., object], *args: Any) -> Callable[..., None]:
    """A slot that calls `method(*args)` and drops what the signal sends.

    It holds the method's object weakly and does nothing once that object is gone, so a widget
    connected this way is still freed when it closes.
    """
    weak = WeakMethod(cast(MethodType, method))

    def call(*_sent: object) -> None:
        alive = weak()
        if alive is None:
            return
        owner = alive.__self__
        if not isinstance(owner, QObject) or isValid(owner):
            alive(*args)

    call.deeds = deeds_of(method)  # type: ignore[attr-defined]  # a button asks it as the method
    return call
