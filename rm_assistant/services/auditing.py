"""The audit log as a compliance officer reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from rm_assistant.domain.audit import AuditRecord, LogReport, RecordKind
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.ports import AuditLog

DEFAULT_LIMIT = 100
_RECORD_ID = re.compile("r?([1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What to look for; None or empty is no restriction. `since` is inclusive, `until` exclusive, both aware."""

    subject: str | None = None
    kinds: tuple[RecordKind, ...] = ()
    principal: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def admits(self, record: AuditRecord) -> bool:
        return (
            (self.principal is None or record.principal == self.principal)
            and (self.since is None or record.at >= self.since)
            and (self.until is None or record.at < self.until)
        )


@dataclass(frozen=True, slots=True)
class RecordList:
    """Records in sequence; where there are more, `next_after` is what to ask after."""

    records: tuple[AuditRecord, ...]
    next_after: int | None = None


class Auditing:
    def __init__(self, log: AuditLog) -> None:
        self._log = log

    def verify(self) -> LogReport:
        return self._log.verify()

    def search(self, chosen: RecordFilter, *, after: int = 0, limit: int = DEFAULT_LIMIT) -> RecordList:
        """The first `limit` records after sequence number `after` that `chosen` admits."""
        found = tuple(islice(self._admitted(chosen, after), limit + 1))
        records = found[:limit]
        return RecordList(records, records[-1].sequence if len(found) > limit and records else None)

    def show(self, record: str) -> AuditRecord:
        """By id ("r12") or sequence number. Raises NotFoundError."""
        written = _RECORD_ID.fullmatch(record.strip())
        sequence = int(written[1]) if written else 0
        for found in self._log.read(after=sequence - 1, limit=1) if written else ():
            if found.sequence == sequence:
                return found
        raise NotFoundError(f"There is no record {record}: ids look like r12")

    def exchange(self, subject: str) -> Sequence[AuditRecord]:
        """All records of one answer or document, in sequence. Raises NotFoundError where there is none."""
        records = tuple(self._log.read(subject=subject))
        if not records:
            raise NotFoundError(f"The audit log has nothing about {subject}")
        return records

    def _admitted(self, chosen: RecordFilter, after: int) -> Iterator[AuditRecord]:
        records = self._log.read(subject=chosen.subject, kinds=chosen.kinds, after=after)
        return (record for record in records if chosen.admits(record))
