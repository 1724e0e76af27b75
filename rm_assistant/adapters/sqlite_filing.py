"""Writing a filing into the catalog's tables, and taking it out: to be called inside one transaction."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from rm_assistant.adapters.page_codec import PackedPage, pack_page, unpack_terms
from rm_assistant.adapters.sqlite_catalog_schema import ROW_BITS
from rm_assistant.adapters.sqlite_figure_rows import PackedFigures, delete_figure_terms, insert_figures, pack_figures
from rm_assistant.domain.documents import Document, DocumentId, Passage
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.serialisation import to_json


@dataclass(frozen=True, slots=True)
class PackedFiling:
    """`pages` by page number."""

    pages: Mapping[int, PackedPage]
    figures: PackedFigures


def pack_filing(filing: ParsedFiling) -> PackedFiling:
    """The slow part, to be done before the transaction.

    Raises KeyError for a passage whose page was not read, ValueError for more rows of figures than have ids.
    """
    return PackedFiling(_pack_pages(filing), pack_figures(filing.figures))


def _pack_pages(filing: ParsedFiling) -> dict[int, PackedPage]:
    passages: dict[int, list[Passage]] = {page.number: [] for page in filing.pages}
    for passage in filing.passages:
        passages[passage.page].append(passage)
    terms = filing.page_terms or ("",) * len(filing.pages)
    return {
        page.number: pack_page(page, words, passages[page.number])
        for page, words in zip(filing.pages, terms, strict=True)
    }


def insert_filing(
    connection: sqlite3.Connection, filing: ParsedFiling, document: Document, packed: PackedFiling
) -> None:
    number = _insert_document(connection, filing, document)
    connection.executemany(
        "INSERT INTO pages (document, number, text, layout, words, terms) VALUES (?, ?, ?, ?, ?, ?)",
        ((number, page, parts.text, parts.layout, parts.words, parts.terms) for page, parts in packed.pages.items()),
    )
    connection.executemany(
        "INSERT INTO passages (document, ordinal, page, size) VALUES (?, ?, ?, ?)",
        ((number, passage.ordinal, passage.page, len(passage.text)) for passage in filing.passages),
    )
    connection.executemany(
        "INSERT INTO statement_pages (document, page, statement) VALUES (?, ?, ?)",
        {(number, page.number, statement) for page in filing.pages for statement in page.statements},
    )
    _insert_terms(connection, number, filing)
    insert_figures(connection, number, packed.figures)


def delete_filing(connection: sqlite3.Connection, document: DocumentId) -> None:
    """Nothing happens where it is not there."""
    found = connection.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
    if found:
        _delete_terms(connection, found[0])
        delete_figure_terms(connection, found[0])
        connection.execute("DELETE FROM documents WHERE number = ?", found)


def _insert_document(connection: sqlite3.Connection, filing: ParsedFiling, document: Document) -> int:
    """The document's number."""
    (number,) = connection.execute(
        "INSERT INTO documents (id, wall, parser_version, status, superseded_by, ingested_at, body, sections, "
        "figure_rows, figures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (
            document.id,
            document.wall,
            document.parser_version,
            document.status,
            document.superseded_by,
            document.ingested_at.astimezone(UTC).isoformat(timespec="microseconds"),
            to_json(document),
            zlib.compress(to_json(filing.sections)),
            len(filing.figures),
            sum(len(row.figures) for row in filing.figures),
        ),
    ).fetchone()
    return int(number)


def _insert_terms(connection: sqlite3.Connection, number: int, filing: ParsedFiling) -> None:
    base = number << ROW_BITS
    connection.executemany(
        "INSERT INTO page_terms (rowid, terms) VALUES (?, ?)",
        ((base | page.number, words) for page, words in zip(filing.pages, filing.page_terms, strict=False)),
    )
    connection.executemany(
        "INSERT INTO passage_terms (rowid, terms) VALUES (?, ?)",
        ((base | passage.ordinal, passage.terms) for passage in filing.passages),
    )


def _delete_terms(connection: sqlite3.Connection, number: int) -> None:
    """FTS5 keeps no copy of what it indexed: it has to be told the words to take them out."""
    base = number << ROW_BITS
    for page, packed in connection.execute("SELECT number, terms FROM pages WHERE document = ?", (number,)).fetchall():
        terms = unpack_terms(packed)
        connection.execute(
            "INSERT INTO page_terms (page_terms, rowid, terms) VALUES ('delete', ?, ?)", (base | page, terms.page)
        )
        connection.executemany(
            "INSERT INTO passage_terms (passage_terms, rowid, terms) VALUES ('delete', ?, ?)",
            ((base | ordinal, words) for ordinal, words in terms.passages.items()),
        )
