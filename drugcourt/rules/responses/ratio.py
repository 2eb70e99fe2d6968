"""How incentives stand against sanctions, and how soon an answer came: counts made into figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from drugcourt.domain.responses import ResponseFamily


@dataclass(frozen=True, slots=True)
class Balance:
    """Responses of the three families; adjustments stand beside the ratio, never in it."""

    incentives: int = 0
    sanctions: int = 0
    adjustments: int = 0

    @property
    def per_sanction(self) -> float | None:
        """Incentives for each sanction; None where there is no sanction to divide by."""
        return self.incentives / self.sanctions if self.sanctions else None

    def short_by(self, ratio: int) -> int:
        """How many incentives are missing to `ratio` for each sanction; 0 when none are."""
        return max(0, ratio * self.sanctions - self.incentives)

    def plus(self, other: Balance) -> Balance:
        """Both together."""
        return Balance(
            self.incentives + other.incentives,
            self.sanctions + other.sanctions,
            self.adjustments + other.adjustments,
        )

    @property
    def words(self) -> str:
        """`9 : 2`."""
        return f"{self.incentives} : {self.sanctions}"


def balance_of(counts: Mapping[ResponseFamily, int]) -> Balance:
    """The counts of the families as a balance."""
    return Balance(
        counts.get(ResponseFamily.INCENTIVE, 0),
        counts.get(ResponseFamily.SANCTION, 0),
        counts.get(ResponseFamily.SERVICE_ADJUSTMENT, 0),
    )


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from a behavior to its answer. None where nothing was answered."""

    answered: int
    middle: float | None
    nine_in_ten: int | None
    in_time: int

    @property
    def share_in_time(self) -> float | None:
        """The share that came within the days of the policy."""
        return self.in_time / self.answered if self.answered else None


def lag_of(days: Iterable[int], answer_days: int) -> Lag:
    """The lags of some answers; one below zero counts as the same day."""
    ordered = sorted(max(0, n) for n in days)
    if not ordered:
        return Lag(0, None, None, 0)
    ninth = ordered[min(len(ordered) - 1, (len(ordered) * 9) // 10)]
    in_time = sum(1 for n in ordered if n <= answer_days)
    return Lag(len(ordered), float(median(ordered)), ninth, in_time)
