"""Which key says what when results are typed, and how other people's spreadsheets write it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Validity
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.exchange.tables.pasted import STATUS, TEMPERATURE, VALIDITY, PastedLine
from drugcourt.exchange.tables.results import ResultWord, result_words
from drugcourt.ui.kit.grid_model import Code

SEND = "C"
RESULTS = {
    "N": AnalyteResult.NEGATIVE,
    "P": AnalyteResult.POSITIVE,
    SEND: AnalyteResult.POSITIVE,
    "I": AnalyteResult.INCONCLUSIVE,
    "O": AnalyteResult.NOT_REPORTED,
}
STATUSES = {
    "M": CollectionStatus.MISSED,
    "R": CollectionStatus.REFUSED,
    "U": CollectionStatus.UNABLE,
    "A": CollectionStatus.ADMITTED,
}
VALIDITIES = {
    "V": Validity.VALID,
    "D": Validity.DILUTE,
    "T": Validity.ADULTERATED,
    "S": Validity.SUBSTITUTED,
    "X": Validity.INVALID,
}
TEMPERATURES = {"Y": YesNo.YES, "F": YesNo.NO}
NO_CUP_TO_READ = frozenset({"T", "S", "X"})  # such a specimen has no negatives to fill in
CODES = (
    Code("N", "Negative", Tone.GOOD),
    Code("P", "Positive", Tone.ALARM),
    Code(SEND, "Positive, to the laboratory", Tone.WATCH),
    Code("I", "Inconclusive", Tone.INFO),
    Code("O", "Not reported", Tone.PLAIN),
    Code("M", "Missed", Tone.WATCH),
    Code("R", "Refused", Tone.ALARM),
    Code("U", "Unable to provide", Tone.WATCH),
    Code("A", "Use admitted, no specimen", Tone.ALARM),
    Code("V", "Valid", Tone.GOOD),
    Code("D", "Dilute", Tone.WATCH),
    Code("T", "Adulterated", Tone.ALARM),
    Code("S", "Substituted", Tone.ALARM),
    Code("X", "Invalid", Tone.PLAIN),
    Code("Y", "Temperature in range", Tone.GOOD),
    Code("F", "Temperature fails", Tone.WATCH),
)
HOMES: dict[str, str] = {
    **dict.fromkeys(STATUSES, STATUS),
    **dict.fromkeys(VALIDITIES, VALIDITY),
    **dict.fromkeys(TEMPERATURES, TEMPERATURE),
}
WRONG_PLACE = {
    STATUS: "Collection takes M missed, R refused, U unable or A use admitted.",
    VALIDITY: "Validity takes V valid, D dilute, T adulterated, S substituted or X invalid.",
    TEMPERATURE: "Temperature takes Y in range or F fails.",
}
NO_RESULT = "A substance takes N negative, P positive, C to the laboratory, I or O."


def misplaced(key: str, text: str) -> str:
    """Why a text can't stand in a column, or nothing."""
    allowed: Mapping[str, object] = {
        STATUS: STATUSES,
        VALIDITY: VALIDITIES,
        TEMPERATURE: TEMPERATURES,
    }.get(key, RESULTS)
    return "" if text in allowed else WRONG_PLACE.get(key, NO_RESULT)


@cache
def codes() -> tuple[Code, ...]:
    """The codes with the words that laboratories and spreadsheets have for them."""
    written: dict[str, list[str]] = {}
    for word, meaning in result_words().items():
        if key := _key_of(meaning):
            written.setdefault(key, []).append(word)
    return tuple(
        Code(code.key, code.label, code.tone, tuple(written.get(code.key, ()))) for code in CODES
    )


def _key_of(meaning: ResultWord) -> str:
    """The letter for a word that says one thing only; nothing where it says more or other."""
    said = (meaning.result, meaning.status, meaning.validity)
    if sum(part is not None for part in said) != 1:
        return ""
    if meaning.confirmation is Confirmation.PENDING:
        return SEND
    if meaning.confirmation is not Confirmation.NONE:
        return ""
    return (
        letter_of(RESULTS, meaning.result)
        or letter_of(STATUSES, meaning.status)
        or letter_of(VALIDITIES, meaning.validity)
    )


def letter_of(letters: Mapping[str, object], wanted: object) -> str:
    """The first letter that stands for something; nothing when none does."""
    return next((letter for letter, meaning in letters.items() if meaning is wanted), "")


def cells_of_line(line: PastedLine, panel: tuple[str, ...]) -> dict[str, str]:
    """A pasted line as cells by column; `panel` are the substances that “all negative” means."""
    cells = dict.fromkeys(panel, "N") if line.overall_negative else {}
    for substance, (result, pending) in line.results.items():
        cells[str(substance)] = SEND if pending else letter_of(RESULTS, result)
    if line.status is not None:
        cells[STATUS] = letter_of(STATUSES, line.status) or line.status.label
    if line.validity not in (None, Validity.NOT_CHECKED):
        cells[VALIDITY] = letter_of(VALIDITIES, line.validity) or str(line.validity)
    if line.temperature is not None:
        cells[TEMPERATURE] = "Y" if line.temperature else "F"
    return cells | line.raw
