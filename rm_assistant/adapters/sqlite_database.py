"""One SQLite file, opened with care: a ladder of schema versions, connections shared by threads, one writer at a time.

Every commit is durable when it returns (write-ahead log, `synchronous=FULL`), and every read sees one moment.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from rm_assistant.domain.errors import DataFolderError, StorageError

SchemaStep = tuple[str, ...]
"""Statements that lift a file from one version of its schema to the next."""

_CACHE_KIB = 16_384
_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space",
    sqlite3.SQLITE_READONLY: "it cannot be written: check its owner and permissions",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that the folder is there, and its owner and permissions",
    sqlite3.SQLITE_PERM: "it cannot be opened: check its owner and permissions",
    sqlite3.SQLITE_BUSY: "another process holds it: try again",
    sqlite3.SQLITE_LOCKED: "another process holds it: try again",
    sqlite3.SQLITE_CORRUPT: "it is damaged: restore it from a backup",
    sqlite3.SQLITE_NOTADB: "it is not a database: restore it from a backup",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written: check the disk",
}
_DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class SqliteDatabase:
    """Raises `failure` for what the operator can mend: a full disk, permissions, a newer version.

    Where the file itself is damaged it raises `damage`, or `failure` where none is given.
    """

    def __init__(
        self,
        path: Path,
        schema: Sequence[SchemaStep],
        *,
        failure: type[StorageError] = DataFolderError,
        damage: type[StorageError] | None = None,
        busy_seconds: float = 10.0,
    ) -> None:
        self.path = path
        self._failure = failure
        self._damage = damage or failure
        self._busy_seconds = busy_seconds
        self._idle: deque[sqlite3.Connection] = deque()
        self._writer = threading.Lock()
        self._closed = False
        with self._lent() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            self._climb(connection, schema)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A snapshot: what is committed meanwhile is not seen."""
        with self._lent() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _end(connection, "ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, durable when the block ends; nothing of it stands where the block raises."""
        with self._writer, self._lent() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _end(connection, "ROLLBACK")

    def close(self) -> None:
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextlib.contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        with self._naming_failures():
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
        )
        for pragma in ("synchronous = FULL", "foreign_keys = ON", f"cache_size = -{_CACHE_KIB}", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _climb(self, connection: sqlite3.Connection, schema: Sequence[SchemaStep]) -> None:
        if self._version(connection) == len(schema):
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = self._version(connection)
            if version > len(schema):
                raise self._failure(
                    f"{self.path} was written by a newer version ({version}; this one knows {len(schema)}): "
                    "use that version, or another data folder"
                )
            for statement in (statement for step in schema[version:] for statement in step):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(schema)}")
            connection.execute("COMMIT")
        finally:
            _end(connection, "ROLLBACK")

    def _version(self, connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version

    @contextlib.contextmanager
    def _naming_failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            advice = _ADVICE.get(code)
            if advice is None:  # a mistake in a statement is ours, not the operator's
                raise
            kind = self._damage if code in _DAMAGES else self._failure
            raise kind(f"{self.path}: {advice} ({error})") from error


def _end(connection: sqlite3.Connection, statement: str) -> None:
    """SQLite ends a transaction by itself on some failures."""
    if connection.in_transaction:
        connection.execute(statement)
