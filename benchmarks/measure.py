"""How a ratio is measured: ours and the floor in turn, in the same run, medians of both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One line of the table: what was measured, both medians in milliseconds, and the bound."""

    name: str
    ours: str
    ours_ms: float
    floor: str
    floor_ms: float
    bound: float

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.floor_ms

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bound

    @property
    def row(self) -> str:
        """The line for docs/benchmarks.md."""
        return (
            f"| {self.name} | {self.ours}: {self.ours_ms:,.1f} ms "
            f"| {self.floor}: {self.floor_ms:,.1f} ms | {self.ratio:.2f} | {self.bound:g} "
            f"| {'holds' if self.holds else '**does not hold**'} |"
        )


def clocked(work: Callable[[], object]) -> float:
    """Milliseconds of one call, the collector run before and held off meanwhile."""
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    work()
    spent = (time.perf_counter() - began) * 1000
    gc.enable()
    return spent


def in_turn(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int = 7, warm: int = 1
) -> tuple[float, float]:
    """Medians of both, measured A B A B, so that a drifting machine touches both alike."""
    for _ in range(warm):
        ours()
        floor()
    pairs = [(clocked(ours), clocked(floor)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
