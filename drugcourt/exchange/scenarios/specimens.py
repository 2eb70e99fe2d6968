"""How a file of lives tells of tests: what happened at collection, and each substance's result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drugcourt.domain.facts import ResultFacts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Substance,
    Validity,
)
from drugcourt.exchange.scenarios import values
from drugcourt.exchange.scenarios.problems import MistakeError

Panel = tuple[Substance, ...]
Results = tuple[ResultFacts, ...]

PANEL: Panel = (
    Substance.AMPHETAMINE,
    Substance.BENZODIAZEPINES,
    Substance.COCAINE,
    Substance.ETG,
    Substance.METHAMPHETAMINE,
    Substance.OPIATES,
    Substance.THC,
)
ALL = "all"
_CONFIRMATIONS = {str(word): word for word in Confirmation if word is not Confirmation.NONE}
_EXPLANATIONS = {str(word): word for word in Explanation if word is not Explanation.NONE}
_substance = values.term(Substance)
_result = values.term(AnalyteResult)


def results(panel: Panel) -> Callable[[Any], Results]:
    """`"negative"` for the whole panel, or an object of results by substance."""

    def read(value: Any) -> Results:
        if value == str(AnalyteResult.NEGATIVE):
            return tuple(ResultFacts(substance, AnalyteResult.NEGATIVE) for substance in panel)
        if not isinstance(value, dict) or not value:
            raise MistakeError(
                "A test is “negative”, or results by substance such as {“cocaine”: “positive”}."
            )
        said = {key: _one(text) for key, text in value.items()}
        rest = said.pop(ALL, None)
        found = {_substance(key): words for key, words in said.items()}
        if rest is not None:
            found = {**dict.fromkeys(panel, rest), **found}
        return tuple(ResultFacts(substance, *words) for substance, words in found.items())

    return read


def _one(text: Any) -> tuple[AnalyteResult, Confirmation, Explanation]:
    """`positive pending`: the result, then the confirmation and the explanation where told."""
    first, *others = text.split() if isinstance(text, str) and text.strip() else [""]
    result = _result(first)
    confirmation, explanation = Confirmation.NONE, Explanation.NONE
    for word in others:
        if word in _CONFIRMATIONS and confirmation is Confirmation.NONE:
            confirmation = _CONFIRMATIONS[word]
        elif word in _EXPLANATIONS and explanation is Explanation.NONE:
            explanation = _EXPLANATIONS[word]
        else:
            known = ", ".join([*_CONFIRMATIONS, *_EXPLANATIONS])
            raise MistakeError(f"After the result may come one each of: {known}.")
    return result, confirmation, explanation


def _nothing_found(_panel: Panel) -> Callable[[Any], Results]:
    def read(value: Any) -> Results:
        values.yes(value)
        return ()

    return read


def _admitted(_panel: Panel) -> Callable[[Any], Results]:
    def read(value: Any) -> Results:
        if value is True:
            return ()
        if not isinstance(value, list) or not value:
            raise MistakeError("Admitted use is true, or a list of substances.")
        return tuple(
            ResultFacts(substance, AnalyteResult.POSITIVE, explanation=Explanation.ACCEPTED)
            for substance in dict.fromkeys(map(_substance, value))
        )

    return read


Beside = Mapping[str, tuple[Callable[[Any], Any], Any]]
_EXCUSED: Beside = {"excused": (values.yes_or_no, False)}

TEST_WORDS: Mapping[
    str, tuple[CollectionStatus, Callable[[Panel], Callable[[Any], Results]], Beside]
] = {
    "test": (
        CollectionStatus.COLLECTED,
        results,
        {
            "validity": (values.term(Validity), Validity.NOT_CHECKED),
            "matrix": (values.term(Matrix), Matrix.URINE),
            "late": (values.yes_or_no, False),
            "confirmed_on": (values.day, None),
        },
    ),
    "missed_test": (CollectionStatus.MISSED, _nothing_found, _EXCUSED),
    "unable_test": (CollectionStatus.UNABLE, _nothing_found, _EXCUSED),
    "refused_test": (CollectionStatus.REFUSED, _nothing_found, {}),
    "scheduled_test": (CollectionStatus.SCHEDULED, _nothing_found, {}),
    "cancelled_test": (CollectionStatus.CANCELLED, _nothing_found, {}),
    "admitted_use": (CollectionStatus.ADMITTED, _admitted, {}),
}
