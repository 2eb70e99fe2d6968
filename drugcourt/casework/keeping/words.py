"""What an order does, and did, in words: the kinds of record that go, and the proof that they went.

Nobody is named here: the words stand on screens and papers that outlive the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drugcourt.casework.keeping.expunging import Certificate
from drugcourt.casework.participants.changes import kind_words
from drugcourt.domain.dates import counted
from drugcourt.domain.keeping import REMOVES, OrderKind

_DERIVED = frozenset({"standing", "attention_item", "contact_due", "search_name"})
FEW = 6  # kinds named in a sentence before the rest is counted together
DONE = {
    OrderKind.SEAL: "The record is sealed: it is in no list, search, count or paper any more.",
    OrderKind.UNSEAL: "The record is open again, as it was before it was sealed.",
    OrderKind.EXPUNGE: "The record was removed with everything that names the person.",
    OrderKind.DESTROY: "The record was destroyed by the court’s schedule.",
}


def gone_rows(rows: Mapping[str, int]) -> list[tuple[str, int]]:
    """Kinds of record in words with how many rows each, most first; what is derived is left out."""
    told = [(name, number) for name, number in rows.items() if number and name not in _DERIVED]
    return sorted(((kind_words(name), number) for name, number in told), key=_most)


def going(rows: Mapping[str, int]) -> str:
    """What an order would remove, in a sentence; empty where it removes nothing."""
    told = gone_rows(rows)
    if not told:
        return ""
    named = [f"{label.lower()} {number:,}" for label, number in told[:FEW]]
    rest = sum(number for _label, number in told[FEW:])
    if rest:
        named.append(f"others {rest:,}")
    total = counted(sum(number for _label, number in told), "row")
    return f"It removes {total}: {', '.join(named)}."


def said_of(made: Certificate) -> Iterable[str]:
    """What was done and how it was proved, a sentence each."""
    yield DONE[made.order.kind]
    if made.order.kind not in REMOVES:
        return
    entries = int(made.order.told.get("entries", 0))
    yield f"{counted(entries, 'entry', 'entries')} of the history no longer name anybody."
    if made.order.wiped_at is None:
        yield "The pages of the court were not written anew yet; that has still to be done."
    elif made.found is None:
        yield (
            "The pages were written anew later than the record was removed, when its name was not "
            "known any more; nobody looked for it in them."
        )
    elif made.found == 0:
        yield "The pages were written anew, and no word that names the person was found in them."
    else:
        places = counted(made.found, "place")
        yield f"The pages were written anew. A word of the name still stands in {places}: look."


def _most(told: tuple[str, int]) -> tuple[int, str]:
    return -told[1], told[0]
