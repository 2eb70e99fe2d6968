"""Search as you type over 10,000 people against the bare SQL of the same question."""

from __future__ import annotations

import statistics

from sqlalchemy import text

from benchmarks.courts import demonstration, opened
from benchmarks.measure import Ratio, clocked
from drugcourt.casework.search import find_people

TYPED = ("m", "ma", "mar", "mars", "marsh", "marsh o", "okafor", "26-0", "1990", "CR-2026-001")
SQL = """
SELECT p.id, p.family_name, p.given_name FROM person p WHERE p.id IN (
  SELECT person_id FROM search_name WHERE folded LIKE :like
  UNION SELECT e.person_id FROM episode e JOIN court_case c ON c.episode_id = e.id WHERE c.number LIKE :like
) ORDER BY p.family_name, p.given_name LIMIT 12
"""


def measure() -> list[Ratio]:
    """Every prefix a person would type, each in turn with its bare question; medians of the sums."""
    workspace = opened(demonstration(10_000))
    with workspace.database.engine.connect() as connection:

        def ours() -> None:
            for typed in TYPED:
                workspace.read(find_people, text=typed)

        def bare() -> None:
            for typed in TYPED:
                connection.execute(
                    text(SQL), {"like": f"%{typed.lower().replace('-', ' ')}%"}
                ).all()

        ours()
        bare()
        pairs = [(clocked(ours), clocked(bare)) for _ in range(9)]
    workspace.close()
    a = statistics.median(pair[0] for pair in pairs) / len(TYPED)
    b = statistics.median(pair[1] for pair in pairs) / len(TYPED)
    return [Ratio("Search as you type, 10,000 people", "a keystroke", a, "bare SQL", b, 2.0)]
