"""Whom a row of an import is about: by number, else by name and birth date; never a guess."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.exchange.tables.names import PersonName
from drugcourt.exchange.tables.who import Person as Named
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Alias, Person
from drugcourt.records.search import fold

ANOTHERS = "This number is a participant's, but name or birth date is another's."


@dataclass(frozen=True, slots=True)
class EpisodeSpan:
    """One episode of a person: when it was open for records."""

    id: int
    admitted_on: date | None
    exited_on: date | None


@dataclass(frozen=True, slots=True)
class Match:
    """The person of a row, or the reason why none is taken.

    `doubtful` where somebody on file may be meant, so that nobody new is entered on a guess.
    """

    person_id: int | None
    column: str = ""
    reason: str = ""
    doubtful: bool = False


@dataclass
class Whom:
    """Everybody in the court, by the ways a file may name them."""

    by_reference: dict[str, int]
    by_case: dict[str, set[int]]
    by_name: dict[str, set[int]]
    born: dict[int, date | None]
    episodes: dict[int, list[EpisodeSpan]]

    @classmethod
    def load(cls, db: Session) -> Whom:
        """Read the whole court once."""
        by_reference, by_name = {}, defaultdict(set)
        born: dict[int, date | None] = {}
        columns = (
            Person.id,
            Person.reference,
            Person.family_name,
            Person.given_name,
            Person.birth_date,
        )
        for number, reference, family, given, birth in db.execute(select(*columns)):
            by_reference[fold(reference)] = number
            born[number] = birth
            if family or given:
                by_name[fold(f"{given} {family}")].add(number)
        for person_id, name in db.execute(select(Alias.person_id, Alias.name)):
            by_name[fold(name)].add(person_id)
        by_case = defaultdict(set)
        cases = select(CourtCase.number, Episode.person_id).join(
            Episode, Episode.id == CourtCase.episode_id
        )
        for case_number, person_id in db.execute(cases):
            by_case[fold(case_number)].add(person_id)
        episodes = defaultdict(list)
        spans = select(Episode.person_id, Episode.id, Episode.admitted_on, Episode.exited_on)
        for person_id, number, admitted, exited in db.execute(spans.order_by(Episode.id)):
            episodes[person_id].append(EpisodeSpan(number, admitted, exited))
        return cls(by_reference, dict(by_case), dict(by_name), born, dict(episodes))

    def find(self, named: Named, case_number: str = "") -> Match:
        """The one person this row can mean; with a number given, only the number decides."""
        if named.participant_id:
            key = fold(named.participant_id)
            found = self._by_number(key, named) or self.by_case.get(key, set())
            column = "participant_id"
        elif case_number and fold(case_number) in self.by_case:
            found, column = self.by_case[fold(case_number)], "case_number"
        else:
            return self._by_name(named)
        if len(found) == 1:
            return Match(next(iter(found)))
        reason = (
            "No participant has this number." if not found else "Several people share this number."
        )
        return Match(None, column, reason, doubtful=bool(found))

    def speaks_against(self, person_id: int, named: Named) -> bool:
        """Whether the row's birth date is another's, or its name shares no word with the person's.

        A number with a digit wrong is somebody else's number: then a person has to look.
        """
        born = self.born.get(person_id)
        if named.born and born and named.born != born:
            return True
        own = self._words.get(person_id)
        if named.name is None or not own:
            return False
        name = named.name
        said = set(fold(f"{name.first} {name.middle} {name.last}").split())
        return bool(said) and own.isdisjoint(said)

    @cached_property
    def _words(self) -> dict[int, set[str]]:
        """Every word of every name that a person goes by."""
        words: dict[int, set[str]] = defaultdict(set)
        for name, people in self.by_name.items():
            for person_id in people:
                words[person_id] |= set(name.split())
        return dict(words)

    def namesake(self, named: Named) -> Match | None:
        """For a number nobody has: who bears this name and birth date under another one."""
        if named.name is None or named.born is None:
            return None
        people = {person for person in self._called(named.name) if self.born[person] == named.born}
        if not people:
            return None
        reason = "This name and birth date are on file under another number; compare the two."
        return Match(None, "participant_id", reason, doubtful=True)

    def _by_number(self, key: str, named: Named) -> set[int]:
        """The person of a participant number; a spreadsheet may have eaten its leading zeros.

        Where the row says a name too, that has to agree with a number without its zeros.
        """
        if key in self.by_reference:
            return {self.by_reference[key]}
        if not key.isdecimal():
            return set()
        found = self.by_bare_number.get(key.lstrip("0"), set())
        return found if named.name is None else found & self._called(named.name)

    def _called(self, name: PersonName) -> set[int]:
        """Those of this name; a suffix (Jr) that only one side has written is no other name."""
        bare = self.by_name.get(fold(f"{name.first} {name.last}"), set())
        if not name.suffix:
            return bare
        return bare | self.by_name.get(fold(f"{name.first} {name.last} {name.suffix}"), set())

    @cached_property
    def by_bare_number(self) -> dict[str, set[int]]:
        """Participant numbers of digits only, without their leading zeros."""
        bare: dict[str, set[int]] = defaultdict(set)
        for reference, number in self.by_reference.items():
            if reference.isdecimal():
                bare[reference.lstrip("0")].add(number)
        return dict(bare)

    def _by_name(self, named: Named) -> Match:
        if named.name is None:
            return Match(None, "participant_id", "The row names no participant.")
        people = self._called(named.name)
        if not people:
            return Match(None, "name", "No participant has this name.")
        if named.born is None:
            reason = "A name alone is not enough; add the birth date or the number."
            return Match(None, "born", reason, doubtful=True)
        agreeing = {person for person in people if self.born[person] == named.born}
        if len(agreeing) == 1:
            return Match(next(iter(agreeing)))
        if agreeing:
            return Match(None, "born", "Several people fit this row.", doubtful=True)
        if any(self.born[person] is None for person in people):
            reason = "Somebody of this name is on file without a birth date; enter it there first."
            return Match(None, "born", reason, doubtful=True)
        return Match(None, "born", "The birth date differs from the one on file.")

    def episode(self, person_id: int, day: date) -> EpisodeSpan | None:
        """The episode a record of this day belongs to: the one begun last by then, else the first.

        Screening tests before admission belong to the first episode.
        """
        spans = self.episodes.get(person_id, [])
        begun = [span for span in spans if span.admitted_on is not None and span.admitted_on <= day]
        if begun:
            return max(begun, key=lambda span: (span.admitted_on or date.min, span.id))
        return spans[0] if spans else None
