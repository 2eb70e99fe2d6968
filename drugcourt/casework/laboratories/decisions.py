"""What people decided before about a laboratory's numbers, codes and values, and whom it means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.whom import ANOTHERS, Whom
from drugcourt.domain.specimens import AnalyteResult, Validity
from drugcourt.exchange.laboratories.reports import Patient
from drugcourt.exchange.tables.names import PersonName
from drugcourt.exchange.tables.results import ResultWord
from drugcourt.exchange.tables.who import Person as Named
from drugcourt.records.laboratories import LaboratoryMeaning, LaboratoryPerson
from drugcourt.records.people import Person
from drugcourt.records.search import fold

CODE, VALUE = "code", "value"
NO_RESULT = "no_result"


@dataclass(slots=True)
class Decisions:
    """Everything that was settled once, read once for a whole file."""

    whom: Whom
    people: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    values: dict[str, dict[str, ResultWord]] = field(default_factory=lambda: defaultdict(dict))
    families: dict[int, str] = field(default_factory=dict)

    @classmethod
    def load(cls, db: Session, whom: Whom | None = None) -> Decisions:
        """Read what is kept for every laboratory."""
        found = cls(whom or Whom.load(db))
        columns = (
            LaboratoryPerson.laboratory,
            LaboratoryPerson.lab_number,
            LaboratoryPerson.person_id,
        )
        for laboratory, number, person_id in db.execute(select(*columns)):
            found.people[(laboratory, number)] = person_id
        for meaning in db.scalars(select(LaboratoryMeaning)):
            if meaning.kind == CODE:
                found.codes[meaning.laboratory][meaning.key] = meaning.meaning
            else:
                found.values[meaning.laboratory][meaning.key] = word_of(meaning.meaning)
        for person_id, family in db.execute(select(Person.id, Person.family_name)):
            found.families[person_id] = fold(family)
        return found

    def person(self, laboratory: str, patient: Patient) -> tuple[int | None, str]:
        """The one person meant, by a saved number or by the court's own; else why nobody is taken.

        A number of the court counts only where neither name nor birth date speaks against it; mere
        digits need one of them to speak for it, for laboratories count from one as courts do.
        """
        if patient.lab_number:
            known = self.people.get((laboratory, patient.lab_number))
            if known is not None:
                return known, ""
        for number in patient.numbers:
            found = self._by_number(number)
            if found is None:
                continue
            agrees = self._agrees(found, patient)
            if agrees or (agrees is None and not number.isdecimal()):
                return found, ""
            if agrees is False:
                return None, "Its number is a participant's, but name or birth date is another's."
        if not patient.lab_number and not patient.name:
            return None, "The report names nobody."
        return None, "The laboratory's number for this person has not been matched yet."

    def by_court(self, laboratory: str, patient: Patient) -> tuple[int | None, str]:
        """As `person`, for a table whose number is the court's own by its column map.

        Where the number is a participant's and nothing speaks against it, that decides.
        """
        name = PersonName(patient.given, patient.family) if patient.name else None
        named = Named(patient.lab_number, name, patient.born)
        match = self.whom.find(named)
        against = match.person_id is not None and self.whom.speaks_against(match.person_id, named)
        if match.person_id is not None and not against:
            return match.person_id, ""
        known = self.people.get((laboratory, patient.lab_number)) if patient.lab_number else None
        if known is not None:
            return known, ""
        return None, ANOTHERS if against else match.reason

    def _by_number(self, number: str) -> int | None:
        key = fold(number)
        found = {self.whom.by_reference[key]} if key in self.whom.by_reference else set()
        found = found or self.whom.by_case.get(key, set())
        return next(iter(found)) if len(found) == 1 else None

    def _agrees(self, person_id: int, patient: Patient) -> bool | None:
        """Whether name and birth date fit; None where report or court does not say them."""
        born, family = self.whom.born.get(person_id), self.families.get(person_id, "")
        said: list[bool] = []
        if patient.born and born:
            said.append(patient.born == born)
        if patient.family and family:
            said.append(fold(patient.family) == family)
        return all(said) if said else None


def word_of(meaning: str) -> ResultWord:
    """What a saved value means: a result, a validity, or nothing at all."""
    if meaning == NO_RESULT:
        return ResultWord(result=AnalyteResult.NOT_REPORTED)
    if meaning in {item.value for item in AnalyteResult}:
        return ResultWord(result=AnalyteResult(meaning))
    return ResultWord(validity=Validity(meaning))
