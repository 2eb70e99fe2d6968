"""How a court counts sober time, as plain values: what each event does, from which number on."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.dates import Amount
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term


class SoberEvent(Term):
    """What may happen on a day that a court's sober-time rule speaks about."""

    POSITIVE = "positive", "Positive test"
    CONFIRMED = "confirmed", "Positive test, confirmed by the laboratory"
    OVERTURNED = "overturned", "Positive test, not confirmed by the laboratory"
    EXPECTED_POSITIVE = "expected_positive", "Positive explained by a prescription"
    PENDING = "pending", "Positive, confirmation pending"
    RESIDUAL = "residual", "Positive, residual from before entry"
    MISSED = "missed", "Missed test"
    EXCUSED = "excused", "Missed test, excused"
    LATE = "late", "Specimen given late"
    REFUSED = "refused", "Refused test"
    UNABLE = "unable", "Unable to provide"
    DILUTE = "dilute", "Dilute specimen"
    TAMPERED = "tampered", "Adulterated or substituted specimen"
    ADULTERATED = "adulterated", "Adulterated specimen"
    SUBSTITUTED = "substituted", "Substituted specimen"
    INVALID = "invalid", "Invalid specimen"
    ADMITTED = "admitted", "Use admitted"
    DEVICE_ALERT = "device_alert", "Alert of a monitoring device"
    ABSCONDED = "absconded", "Absconded"


BROADER = {
    SoberEvent.CONFIRMED: SoberEvent.POSITIVE,
    SoberEvent.ADULTERATED: SoberEvent.TAMPERED,
    SoberEvent.SUBSTITUTED: SoberEvent.TAMPERED,
}
"""The event whose rule governs where a handbook does not name the narrower one."""
POLICY_EVENTS = tuple(event for event in SoberEvent if event is not SoberEvent.PENDING)
"""Those for which a policy says what they do; a pending result weighs as the positive it may be."""


class Effect(Term):
    RESET = "reset", "starts the count again"
    SUSPEND = "suspend", "stops the count until the next negative test"
    SET_BACK = "set_back", "takes days off the count"
    NOTHING = "nothing", "does not touch the count"


class NewCount(Term):
    """The first day of the new count after an event that starts it again."""

    SAME_DAY = "same_day", "the day of the event"
    DAY_AFTER = "day_after", "the day after the event"
    NEXT_NEGATIVE = "next_negative", "the day of the next negative test"


class CountStarts(Term):
    """The first day of the first count in the program."""

    ADMISSION = "admission", "the day of admission"
    FIRST_NEGATIVE = "first_negative", "the day of the first negative test"


@dataclass(frozen=True, slots=True)
class SoberRule:
    """An exception to the plain effect of an event; the first rule that fits governs.

    From the `nth` such event on (counted within the last `within`, else since admission), while
    in one of `phases`, for one of `substances`; an empty set asks nothing. `days` is what
    `set_back` takes off, never more than the count has. `also` are further events that the rule
    is about and that are counted with it. `in_phase` counts those since entry to the phase,
    `in_a_row` those without a negative test between them. With `each` it is every n-th. With
    `in_first` it is about those in the first so long since admission alone.
    """

    event: SoberEvent
    effect: Effect
    nth: int = 1
    within: Amount | None = None
    phases: frozenset[str] = frozenset()
    substances: frozenset[Substance] = frozenset()
    days: int = 0
    basis: str = ""
    also: frozenset[SoberEvent] = frozenset()
    in_phase: bool = False
    in_a_row: bool = False
    each: bool = False
    in_first: Amount | None = None

    @property
    def events(self) -> frozenset[SoberEvent]:
        """All that it is about."""
        return frozenset((self.event, *self.also))


@dataclass(frozen=True, slots=True)
class SoberPolicy:
    """What each event does to sober time; every event has an effect and an origin.

    Days in `without` statuses do not count: the count stands still and goes on where it was.
    """

    effects: dict[SoberEvent, Effect]
    new_count: NewCount = NewCount.DAY_AFTER
    pending_resets: bool = True
    origin: str = ""
    rules: tuple[SoberRule, ...] = ()
    starts: CountStarts = CountStarts.ADMISSION
    without: frozenset[EpisodeStatus] = frozenset()

    def effect(self, event: SoberEvent) -> Effect:
        """The plain effect of an event; what the handbook does not name touches nothing."""
        found = self.effects.get(event)
        if found is None and event in BROADER:
            found = self.effects.get(BROADER[event])
        return Effect.NOTHING if found is None else found
