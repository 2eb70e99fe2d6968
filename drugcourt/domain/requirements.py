"""How a handbook's rules combine, for whom they hold, and where each of them stands.

Numbers that differ between people are said by exceptions (`Requirement.replaces`), so that each
number keeps its own page, or by track, charge level and level of care (`NumberBy`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.dates import Amount
from drugcourt.domain.kinds import Kind
from drugcourt.domain.rule_terms import FreeOf
from drugcourt.domain.treatment import LevelOfCare


@dataclass(frozen=True, slots=True)
class PhaseTasks:
    """Every task of another phase is done by now, judged from the latest stay in it.

    `skip` names requirements that are not looked back at.
    """

    phase: str
    skip: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class NOf:
    """At least `n` of the parts that apply."""

    n: int
    parts: tuple[Requirement, ...]


Rule = Kind | PhaseTasks | AllOf | AnyOf | NOf


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """When something applies; an empty set or None asks nothing, and all that is named has to fit.

    With `any_one` one of them is enough.

    `settings` look at the level of care on the day asked, `entered_at` at the phase of entry,
    `phases` at the present phase, `done` at milestones, `flags` at what is recorded of the person,
    `options` at the choices of the local court under [options]. `happened` asks that one of these
    has happened since entry to the present phase, `returned` that the person is back in a phase or
    was moved back to it. `admitted_from` and `admitted_before` look at the day of admission.
    """

    tracks: frozenset[LegalTrack] = frozenset()
    charge_levels: frozenset[ChargeLevel] = frozenset()
    settings: frozenset[LevelOfCare] = frozenset()
    assigned: str | None = None
    entered_at: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()
    happened: frozenset[FreeOf] = frozenset()
    returned: bool = False
    admitted_from: date | None = None
    admitted_before: date | None = None
    any_one: bool = False


@dataclass(frozen=True, slots=True)
class NumberBy:
    """One number that is another on one track, for one charge level or in one level of care.

    `field` is the rule's key, `value` what stands in its place.
    """

    field: str
    of: LegalTrack | ChargeLevel | LevelOfCare
    value: float | Amount


@dataclass(frozen=True, slots=True)
class Requirement:
    """One sentence of the handbook: a stable key, its words, its source, and the rule behind it.

    It applies when `only_if` fits and `unless` does not. With `replaces` it is an exception: where
    it applies it stands in the place of the requirement with that key, and is judged under it.
    `numbers` are those that differ by track, charge level or level of care, `individual` names
    those that are set for each person: until an override does so, nothing is known.
    `continues`: the duty goes on in the phases after this one, `continues_in` in these of them.
    """

    key: str
    text: str
    basis: str
    rule: Rule
    only_if: OnlyIf | None = None
    unless: OnlyIf | None = None
    replaces: str = ""
    continues: bool = False
    continues_in: frozenset[str] = frozenset()
    individual: frozenset[str] = frozenset()
    numbers: tuple[NumberBy, ...] = ()

    def handed_on_to(self, phase: str) -> bool:
        """Whether the duty goes on in a later phase."""
        return self.continues or phase in self.continues_in
