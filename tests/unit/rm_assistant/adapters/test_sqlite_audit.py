"""The audit log's file: what is done to it from outside shows, and what the disk does stops it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters import sqlite_audit
from rm_assistant.adapters.audit_checkpoint import Checkpoint, CheckpointFile
from rm_assistant.adapters.sqlite_audit import AUDIT_FILE, CHECKPOINT_FILE, SqliteAuditLog
from rm_assistant.adapters.sqlite_audit_schema import AUDIT_SCHEMA
from rm_assistant.domain.audit import GENESIS_HASH, AuditEntry, CheckpointReport, LogReport, RecordKind, seal
from rm_assistant.domain.errors import AuditDamagedError, AuditUnavailableError
from tests.fakes_storage import SteppingClock

REPOSITORY = Path(__file__).resolve().parents[4]
TRIGGERS = [statement for step in AUDIT_SCHEMA for statement in step if statement.startswith("CREATE TRIGGER")]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteAuditLog]:
    opened = SqliteAuditLog(tmp_path, SteppingClock())
    opened.append([entry(f"a{number}") for number in range(1, 6)])
    yield opened
    opened.close()


def entry(subject: str = "a1") -> AuditEntry:
    return AuditEntry(RecordKind.QUESTION_ASKED, subject, "local", {"text": subject})


def tamper(folder: Path, *statements: str) -> None:
    """As someone with the file and a SQLite shell would, who takes the triggers away and puts them back."""
    change(folder, *(f"DROP TRIGGER {statement.split()[2]}" for statement in TRIGGERS), *statements, *TRIGGERS)


def change(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / AUDIT_FILE, isolation_level=None) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def verified(folder: Path) -> LogReport:
    log = SqliteAuditLog(folder, SteppingClock())
    report = log.verify()
    log.close()
    return report


def found_whole(folder: Path) -> bool:
    try:
        return verified(folder).intact
    except AuditUnavailableError:
        return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET body = '{}' WHERE sequence = 3",
        "DELETE FROM records WHERE sequence = 3",
        "DELETE FROM records",
        "INSERT OR REPLACE INTO records SELECT 3, at, kind, subject, principal, '{}', previous_hash, hash FROM records",
        "INSERT INTO records SELECT 9, at, kind, subject, principal, body, previous_hash, hash FROM records LIMIT 1",
    ],
)
def test_the_file_itself_takes_only_what_follows(log: SqliteAuditLog, tmp_path: Path, statement: str) -> None:
    with sqlite3.connect(tmp_path / AUDIT_FILE) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()

    assert log.verify().intact


@pytest.mark.parametrize(
    ("statement", "broken_at", "left"),
    [
        ('UPDATE records SET body = \'{"text":"a9"}\' WHERE sequence = 3', 3, 5),
        ("UPDATE records SET subject = 'a9' WHERE sequence = 2", 2, 5),
        ("UPDATE records SET at = '2020-01-01T00:00:00.000000+00:00' WHERE sequence = 2", 2, 5),
        ("UPDATE records SET at = 'never' WHERE sequence = 2", 2, 5),
        ("UPDATE records SET kind = 'nothing.happened' WHERE sequence = 4", 4, 5),
        ("UPDATE records SET body = x'ff' WHERE sequence = 4", 4, 5),
        ("UPDATE records SET body = CAST(x'ff' AS TEXT) WHERE sequence = 1", 1, 5),
        ("DELETE FROM records WHERE sequence = 3", 3, 4),
        ("DELETE FROM records WHERE sequence = 1", 1, 4),
        (
            (
                "INSERT INTO records SELECT -5, at, kind, subject, principal, body, previous_hash, hash"
                " FROM records WHERE sequence = 2"
            ),
            1,
            6,
        ),
    ],
)
def test_a_change_made_around_the_triggers_shows(
    log: SqliteAuditLog, tmp_path: Path, statement: str, broken_at: int, left: int
) -> None:
    log.close()
    tamper(tmp_path, statement)

    report = verified(tmp_path)

    assert (report.chain.broken_at, report.chain.verified, report.records) == (broken_at, broken_at - 1, left)
    assert report.checkpoint == CheckpointReport(5)
    assert not report.file_faults


@pytest.mark.parametrize("value", ["'nothing.happened'", "x'ff'", "CAST(x'ff' AS TEXT)"])
def test_a_record_that_cannot_be_read_is_damage(log: SqliteAuditLog, tmp_path: Path, value: str) -> None:
    log.close()
    tamper(tmp_path, f"UPDATE records SET kind = {value} WHERE sequence = 4")
    reopened = SqliteAuditLog(tmp_path, SteppingClock())

    with pytest.raises(AuditDamagedError, match="audit verify"):
        list(reopened.read())
    assert [record.sequence for record in reopened.read(limit=3)] == [1, 2, 3]
    reopened.close()


def test_a_cut_tail_shows_by_the_checkpoint(log: SqliteAuditLog, tmp_path: Path) -> None:
    log.close()
    tamper(tmp_path, "DELETE FROM records WHERE sequence > 3")

    report = verified(tmp_path)

    assert report.chain.intact
    assert report.records == report.chain.verified == 3
    assert not report.intact
    assert "5 records" in report.checkpoint.reason


def test_a_cut_log_takes_no_record_that_would_cover_the_cut(log: SqliteAuditLog, tmp_path: Path) -> None:
    log.close()
    tamper(tmp_path, "DELETE FROM records WHERE sequence > 3")
    reopened = SqliteAuditLog(tmp_path, SteppingClock())

    with pytest.raises(AuditUnavailableError, match="evidence"):
        reopened.append([entry()])
    with pytest.raises(AuditUnavailableError, match="evidence"):
        reopened.check_writable()
    assert reopened.verify().records == 3
    reopened.close()


def test_a_log_rewritten_with_right_hashes_shows_by_the_checkpoint(log: SqliteAuditLog, tmp_path: Path) -> None:
    log.close()
    (last,) = log.read(after=4)
    forged = seal(entry("a9"), sequence=5, at=last.at, previous_hash=last.previous_hash)
    tamper(
        tmp_path,
        f"UPDATE records SET subject = 'a9', body = '{forged.body}', hash = '{forged.hash}' WHERE sequence = 5",
    )

    report = verified(tmp_path)

    assert report.chain.intact
    assert "record 5 is not the one" in report.checkpoint.reason


def test_a_missing_checkpoint_shows(log: SqliteAuditLog, tmp_path: Path) -> None:
    (tmp_path / CHECKPOINT_FILE).unlink()

    assert "missing" in log.verify().checkpoint.reason
    with pytest.raises(AuditUnavailableError):
        log.append([entry()])


SPOILT = [
    b"",
    b"junk",
    b"\xff\xfe\x00",
    b"{}",
    b"null",
    b"[" * 100_000,
    b'{"sequence": "5", "hash": "' + b"0" * 64 + b'"}',
    b'{"sequence": true, "hash": "' + b"0" * 64 + b'"}',
    b'{"sequence": -1, "hash": "' + b"0" * 64 + b'"}',
    b'{"sequence": 1' + b"0" * 40 + b', "hash": "' + b"0" * 64 + b'"}',
    b'{"sequence": 5, "hash": 7}',
    b'{"sequence": 5, "hash": "none"}',
]


@pytest.mark.parametrize("note", SPOILT, ids=range(len(SPOILT)))
def test_a_spoilt_checkpoint_shows_and_hides_nothing_of_the_chain(
    log: SqliteAuditLog, tmp_path: Path, note: bytes
) -> None:
    (tmp_path / CHECKPOINT_FILE).write_bytes(note)

    report = log.verify()

    assert report.chain.intact
    assert report.records == report.chain.verified == 5
    assert "holds no checkpoint" in report.checkpoint.reason
    assert not report.intact
    with pytest.raises(AuditUnavailableError, match="checkpoint"):
        log.append([entry()])


def test_a_spoilt_checkpoint_beside_a_broken_chain_are_two_verdicts(log: SqliteAuditLog, tmp_path: Path) -> None:
    log.close()
    tamper(tmp_path, "DELETE FROM records WHERE sequence = 3")
    (tmp_path / CHECKPOINT_FILE).write_text("junk")

    report = verified(tmp_path)

    assert (report.records, report.chain.verified, report.chain.broken_at) == (4, 2, 3)
    assert not report.checkpoint.intact


def test_a_checkpoint_that_cannot_be_opened_hides_nothing_either(log: SqliteAuditLog, tmp_path: Path) -> None:
    (tmp_path / CHECKPOINT_FILE).unlink()
    (tmp_path / CHECKPOINT_FILE).mkdir()

    report = log.verify()

    assert report.chain.intact
    assert report.records == 5
    assert "cannot be read" in report.checkpoint.reason


STAY = next(statement for statement in TRIGGERS if "records_stay" in statement)


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["DROP TRIGGER records_stay"], "records_stay is missing"),
        (["DROP TRIGGER records_follow"], "records_follow is missing"),
        (
            ["DROP TRIGGER records_hold", "CREATE TRIGGER records_hold BEFORE UPDATE ON records BEGIN SELECT 1; END"],
            "records_hold was changed",
        ),
        (
            ["CREATE TRIGGER quiet AFTER INSERT ON records WHEN NEW.kind = 'x' BEGIN SELECT RAISE(IGNORE); END"],
            "quiet was added",
        ),
        (["DROP INDEX records_by_kind"], "records_by_kind is missing"),
    ],
)
def test_guards_that_were_taken_away_or_changed_show_and_stop_the_log(
    log: SqliteAuditLog, tmp_path: Path, statements: list[str], fault: str
) -> None:
    change(tmp_path, *statements)

    report = log.verify()

    assert not report.intact
    assert (report.chain.intact, report.checkpoint.intact, report.records) == (True, True, 5)
    assert [found for found in report.file_faults if fault in found] == [*report.file_faults]
    with pytest.raises(AuditUnavailableError, match=fault):
        log.check_writable()
    with pytest.raises(AuditUnavailableError, match=fault):
        log.append([entry()])


def test_guards_written_otherwise_and_tables_of_sqlite_are_no_fault(log: SqliteAuditLog, tmp_path: Path) -> None:
    change(tmp_path, "DROP TRIGGER records_stay", " ".join(STAY.split()), "ANALYZE")

    assert log.verify().intact
    log.append([entry()])


def test_a_checkpoint_that_lags_is_no_fault(log: SqliteAuditLog, tmp_path: Path) -> None:
    """As after a power cut between a commit and its checkpoint."""
    older = (tmp_path / CHECKPOINT_FILE).read_bytes()
    log.append([entry("a6")])
    (tmp_path / CHECKPOINT_FILE).write_bytes(older)

    assert log.verify().intact
    assert log.append([entry("a7")])[0].sequence == 7


def test_an_older_log_and_checkpoint_put_back_together_do_not_show(log: SqliteAuditLog, tmp_path: Path) -> None:
    """The limit of a checkpoint kept beside the log."""
    log.close()
    shutil.copytree(tmp_path, tmp_path / "before")
    later = SqliteAuditLog(tmp_path, SteppingClock())
    later.append([entry("a6")])
    later.close()

    assert verified(tmp_path / "before").intact


def test_a_damaged_file_is_not_taken_for_whole(log: SqliteAuditLog, tmp_path: Path) -> None:
    log.append([entry("a" * 500) for _ in range(200)])
    log.close()
    path = tmp_path / AUDIT_FILE
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 64] = os.urandom(64)
    path.write_bytes(content)

    assert not found_whole(tmp_path)


def test_an_index_that_hides_a_record_shows(log: SqliteAuditLog, tmp_path: Path) -> None:
    log.close()
    tamper(
        tmp_path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, '(subject)', '(kind)') WHERE name = 'records_by_subject'",
    )

    report = verified(tmp_path)

    assert not report.intact
    assert report.chain.verified == report.records == 5
    assert any("damaged" in fault for fault in report.file_faults)


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / AUDIT_FILE).write_text("not a database, whatever its name says" * 100)

    with pytest.raises(AuditUnavailableError, match="not a database"):
        SqliteAuditLog(tmp_path, SteppingClock())


def test_a_log_locked_by_another_process_is_unavailable(log: SqliteAuditLog, tmp_path: Path) -> None:
    impatient = SqliteAuditLog(tmp_path, SteppingClock(), busy_seconds=0.05)
    other = sqlite3.connect(tmp_path / AUDIT_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(AuditUnavailableError, match="another process"):
        impatient.append([entry()])
    other.execute("ROLLBACK")
    assert impatient.append([entry()])[0].sequence == 6
    other.close()
    impatient.close()


def test_too_little_space_is_told_before_a_question_is_taken(
    log: SqliteAuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_audit, "_LEAST_FREE_BYTES", 1 << 62)

    with pytest.raises(AuditUnavailableError, match="free some space"):
        log.check_writable()


def test_a_full_disk_stops_the_log_and_loses_nothing(tmp_path: Path) -> None:
    """The process may write files of 300 KB: the commit that needs more fails, and those before it stand."""
    script = """
import resource, sys
from pathlib import Path
from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.domain.audit import AuditEntry, RecordKind
from rm_assistant.domain.errors import AuditUnavailableError

log = SqliteAuditLog(Path(sys.argv[1]), SystemClock())
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
written = 0
try:
    while written < 100:
        written = log.append([AuditEntry(RecordKind.CLAIM_RELEASED, "a1", "local", {"text": "x" * 9000})])[0].sequence
except AuditUnavailableError:
    print(written)
"""
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    acknowledged = int(ended.stdout)

    log = SqliteAuditLog(tmp_path, SteppingClock())
    report = log.verify()

    assert 0 < acknowledged < 100
    assert report.intact
    assert report.records == acknowledged
    assert log.append([entry()])[0].sequence == acknowledged + 1
    log.close()


def test_what_several_threads_append_meanwhile_is_one_commit(log: SqliteAuditLog, tmp_path: Path) -> None:
    """The first waits for a writer of another process, the other seven behind the first."""
    commits = CountedCheckpoints(tmp_path / CHECKPOINT_FILE)
    log._checkpoint = commits
    other = sqlite3.connect(tmp_path / AUDIT_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    threads = [threading.Thread(target=log.append, args=([entry(f"b{number}")],)) for number in range(8)]
    for thread in threads:
        thread.start()
    while len(log._waiting) < 7:
        time.sleep(0.001)
    other.execute("ROLLBACK")
    for thread in threads:
        thread.join()
    other.close()

    assert {record.subject for record in log.read(after=5)} == {f"b{number}" for number in range(8)}
    assert log.verify().intact
    assert commits.written == 2


class CountedCheckpoints(CheckpointFile):
    """One is written for each commit."""

    written = 0

    def write(self, checkpoint: Checkpoint) -> None:
        self.written += 1
        super().write(checkpoint)


def test_each_waiting_thread_hears_that_the_commit_failed(log: SqliteAuditLog, tmp_path: Path) -> None:
    (tmp_path / CHECKPOINT_FILE).unlink()
    failures: list[AuditUnavailableError] = []

    def append() -> None:
        try:
            log.append([entry()])
        except AuditUnavailableError as error:
            failures.append(error)

    threads = [threading.Thread(target=append) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(failures) == 8
    assert len(list(log.read())) == 5


def test_records_are_read_in_parts_without_a_gap(log: SqliteAuditLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_audit, "_ROWS_AT_ONCE", 2)

    assert [record.sequence for record in log.read()] == [1, 2, 3, 4, 5]
    assert [record.sequence for record in log.read(after=1, limit=3)] == [2, 3, 4]
    assert [record.sequence for record in log.read(limit=2)] == [1, 2]


def test_an_older_log_is_read_as_it_was(log: SqliteAuditLog, tmp_path: Path) -> None:
    before = list(log.read())
    log.close()
    reopened = SqliteAuditLog(tmp_path, SteppingClock())

    assert list(reopened.read()) == before
    assert before[0].previous_hash == GENESIS_HASH
    reopened.close()
