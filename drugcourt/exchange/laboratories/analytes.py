"""Which drug a laboratory's code and its text name, and whether the two agree; never a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drugcourt.domain.specimens import Substance
from drugcourt.exchange.laboratories.loinc import (
    LoincMeaning,
    Method,
    check_digit_holds,
    loinc_meaning,
    looks_like_loinc,
    measured_words,
    plain_words,
)
from drugcourt.exchange.laboratories.reports import COLUMN, LOINC, Code
from drugcourt.exchange.policy import normal, substance_words

LEFT_OUT = "left_out"
MEASURED = ("creatinine", "specific_gravity", "ph", "temperature", "validity")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 5  # the longest name of one drug in the table of substances
# A name that holds both needs no remark: the one is found by way of the other.
_KIN = frozenset({str(Substance.ALCOHOL), str(Substance.ETG)})


@dataclass(frozen=True, slots=True)
class Named:
    """What is measured. `target` is "" while a person has to say; then `reason` says why.

    `suggestion` is what the words alone would mean: an offer, never an answer.
    """

    target: str
    confirms: bool = False
    reason: str = ""
    suggestion: str = ""
    conflict: bool = False
    warning: str = ""
    cutoff: float | None = None


def code_key(codes: tuple[Code, ...]) -> str:
    """By what a saved choice finds the same thing again: its codes, and its name where it is one.

    A code whose text changes is another key, so that no choice is carried to another drug.
    """
    parts = [f"{code.system}:{code.code}:{normal(code.text)}" for code in codes]
    return "|".join(parts)[:400]


def name_analyte(codes: tuple[Code, ...], saved: Mapping[str, str]) -> Named:
    """What the codes and texts name: by a person's saved choice, else by LOINC with its name."""
    if codes and codes[0].system == COLUMN:
        return Named(codes[0].code)
    choice = saved.get(code_key(codes))
    texts = [code.text for code in codes if code.text]
    loincs = [c for c in codes if c.system == LOINC or (not c.system and looks_like_loinc(c.code))]
    if choice:
        meanings = [m for c in loincs if (m := loinc_meaning(c.code)) and m.target == choice]
        return Named(choice, confirms=any(m.method is Method.CONFIRM for m in meanings))
    if not any(code.code for code in codes) and (exact := _by_word(texts)):
        return Named(exact)
    suggestion = _suggestion(texts or [code.code for code in codes])
    for code in loincs:
        if not check_digit_holds(code.code):
            reason = f"The code {code.code} is not a LOINC code: its check digit is wrong."
            return Named("", reason=reason, suggestion=suggestion)
    meanings = [m for c in loincs if (m := loinc_meaning(c.code))]
    targets = {meaning.target for meaning in meanings}
    if len(targets) > 1:
        return Named("", reason="Its codes name different things.", conflict=True)
    if not meanings:
        which = f"The code {loincs[0].code} is not known here." if loincs else _local(codes)
        return Named("", reason=which, suggestion=suggestion)
    return _agreed(meanings[0], texts, loincs[0].code, suggestion)


def drugs_in(text: str) -> tuple[list[str], bool]:
    """The targets that a text names, and whether every other word in it names no drug."""
    words = [found.casefold() for found in _WORD.findall(text[:200])]
    names, measured = substance_words(), measured_words()
    found: list[str] = []
    known, place = True, 0
    while place < len(words):
        for length in range(min(_MOST_WORDS, len(words) - place), 0, -1):
            joined = "".join(words[place : place + length])
            target = names.get(joined) or measured.get(joined)
            if target is not None:
                found.append(str(target))
                place += length
                break
        else:
            word = words[place]
            known &= word in plain_words() or word.isdecimal()
            place += 1
    return list(dict.fromkeys(found)), known


def _agreed(meaning: LoincMeaning, texts: list[str], code: str, suggestion: str) -> Named:
    """The code's meaning, when no text speaks against it."""
    target = meaning.target
    if target == LEFT_OUT:
        named = next((t for text in texts for t in drugs_in(text)[0] if t in set(Substance)), "")
        if named:
            reason = f"The code {code} is a panel's, but its text names {_label(named)}."
            return Named("", reason=reason, suggestion=named, conflict=True)
        return Named(LEFT_OUT)
    warning = ""
    for text in texts:
        targets, known = drugs_in(text)
        others = [t for t in targets if t != target and not {t, target} <= _KIN]
        if targets and target not in targets:
            reason = f"The code {code} means {_label(target)}, but its text names {_list(targets)}."
            return Named("", reason=reason, suggestion=suggestion, conflict=True)
        if not targets and not known:
            reason = f"The code {code} means {_label(target)}; its text does not say so."
            return Named("", reason=reason, suggestion=target, conflict=True)
        if others:
            warning = f"The text beside the code {code} also names {_list(others)}."
    confirms = meaning.method is Method.CONFIRM
    return Named(target, confirms=confirms, warning=warning, cutoff=meaning.cutoff)


def _local(codes: tuple[Code, ...]) -> str:
    code = next((code.code for code in codes if code.code), "")
    if code:
        return f"The laboratory's own code {code} has not been matched yet."
    return "The laboratory's name for this has not been matched yet."


def _by_word(texts: list[str]) -> str:
    """A name without a code, when it is word for word in the court's own tables of names."""
    found = {substance_words().get(normal(t)) or measured_words().get(normal(t)) for t in texts}
    return str(found.pop()) if len(found) == 1 and None not in found else ""


def _suggestion(texts: list[str]) -> str:
    """The one thing that all texts name, else ""."""
    named = {target for text in texts for target in drugs_in(text)[0]}
    return next(iter(named)) if len(named) == 1 else ""


def _label(target: str) -> str:
    if target in {item.value for item in Substance}:
        return Substance(target).label
    return {"specific_gravity": "specific gravity", "ph": "pH"}.get(target, target)


def _list(targets: list[str]) -> str:
    return " and ".join(_label(target) for target in targets)
