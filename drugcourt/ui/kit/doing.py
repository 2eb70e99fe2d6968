"""What a button, a menu line or a key does: named once, so that each knows whether it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, TypeVar, cast

from PySide6.QtWidgets import QWidget

from drugcourt.domain.tone import Tone

Slot = TypeVar("Slot", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Deed:
    """One act, or with `acts` unset one question, and what is known beforehand of its words."""

    what: Callable[..., Any]
    wanted: Mapping[str, Any] = field(default_factory=dict)
    acts: bool = True


def does(*what: Deed | Callable[..., Any]) -> Callable[[Slot], Slot]:
    """Mark a method with what it does; another method that is marked stands for what that does.

    A button, a menu line that is offered, and a call by a key all go by it: where the role at this
    desk may do none of it, the button and the line are closed with the reason, and a key says it.
    """
    deeds = all_of(what)

    def mark(method: Slot) -> Slot:
        most = method.__code__.co_argcount - 1  # a signal sends more than its slot takes

        @wraps(method)
        def guarded(self: Any, *args: Any, **wanted: Any) -> Any:
            window = window_of(self)
            reason = refusal(window, deeds)
            if reason:
                window.say(reason, Tone.WATCH)
                return None
            return method(self, *args[:most], **wanted)

        guarded.deeds = deeds  # type: ignore[attr-defined]  # how a button finds them
        return cast(Slot, guarded)

    return mark


def deeds_of(slot: object) -> tuple[Deed, ...]:
    """What a slot does, if it was marked: a method, also one with some of its words given."""
    if isinstance(slot, partial):
        return deeds_of(slot.func)
    return getattr(slot, "deeds", ())


def refusal(window: Any, deeds: tuple[Deed, ...]) -> str:
    """Why this desk may do nothing of it, in a sentence; nothing where it may do something."""
    if window is None:
        return ""
    reason = ""
    for deed in deeds:
        reason = window.why_not(deed.what, acts=deed.acts, **deed.wanted)
        if not reason:
            return ""
    return reason


def window_of(thing: Any) -> Any:
    """The window that knows what may be done here; none for what stands in no window yet."""
    if isinstance(thing, QWidget):
        place: QWidget | None = thing
        while place is not None:
            if hasattr(place, "why_not"):
                return place
            place = place.parentWidget()
    for name in ("shell", "_shell", "ask", "_ask", "_asking", "desk"):
        held = getattr(thing, name, None)
        if held is not None and (hasattr(held, "why_not") or hasattr(held, "shell")):
            return held if hasattr(held, "why_not") else window_of(held)
    return None


def all_of(what: Iterable[Deed | Callable[..., Any]]) -> tuple[Deed, ...]:
    """The deeds that are meant: an act, a deed, or what a marked method does."""
    found: list[Deed] = []
    for one in what:
        found += [one] if isinstance(one, Deed) else deeds_of(one) or [Deed(one)]
    return tuple(found)
