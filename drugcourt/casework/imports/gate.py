"""What every dated row of an import has to pass: a known person, a day that has come, no repeat."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from drugcourt.casework.imports.lines import Difference, Line, Verdict
from drugcourt.casework.imports.whom import ANOTHERS, Match, Whom
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.who import Person


@dataclass(slots=True)
class Gate:
    """Collects the lines of the preview; a row that does not pass becomes a rejected line.

    `column` is the field that holds the day, `noun` the thing a row is ("test"). With `links`
    (whose a number is, as people decided) a row about nobody known is not turned away: it is noted
    in `unmatched`, by its number, with the column that names nobody.
    """

    whom: Whom
    today: date
    column: str
    noun: str
    lines: list[Line] = field(default_factory=list)
    _seen: dict[Hashable, int] = field(default_factory=dict)
    links: dict[str, int] | None = None
    unmatched: dict[int, str] = field(default_factory=dict)
    _refused: set[RowProblem] = field(default_factory=set)

    def episode(self, row: int, who: Person, day: date) -> int | None:
        """The episode the row belongs to; None after the row was turned away."""
        match = self.whom.find(who)
        if self.links is not None and self._is_anothers(match, who):
            match = Match(None, "participant_id", ANOTHERS, doubtful=True)
        if match.person_id is None and self.links is not None:
            known = self.links.get(who.participant_id)
            if known is None:
                self.unmatched[row] = match.column
                return None
            match = Match(known)
        if match.person_id is None:
            self.refuse(row, who, match.column, "person", match.reason)
            return None
        if day > self.today:
            reason = f"The date of this {self.noun} has not come yet."
            self.refuse(row, who, self.column, "date", reason)
            return None
        span = self.whom.episode(match.person_id, day)
        if span is None:
            reason = "This person has no episode in the court."
            self.refuse(row, who, "participant_id", "person", reason)
            return None
        return span.id

    def _is_anothers(self, match: Match, who: Person) -> bool:
        return match.person_id is not None and self.whom.speaks_against(match.person_id, who)

    def first_time(self, row: int, who: Person, key: Hashable) -> bool:
        """Whether the file brings this for the first time; a repeat is turned away."""
        earlier = self._seen.setdefault(key, row)
        if earlier != row:
            reason = f"The same {self.noun} stands in row {earlier:,}."
            self.refuse(row, who, self.column, "duplicate", reason)
            return False
        return True

    def refuse(self, row: int, who: Person, column: str, kind: str, reason: str) -> None:
        """Turn the row away, with the reason; a row of many sessions gives each reason once."""
        problem = RowProblem(row, column, kind, reason)
        if problem in self._refused:
            return
        self._refused.add(problem)
        self.lines.append(Line(row, Verdict.REJECTED, who.participant_id, reason, problem=problem))

    def new(self, row: int, who: Person, text: str) -> None:
        """The row brings something new."""
        self.lines.append(Line(row, Verdict.NEW, who.participant_id, text))

    def known(self, row: int, who: Person, text: str, found: tuple[Difference, ...]) -> bool:
        """The row is on file; whether it changes anything there."""
        verdict = Verdict.CHANGED if found else Verdict.UNCHANGED
        self.lines.append(Line(row, verdict, who.participant_id, text, found))
        return bool(found)
