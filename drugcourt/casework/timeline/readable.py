"""Which lines of the timeline this desk may read: a role sees those of its own areas."""

from __future__ import annotations

from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.workspace import Workspace


def readable(workspace: Workspace, chosen: frozenset[Entry] = frozenset()) -> frozenset[Entry]:
    """The kinds to ask for: those that were chosen, or all, as far as the role may read them.

    Empty means all, as it does for the question.
    """
    allowed = frozenset(
        entry
        for entry in Entry
        if not workspace.why_not(timeline, acts=False, entries=frozenset({entry}))
    )
    if len(allowed) == len(Entry):
        return chosen
    return (chosen & allowed) or allowed
