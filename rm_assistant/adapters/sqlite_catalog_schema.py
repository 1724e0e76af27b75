"""Tables of the catalog: documents, pages, passages, figures and their full text in one file: a document is one commit.

A page, passage or row of figures has the row id `document << 20 | n`, so that a document is one range of row ids.
"""

from __future__ import annotations

import string
from pathlib import Path

from rm_assistant.adapters.sqlite_database import SchemaStep, SqliteDatabase

CATALOG_FILE = "catalog.sqlite3"
ROW_BITS = 20

_PUNCTUATION = string.punctuation.replace("'", "''").replace('"', '""')
_TOKENS = f"""content='', tokenize="ascii tokenchars '{_PUNCTUATION}'\""""
"""Our terms come ready made and separated by spaces: FTS5 must split nowhere else."""
_FULL_TEXT = f"fts5(terms, {_TOKENS})"
_HOLDERS = f"fts5(terms, detail=none, columnsize=0, {_TOKENS})"
"""Says which rows hold a term and nothing else, in half the room: `sqlite_figure_index` weighs them."""

_FIRST: SchemaStep = (
    """CREATE TABLE documents (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        wall TEXT NOT NULL,
        parser_version TEXT NOT NULL,
        status TEXT NOT NULL,
        superseded_by TEXT,
        ingested_at TEXT NOT NULL,
        body BLOB NOT NULL,
        sections BLOB NOT NULL
    )""",
    """CREATE TABLE pages (
        document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        text BLOB NOT NULL,
        layout BLOB NOT NULL,
        words BLOB NOT NULL,
        terms BLOB NOT NULL,
        PRIMARY KEY (document, number)
    )""",
    """CREATE TABLE passages (
        document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        page INTEGER NOT NULL,
        size INTEGER NOT NULL,
        embedded INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID""",
    "CREATE INDEX passages_pending ON passages (size) WHERE embedded = 0",
    """CREATE TABLE statement_pages (
        document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
        page INTEGER NOT NULL,
        statement TEXT NOT NULL,
        PRIMARY KEY (document, statement, page)
    ) WITHOUT ROWID""",
    "CREATE TABLE vector_space (name TEXT NOT NULL)",
    f"CREATE VIRTUAL TABLE page_terms USING {_FULL_TEXT}",
    f"CREATE VIRTUAL TABLE passage_terms USING {_FULL_TEXT}",
    "CREATE VIRTUAL TABLE page_vocabulary USING fts5vocab(page_terms, row)",
    "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_terms, row)",
)

_FIGURES: SchemaStep = (
    "ALTER TABLE documents ADD COLUMN figure_rows INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE documents ADD COLUMN figures INTEGER NOT NULL DEFAULT 0",
    # `id` is that of its first row: those after it follow without a gap, up to the next block
    """CREATE TABLE figure_blocks (
        id INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
        printed_table TEXT,
        rows INTEGER NOT NULL,
        body BLOB NOT NULL
    )""",
    """CREATE TABLE figure_words (
        document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
        words BLOB NOT NULL
    )""",
    "CREATE INDEX figure_blocks_by_table ON figure_blocks (document, printed_table)",
    f"CREATE VIRTUAL TABLE figure_terms USING {_HOLDERS}",
    f"CREATE VIRTUAL TABLE figure_items USING {_HOLDERS}",
    "CREATE VIRTUAL TABLE figure_vocabulary USING fts5vocab(figure_terms, row)",
    "CREATE VIRTUAL TABLE figure_item_vocabulary USING fts5vocab(figure_items, row)",
)

SCHEMA: tuple[SchemaStep, ...] = (_FIRST, _FIGURES)


def open_catalog(data_dir: Path) -> SqliteDatabase:
    """Shared by the catalog and the indexes of its text and figures. Raises DataFolderError."""
    return SqliteDatabase(data_dir / CATALOG_FILE, SCHEMA)
