"""The audit log as a compliance officer reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rm_assistant.domain.audit import AuditEntry, RecordKind
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.services.auditing import Auditing, RecordFilter
from tests.fakes_storage import MemoryAuditLog


@pytest.fixture
def log() -> MemoryAuditLog:
    log = MemoryAuditLog()
    for number in range(1, 7):
        kind = RecordKind.ANSWER_COMPLETED if number % 3 == 0 else RecordKind.QUESTION_ASKED
        log.append([AuditEntry(kind, f"a{(number + 2) // 3}", "ann" if number < 4 else "bob", {"number": number})])
    return log


def numbers(log: MemoryAuditLog, **chosen: object) -> list[int]:
    found = Auditing(log).search(RecordFilter(**chosen))  # type: ignore[arg-type]
    return [record.sequence for record in found.records]


def test_everything_is_found_where_nothing_is_chosen(log: MemoryAuditLog) -> None:
    assert numbers(log) == [1, 2, 3, 4, 5, 6]


def test_records_by_subject_kind_and_person(log: MemoryAuditLog) -> None:
    assert numbers(log, subject="a2") == [4, 5, 6]
    assert numbers(log, kinds=(RecordKind.ANSWER_COMPLETED,)) == [3, 6]
    assert numbers(log, principal="bob", kinds=(RecordKind.QUESTION_ASKED,)) == [4, 5]


def test_a_span_of_time_includes_its_beginning_and_not_its_end(log: MemoryAuditLog) -> None:
    third = log.records[2].at

    assert numbers(log, since=third) == [3, 4, 5, 6]
    assert numbers(log, until=third) == [1, 2]
    assert numbers(log, since=third, until=third + timedelta(seconds=1)) == [3]


def test_a_part_says_where_the_next_begins(log: MemoryAuditLog) -> None:
    auditing = Auditing(log)
    chosen = RecordFilter(kinds=(RecordKind.QUESTION_ASKED,))

    first = auditing.search(chosen, limit=3)
    assert first.next_after == 4
    rest = auditing.search(chosen, after=first.next_after, limit=3)
    assert [record.sequence for record in (*first.records, *rest.records)] == [1, 2, 4, 5]
    assert rest.next_after is None


def test_a_record_by_its_id(log: MemoryAuditLog) -> None:
    assert Auditing(log).show("r4") == log.records[3]
    assert Auditing(log).show(" 4 ") == log.records[3]


@pytest.mark.parametrize("unknown", ["r7", "0", "r0", "-1", "x", "", "r1 OR 1", "9" * 30])
def test_a_record_that_is_not_there(log: MemoryAuditLog, unknown: str) -> None:
    with pytest.raises(NotFoundError):
        Auditing(log).show(unknown)


def test_an_exchange_is_all_its_records(log: MemoryAuditLog) -> None:
    assert Auditing(log).exchange("a1") == tuple(log.records[:3])
    with pytest.raises(NotFoundError):
        Auditing(log).exchange("a9")


def test_verifying_is_the_logs_own(log: MemoryAuditLog) -> None:
    assert Auditing(log).verify() == log.verify()
    del log.records[2]
    assert Auditing(log).verify().chain.broken_at == 3
