"""The audit log's table, and the triggers that let it only grow."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache

from rm_assistant.adapters.sqlite_database import SchemaStep

AUDIT_SCHEMA: tuple[SchemaStep, ...] = (
    (
        """CREATE TABLE records (
            sequence INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            principal TEXT NOT NULL,
            body TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        )""",
        "CREATE INDEX records_by_subject ON records (subject)",
        "CREATE INDEX records_by_kind ON records (kind)",
        """CREATE TRIGGER records_follow BEFORE INSERT ON records
        WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM records)
        BEGIN SELECT RAISE(ABORT, 'a record of the audit log follows the last one'); END""",
        """CREATE TRIGGER records_stay BEFORE DELETE ON records
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
        """CREATE TRIGGER records_hold BEFORE UPDATE ON records
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    ),
)

_Objects = Mapping[str, str]
"""Statements by what they make: `trigger records_stay`."""


def schema_faults(connection: sqlite3.Connection) -> list[str]:
    """What is missing, changed or added against `AUDIT_SCHEMA`, in words.

    Without its triggers the file takes deletions and edits; one that was added could make some of its own.
    """
    declared, found = _declared(), _objects(connection)
    missing = [f"the {name} is missing" for name in declared if name not in found]
    changed = [f"the {name} was changed" for name in declared if name in found and found[name] != declared[name]]
    added = [f"the {name} was added" for name in found if name not in declared and name.startswith("trigger ")]
    return [*missing, *changed, *added]


@cache
def _declared() -> _Objects:
    """As SQLite itself writes down what the schema makes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (statement for step in AUDIT_SCHEMA for statement in step):
            connection.execute(statement)
        return _objects(connection)


def _objects(connection: sqlite3.Connection) -> _Objects:
    """Indifferent to white space. SQLite's own tables, such as those of ANALYZE, do not count."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return {f"{kind} {name}": " ".join((sql or "").split()) for kind, name, sql in rows}
