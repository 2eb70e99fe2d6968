"""How far an import is: rows of how many, and whether whoever waits still wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from drugcourt.errors import Refusal

T = TypeVar("T")
EVERY = 500  # rows between two words: often enough to move a bar, seldom enough to cost nothing


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, as a sentence, and how far it is."""

    sentence: str
    done: int
    total: int


class StoppedRefusal(Refusal):
    """Whoever waited wanted no more: the transaction ends, and nothing of it stays."""

    def __init__(self) -> None:
        super().__init__("The import was stopped. Nothing of the file was brought in.")


@dataclass(slots=True)
class Pace:
    """Passed along with the work. `tell` hears every step, on the thread of the work; `stop` may be
    called from any thread and ends the work at its next step, before anything is kept.
    """

    tell: Callable[[Step], object] | None = None
    stopped: bool = False

    def stop(self) -> None:
        """Want no more; too late once the last step was told."""
        self.stopped = True

    def step(self, sentence: str, done: int, total: int) -> None:
        """Say how far it is. Raises StoppedRefusal after `stop`."""
        if self.stopped:
            raise StoppedRefusal
        if self.tell is not None:
            self.tell(Step(sentence, done, total))

    def over(self, rows: Iterable[T], total: int, what: str) -> Iterator[T]:
        """The rows, with a word every so often: `what` is “rows read”."""
        self.step(f"0 of {total:,} {what}", 0, total)
        for done, row in enumerate(rows):
            if done % EVERY == 0 and done:
                self.step(f"{done:,} of {total:,} {what}", done, total)
            yield row

    def watch(self, db: Session) -> None:
        """Say also how far the writing of many rows is, until the act ends."""
        db.info["went_on"] = self._written

    def _written(self, done: int, total: int) -> None:
        self.step(f"{done:,} of {total:,} records written, all or none", done, total)
