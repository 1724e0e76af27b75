"""Terms of a full-text table: how many rows hold each, and which of a question's are worth looking for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

_MOST_TERMS = 64

Frequencies = dict[str, int]
"""In how many rows each term stands; those that stand in none are left out."""


class TermStatistics:
    """Counts of one full-text table, kept until the catalog changes: a frequent term takes half a millisecond."""

    def __init__(self, vocabulary: str, rows: str) -> None:
        """`vocabulary` is the table's fts5vocab, `rows` a query for the number of its rows."""
        self._vocabulary = vocabulary
        self._rows = rows
        self._counts = _Counts(())

    def rows(self, connection: sqlite3.Connection) -> int:
        counts = self._current(connection)
        if counts.rows is None:
            counts.rows = int(connection.execute(self._rows).fetchone()[0] or 0)
        return counts.rows

    def frequencies(self, connection: sqlite3.Connection, terms: Iterable[str]) -> Frequencies:
        known = self._current(connection).frequencies
        searchable = dict.fromkeys(term for term in terms if term.isprintable() and term.strip())
        for term in searchable:
            if term not in known:
                known[term] = self._counted(connection, term)
        return {term: known[term] for term in searchable if known[term]}

    def _current(self, connection: sqlite3.Connection) -> _Counts:
        now = tuple(connection.execute("SELECT count(*), max(number) FROM documents").fetchone())
        if self._counts.generation != now:
            self._counts = _Counts(now)
        return self._counts

    def _counted(self, connection: sqlite3.Connection, term: str) -> int:
        row = connection.execute(f"SELECT doc FROM {self._vocabulary} WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0


@dataclass(slots=True)
class _Counts:
    """In one state of the catalog."""

    generation: tuple[int, ...]
    frequencies: Frequencies = field(default_factory=dict)
    rows: int | None = None


def telling(frequencies: Frequencies, *, share: float, budget: float, fewest: int) -> list[str]:
    """The rarest terms, as many as make a search look at no more than about `budget` rows; `fewest` in any case.

    `share` is the part of the rows that the search looks at.
    """
    kept: list[str] = []
    cost = 0.0
    for frequency, term in sorted((frequency, term) for term, frequency in frequencies.items()):
        cost += frequency * share
        if len(kept) == _MOST_TERMS or (cost > budget and len(kept) >= fewest):
            break
        kept.append(term)
    return kept


def quoted(term: str) -> str:
    """As FTS5 takes it: nothing in it is syntax."""
    return '"' + term.replace('"', '""') + '"'
