"""How a demonstration court is made up: who is in which phase, who waits, who has left and how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from drugcourt.demo.cast import CAST, Trait
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term

BY_PHASE = (12, 18, 15, 11, 8)  # of 64
WAITING = 5 / 64
LEFT = 16 / 64
DOCKET = 18 / 64
NOT_CALLED = frozenset({Trait.ABSCONDED, Trait.MEDICAL, Trait.CANDIDATE})


class End(Term):
    """Where a life stands today."""

    WAITING = "waiting", "Waiting for a decision"
    OPEN = "open", "In the program"
    GRADUATED = "graduated", "Graduated"
    TERMINATED = "terminated", "Terminated"
    LEFT = "left", "Left for a neutral reason"


_SUBSTANCES = (
    (Substance.METHAMPHETAMINE, 30),
    (Substance.FENTANYL, 24),
    (Substance.ALCOHOL, 15),
    (Substance.COCAINE, 11),
    (Substance.OPIATES, 10),
    (Substance.THC, 10),
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """One life in a line: how it ends, the phase (from 0) reached, and what is special about it."""

    number: int
    end: End
    phase: int
    substance: Substance
    on_docket: bool = False
    trait: Trait | None = None
    person: dict[str, Any] = field(default_factory=dict)
    person_of: int | None = None


def caseload(people: int, seed: int) -> list[Sketch]:
    """Sketches for `people` on the caseload, candidates among them; those who left come on top.

    The cast comes first; a court smaller than the cast has its first members only.
    """
    rng = Random(f"caseload {seed}")  # noqa: S311  # a replayable draw of invented lives
    cast = CAST[: min(people, len(CAST))]
    sketches: list[Sketch] = []
    waiting = max(1, round(people * WAITING)) if people >= len(cast) else 0
    waiting -= sum(member.trait is Trait.CANDIDATE for member in cast)
    phases = _phases(people - len(cast) - max(0, waiting), [m.phase for m in cast], rng)
    left = round(people * LEFT)
    for member in cast:
        end = End.WAITING if member.trait is Trait.CANDIDATE else End.OPEN
        sketches.append(
            Sketch(
                len(sketches),
                end,
                member.phase,
                member.substance,
                on_docket=member.trait not in NOT_CALLED,
                trait=member.trait,
                person=member.person,
            )
        )
    called = round(people * DOCKET) - sum(s.on_docket for s in sketches)
    for phase, on_docket in _called(phases, called, rng):
        sketches.append(_plain(len(sketches), End.OPEN, phase, rng, on_docket=on_docket))
    for _ in range(waiting):
        sketches.append(_plain(len(sketches), End.WAITING, 0, rng))
    for end, phase in _exits(left, rng):
        sketches.append(_plain(len(sketches), end, phase, rng))
    for returning in [s for s in sketches if s.trait is Trait.RETURNING]:
        first = _plain(len(sketches), End.TERMINATED, 0, rng, trait=Trait.RETURNING)
        sketches.append(replace(first, person=returning.person))
        sketches[returning.number] = replace(returning, person_of=first.number)
    return sketches


def _plain(
    number: int,
    end: End,
    phase: int,
    rng: Random,
    *,
    on_docket: bool = False,
    trait: Trait | None = None,
) -> Sketch:
    substance = rng.choices([s for s, _ in _SUBSTANCES], [w for _, w in _SUBSTANCES])[0]
    return Sketch(number, end, phase, substance, on_docket, trait)


def _phases(count: int, taken: list[int], rng: Random) -> list[int]:
    """Phases for the rest, so that the whole caseload has the wanted shape."""
    total = count + len(taken)
    wanted = [round(share * total / sum(BY_PHASE)) for share in BY_PHASE]
    for phase in taken:
        wanted[phase] -= 1
    pool = [phase for phase, number in enumerate(wanted) for _ in range(max(0, number))]
    while len(pool) < count:
        pool.append(rng.choices(range(5), BY_PHASE)[0])
    rng.shuffle(pool)
    return pool[: max(0, count)]


def _called(phases: list[int], called: int, rng: Random) -> list[tuple[int, bool]]:
    """Who of the rest is on today's docket: the earlier the phase, the likelier."""
    order = sorted(range(len(phases)), key=lambda i: rng.random() ** (1 / (6 - phases[i])))
    chosen = set(order[max(0, len(order) - max(0, called)) :])
    return [(phase, place in chosen) for place, phase in enumerate(phases)]


def _exits(count: int, rng: Random) -> list[tuple[End, int]]:
    exits: list[tuple[End, int]] = []
    for place in range(count):
        kind = place % 16
        if kind < 10:
            exits.append((End.GRADUATED, 4))
        elif kind < 14:
            exits.append((End.TERMINATED, rng.choice((0, 0, 1, 1, 2))))
        else:
            exits.append((End.LEFT, rng.choice((0, 1, 2, 3))))
    return exits
