"""Full-text search in SQLite (FTS5, BM25) over terms that `language.words` made."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from rm_assistant.adapters.sqlite_catalog_schema import ROW_BITS
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.adapters.sqlite_reach import within
from rm_assistant.adapters.sqlite_terms import TermStatistics, quoted, telling
from rm_assistant.ports import PageHit, PassageHit, Reach

_PLACE_MASK = (1 << ROW_BITS) - 1
_PAGE_OF = {
    "page": "place",
    "passage": "(SELECT page FROM passages WHERE document = number AND ordinal = place)",
}
_FEWEST_TERMS = 3
_MATCHING_SHARE = 0.25
"""Of the cost of a row that is found and scored, the part for finding it."""


class SqliteTextIndex:
    """Fills the `TextIndex` port.

    A long question over a large catalog leaves out its most frequent words, which weigh least, so that it looks at no
    more than about `budget` rows, at 1 to 2 µs each.
    """

    def __init__(self, database: SqliteDatabase, *, budget: int = 20_000) -> None:
        self._database = database
        self._budget = budget
        self._statistics = {
            unit: TermStatistics(f"{unit}_vocabulary", f"SELECT count(*) FROM {unit}s") for unit in _PAGE_OF
        }

    def search_pages(self, terms: Sequence[str], reach: Reach, limit: int) -> list[PageHit]:
        hits = self._search("page", terms, reach, limit)
        return [PageHit(hit.document, hit.place, hit.score) for hit in hits]

    def search_passages(self, terms: Sequence[str], reach: Reach, limit: int) -> list[PassageHit]:
        hits = self._search("passage", terms, reach, limit)
        return [PassageHit((hit.document, hit.place), hit.page, hit.score) for hit in hits]

    def passage_shares(self, terms: Sequence[str]) -> dict[str, float]:
        statistics = self._statistics["passage"]
        with self._database.reading() as connection:
            total = max(1, statistics.rows(connection))
            held = statistics.frequencies(connection, terms)
        return {term: held.get(term, 0) / total for term in terms}

    def _search(self, unit: str, terms: Sequence[str], reach: Reach, limit: int) -> list[_Hit]:
        with self._database.reading() as connection:
            span = _span(connection, reach)
            frequencies = self._statistics[unit].frequencies(connection, terms)
            kept = telling(frequencies, share=span.cost, budget=self._budget, fewest=_FEWEST_TERMS)
            return _hits(connection, unit, kept, reach, span, limit) if kept else []


class _Span(NamedTuple):
    """The range of document numbers that a reach lies in, and the share of the index that it makes a search look at."""

    first: int
    last: int
    cost: float


class _Hit(NamedTuple):
    document: str
    place: int
    """The page's number or the passage's ordinal."""
    page: int
    score: float


def _span(connection: sqlite3.Connection, reach: Reach) -> _Span:
    condition, arguments = within(reach)
    first, last, documents = connection.execute(
        f"SELECT min(number), max(number), count(*) FROM documents WHERE {condition}", arguments
    ).fetchone()
    if not documents:
        return _Span(0, 0, 0.0)
    between, total = connection.execute(
        "SELECT count(*) FILTER (WHERE number BETWEEN ? AND ?), count(*) FROM documents", (first, last)
    ).fetchone()
    return _Span(first, last, (_MATCHING_SHARE * between + (1 - _MATCHING_SHARE) * documents) / total)


def _hits(
    connection: sqlite3.Connection, unit: str, terms: Sequence[str], reach: Reach, span: _Span, limit: int
) -> list[_Hit]:
    condition, arguments = within(reach)
    rows = connection.execute(
        f"""
        WITH best AS MATERIALIZED (
            SELECT documents.id, documents.number, {unit}_terms.rowid & {_PLACE_MASK} AS place,
                -bm25({unit}_terms) AS score
            FROM {unit}_terms CROSS JOIN documents ON documents.number = {unit}_terms.rowid >> {ROW_BITS}
            WHERE {unit}_terms MATCH ? AND {unit}_terms.rowid BETWEEN ? AND ? AND {condition}
            ORDER BY score DESC, {unit}_terms.rowid LIMIT ?
        )
        SELECT id, place, {_PAGE_OF[unit]}, score FROM best ORDER BY score DESC, number, place
        """,
        (_match(terms), span.first << ROW_BITS, span.last << ROW_BITS | _PLACE_MASK, *arguments, limit),
    )
    return [_Hit(*row) for row in rows]


def _match(terms: Sequence[str]) -> str:
    return " OR ".join(map(quoted, terms))
