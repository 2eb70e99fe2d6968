"""Words of oversight: how a file was looked at, what was noticed, and where a history ends."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.tone import Term


class Look(Term):
    """How somebody came to see what is known of one participant."""

    OPENED = "opened", "Opened the file"
    JUDGED = "judged", "Asked what is met"
    PRINTED = "printed", "Made a paper"


class Noticed(Term):
    """What touched the court as a whole, for the weekly review."""

    RESTORED = "restored", "A backup was restored"
    BEHIND = "behind", "The history did not match what this computer knew"
    ACCEPTED = "accepted", "The history was accepted as it stands"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the history as it was once seen: the entry's number, its link, and when."""

    entry: int
    link: str
    at: str = ""
