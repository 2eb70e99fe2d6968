"""Where the history of each court was last seen to end, kept on this computer, outside the court.

Nothing of a court or a participant stands here: a court is its random number and a mark of its
place. Who can also write here, with the court's key in hand, is not found out by it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drugcourt.domain.oversight import Anchor
from drugcourt.settings import config_folder

log = logging.getLogger(__name__)

NAME = "anchors.json"


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup took this court's place here: where its history ends, and when it was made."""

    entry: int
    link: str
    made_at: str
    restored_at: str


def mark(court: str, place: object) -> str:
    """The name of a court at a place, which tells neither."""
    place = place.resolve() if isinstance(place, Path) else place
    return hashlib.sha256(f"{court}\n{place}".encode()).hexdigest()[:24]


class Anchors:
    """The anchors of one court on this computer, at its place and at whichever other."""

    def __init__(self, court: str, place: object) -> None:
        self._court = hashlib.sha256(court.encode()).hexdigest()[:24]
        self._place = mark(court, place)

    def here(self) -> list[Anchor]:
        """What was seen at this place, the oldest first; of another place where none was here."""
        kept = _read().get(self._court, {})
        own = _anchors(kept.get("places", {}).get(self._place, {}))
        if own:
            return own
        others = [_anchors(seen) for seen in kept.get("places", {}).values()]
        return max(others, key=lambda seen: seen[-1].entry if seen else 0, default=[])

    def add(self, anchor: Anchor, most: int) -> None:
        """Remember one more, thinning out the older ones; what a disk refuses is only noted."""
        kept = _read()
        seen = kept.setdefault(self._court, {}).setdefault("places", {})
        known = [one for one in _anchors(seen.get(self._place, {})) if one.entry < anchor.entry]
        seen[self._place] = {"seen": [_plain(one) for one in thinned([*known, anchor], most)]}
        _write(kept)

    def begin_anew(self, anchor: Anchor) -> None:
        """Forget what was seen at this place but this one: the history is accepted as it stands."""
        kept = _read()
        court = kept.setdefault(self._court, {})
        court.setdefault("places", {})[self._place] = {"seen": [_plain(anchor)]}
        court.get("restored", {}).pop(self._place, None)
        _write(kept)

    def restored(self, one: Restoring) -> None:
        """Remember that a backup took the court's place here, until the court itself says so."""
        kept = _read()
        court = kept.setdefault(self._court, {})
        told = {"entry": one.entry, "link": one.link, "made_at": one.made_at}
        court.setdefault("restored", {})[self._place] = {**told, "restored_at": one.restored_at}
        _write(kept)

    def restoring(self) -> Restoring | None:
        """The backup that took the court's place here and is not told of in it yet."""
        told = _read().get(self._court, {}).get("restored", {}).get(self._place)
        try:
            return Restoring(**told) if told else None
        except TypeError:
            return None


def thinned(anchors: Sequence[Anchor], most: int) -> list[Anchor]:
    """At most this many: the newest half as they are, of the older ones every second."""
    kept = list(anchors)
    while len(kept) > max(2, most):
        half = len(kept) // 2
        kept = [*kept[:half:2], *kept[half:]] if half > 1 else kept[1:]
    return kept


def _plain(anchor: Anchor) -> list[Any]:
    return [anchor.entry, anchor.link, anchor.at]


def _anchors(kept: Any) -> list[Anchor]:
    with suppress(TypeError, ValueError, AttributeError, KeyError):
        return sorted(
            (Anchor(int(entry), str(link), str(at)) for entry, link, at in kept["seen"]),
            key=lambda one: one.entry,
        )
    return []


def _file() -> Path:
    return config_folder() / NAME


def _read() -> dict[str, Any]:
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(kept: dict[str, Any]) -> None:
    target = _file()
    fresh = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept, indent=1), "utf-8")
        fresh.replace(target)
    except OSError as trouble:
        log.warning("an anchor of the history was not kept: %s", type(trouble).__name__)
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
