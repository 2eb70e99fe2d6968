"""Who belongs in the grid of a day: those scheduled for it, and whom somebody added or pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from drugcourt.casework.specimens import result_entry
from drugcourt.casework.specimens.result_entry import Panel, ToTest
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.grid_model import GridRow
from drugcourt.workspace import Workspace


class DayPeople:
    """Everybody the grid has heard of on its day, and which of them it has offered already: who
    was taken out of the grid does not come back by itself.
    """

    def __init__(self, workspace: Workspace, day: date) -> None:
        self._workspace = workspace
        self.day = day
        self.known: dict[int, ToTest] = {}
        self._offered: set[int] = set()

    def ask_scheduled(self) -> list[ToTest]:
        """Whose test stands scheduled now; known from then on."""
        found = self._workspace.read(result_entry.to_enter, day=self.day)
        self.known |= {person.episode_id: person for person in found}
        return found

    def ask_all_active(self) -> list[ToTest]:
        """Everybody active who has no test of the day yet; known from then on."""
        found = self._workspace.read(result_entry.all_active, day=self.day)
        self.known |= {person.episode_id: person for person in found}
        return found

    def learn(self, episode_ids: Iterable[int]) -> None:
        """Ask again who these are, and what is recorded of them for this day."""
        found = self._workspace.read(
            result_entry.some_to_enter, day=self.day, episode_ids=list(episode_ids)
        )
        self.known |= {person.episode_id: person for person in found}

    def scheduled(self) -> list[int]:
        """Who is known to be scheduled."""
        return [key for key, person in self.known.items() if person.scheduled]

    def not_offered(self, episode_ids: Iterable[int]) -> list[int]:
        """Who of these never stood in the grid."""
        return [key for key in episode_ids if key not in self._offered]

    def offer(self, episode_ids: Iterable[int], *, again: Collection[int] = ()) -> None:
        """These stand in the grid now; those of `again` may come back by themselves."""
        self._offered |= set(episode_ids)
        self._offered -= set(again)

    def fits(self, episode_id: int, panel: Panel) -> bool:
        """Whether the test that is scheduled is of the panel's kind of specimen."""
        return self.known[episode_id].matrix in (None, panel.matrix)

    def rows(self, episode_ids: Iterable[int]) -> list[GridRow]:
        """Their rows, marked where a test of the day is recorded already."""
        return [_row(self.known[key]) for key in episode_ids]

    def elsewhere(self, panel: Panel, shown: Collection[int]) -> str:
        """Who is scheduled for another kind of specimen than the panel's, in one sentence."""
        other = Counter(
            person.matrix.label.lower()
            for key, person in self.known.items()
            if person.scheduled and person.matrix is not None
            if key not in shown and not self.fits(key, panel)
        )
        told = ", ".join(f"{count} for {matrix}" for matrix, count in other.items())
        return f"Also scheduled: {told}. Choose that panel to enter them." if told else ""

    def panel_among(self, panels: Sequence[Panel]) -> Panel | None:
        """The panel most of the day's tests were ordered on, else one for their specimen."""
        scheduled = [self.known[key] for key in self.scheduled()]
        names = Counter(person.panel for person in scheduled if person.panel)
        matrices = Counter(person.matrix for person in scheduled if person.matrix)
        by_name = {panel.name: panel for panel in panels}
        for name, _ in names.most_common():
            if name in by_name:
                return by_name[name]
        for matrix, _ in matrices.most_common():
            if found := next((panel for panel in panels if panel.matrix is matrix), None):
                return found
        return None


def _row(person: ToTest) -> GridRow:
    mark, tone = ("" if person.scheduled else "added"), Tone.PLAIN
    detail = f"{person.detail}, scheduled" if person.scheduled else person.detail
    if person.recorded:
        mark, tone = f"has: {person.recorded.lower()}", Tone.WATCH
        detail = f"{detail}. A test of this day is recorded already: {person.recorded}."
    return GridRow(person.episode_id, person.name, detail, mark, tone)
