"""What every audit log promises."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.domain.audit import GENESIS_HASH, AuditEntry, RecordKind, canonical_json
from rm_assistant.ports import AuditLog
from tests.fakes_storage import MemoryAuditLog, SteppingClock


@pytest.fixture(params=["memory", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AuditLog]:
    if request.param == "memory":
        yield MemoryAuditLog()
    else:
        written = SqliteAuditLog(tmp_path, SteppingClock())
        yield written
        written.close()


def entry(subject: str = "a1", kind: RecordKind = RecordKind.QUESTION_ASKED, text: str = "売上高は？") -> AuditEntry:
    return AuditEntry(kind, subject, "local", {"text": text, "pages": [1, 2]})


def test_an_empty_log_is_whole(log: AuditLog) -> None:
    report = log.verify()

    assert report.intact
    assert (report.records, report.chain.head_hash) == (0, GENESIS_HASH)
    assert list(log.read()) == []


def test_records_are_numbered_chained_and_kept_as_written(log: AuditLog) -> None:
    first, second = log.append([entry(), entry("a2")])
    (third,) = log.append([entry("a1", RecordKind.ANSWER_COMPLETED)])

    assert [record.sequence for record in (first, second, third)] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == (GENESIS_HASH, first.hash, second.hash)
    assert first.body == canonical_json({"pages": [1, 2], "text": "売上高は？"})
    assert list(log.read()) == [first, second, third]
    assert log.verify().chain.head_hash == third.hash


def test_appending_nothing_is_nothing(log: AuditLog) -> None:
    assert log.append([]) == []
    assert log.verify().records == 0


def test_reading_by_subject_kind_and_place(log: AuditLog) -> None:
    log.append([entry("a1"), entry("a2"), entry("a1", RecordKind.ANSWER_COMPLETED), entry("a1")])

    def numbers(**chosen: object) -> list[int]:
        return [record.sequence for record in log.read(**chosen)]  # type: ignore[arg-type]

    assert numbers(subject="a1") == [1, 3, 4]
    assert numbers(subject="a1", kinds=[RecordKind.QUESTION_ASKED]) == [1, 4]
    assert numbers(kinds=[RecordKind.ANSWER_COMPLETED, RecordKind.ANSWER_FAILED]) == [3]
    assert numbers(after=2) == [3, 4]
    assert numbers(after=1, limit=2) == [2, 3]
    assert numbers(limit=0) == []
    assert numbers(subject="nobody") == []


def test_one_entry_that_cannot_be_written_leaves_all_unwritten(log: AuditLog) -> None:
    unwritable = AuditEntry(RecordKind.QUESTION_ASKED, "a1", "local", {"value": object()})

    with pytest.raises(TypeError):
        log.append([entry(), unwritable])

    assert list(log.read()) == []
    assert len(log.append([entry()])) == 1


def test_threads_append_without_a_gap_and_get_their_own_records(log: AuditLog) -> None:
    def work(subject: str) -> None:
        for _ in range(10):
            written = log.append([entry(subject), entry(subject, RecordKind.ANSWER_COMPLETED)])
            assert [record.subject for record in written] == [subject, subject]
            assert written[1].sequence == written[0].sequence + 1

    threads = [threading.Thread(target=work, args=(f"a{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [record.sequence for record in log.read()] == list(range(1, 161))
    assert log.verify().intact


def test_a_sound_log_says_that_it_can_be_written(log: AuditLog) -> None:
    log.check_writable()
    log.append([entry()])
    log.check_writable()

    assert log.verify().records == 1
