"""Rows of figures in SQLite: found by their words or their item, read from the blocks that they are packed in.

FTS5 says which rows hold a term; `row_weights` says for how much. FTS5's own `bm25()` walks through all rows that hold
a term, of every document, before it weighs the first.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rm_assistant.adapters.row_weights import ITEM_WEIGHT, rarity
from rm_assistant.adapters.sqlite_catalog_schema import ROW_BITS
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.adapters.sqlite_figure_rows import unpack_block
from rm_assistant.adapters.sqlite_reach import number_of, within
from rm_assistant.adapters.sqlite_terms import TermStatistics, quoted, telling
from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.domain.figures import FigureRow
from rm_assistant.ports import Reach, RowHit, RowKey

_PLACE_MASK = (1 << ROW_BITS) - 1
_MOST_SPANS = 16
_ROWS = "SELECT sum(figure_rows) FROM documents"


class SqliteFigureIndex:
    """Fills the `FigureIndex` port.

    A search looks at no more than about `budget` rows, at 0.4 µs each, and leaves out the most frequent words.
    """

    def __init__(self, database: SqliteDatabase, *, budget: int = 12_000) -> None:
        self._database = database
        self._budget = budget
        self._terms = TermStatistics("figure_vocabulary", _ROWS)
        self._items = TermStatistics("figure_item_vocabulary", _ROWS)

    def search(
        self, terms: Sequence[str], reach: Reach, limit: int, *, items: Sequence[str] = (), table: str | None = None
    ) -> list[RowHit]:
        with self._database.reading() as connection:
            spans = _spans(connection, reach, table)
            if not spans:
                return []
            share = _covered(connection, spans)
            clauses = [*self._words(connection, terms, share), *self._named(connection, items)]
            return _hits(connection, clauses, spans, reach, limit) if clauses else []

    def rows(self, keys: Sequence[RowKey], principal: Principal) -> list[FigureRow]:
        with self._database.reading() as connection:
            numbers = {id_: number_of(connection, id_, principal) for id_ in {id_ for id_, _ in keys}}
            wanted = {key: numbers[key[0]] << ROW_BITS | key[1] for key in keys if 0 <= key[1] <= _PLACE_MASK}
            found = _rows(connection, wanted.values())
        for key in keys:
            if wanted.get(key) not in found:
                raise NotFoundError(f"Document {key[0]} has no row {key[1]} of figures")
        return [found[wanted[key]] for key in keys]

    def table(self, document: DocumentId, table: str, principal: Principal) -> list[tuple[RowKey, FigureRow]]:
        with self._database.reading() as connection:
            blocks = connection.execute(
                "SELECT id, body FROM figure_blocks WHERE document = ? AND printed_table = ? ORDER BY id",
                (number_of(connection, document, principal), table),
            ).fetchall()
        return [
            ((document, (block & _PLACE_MASK) + place), row)
            for block, body in blocks
            for place, row in enumerate(unpack_block(body))
        ]

    def count(self) -> int:
        with self._database.reading() as connection:
            return int(connection.execute("SELECT total(figures) FROM documents").fetchone()[0])

    def _words(self, connection: sqlite3.Connection, terms: Sequence[str], share: float) -> Iterator[_Clause]:
        rows = self._terms.rows(connection)
        frequencies = self._terms.frequencies(connection, terms)
        for term in telling(frequencies, share=share, budget=self._budget, fewest=1):
            yield _Clause("figure_terms", quoted(term), rarity(frequencies[term], rows))

    def _named(self, connection: sqlite3.Connection, items: Sequence[str]) -> Iterator[_Clause]:
        rows = self._items.rows(connection)
        for item, frequency in self._items.frequencies(connection, items).items():
            yield _Clause("figure_items", quoted(item), ITEM_WEIGHT * rarity(frequency, rows))


class _Span(NamedTuple):
    """Row ids from `first` to `last`, both among them."""

    first: int
    last: int


class _Clause(NamedTuple):
    full_text: str
    match: str
    weight: float


def _spans(connection: sqlite3.Connection, reach: Reach, table: str | None) -> list[_Span]:
    """Where rows in reach stand. Of many scattered documents it is one span: the query leaves out those between."""
    condition, arguments = within(reach)
    if table is not None:
        blocks = connection.execute(
            "SELECT figure_blocks.id, figure_blocks.id + rows - 1 FROM documents "
            f"CROSS JOIN figure_blocks ON document = number AND printed_table = ? WHERE {condition}",
            (table, *arguments),
        )
        return [_Span(*block) for block in blocks]
    numbers = connection.execute(
        f"SELECT number FROM documents WHERE figure_rows > 0 AND {condition} ORDER BY number", arguments
    )
    spans = list(_runs([number for (number,) in numbers]))
    return spans if len(spans) <= _MOST_SPANS else [_Span(spans[0].first, spans[-1].last)]


def _runs(numbers: Sequence[int]) -> Iterator[_Span]:
    """Of documents by number, rising: neighbours are one span."""
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        members = [number for _, number in run]
        yield _Span(members[0] << ROW_BITS, members[-1] << ROW_BITS | _PLACE_MASK)


def _covered(connection: sqlite3.Connection, spans: Sequence[_Span]) -> float:
    """The share of all documents' numbers that lie in `spans`."""
    documents: int = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    inside = sum((span.last >> ROW_BITS) - (span.first >> ROW_BITS) + 1 for span in spans)
    return min(1.0, inside / documents)


def _hits(
    connection: sqlite3.Connection, clauses: Sequence[_Clause], spans: Sequence[_Span], reach: Reach, limit: int
) -> list[RowHit]:
    condition, arguments = within(reach)
    holders = " UNION ALL ".join(
        f"SELECT {clause.full_text}.rowid AS id, ? AS weight FROM spans CROSS JOIN {clause.full_text} "
        f"ON {clause.full_text} MATCH ? AND {clause.full_text}.rowid BETWEEN spans.first AND spans.last"
        for clause in clauses
    )
    rows = connection.execute(
        f"""
        WITH spans AS MATERIALIZED (SELECT value ->> 0 AS first, value ->> 1 AS last FROM json_each(?)),
        scored AS MATERIALIZED (SELECT id, sum(weight) AS score FROM ({holders}) GROUP BY id)
        SELECT documents.id, scored.id & {_PLACE_MASK}, score
        FROM scored CROSS JOIN documents ON documents.number = scored.id >> {ROW_BITS}
        WHERE {condition} ORDER BY score DESC, scored.id LIMIT ?
        """,
        (
            json.dumps(spans),
            *(value for clause in clauses for value in (clause.weight, clause.match)),
            *arguments,
            limit,
        ),
    )
    return [RowHit((document, place), score) for document, place, score in rows]


def _rows(connection: sqlite3.Connection, wanted: Iterable[int]) -> dict[int, FigureRow]:
    """Those of the row ids `wanted` that are there; each block is unpacked once."""
    places: dict[int, list[int]] = defaultdict(list)
    for row, block in connection.execute(
        "SELECT value, (SELECT max(id) FROM figure_blocks WHERE id <= value) FROM json_each(?)",
        (json.dumps(sorted(set(wanted))),),
    ):
        if block is not None:
            places[block].append(row - block)
    found: dict[int, FigureRow] = {}
    for block, rows, body in connection.execute(
        "SELECT id, rows, body FROM figure_blocks WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(places)),),
    ):
        held = [place for place in places[block] if place < rows]
        found.update(zip((block + place for place in held), unpack_block(body, held), strict=True))
    return found
