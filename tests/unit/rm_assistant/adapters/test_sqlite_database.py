"""Opening a SQLite file, and what stops it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_database import SchemaStep, SqliteDatabase
from rm_assistant.domain.errors import AuditDamagedError, AuditUnavailableError, DataFolderError, StorageError

FIRST: SchemaStep = ("CREATE TABLE rows (value INTEGER)", "INSERT INTO rows VALUES (1)")
SECOND: SchemaStep = ("ALTER TABLE rows ADD COLUMN note TEXT DEFAULT 'none'",)


def rows(database: SqliteDatabase) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return connection.execute("SELECT * FROM rows").fetchall()


def test_an_older_file_climbs_to_the_newest_schema_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    SqliteDatabase(path, [FIRST]).close()

    database = SqliteDatabase(path, [FIRST, SECOND])
    assert rows(database) == [(1, "none")]
    database.close()
    again = SqliteDatabase(path, [FIRST, SECOND])
    assert rows(again) == [(1, "none")]
    again.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    SqliteDatabase(path, [FIRST]).close()
    with pytest.raises(sqlite3.OperationalError):
        SqliteDatabase(path, [FIRST, ("ALTER TABLE rows ADD COLUMN note TEXT", "no such statement")])

    database = SqliteDatabase(path, [FIRST])
    assert rows(database) == [(1,)]
    database.close()


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    SqliteDatabase(path, [FIRST, SECOND]).close()

    with pytest.raises(DataFolderError, match="newer version"):
        SqliteDatabase(path, [FIRST])
    with pytest.raises(AuditUnavailableError, match="newer version"):
        SqliteDatabase(path, [FIRST], failure=AuditUnavailableError)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match="cannot be opened"):
        SqliteDatabase(tmp_path / "missing" / "x.sqlite3", [FIRST])


@pytest.mark.parametrize(("damage", "kind"), [(None, AuditUnavailableError), (AuditDamagedError, AuditDamagedError)])
def test_a_file_that_is_no_database_is_damaged_not_unavailable(
    tmp_path: Path, damage: type[StorageError] | None, kind: type[StorageError]
) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(b"no database " * 1_000)

    with pytest.raises(StorageError, match="restore it from a backup") as raised:
        SqliteDatabase(path, [FIRST], failure=AuditUnavailableError, damage=damage)

    assert type(raised.value) is kind


def test_a_page_that_was_overwritten_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    SqliteDatabase(path, [FIRST]).close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    database = SqliteDatabase(path, [FIRST], failure=AuditUnavailableError, damage=AuditDamagedError)

    with pytest.raises(AuditDamagedError, match="it is damaged"):
        rows(database)
    database.close()


def test_a_mistake_in_a_statement_is_not_blamed_on_the_operator(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "x.sqlite3", [FIRST])

    with pytest.raises(sqlite3.OperationalError), database.reading() as connection:
        connection.execute("SELECT nothing FROM nowhere")
    assert rows(database) == [(1,)]
    database.close()


def test_nothing_stands_of_a_transaction_that_raised(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "x.sqlite3", [FIRST])

    def fail_midway() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO rows VALUES (2)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert rows(database) == [(1,)]
    with database.writing() as connection:
        connection.execute("INSERT INTO rows VALUES (3)")
    assert rows(database) == [(1,), (3,)]
    database.close()


def test_a_read_sees_one_moment_while_others_write(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "x.sqlite3", [FIRST])

    with database.reading() as reader:
        before = reader.execute("SELECT count(*) FROM rows").fetchone()
        with database.writing() as writer:
            writer.execute("INSERT INTO rows VALUES (2)")
        assert reader.execute("SELECT count(*) FROM rows").fetchone() == before
    assert len(rows(database)) == 2
    database.close()


def test_threads_write_one_after_the_other(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "x.sqlite3", [FIRST])

    def add() -> None:
        for _ in range(20):
            with database.writing() as connection:
                (value,) = connection.execute("SELECT max(value) FROM rows").fetchone()
                connection.execute("INSERT INTO rows VALUES (?)", (value + 1,))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [value for (value,) in rows(database)] == list(range(1, 82))
    database.close()


def test_commits_wait_for_the_disk(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "x.sqlite3", [FIRST])

    with database.reading() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


@pytest.mark.parametrize(
    ("pragma", "advice"),
    [("query_only = ON", "check its owner and permissions"), ("max_page_count = 2", "free some space")],
)
def test_what_the_operator_can_mend_is_named(tmp_path: Path, pragma: str, advice: str) -> None:
    database = SqliteDatabase(tmp_path / "x.sqlite3", [FIRST])

    def write() -> None:
        with database.writing() as connection:
            connection.execute(f"PRAGMA {pragma}")
            connection.execute("INSERT INTO rows VALUES (zeroblob(100000))")

    with pytest.raises(DataFolderError, match=advice):
        write()
    assert rows(database) == [(1,)]
    database.close()
