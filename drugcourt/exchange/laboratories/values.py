"""What the value of a finding says: a result, a quantity, or that a person must look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from drugcourt.domain.specimens import AnalyteResult, Confirmation, Matrix
from drugcourt.exchange.laboratories.cutoffs import in_ng_ml
from drugcourt.exchange.laboratories.reports import Finding, Standing
from drugcourt.exchange.policy import normal, policy_table, terms_for
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.results import ResultWord, result_word
from drugcourt.exchange.tables.values import parse_number

# What follows the word of a result and takes nothing from it: the threshold, in brackets or not.
_THRESHOLD = re.compile(
    r"[\s,;:]*\(?\s*(?:cut-?\s?off)?\s*(?:[<>≤≥]=?|=|:)?\s*\d[\d,]*(?:\.\d+)?\s*"
    r"(?:ng|mcg|ug|µg|mg)?\s*(?:/\s*(?:mL|dL|L))?\s*\)?\s*$",
    re.I,
)
_AMOUNT = re.compile(
    r"(<=|>=|<|>|≤|≥|)\s*(\d[\d,.]*)\s*((?:ng|pg|mcg|ug|µg|μg|mg|g)\s*/\s*(?:mL|dL|L))?", re.I
)
_OPEN_FLAGS = {"POS": AnalyteResult.POSITIVE, "NEG": AnalyteResult.NEGATIVE,
               "DET": AnalyteResult.POSITIVE, "ND": AnalyteResult.NEGATIVE}  # fmt: skip
_ABNORMAL = {"A", "AA", "H", "HH", "POS", "DET", "HX", "HU"}
_NORMAL = {"N", "NEG", "ND", "L", "LL"}


@dataclass(frozen=True, slots=True)
class Value:
    """What a value says. `word` is None while a person has to say; then `reason` says why.

    `warning` is kept with the result: it does not hold it up.
    """

    word: ResultWord | None
    reason: str = ""
    warning: str = ""
    suggestion: str = ""


def amount_of(text: str) -> tuple[str, float, str] | None:
    """Bound, number and unit of an amount such as `<50` or `>= 1,000 ng/mL`; None for a word.

    The unit is "" where the amount says none of its own.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    try:
        number = parse_number(found[2])
    except UnreadableError:
        return None
    sign = found[1].replace("≤", "<=").replace("≥", ">=")
    return sign, number, "".join((found[3] or "").split())


def value_key(value: str) -> str:
    """By what a saved choice finds the same value again."""
    return normal(value)[:200]


def read_value(finding: Finding, saved: Mapping[str, ResultWord]) -> Value:
    """What one finding says of a drug.

    An empty value is never negative, and a flag makes no result by itself; a quantity is read only
    against a cut-off in the same unit.
    """
    if finding.standing is Standing.WITHDRAWN:
        return Value(None, reason="The laboratory took this result back; see what it said before.")
    if finding.standing is Standing.UNAVAILABLE or not (finding.value or finding.words):
        return Value(ResultWord(result=AnalyteResult.NOT_REPORTED))
    choice = saved.get(value_key(finding.value))
    if choice is not None:
        return Value(choice, warning=_flag_warning(choice, finding.flag))
    said = {word: meaning for word in finding.words if (meaning := meaning_of(word))}
    if finding.number is not None and not said:
        return _quantity(finding)
    meanings = set(said.values())
    if len(meanings) > 1:
        return Value(None, reason="The code of the value and its text say different things.")
    foreign = [word for word in finding.words if word not in said and not _is_code(word)]
    if not meanings or foreign:
        sign = next(iter(meanings), None)
        return Value(
            None,
            reason="This value is not known yet; say what it means.",
            suggestion=str(sign.result or "") if sign else _offered(finding),
        )
    meaning = meanings.pop()
    return Value(meaning, warning=_flag_warning(meaning, finding.flag))


def meaning_of(word: str) -> ResultWord | None:
    """What one word or code of a value means, a threshold after it set aside; else None."""
    code = _coded_values().get(word.strip().upper())
    if code is not None:
        return code
    found = result_word(word)
    if found is None and (cut := _THRESHOLD.sub("", word)) and cut != word:
        found = result_word(cut)
    return found


def _quantity(finding: Finding) -> Value:
    """Positive at or above the cut-off, negative below it; without one a person says."""
    cutoffs = {
        (in_ng_ml(c.number, c.unit or finding.unit or "ng/mL") or c.number) for c in finding.cutoffs
    }
    if len(cutoffs) != 1:
        reason = (
            "A number without a cut-off says neither positive nor negative."
            if not cutoffs
            else "A number, and its cut-offs disagree."
        )
        return Value(None, reason=reason)
    cutoff = next(iter(cutoffs))
    units = {unit.casefold() for c in finding.cutoffs for unit in (c.unit,) if unit}
    amount = in_ng_ml(finding.number or 0.0, finding.unit or next(iter(units), "ng/mL"))
    if amount is None:
        if units - {finding.unit.casefold()}:
            return Value(None, reason="The number and its cut-off are in different units.")
        amount = finding.number or 0.0
    result = _against(finding.sign, amount, cutoff)
    if result is None:
        return Value(None, reason="The number lies on neither side of the cut-off for sure.")
    word = ResultWord(result=result)
    if _flag_warning(word, finding.flag):
        return Value(None, reason="The number and the laboratory's flag disagree.")
    return Value(word)


def _against(sign: str, amount: float, cutoff: float) -> AnalyteResult | None:
    if sign in ("<", "<="):
        return AnalyteResult.NEGATIVE if amount <= cutoff and sign == "<" else (
            AnalyteResult.NEGATIVE if amount < cutoff else None
        )  # fmt: skip
    if sign in (">", ">="):
        return AnalyteResult.POSITIVE if amount >= cutoff else None
    if sign == "<>":
        return None
    return AnalyteResult.POSITIVE if amount >= cutoff else AnalyteResult.NEGATIVE


def _flag_warning(word: ResultWord, flag: str) -> str:
    """A sentence when the flag says the opposite of the word."""
    said = flag.strip().upper()
    if word.result is AnalyteResult.NEGATIVE and said in _ABNORMAL:
        return f"The result is negative, but the laboratory flagged it {said}."
    if word.result is AnalyteResult.POSITIVE and said in _NORMAL:
        return f"The result is positive, but the laboratory flagged it {said}."
    return ""


def _offered(finding: Finding) -> str:
    """What the flag would mean: an offer to the person who decides."""
    found = _OPEN_FLAGS.get(finding.flag.strip().upper())
    if found is not None:
        return str(found)
    start = normal(finding.value)
    if start.startswith(("neg", "notdetected", "nonedetected")):
        return str(AnalyteResult.NEGATIVE)
    return str(AnalyteResult.POSITIVE) if start.startswith("pos") else ""


def _is_code(word: str) -> bool:
    """Whether a word is a mere code, which says nothing to people when the table lacks it."""
    return re.fullmatch(r"\d{5,18}|LA\d+-\d|[A-Z]{1,3}\d{2,6}", word.strip().upper()) is not None


@cache
def _coded_values() -> dict[str, ResultWord]:
    """Codes of SNOMED CT and LOINC answers -> meaning, from resources/policy/results.toml."""
    found: dict[str, ResultWord] = {}
    for result, codes in policy_table("results").get("codes", {}).items():
        for code in codes:
            found[str(code).upper()] = ResultWord(result=AnalyteResult(result))
    return found


def matrix_of(words: Iterable[str]) -> Matrix | None:
    """What kind of specimen the first known of the words names."""
    known = _matrices()
    return next((known[normal(word)] for word in words if normal(word) in known), None)


@cache
def _matrices() -> dict[str, Matrix]:
    return terms_for("matrix", Matrix)


def confirmed(result: AnalyteResult) -> Confirmation:
    """What a result of the confirming method says of an earlier positive."""
    return {
        AnalyteResult.POSITIVE: Confirmation.CONFIRMED,
        AnalyteResult.NEGATIVE: Confirmation.NOT_CONFIRMED,
    }.get(result, Confirmation.PENDING)
