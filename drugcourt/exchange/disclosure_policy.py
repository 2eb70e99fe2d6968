"""Which paper may go to whom in this court: resources/policy/disclosures.toml as values."""

from __future__ import annotations

from functools import cache
from typing import Any

from drugcourt.domain.disclosure_policy import DisclosurePolicy, PaperRule, ReaderRule
from drugcourt.domain.disclosures import Basis, ConsentKind, Information, Reader
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import normal, policy_table


@cache
def disclosure_policy() -> DisclosurePolicy:
    """The tables; a Refusal where one lacks a value or names something unknown."""
    try:
        table = policy_table("disclosures")
        return DisclosurePolicy(
            readers={reader: _reader(table["readers"][reader.value]) for reader in Reader},
            papers={key: _paper(given) for key, given in table["papers"].items()},
            monitors=frozenset(Reader(key) for key in table["criminal_justice"]["monitors"]),
            start_days=int(table["start"]["new_court_days"]),
            upgrade_days=int(table["start"]["upgraded_court_days"]),
            due_days=int(table["consents"]["due_days"]),
            accounting_years=int(table["accounting"]["years"]),
            kept_years=int(table["accounting"]["kept_years"]),
            inquiry=str(table["texts"]["inquiry"]),
            subpoena=str(table["texts"]["subpoena"]),
            complaints=str(table["texts"]["complaints"]),
            how_to_revoke=str(table["texts"]["how_to_revoke"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "The table resources/policy/disclosures.toml lacks a value or names something unknown; "
            "correct it or install the program again."
        ) from problem


def _reader(given: dict[str, Any]) -> ReaderRule:
    return ReaderRule(
        purpose=str(given["purpose"]),
        kinds=frozenset(ConsentKind(key) for key in given.get("kinds", ())),
        basis=Basis(given.get("basis", "consent")),
        parts=tuple(Reader(key) for key in given.get("parts", ())),
        long_notice=given.get("notice", "short") == "long",
        words=tuple(normal(str(word)) for word in given.get("words", ())),
    )


def _paper(given: dict[str, Any]) -> PaperRule:
    reader = Reader(given["reader"])
    return PaperRule(
        tells=frozenset(Information(key) for key in given["tells"]),
        reader=reader,
        readers=frozenset({reader, *(Reader(key) for key in given.get("readers", ()))}),
        fields=frozenset(given.get("fields", ())),
    )


def paper_rule(key: str) -> PaperRule:
    """The rule of one paper; a Refusal where the court's table has none, so that none leaves."""
    found = disclosure_policy().papers.get(key)
    if found is None:
        raise Refusal(
            f"The table resources/policy/disclosures.toml does not say who may have “{key}”, so "
            "it is not made."
        )
    return found


def reader_named(words: str, asked: Reader) -> tuple[Reader, str]:
    """The reader that these words name, and the words; without words the one that was `asked`.

    A name that is no known reader's is somebody else, whom a consent has to name.
    """
    given = " ".join(words.split())
    if not given:
        return asked, asked.label
    known = {normal(reader.label): reader for reader in Reader}
    known |= {normal(reader.value): reader for reader in Reader}
    for reader, rule in disclosure_policy().readers.items():
        known |= dict.fromkeys(rule.words, reader)
    found = known.get(normal(given))
    return (found, given) if found is not None else (Reader.OTHER, given)
