"""Search as you type over 10,000 people against the bare SQL of the same question."""

from __future__ import annotations

import statistics
from typing import Any

from sqlalchemy import Connection

from benchmarks.courts import demonstration, opened
from benchmarks.measure import Ratio, clocked
from drugcourt.casework.participants.search import find_people
from drugcourt.workspace import Workspace

TYPED = ("m", "ma", "mar", "mars", "marsh", "marsh o", "okafor", "26-0", "1990", "CR-2026-001")
MOST = 12

# The same question by hand: every word fits a name or a case number, whose name begins so stands
# first, twelve people; then what the list says of them. The longest word is asked for first.
FIND = """
WITH hit AS (
  SELECT person_id, CASE WHEN folded LIKE :phrase THEN 0 WHEN folded LIKE :first THEN 1
                         WHEN folded LIKE :inner THEN 2 ELSE 3 END AS rank
  FROM search_name WHERE folded LIKE :longest
  UNION ALL
  SELECT e.person_id, 1 FROM court_case c JOIN episode e ON e.id = c.episode_id
  WHERE lower(c.number) LIKE :longest
), best AS (
  SELECT person_id, min(rank) AS rank FROM hit WHERE true{others} GROUP BY person_id
)
SELECT p.id, p.reference, p.family_name, p.given_name, p.middle_name, p.preferred_name, p.birth_date
FROM best JOIN person p ON p.id = best.person_id
ORDER BY best.rank, p.family_name, p.given_name, p.id LIMIT :most
"""
OTHER = """
  AND (EXISTS (SELECT 1 FROM search_name m
               WHERE m.person_id = hit.person_id AND m.folded LIKE :{word})
    OR EXISTS (SELECT 1 FROM court_case d JOIN episode f ON f.id = d.episode_id
               WHERE f.person_id = hit.person_id AND lower(d.number) LIKE :{word}))
"""
TELL = (
    """SELECT id, person_id, program_id, phase, status, exited_on FROM episode
       WHERE person_id IN ({people}) ORDER BY number""",
    """SELECT c.episode_id, c.number FROM court_case c JOIN episode e ON e.id = c.episode_id
       WHERE e.person_id IN ({people})""",
    "SELECT person_id, name FROM alias WHERE person_id IN ({people})",
)


def measure() -> list[Ratio]:
    """Every prefix a person would type, each in turn with its bare question; medians of sums."""
    workspace = opened(demonstration(10_000))
    with workspace.database.engine.connect() as connection:
        for typed in TYPED:
            _same_people(workspace, connection, typed)

        def ours() -> None:
            for typed in TYPED:
                workspace.read(find_people, text=typed)

        def bare() -> None:
            for typed in TYPED:
                _by_hand(connection, typed)

        pairs = [(clocked(ours), clocked(bare)) for _ in range(9)]
    workspace.close()
    a = statistics.median(pair[0] for pair in pairs) / len(TYPED)
    b = statistics.median(pair[1] for pair in pairs) / len(TYPED)
    return [Ratio("Search as you type, 10,000 people", "a keystroke", a, "bare SQL", b, 2.0)]


def _by_hand(connection: Connection, typed: str) -> tuple[list[Any], list[Any]]:
    """The people, and their episodes, as rows of the driver; nothing is made of them."""
    words = typed.lower().replace("-", " ").split()
    others = sorted(words, key=len, reverse=True)[1:]
    given = {f"word{n}": f"%{word}%" for n, word in enumerate(others)}
    sql = FIND.format(others="".join(OTHER.format(word=word) for word in given))
    given |= {"longest": f"%{max(words, key=len)}%", "phrase": f"{' '.join(words)}%"}
    given |= {"first": f"{words[0]}%", "inner": f"% {words[0]}%"}
    cursor = connection.connection.cursor()
    people = cursor.execute(sql, {**given, "most": MOST}).fetchall()
    ids = ", ".join(str(person[0]) for person in people)
    told = [cursor.execute(asked.format(people=ids)).fetchall() for asked in TELL]
    return people, told[0]


def _same_people(workspace: Workspace, connection: Connection, typed: str) -> None:
    """The race is fair only while both give the same answer."""
    found = [one.episode_id for one in workspace.read(find_people, text=typed, limit=MOST)]
    people, episodes = _by_hand(connection, typed)
    owners = {episode[0]: episode[1] for episode in episodes}
    if [owners[number] for number in found] != [person[0] for person in people]:
        raise RuntimeError(f"the bare question finds others than the program for {typed!r}")
