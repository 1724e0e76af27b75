"""The audit log in SQLite: append-only, chained, durable when `append` returns."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rm_assistant.adapters.audit_checkpoint import Checkpoint, CheckpointFile
from rm_assistant.adapters.sqlite_audit_schema import AUDIT_SCHEMA, schema_faults
from rm_assistant.adapters.sqlite_audit_verification import verify_log
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.domain.audit import (
    GENESIS_HASH,
    AuditEntry,
    AuditRecord,
    LogReport,
    RecordKind,
    canonical_json,
    seal,
)
from rm_assistant.domain.errors import AuditDamagedError, AuditUnavailableError
from rm_assistant.ports import Clock

AUDIT_FILE = "audit.sqlite3"
CHECKPOINT_FILE = "audit.checkpoint"
_LEAST_FREE_BYTES = 16 * 1024 * 1024
_ROWS_AT_ONCE = 500
_BEFORE_ALL = -(2**63)
"""The log begins at 1: a row numbered lower was put in by another hand, and must be met when the chain is walked."""


class SqliteAuditLog:
    """Fills the `AuditLog` port.

    Entries that several threads append meanwhile go into one commit. A log that ends before its checkpoint takes no
    more records, since they would cover the cut: see `CheckpointFile` for what a checkpoint can show and what not. Nor
    does one without the triggers that let it only grow: somebody was at it.
    """

    def __init__(self, folder: Path, clock: Clock, *, busy_seconds: float = 10.0) -> None:
        """`busy_seconds` is how long to wait for another process that writes."""
        self._clock = clock
        self._database = SqliteDatabase(
            folder / AUDIT_FILE,
            AUDIT_SCHEMA,
            failure=AuditUnavailableError,
            damage=AuditDamagedError,
            busy_seconds=busy_seconds,
        )
        self._checkpoint = CheckpointFile(folder / CHECKPOINT_FILE)
        self._waiting: deque[_Batch] = deque()
        self._committing = threading.Lock()

    def append(self, entries: Sequence[AuditEntry]) -> list[AuditRecord]:
        """Raises TypeError or ValueError for an entry that cannot be written as JSON in UTF-8."""
        for entry in entries:
            f"{canonical_json(entry.body)}{entry.subject}{entry.principal}".encode()
        batch = _Batch(entries)
        self._waiting.append(batch)
        with self._committing:
            if not batch.settled:
                self._commit_waiting()
        return batch.outcome()

    def read(
        self, *, subject: str | None = None, kinds: Sequence[RecordKind] = (), after: int = 0, limit: int | None = None
    ) -> Iterator[AuditRecord]:
        """Raises AuditDamagedError at a record that has been damaged beyond reading."""
        left = limit
        while left is None or left > 0:
            rows = self._rows(subject, kinds, after, min(left or _ROWS_AT_ONCE, _ROWS_AT_ONCE))
            yield from map(_record, rows)
            if len(rows) < _ROWS_AT_ONCE:
                return
            after = rows[-1][0]
            left = None if left is None else left - len(rows)

    def verify(self) -> LogReport:
        return verify_log(self._database, self._checkpoint, self.read(after=_BEFORE_ALL))

    def check_writable(self) -> None:
        folder = self._database.path.parent
        for path in (folder, self._database.path):
            if not os.access(path, os.W_OK):
                raise AuditUnavailableError(f"{path} cannot be written: check its owner and permissions")
        free = shutil.disk_usage(folder).free
        if free < _LEAST_FREE_BYTES:
            raise AuditUnavailableError(f"only {free // 1024} KiB are left on the disk of {folder}: free some space")
        with self._database.writing() as connection:
            self._require_whole(connection)

    def close(self) -> None:
        self._database.close()

    def _commit_waiting(self) -> None:
        """One commit for all that wait. Whatever goes wrong is told to each of them."""
        batches: list[_Batch] = []
        while self._waiting:
            batches.append(self._waiting.popleft())
        try:
            self._commit(batches)
        except BaseException as error:  # whatever it was, nobody may take it for written
            for batch in batches:
                batch.error = error
            raise
        finally:
            for batch in batches:
                batch.settled = True

    def _commit(self, batches: Sequence[_Batch]) -> None:
        with self._database.writing() as connection:
            head = self._require_whole(connection)
            for batch in batches:
                head = self._insert(connection, batch, head)
        try:
            self._checkpoint.write(head)
        except OSError as error:
            raise AuditUnavailableError(f"{self._checkpoint.path} cannot be written: {error.strerror}") from error

    def _insert(self, connection: sqlite3.Connection, batch: _Batch, head: Checkpoint) -> Checkpoint:
        batch.records.clear()
        for entry in batch.entries:
            record = seal(entry, sequence=head.sequence + 1, at=self._clock.now(), previous_hash=head.hash)
            connection.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(record))
            batch.records.append(record)
            head = Checkpoint(record.sequence, record.hash)
        return head

    def _require_whole(self, connection: sqlite3.Connection) -> Checkpoint:
        """The log's end, inside the write transaction, where nobody else can move it."""
        faults = schema_faults(connection)
        if faults:
            raise AuditDamagedError(f"{self._database.path} was changed by another hand: {'; '.join(faults)}")
        head = _head(connection)
        checkpoint = self._noted(head)
        if checkpoint is None or checkpoint.sequence > head.sequence or _differs(checkpoint, head):
            raise AuditDamagedError(
                f"{self._database.path} does not end where {self._checkpoint.path.name} says it does: records were "
                "lost or changed"
            )
        return head

    def _noted(self, head: Checkpoint) -> Checkpoint | None:
        """A log that has not begun gets its first note."""
        try:
            checkpoint = self._checkpoint.read()
            if checkpoint is None and not head.sequence:
                self._checkpoint.write(head)
                return head
        except OSError as error:
            raise AuditUnavailableError(f"{self._checkpoint.path} cannot be used: {error.strerror}") from error
        except ValueError as error:
            raise AuditDamagedError(f"{self._checkpoint.path.parent}: {error}") from error
        return checkpoint

    def _rows(self, subject: str | None, kinds: Sequence[RecordKind], after: int, limit: int) -> list[_Row]:
        condition = "sequence > ?"
        values: list[str | int] = [after]
        if subject is not None:
            condition += " AND subject = ?"
            values.append(subject)
        if kinds:
            condition += " AND kind IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(kinds)))
        query = f"SELECT * FROM records WHERE {condition} ORDER BY sequence LIMIT ?"
        with self._database.reading() as connection:
            try:
                return connection.execute(query, (*values, limit)).fetchall()
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
                # text that is not UTF-8: found by Python, not by SQLite
                raise AuditDamagedError(f"{self._database.path}: {error}") from error


_Row = tuple[int, str, str, str, str, str, str, str]


@dataclass(slots=True)
class _Batch:
    """What one caller appends, and how it ended."""

    entries: Sequence[AuditEntry]
    records: list[AuditRecord] = field(default_factory=list)
    settled: bool = False
    error: BaseException | None = None

    def outcome(self) -> list[AuditRecord]:
        if isinstance(self.error, AuditDamagedError):
            raise AuditDamagedError(*self.error.args) from self.error
        if self.error is not None:
            raise AuditUnavailableError(f"the audit log could not be written: {self.error}") from self.error
        return self.records


def _head(connection: sqlite3.Connection) -> Checkpoint:
    row = connection.execute("SELECT sequence, hash FROM records ORDER BY sequence DESC LIMIT 1").fetchone()
    return Checkpoint(*row) if row else Checkpoint(0, GENESIS_HASH)


def _differs(checkpoint: Checkpoint, head: Checkpoint) -> bool:
    return checkpoint.sequence == head.sequence and checkpoint.hash != head.hash


def _row(record: AuditRecord) -> _Row:
    at = record.at.isoformat(timespec="microseconds")
    return (
        record.sequence,
        at,
        record.kind,
        record.subject,
        record.principal,
        record.body,
        record.previous_hash,
        record.hash,
    )


def _record(row: _Row) -> AuditRecord:
    """Raises AuditDamagedError where a column holds what was never written there."""
    sequence, at, kind, subject, principal, body, previous_hash, digest = row
    if not all(isinstance(value, str) for value in row[1:]):
        raise AuditDamagedError(f"record {sequence} holds what is not text")
    try:
        return AuditRecord(
            sequence, datetime.fromisoformat(at), RecordKind(kind), subject, principal, body, previous_hash, digest
        )
    except ValueError as error:
        raise AuditDamagedError(f"record {sequence}: {error}") from error
