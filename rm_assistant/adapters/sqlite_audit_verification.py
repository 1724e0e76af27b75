"""The audit log's file looked at again: its chain, its checkpoint and its guards, each with a verdict of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from rm_assistant.adapters.audit_checkpoint import Checkpoint, CheckpointFile
from rm_assistant.adapters.sqlite_audit_schema import schema_faults
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.domain.audit import (
    GENESIS_HASH,
    AuditRecord,
    ChainReport,
    CheckpointReport,
    LogReport,
    verify_chain,
)
from rm_assistant.domain.errors import AuditDamagedError


def verify_log(database: SqliteDatabase, checkpoint: CheckpointFile, records: Iterator[AuditRecord]) -> LogReport:
    """`records` are all of `database`, read when they are asked for."""
    note, unreadable = _noted(checkpoint)  # before the records: the log only grows
    chain = _walked(records)
    with database.reading() as connection:
        return LogReport(
            records=chain.verified if chain.intact else _count(connection, at_least=chain.verified),
            chain=chain,
            checkpoint=CheckpointReport(reason=unreadable) if unreadable else _compared(note, connection),
            file_faults=(*_damage(connection), *schema_faults(connection)),
        )


def _noted(file: CheckpointFile) -> tuple[Checkpoint | None, str]:
    """What the file says, and why it says nothing."""
    try:
        return file.read(), ""
    except OSError as error:
        return None, f"{file.path.name} cannot be read: {error.strerror}"
    except ValueError as error:
        return None, str(error)


def _walked(records: Iterator[AuditRecord]) -> ChainReport:
    passed = _Passed()
    try:
        return verify_chain(passed.watch(records))
    except ValueError as error:  # a value that was never written
        why = str(error)
    except AuditDamagedError as error:  # without the advice that closes its message
        why = str(error.args[0])
    return ChainReport(passed.count, passed.last_hash, passed.count + 1, f"it cannot be read: {why}")


@dataclass(slots=True)
class _Passed:
    """What was seen of the chain while it was walked."""

    count: int = 0
    last_hash: str = GENESIS_HASH

    def watch(self, records: Iterator[AuditRecord]) -> Iterator[AuditRecord]:
        for record in records:
            yield record
            self.count, self.last_hash = self.count + 1, record.hash


def _count(connection: sqlite3.Connection, *, at_least: int) -> int:
    """By the table itself, since an index may hide a row."""
    try:
        found: int = connection.execute("SELECT count(*) FROM records NOT INDEXED").fetchone()[0]
    except sqlite3.DatabaseError:
        return at_least
    return found


def _compared(note: Checkpoint | None, connection: sqlite3.Connection) -> CheckpointReport:
    last: int = connection.execute("SELECT coalesce(max(sequence), 0) FROM records").fetchone()[0]
    if note is None:
        reason = "it is missing, so that nothing tells whether later records were cut off"
        return CheckpointReport(reason=reason if last else "")
    if note == Checkpoint(0, GENESIS_HASH):
        return CheckpointReport(0)
    if note.sequence > last:
        reason = f"it says that the log had {note.sequence} records, and the log ends at record {last}"
        return CheckpointReport(note.sequence, reason)
    query = "SELECT hash = ? FROM records WHERE sequence = ?"
    found = connection.execute(query, (note.hash, note.sequence)).fetchone()
    reason = f"record {note.sequence} is not the one that it was written for"
    return CheckpointReport(note.sequence, "" if found and found[0] else reason)


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        yield f"the file is damaged: {found}"
