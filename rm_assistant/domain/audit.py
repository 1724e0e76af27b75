"""The record of prompts and outputs: append-only, each record sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

GENESIS_HASH = "0" * 64
CHAIN_VERSION = 1


class RecordKind(StrEnum):
    """`<subject>.<past participle>`."""

    QUESTION_ASKED = "question.asked"
    EVIDENCE_FOUND = "evidence.found"
    MODEL_CALLED = "model.called"
    MODEL_ANSWERED = "model.answered"
    MODEL_FAILED = "model.failed"
    TOOL_ANSWERED = "tool.answered"
    CLAIM_RELEASED = "claim.released"
    CLAIM_WITHHELD = "claim.withheld"
    ANSWER_COMPLETED = "answer.completed"
    ANSWER_REFUSED = "answer.refused"
    ANSWER_FAILED = "answer.failed"
    ANSWER_STOPPED = "answer.stopped"
    DOCUMENT_INGESTED = "document.ingested"
    DOCUMENT_REFUSED = "document.refused"
    DOCUMENT_REMOVED = "document.removed"
    PAGE_VIEWED = "page.viewed"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What is to be recorded: a JSON object `body` about one `subject` (an answer's or a document's id)."""

    kind: RecordKind
    subject: str
    principal: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry as it stands in the log. `sequence` counts from 1 without gaps."""

    sequence: int
    at: datetime
    kind: RecordKind
    subject: str
    principal: str
    body: str
    """Canonical JSON, byte for byte as hashed."""
    previous_hash: str
    hash: str

    @property
    def id(self) -> str:
        return f"r{self.sequence}"


def canonical_json(value: Mapping[str, Any]) -> str:
    """Sorted keys, no white space, UTF-8 kept: one text for one value (in the manner of RFC 8785).

    Raises TypeError on a value JSON does not know, and ValueError on NaN or infinity. A surrogate, which UTF-8 cannot
    hold and a model's stream may, is joined with its other half, or replaced where there is none.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def record_hash(
    *, sequence: int, at: datetime, kind: str, subject: str, principal: str, body: str, previous_hash: str
) -> str:
    """SHA-256 over the canonical JSON of all fields, the body as its own hash so that it can be erased with proof."""
    sealed = {
        "at": at.isoformat(timespec="microseconds"),
        "body_sha256": hashlib.sha256(body.encode()).hexdigest(),
        "kind": kind,
        "previous_hash": previous_hash,
        "principal": principal,
        "sequence": sequence,
        "subject": subject,
        "version": CHAIN_VERSION,
    }
    return hashlib.sha256(canonical_json(sealed).encode()).hexdigest()


def seal(entry: AuditEntry, *, sequence: int, at: datetime, previous_hash: str) -> AuditRecord:
    """Make `entry` the record that follows `previous_hash`."""
    body = canonical_json(entry.body)
    digest = record_hash(
        sequence=sequence,
        at=at,
        kind=entry.kind,
        subject=entry.subject,
        principal=entry.principal,
        body=body,
        previous_hash=previous_hash,
    )
    return AuditRecord(sequence, at, entry.kind, entry.subject, entry.principal, body, previous_hash, digest)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`verified` records follow one from another, from the first on, and `head_hash` is the last one's.

    `broken_at` is the sequence of the first record that does not follow; None where the chain is whole.
    """

    verified: int
    head_hash: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class CheckpointReport:
    """What the note of the log's end says: `sequence` is the last record it knows, `reason` why it does not hold."""

    sequence: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class LogReport:
    """The verdicts on a log, each by itself: one that fails hides none of the others.

    `records` are all that stand in the log, whether or not they follow. `file_faults` say what is wrong with what
    holds them: damage, or a guard against changes that is gone.
    """

    records: int
    chain: ChainReport
    checkpoint: CheckpointReport = CheckpointReport()
    file_faults: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        return self.chain.intact and self.checkpoint.intact and not self.file_faults

    @property
    def faults(self) -> tuple[str, ...]:
        """Every verdict that is not good, in words."""
        chain = () if self.chain.intact else (f"broken at record {self.chain.broken_at}: {self.chain.reason}",)
        checkpoint = () if self.checkpoint.intact else (f"checkpoint: {self.checkpoint.reason}",)
        return (*chain, *checkpoint, *self.file_faults)


def verify_chain(records: Iterable[AuditRecord]) -> ChainReport:
    """Re-derive every hash from the first record on, up to the first that does not follow."""
    previous, verified = GENESIS_HASH, 0
    for record in records:
        reason = _break_in(record, expected_sequence=verified + 1, previous_hash=previous)
        if reason:
            return ChainReport(verified, previous, broken_at=verified + 1, reason=reason)
        previous, verified = record.hash, verified + 1
    return ChainReport(verified, previous)


def _break_in(record: AuditRecord, *, expected_sequence: int, previous_hash: str) -> str:
    if record.sequence != expected_sequence:
        return f"record {expected_sequence} is missing; found {record.sequence}"
    if record.previous_hash != previous_hash:
        return "it does not name the hash of the record before it"
    derived = record_hash(
        sequence=record.sequence,
        at=record.at,
        kind=record.kind,
        subject=record.subject,
        principal=record.principal,
        body=record.body,
        previous_hash=record.previous_hash,
    )
    return "" if derived == record.hash else "its contents do not give its hash"
