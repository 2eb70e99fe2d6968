"""How a decision of the team is said: in the recommendation, and in the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass, Magnitude, ResponseFamily
from drugcourt.domain.staffings import TeamRole


@dataclass(frozen=True, slots=True)
class Option:
    """One response that was weighed; a `chosen` one is recommended."""

    family: ResponseFamily
    title: str
    magnitude: Magnitude = Magnitude.LOW
    jail_days: int = 0
    due_on: date | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Objection:
    """Who at the table saw it otherwise, and in which words."""

    role: TeamRole
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the team decided about one participant, as it is entered.

    `behavior_key` and `rule` are what the court's matrix calls it and says of it, where it does.
    `said` are words besides, which stand at the end of the recommendation.
    """

    behavior: str = ""
    behavior_key: str = ""
    rule: str = ""
    goal: GoalClass | None = None
    account: str = ""
    contested: bool = False
    move: PhaseMove = PhaseMove.STAY
    options: Sequence[Option] = field(default=())
    dissents: Sequence[Objection] = field(default=())
    said: str = ""

    @property
    def chosen(self) -> tuple[Option, ...]:
        """What is recommended, in the order of the families."""
        return tuple(o for family in ResponseFamily for o in _of(self.options, family) if o.chosen)


def _of(options: Iterable[Option], family: ResponseFamily) -> list[Option]:
    return [option for option in options if option.family is family]


def option_words(option: Option, as_of: date) -> str:
    """`Sanction: community service, 2 days jail, by Dec 8`."""
    told = [f"{option.family.label}: {_lower(option.title)}"]
    days = counted(option.jail_days, "day")
    if option.jail_days and not option.title.endswith(f", {days}"):
        told.append(f"{days} jail")
    if option.due_on is not None:
        told.append(f"by {short(option.due_on, as_of)}")
    return ", ".join(told)


def recommendation_words(decision: Decision, phase: str, following: str, as_of: date) -> str:
    """What the team recommends, in whole sentences; `following` is empty in the last phase."""
    return " ".join(_recommended(decision, phase, following, as_of))


def _recommended(decision: Decision, phase: str, following: str, as_of: date) -> Iterator[str]:
    if decision.move is PhaseMove.ADVANCE:
        yield f"Advance to {following or 'the next phase'}."
    elif decision.move is PhaseMove.GRADUATE:
        yield "Graduate."
    elif decision.move is PhaseMove.DEMOTE:
        yield "Return to an earlier phase."
    elif not decision.chosen and not decision.said.strip():
        yield f"Stay in {phase}." if phase else "No change."
    for option in decision.chosen:
        yield f"{option_words(option, as_of)}."
    if said := sentence(decision.said):
        yield said


def minutes_words(decision: Decision, recommended: str, as_of: date) -> str:
    """The decision as the minutes tell it. What the participant said is not repeated there."""
    return " ".join(_told(decision, recommended, as_of))


def _told(decision: Decision, recommended: str, as_of: date) -> Iterator[str]:
    if decision.behavior.strip():
        yield f"The team spoke about: {sentence(decision.behavior)}"
    if decision.goal is not None:
        yield _GOALS[decision.goal]
    if decision.rule:
        yield f"The court's matrix: {sentence(_lower(decision.rule))}"
    if decision.account.strip() or decision.contested:
        heard = "The participant's account was before the team."
        yield f"{heard} The participant contests it." if decision.contested else heard
    weighed = [o for o in decision.options if not o.chosen]
    if weighed:
        named = "; ".join(_lower(option_words(option, as_of)) for option in weighed)
        yield f"Weighed and not chosen: {named}."
    yield f"The team recommends: {recommended}"
    for dissent in decision.dissents:
        words = sentence(dissent.text[:1].upper() + dissent.text[1:])
        said = f"{dissent.role.label} dissents"
        yield f"{said}: {words}" if words else f"{said}."


_GOALS = {
    GoalClass.PROXIMAL: "It is a proximal goal: the participant can be expected to do it now.",
    GoalClass.DISTAL: "It is a distal goal: it takes time and treatment.",
    GoalClass.MANAGED: "It is a managed goal: the participant does it already.",
}


def sentence(text: str) -> str:
    """One line that ends as a sentence does; nothing stays nothing."""
    told = " ".join(text.split())
    return told if not told or told[-1] in ".!?…" else f"{told}."


def _lower(text: str) -> str:
    """The first letter small, unless the word is all capitals or a name of two."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
