"""Which paper may go to whom, what it tells, and which consent that needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drugcourt.domain.disclosures import Basis, ConsentKind, Information, Reader


@dataclass(frozen=True, slots=True)
class ReaderRule:
    """One reader. `basis` is why no consent is needed, or CONSENT. `within` are the readers whose
    naming in a consent is enough; where `parts` are given all of them have to be named instead.
    """

    purpose: str
    kinds: frozenset[ConsentKind]
    basis: Basis
    parts: tuple[Reader, ...]
    long_notice: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper or export: what it tells, whom it is for at first, who else may have it.

    `fields` are the columns of the records that may occur in it, and no others.
    """

    tells: frozenset[Information]
    reader: Reader
    readers: frozenset[Reader]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class DisclosurePolicy:
    """The tables of resources/policy/disclosures.toml."""

    readers: Mapping[Reader, ReaderRule]
    papers: Mapping[str, PaperRule]
    monitors: frozenset[Reader]
    start_days: int
    upgrade_days: int
    due_days: int
    accounting_years: int
    kept_years: int
    inquiry: str
    subpoena: str
    complaints: str
    how_to_revoke: str
