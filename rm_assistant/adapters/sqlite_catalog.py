"""The catalog in SQLite: what was read of each filing, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rm_assistant.adapters.page_codec import unpack_page, unpack_text
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.adapters.sqlite_filing import delete_filing, insert_filing, pack_filing
from rm_assistant.adapters.sqlite_reach import no_document, number_of, readable, within
from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import (
    Document,
    DocumentId,
    DocumentStatus,
    Page,
    Passage,
    Section,
    StatementKind,
)
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import PassageKey, PendingPassage, Reach, StatementPage
from rm_assistant.serialisation import from_json


class SqliteCatalog:
    """Fills the `Catalog` port. Raises DataFolderError where the file cannot be read or written."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._bodies: dict[int, Document] = {}
        """By the document's number: a number is never given twice, so that a body never grows stale."""

    def add(self, filing: ParsedFiling, document: Document) -> None:
        """Raises KeyError for a passage whose page was not read, ValueError for more rows of figures than have ids."""
        packed = pack_filing(filing)
        with self._database.writing() as connection:
            delete_filing(connection, document.id)
            insert_filing(connection, filing, document, packed)

    def get(self, document: DocumentId, principal: Principal) -> Document:
        with self._database.reading() as connection:
            return self._documents(connection, [_row_of(connection, document, principal)])[0]

    def documents(self, principal: Principal) -> list[Document]:
        condition, arguments = readable(principal)
        with self._database.reading() as connection:
            rows = _document_rows(connection, f"{condition} ORDER BY ingested_at DESC, number DESC", arguments)
            return self._documents(connection, rows)

    def has(self, document: DocumentId, parser_version: str) -> bool:
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT 1 FROM documents WHERE id = ? AND parser_version = ?", (document, parser_version)
            ).fetchone()
        return found is not None

    def supersede(self, document: DocumentId, by: DocumentId) -> None:
        self._set(document, "superseded_by", by)

    def set_status(self, document: DocumentId, status: DocumentStatus) -> None:
        self._set(document, "status", status)

    def remove(self, document: DocumentId) -> None:
        """A document that this one superseded is current again."""
        with self._database.writing() as connection:
            delete_filing(connection, document)
            connection.execute("UPDATE documents SET superseded_by = NULL WHERE superseded_by = ?", (document,))

    def page(self, document: DocumentId, page: int, principal: Principal) -> Page:
        return self.pages(document, (page,), principal)[0]

    def pages(self, document: DocumentId, numbers: Sequence[int], principal: Principal) -> list[Page]:
        with self._database.reading() as connection:
            found = connection.execute(
                "SELECT number, text, layout, words FROM pages "
                "WHERE document = ? AND number IN (SELECT value FROM json_each(?))",
                (number_of(connection, document, principal), json.dumps(list(numbers))),
            )
            pages = {number: unpack_page(text, layout, words) for number, text, layout, words in found}
        missing = next((number for number in numbers if number not in pages), None)
        if missing is not None:
            raise NotFoundError(f"Document {document} has no page {missing} that could be read")
        return [pages[number] for number in numbers]

    def sections(self, document: DocumentId, principal: Principal) -> list[Section]:
        with self._database.reading() as connection:
            number = number_of(connection, document, principal)
            packed = connection.execute("SELECT sections FROM documents WHERE number = ?", (number,)).fetchone()[0]
        return from_json(list[Section], zlib.decompress(packed))

    def passages(self, keys: Sequence[PassageKey], principal: Principal) -> list[Passage]:
        with self._database.reading() as connection:
            numbers = {id_: number_of(connection, id_, principal) for id_ in {id_ for id_, _ in keys}}
            found = _passages(connection, [(numbers[id_], ordinal) for id_, ordinal in keys])
        for document, ordinal in keys:
            if (numbers[document], ordinal) not in found:
                raise NotFoundError(f"Document {document} has no passage {ordinal}")
        return [found[numbers[document], ordinal] for document, ordinal in keys]

    def statement_pages(self, reach: Reach, statements: Sequence[StatementKind]) -> list[StatementPage]:
        """By document as they came in, then by page."""
        condition, arguments = within(reach)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT documents.id, page, statement FROM documents "
                "CROSS JOIN statement_pages ON statement_pages.document = documents.number "
                f"WHERE {condition} AND statement IN (SELECT value FROM json_each(?)) "
                "ORDER BY documents.number, page, statement",
                (*arguments, json.dumps(list(statements))),
            )
            return [StatementPage(document, page, StatementKind(statement)) for document, page, statement in rows]

    def pending_vectors(self, limit: int) -> list[PendingPassage]:
        with self._database.reading() as connection:
            keys: list[tuple[int, int]] = connection.execute(
                "SELECT document, ordinal FROM passages WHERE embedded = 0 ORDER BY size LIMIT ?", (limit,)
            ).fetchall()
            passages = _passages(connection, keys)
            rows = _document_rows(connection, "number IN (SELECT value FROM json_each(?))", (_numbers(keys),))
            documents = {
                row.number: document for row, document in zip(rows, self._documents(connection, rows), strict=True)
            }
        return [_pending(passages[number, ordinal], documents[number]) for number, ordinal in keys]

    def mark_embedded(self, keys: Sequence[PassageKey]) -> None:
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE passages SET embedded = 1 "
                "WHERE document = (SELECT number FROM documents WHERE id = ?) AND ordinal = ?",
                keys,
            )
            connection.execute(
                "UPDATE documents SET status = ? WHERE status = ? AND id IN (SELECT value FROM json_each(?)) "
                "AND NOT EXISTS (SELECT 1 FROM passages WHERE document = documents.number AND embedded = 0)",
                (DocumentStatus.COMPLETE, DocumentStatus.SEARCHABLE, json.dumps(sorted({id_ for id_, _ in keys}))),
            )

    def expect_vectors(self, space: str, count: int) -> None:
        with self._database.writing() as connection:
            known = connection.execute("SELECT name FROM vector_space").fetchone()
            marked = connection.execute("SELECT count(*) FROM passages WHERE embedded = 1").fetchone()[0]
            if known == (space,) and marked <= count:
                return
            connection.execute("DELETE FROM vector_space")
            connection.execute("INSERT INTO vector_space VALUES (?)", (space,))
            connection.execute("UPDATE passages SET embedded = 0")
            connection.execute(
                "UPDATE documents SET status = ? WHERE number IN (SELECT document FROM passages)",
                (DocumentStatus.SEARCHABLE,),
            )

    def _set(self, document: DocumentId, column: str, value: str) -> None:
        with self._database.writing() as connection:
            changed = connection.execute(f"UPDATE documents SET {column} = ? WHERE id = ?", (value, document))
            if not changed.rowcount:
                raise no_document(document)

    def _documents(self, connection: sqlite3.Connection, rows: Sequence[_DocumentRow]) -> list[Document]:
        missing = [row.number for row in rows if row.number not in self._bodies]
        bodies = connection.execute(
            "SELECT number, body FROM documents WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(missing),),
        )
        self._bodies.update((number, from_json(Document, body)) for number, body in bodies)
        return [
            replace(self._bodies[row.number], status=DocumentStatus(row.status), superseded_by=row.superseded_by)
            for row in rows
        ]


class _DocumentRow(NamedTuple):
    number: int
    status: str
    superseded_by: DocumentId | None


def _document_rows(connection: sqlite3.Connection, condition: str, arguments: tuple[str, ...]) -> list[_DocumentRow]:
    rows = connection.execute(f"SELECT number, status, superseded_by FROM documents WHERE {condition}", arguments)
    return [_DocumentRow(*row) for row in rows]


def _row_of(connection: sqlite3.Connection, document: DocumentId, principal: Principal) -> _DocumentRow:
    condition, arguments = readable(principal)
    rows = _document_rows(connection, f"id = ? AND {condition}", (document, *arguments))
    if not rows:
        raise no_document(document)
    return rows[0]


def _passages(connection: sqlite3.Connection, keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Passage]:
    """Those of `keys` (document number, ordinal) that are there; each page's text is unpacked once."""
    rows = connection.execute(
        "SELECT DISTINCT pages.document, pages.text FROM json_each(?) AS key "
        "CROSS JOIN passages ON passages.document = key.value ->> 0 AND passages.ordinal = key.value ->> 1 "
        "CROSS JOIN pages ON pages.document = passages.document AND pages.number = passages.page",
        (json.dumps(list(keys)),),
    )
    return {(number, passage.ordinal): passage for number, text in rows for passage in unpack_text(text).passages}


def _pending(passage: Passage, document: Document) -> PendingPassage:
    text = f"{passage.header}\n{passage.text}" if passage.header else passage.text
    return PendingPassage((document.id, passage.ordinal), passage.page, text, document)


def _numbers(keys: Iterable[tuple[int, int]]) -> str:
    return json.dumps(sorted({number for number, _ in keys}))
