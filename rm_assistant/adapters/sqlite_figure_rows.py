"""Rows of figures in the catalog's tables: those of a printed table packed together, and the words that find them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rm_assistant.adapters.sqlite_catalog_schema import ROW_BITS
from rm_assistant.domain.figures import FigureRow
from rm_assistant.figure_codec import rows_from_json, rows_to_json

_MOST_ROWS = 64
"""In a block: more would be unpacked in vain by those who ask for one."""
_FULL_TEXTS = ("figure_terms", "figure_items")

_Held = tuple[int, str]
"""A row's place in the filing, and terms separated by spaces."""


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """Rows of one table, or sentences, that follow each other in the filing from place `first` on."""

    first: int
    table: str | None
    rows: int
    body: bytes


@dataclass(frozen=True, slots=True)
class PackedFigures:
    """`held` is what goes into each of the full texts; `words` the same, packed, for taking it out again."""

    blocks: tuple[FigureBlock, ...]
    held: tuple[tuple[_Held, ...], tuple[_Held, ...]]
    words: bytes


def pack_figures(rows: Sequence[FigureRow]) -> PackedFigures:
    """The slow part, to be done before the transaction. Raises ValueError for more rows than have ids."""
    if len(rows) > 1 << ROW_BITS:
        raise ValueError(f"a filing has at most {1 << ROW_BITS} rows of figures")
    terms = tuple((place, row.terms) for place, row in enumerate(rows) if row.terms)
    items = tuple((place, row.item) for place, row in enumerate(rows) if row.item)
    words = zlib.compress(json.dumps((terms, items), ensure_ascii=False).encode())
    return PackedFigures(tuple(_block(first, run) for first, run in _runs(rows)), (terms, items), words)


def insert_figures(connection: sqlite3.Connection, document: int, packed: PackedFigures) -> None:
    """`document` is its number."""
    base = document << ROW_BITS
    connection.executemany(
        "INSERT INTO figure_blocks (id, document, printed_table, rows, body) VALUES (?, ?, ?, ?, ?)",
        ((base | block.first, document, block.table, block.rows, block.body) for block in packed.blocks),
    )
    connection.execute("INSERT INTO figure_words (document, words) VALUES (?, ?)", (document, packed.words))
    for full_text, held in zip(_FULL_TEXTS, packed.held, strict=True):
        connection.executemany(
            f"INSERT INTO {full_text} (rowid, terms) VALUES (?, ?)", ((base | place, terms) for place, terms in held)
        )


def delete_figure_terms(connection: sqlite3.Connection, document: int) -> None:
    """All else goes with the document's own row. FTS5 keeps no copy of the words, and has to be told them."""
    base = document << ROW_BITS
    for (words,) in connection.execute("SELECT words FROM figure_words WHERE document = ?", (document,)).fetchall():
        for full_text, held in zip(_FULL_TEXTS, json.loads(zlib.decompress(words)), strict=True):
            connection.executemany(
                f"INSERT INTO {full_text} ({full_text}, rowid, terms) VALUES ('delete', ?, ?)",
                ((base | place, terms) for place, terms in held),
            )


def unpack_block(body: bytes, places: Sequence[int] | None = None) -> tuple[FigureRow, ...]:
    """All rows of a block, without their terms, or those at `places` in it."""
    return rows_from_json(zlib.decompress(body), places)


def _runs(rows: Sequence[FigureRow]) -> Iterator[tuple[int, list[FigureRow]]]:
    first = 0
    for _, group in groupby(rows, key=lambda row: row.table):
        of_table = list(group)
        for start in range(0, len(of_table), _MOST_ROWS):
            yield first + start, of_table[start : start + _MOST_ROWS]
        first += len(of_table)


def _block(first: int, rows: Sequence[FigureRow]) -> FigureBlock:
    body = zlib.compress(rows_to_json(replace(row, terms="") for row in rows))
    return FigureBlock(first, rows[0].table, len(rows), body)
