"""How a specimen has to be taken, what makes it valid, and for how long a substance is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drugcourt.domain.specimens import Matrix, Substance, Validity
from drugcourt.domain.tone import YesNo


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hours from the notice to the specimen, for one matrix."""

    matrix: Matrix
    hours: float
    origin: str


@dataclass(frozen=True, slots=True)
class CollectionPolicy:
    """The court's own numbers of collection and oversight, each with where it comes from.

    `result_hours` runs from the collection to the result. At least `tests` in any `tests_days`
    before the last phase where the program does not say, and no gap over `gap_days`. Rates look
    `period_days` back, the rotation of panels `rotation_days`. `device_days` is how long a
    continuous device is asked for.
    """

    deadlines: tuple[Deadline, ...]
    result_hours: float
    tests: int
    tests_days: int
    gap_days: int
    period_days: int
    rotation_days: int
    device_days: int
    origins: Mapping[str, str] = field(default_factory=dict)

    def hours(self, matrix: Matrix) -> float | None:
        """Hours from notice to specimen; None where the court has no deadline for the matrix."""
        return next((d.hours for d in self.deadlines if d.matrix is matrix), None)


@dataclass(frozen=True, slots=True)
class Bound:
    """A stretch of numbers; None is no bound on that side. `at_least`, `at_most` belong to it."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None

    def holds(self, value: float) -> bool:
        """Whether the number lies within."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )


@dataclass(frozen=True, slots=True)
class ValidityRule:
    """One reason to call a specimen by a validity: every bound has to hold, and be measured."""

    validity: Validity
    text: str
    basis: str
    bounds: Mapping[str, Bound]
    oxidant: bool = False


@dataclass(frozen=True, slots=True)
class ValidityPolicy:
    """The rules of a matrix in their order; the first that fits speaks.

    `temperature` is what a fresh specimen shows within `temperature_minutes`, in degrees F.
    `needed` are the measures of which at least one is needed to call a specimen valid.
    """

    matrix: Matrix
    rules: tuple[ValidityRule, ...]
    temperature: Bound
    temperature_minutes: int
    temperature_basis: str
    needed: tuple[str, ...]
    valid_basis: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a specimen; None is not measured."""

    creatinine: float | None = None
    specific_gravity: float | None = None
    ph: float | None = None
    temperature: float | None = None
    oxidant: YesNo = YesNo.UNKNOWN


@dataclass(frozen=True, slots=True)
class Window:
    """For how long a substance is usually found after use, in hours; help, never proof.

    `confirmed` is False where the numbers are general knowledge that nobody looked up yet.
    """

    substance: Substance
    matrix: Matrix
    use: str
    shortest: float
    longest: float
    origin: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which level on a substance is positive, in the screen and in the second method.

    `confirmed` as for a window.
    """

    substance: Substance
    matrix: Matrix
    screen: float | None
    confirm: float | None
    unit: str
    origin: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class RatioPolicy:
    """When the creatinine-normalised level of a substance speaks for new use.

    The ratio of a specimen to the one before: at or above `new_use` it speaks for new use, below
    `no_new_use` against it, between the two for neither. Specimens nearer than `least_hours` or
    farther apart than `most_days` are not compared.
    """

    substance: Substance
    new_use: float
    no_new_use: float
    least_hours: float
    most_days: int
    origin: str
    confirmed: bool = True
