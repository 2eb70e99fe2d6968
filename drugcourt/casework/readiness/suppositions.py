"""How a supposition is written on one line and said in a sentence, and what it may name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from drugcourt.domain.dates import short
from drugcourt.domain.program import Effect, Program, SoberEvent, with_parts
from drugcourt.domain.sober import POLICY_EVENTS
from drugcourt.domain.specimens import Substance
from drugcourt.domain.suppositions import (
    ActDone,
    Answer,
    Coming,
    ConfirmationIs,
    EffectIs,
    HearingIs,
    LetOff,
    NumberIs,
    SessionIs,
    Supposition,
    TestBeing,
    TestIs,
)
from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal

FORMS = (
    "test DATE negative|positive [SUBSTANCE]|missed|excused|late|dilute",
    "confirmation DATE confirmed|overturned",
    "session DATE attended|late|excused|absent",
    "hearing DATE attended|late|excused|absent",
    "rule KEY FIELD VALUE",
    "sober EVENT reset|suspend|nothing",
    "done KEY",
    "waived KEY",
)
"""How a supposition is written; documented in docs/what-if.md."""

_Word = TypeVar("_Word", bound=Term)


def read_supposition(text: str) -> Supposition:
    """The supposition that a line says; Refusal that names the form it should have."""
    name, *words = text.split()[:60] or [""]
    reader = _READERS.get(name.lower())
    if reader is None:
        raise Refusal(f"“{text[:60]}” can't be supposed. It is written as: {'; '.join(FORMS)}.")
    form = next(form for form in FORMS if form.startswith(name.lower()))
    try:
        return reader(words)
    except (ValueError, IndexError) as wrong:
        raise Refusal(f"“{text[:60]}” can't be read. It is written as: {form}.") from wrong


def refuse_for_many(supposed: Sequence[Supposition], participant: str | None) -> None:
    """Only a rule may be supposed for everybody; a record belongs to one participant."""
    if participant is None and any(not isinstance(s, NumberIs | EffectIs) for s in supposed):
        raise Refusal(
            "Say of whom this is supposed: --participant ID. Without it only a rule may be "
            "supposed to be another."
        )


def _test(words: Sequence[str]) -> Supposition:
    day, being, *rest = words
    substance = _word(Substance, "_".join(rest)) if rest else None
    read = _word(TestBeing, being)
    if substance is not None and read is not TestBeing.POSITIVE:
        raise ValueError("only a positive names a substance")
    return TestIs(date.fromisoformat(day), read, substance)


def _confirmation(words: Sequence[str]) -> Supposition:
    day, answer = words
    return ConfirmationIs(date.fromisoformat(day), _word(Answer, answer))


def _session(words: Sequence[str]) -> Supposition:
    day, coming = words
    return SessionIs(date.fromisoformat(day), _word(Coming, coming))


def _hearing(words: Sequence[str]) -> Supposition:
    day, coming = words
    return HearingIs(date.fromisoformat(day), _word(Coming, coming))


def _number(words: Sequence[str]) -> Supposition:
    key, field, *value = words
    if not value:
        raise ValueError("a number is needed")
    return NumberIs(key, field, " ".join(value))


def _effect(words: Sequence[str]) -> Supposition:
    event, effect = words
    read = _word(Effect, effect)
    if read is Effect.SET_BACK:
        raise ValueError("how many days it sets back is said in the program")
    named = _word(SoberEvent, event)
    if named not in POLICY_EVENTS:
        raise ValueError("a pending result weighs as the positive that it may be")
    return EffectIs(named, read)


def _done(words: Sequence[str]) -> Supposition:
    (key,) = words
    return ActDone(key)


def _waived(words: Sequence[str]) -> Supposition:
    (key,) = words
    return LetOff(key)


_READERS: dict[str, Callable[[Sequence[str]], Supposition]] = {
    "test": _test,
    "confirmation": _confirmation,
    "session": _session,
    "hearing": _hearing,
    "rule": _number,
    "sober": _effect,
    "done": _done,
    "waived": _waived,
}


def _word(term: type[_Word], text: str) -> _Word:
    """The word of a closed list by its key or by its label; ValueError for none."""
    wanted = text.strip().lower().replace("-", "_")
    for word in term:
        if wanted in (word.value, word.label.lower().replace(" ", "_").replace("-", "_")):
            return word
    raise ValueError(text)


# Said -------------------------------------------------------------------------------------------


def said(supposed: Supposition, program: Program, today: date) -> str:
    """The supposition as half a sentence after “if”: “the test of Nov 12 were positive”."""
    match supposed:
        case TestIs(on, being, substance):
            word = being.label[:1].lower() + being.label[1:]
            what = f" for {substance.label}" if substance is not None else ""
            return f"the test of {short(on, today)} were {word}{what}"
        case ConfirmationIs(on, answer):
            word = "confirmed" if answer is Answer.CONFIRMED else "not confirmed"
            return f"the test of {short(on, today)} came back {word} today"
        case SessionIs(on, coming):
            return f"the session of {short(on, today)} were {_COMING[coming]}"
        case HearingIs(on, coming):
            return f"the hearing of {short(on, today)} were {_COMING[coming]}"
        case NumberIs(key, field, value):
            return f"“{title(key, program)}” had {field.replace('_', ' ')} {value}"
        case EffectIs(event, effect):
            return f"this did something else to the sober count: {event.label} {effect.label}"
        case ActDone(key):
            return f"“{title(key, program)}” were done today"
        case LetOff(key):
            return f"“{title(key, program)}” were waived today"


_COMING = {
    Coming.ATTENDED: "attended",
    Coming.LATE: "attended late",
    Coming.EXCUSED: "excused",
    Coming.ABSENT: "missed",
}


def title(key: str, program: Program) -> str:
    """The words of a requirement; its key where the program has none with it."""
    return next((r.text for r in with_parts(program.requirements) if r.key == key), key)
