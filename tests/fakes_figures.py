"""Rows of figures in memory, for a filing or a table that is at hand: no file, the same ranking as in the catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rm_assistant.adapters.row_weights import ITEM_WEIGHT, rarity
from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import PUBLIC_WALL, DocumentId
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.domain.figures import FigureRow
from rm_assistant.ports import Reach, RowHit, RowKey


class MemoryFigureIndex:
    """Fills the `FigureIndex` port."""

    def __init__(self) -> None:
        self._held: dict[DocumentId, _Held] = {}

    def add(
        self, document: DocumentId, rows: Sequence[FigureRow], *, wall: str = PUBLIC_WALL, superseded: bool = False
    ) -> None:
        """Adding a document that is there replaces it."""
        self._held.pop(document, None)
        self._held[document] = _Held.of(rows, wall, superseded=superseded)

    def remove(self, document: DocumentId) -> None:
        self._held.pop(document, None)

    def search(
        self, terms: Sequence[str], reach: Reach, limit: int, *, items: Sequence[str] = (), table: str | None = None
    ) -> list[RowHit]:
        words, names = self._weights(terms, items)
        hits = [
            RowHit((document, place), score)
            for document, held in self._reachable(reach)
            for place, row in enumerate(held.rows)
            if (table is None or row.table == table)
            and (score := _score(held.words[place], words) + names.get(row.item, 0.0))
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def rows(self, keys: Sequence[RowKey], principal: Principal) -> list[FigureRow]:
        return [self._row(document, place, principal) for document, place in keys]

    def table(self, document: DocumentId, table: str, principal: Principal) -> list[tuple[RowKey, FigureRow]]:
        rows = enumerate(self._readable(document, principal).rows)
        return [((document, place), row) for place, row in rows if row.table == table]

    def count(self) -> int:
        return sum(len(row.figures) for held in self._held.values() for row in held.rows)

    def _weights(self, terms: Sequence[str], items: Sequence[str]) -> tuple[dict[str, float], dict[str | None, float]]:
        """What each of `terms` and each of `items` adds to a row that has it."""
        everything = list(self._held.values())
        total = sum(len(held.rows) for held in everything)
        holders = Counter(word for held in everything for words in held.words for word in words)
        named = Counter(row.item for held in everything for row in held.rows)
        return (
            {term: rarity(holders[term], total) for term in terms if holders[term]},
            {item: ITEM_WEIGHT * rarity(named[item], total) for item in items if named[item]},
        )

    def _reachable(self, reach: Reach) -> Iterator[tuple[DocumentId, _Held]]:
        for document, held in self._held.items():
            chosen = not held.superseded if reach.documents is None else document in reach.documents
            if chosen and reach.principal.may_read(held.wall):
                yield document, held

    def _readable(self, document: DocumentId, principal: Principal) -> _Held:
        held = self._held.get(document)
        if held is None or not principal.may_read(held.wall):
            raise NotFoundError(f"There is no document {document}")
        return held

    def _row(self, document: DocumentId, place: int, principal: Principal) -> FigureRow:
        rows = self._readable(document, principal).rows
        if not 0 <= place < len(rows):
            raise NotFoundError(f"Document {document} has no row {place} of figures")
        return rows[place]


@dataclass(frozen=True, slots=True)
class _Held:
    """A document's rows without their terms; `words`, parallel to them, are those terms."""

    rows: tuple[FigureRow, ...]
    words: tuple[frozenset[str], ...]
    wall: str
    superseded: bool

    @classmethod
    def of(cls, rows: Sequence[FigureRow], wall: str, *, superseded: bool) -> _Held:
        bare = tuple(replace(row, terms="") for row in rows)
        return cls(bare, tuple(frozenset(row.terms.split()) for row in rows), wall, superseded)


def _score(words: frozenset[str], weights: dict[str, float]) -> float:
    return sum(weight for term, weight in weights.items() if term in words)
