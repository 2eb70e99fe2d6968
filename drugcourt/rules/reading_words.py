"""How a reading of a specimen is said: its substances in words, and the colour family it has."""

from __future__ import annotations

from collections.abc import Iterable

from drugcourt.domain.facts import MedicationFacts
from drugcourt.domain.specimens import Reading, Substance, Validity
from drugcourt.domain.tone import Tone
from drugcourt.rules.sorted_results import Sorted

_KEEP_CAPITALS = frozenset({Substance.ETG, Substance.MDMA, Substance.SIX_MAM, Substance.THC})
_ALTERED = frozenset({Validity.ADULTERATED, Validity.SUBSTITUTED, Validity.DILUTE})
_TONES = {
    Reading.NEGATIVE: Tone.GOOD,
    Reading.EXPECTED_POSITIVE: Tone.GOOD,
    Reading.UNEXPECTED_POSITIVE: Tone.ALARM,
    Reading.ADMITTED: Tone.ALARM,
    Reading.TAMPERED: Tone.ALARM,
    Reading.REFUSED: Tone.ALARM,
    Reading.NO_RESULT: Tone.PLAIN,
    Reading.EXCUSED: Tone.PLAIN,
    Reading.RESIDUAL: Tone.INFO,
}


def substance_word(substance: Substance) -> str:
    """The substance as it stands inside a sentence: `fentanyl`, `THC`."""
    label = substance.label
    return label if substance in _KEEP_CAPITALS else label[0].lower() + label[1:]


def reading_tone(reading: Reading) -> Tone:
    """The colour family of a reading."""
    return _TONES.get(reading, Tone.WATCH)


def absent_words(absent: tuple[MedicationFacts, ...]) -> str:
    """`prescribed buprenorphine absent`, each medicine once."""
    names = dict.fromkeys(medicine.name.strip() for medicine in absent)
    return f"prescribed {_listed(list(names))} absent"


def collected_text(validity: Validity, found: Sorted, absent: tuple[MedicationFacts, ...]) -> str:
    """A collected specimen as one line: what weighs most first."""
    head = _head(found)
    if validity in _ALTERED:
        head = f"{validity.label}; {head[0].lower()}{head[1:]}"
    tail = []
    if found.residual and (found.definite or found.pending):
        tail.append(f"{words_of(found.residual)} residual from before entry")
    if found.expected:
        tail.append(f"{words_of(found.expected)} expected")
    if found.overturned:
        tail.append(f"{words_of(found.overturned)} not confirmed")
    if absent:
        tail.append(absent_words(absent))
    if found.missing and not head.lower().endswith("no result yet"):
        tail.append(f"{words_of(found.missing)} not reported")
    return "; ".join([head, *tail])


def _head(found: Sorted) -> str:
    if found.definite or found.pending:
        open_ = frozenset(found.pending)
        said = (
            substance_word(item) + (" (confirmation pending)" if item in open_ else "")
            for item in sorted([*found.definite, *found.pending])
        )
        return f"Positive: {'; '.join(said)}"
    if found.residual:
        return f"Positive, residual from before entry: {words_of(found.residual)}"
    if found.inconclusive:
        return f"Inconclusive: {words_of(found.inconclusive)}"
    if found.negative or found.overturned or found.expected:
        return "Negative"
    return "No result yet"


def words_of(substances: Iterable[Substance]) -> str:
    """Substances as they stand inside a sentence: `THC, cocaine and EtG (alcohol)`."""
    return _listed([substance_word(item) for item in substances])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
