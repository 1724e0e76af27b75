"""A record of the audit log as the faces show it: with its id, and its body as JSON instead of as text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rm_assistant.domain.audit import AuditRecord, ChainReport, CheckpointReport, LogReport, RecordKind


@dataclass(frozen=True, slots=True)
class RecordView:
    """`body_sha256` is of the canonical JSON of `body`, as sealed in `hash` (`domain.audit.record_hash`)."""

    id: str
    sequence: int
    at: datetime
    kind: RecordKind
    subject: str
    principal: str
    body: dict[str, Any]
    body_sha256: str
    previous_hash: str
    hash: str

    @classmethod
    def of(cls, record: AuditRecord) -> RecordView:
        return cls(
            id=record.id,
            sequence=record.sequence,
            at=record.at,
            kind=record.kind,
            subject=record.subject,
            principal=record.principal,
            body=json.loads(record.body),
            body_sha256=hashlib.sha256(record.body.encode()).hexdigest(),
            previous_hash=record.previous_hash,
            hash=record.hash,
        )


@dataclass(frozen=True, slots=True)
class RecordPart:
    """Where there are more records, `next_after` is what to ask after."""

    items: tuple[RecordView, ...]
    next_after: int | None = None


@dataclass(frozen=True, slots=True)
class ChainView:
    """`intact` is True where every record follows from the one before; else the first that does not is named."""

    intact: bool
    verified: int
    head_hash: str
    broken_at: int | None
    reason: str

    @classmethod
    def of(cls, report: ChainReport) -> ChainView:
        return cls(report.intact, report.verified, report.head_hash, report.broken_at, report.reason)


@dataclass(frozen=True, slots=True)
class CheckpointView:
    """`sequence` is the last record that the note beside the log knows; None where it says nothing."""

    intact: bool
    sequence: int | None
    reason: str

    @classmethod
    def of(cls, report: CheckpointReport) -> CheckpointView:
        return cls(report.intact, report.sequence, report.reason)


@dataclass(frozen=True, slots=True)
class LogView:
    """`intact` is True where every verdict is good. `records` are all that stand in the log, followed or not."""

    intact: bool
    records: int
    chain: ChainView
    checkpoint: CheckpointView
    file_faults: tuple[str, ...]

    @classmethod
    def of(cls, report: LogReport) -> LogView:
        return cls(
            intact=report.intact,
            records=report.records,
            chain=ChainView.of(report.chain),
            checkpoint=CheckpointView.of(report.checkpoint),
            file_faults=report.file_faults,
        )
