"""Processes killed at any moment: what they had acknowledged is there, and nothing half done."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rm_assistant.adapters.chroma_index import ChromaIndex
from rm_assistant.adapters.data_folder import FileDataFolder
from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from rm_assistant.adapters.sqlite_text_index import SqliteTextIndex
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.errors import DataFolderBusyError
from rm_assistant.ports import PendingPassage, Reach
from tests.filings import catalogued, filing

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = 8
EVERYTHING = Reach(LOCAL_PRINCIPAL)

ADD_FILINGS = """
import sys
from pathlib import Path
from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from tests.filings import catalogued, filing

catalog = SqliteCatalog(open_catalog(Path(sys.argv[1])))
for number in range(int(sys.argv[2]), 10_000):
    parsed = filing(f"filing{number}", [f"common page {page} of filing{number} " * 40 for page in range(12)])
    catalog.add(parsed, catalogued(parsed))
    print(number, flush=True)
"""
REPLACE_FILINGS = """
import sys
from pathlib import Path
from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from tests.filings import catalogued, filing

catalog = SqliteCatalog(open_catalog(Path(sys.argv[1])))
for number in range(int(sys.argv[2]), 10_000):
    parsed = filing("always", [f"common version{number} " * 40 for page in range(12)])
    catalog.add(parsed, catalogued(parsed))
    print(number, flush=True)
"""
APPEND_RECORDS = """
import sys, threading
from pathlib import Path
from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.domain.audit import AuditEntry, RecordKind

log = SqliteAuditLog(Path(sys.argv[1]), SystemClock())

def append():
    while True:
        entries = [AuditEntry(RecordKind.CLAIM_RELEASED, "a1", "local", {"text": "x" * 3000}) for _ in range(3)]
        records = log.append(entries)
        sys.stdout.write("".join(f"{record.sequence} {record.hash}\\n" for record in records))
        sys.stdout.flush()

for _ in range(3):
    threading.Thread(target=append).start()
"""
OWN_AND_ADD_VECTORS = """
import sys
from pathlib import Path
from rm_assistant.adapters.chroma_index import ChromaIndex
from rm_assistant.adapters.data_folder import FileDataFolder
from rm_assistant.ports import PendingPassage
from tests.filings import catalogued, filing

folder = Path(sys.argv[1])
parsed = filing("theirs", ["page"])
with FileDataFolder(folder).own(url="http://127.0.0.1:8001"):
    index = ChromaIndex(folder / "vectors", "words")
    index.add([PendingPassage((parsed.id, 0), 1, "", catalogued(parsed))], [[1.0, 0.0]])
    print("added", flush=True)
    sys.stdin.read()
    index.close()
"""


def killed_somewhere(script: str, *arguments: object, chance: random.Random) -> list[str]:
    """What the process had said when it was killed: after a few lines, at no particular point of the next."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(chance.randint(1, 8))]
    threading.Event().wait(chance.uniform(0.0, 0.02))
    process.kill()
    said.extend(process.stdout)
    process.wait()
    process.stdout.close()
    return [line for line in said if line.endswith("\n")]


def test_documents_that_were_acknowledged_are_there_and_whole(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[int] = []
    for _ in range(ROUNDS):
        acknowledged += map(int, killed_somewhere(ADD_FILINGS, tmp_path, len(acknowledged), chance=chance))
        acknowledged = list(range(number_of_documents(tmp_path, at_least=len(acknowledged))))

    database = open_catalog(tmp_path)
    catalog, index = SqliteCatalog(database), SqliteTextIndex(database)
    documents = catalog.documents(LOCAL_PRINCIPAL)
    for document in documents:
        assert len(catalog.pages(document.id, range(1, 13), LOCAL_PRINCIPAL)) == 12
        assert len(catalog.passages([(document.id, ordinal) for ordinal in range(12)], LOCAL_PRINCIPAL)) == 12
        assert len(index.search_passages(["common"], Reach(LOCAL_PRINCIPAL, (document.id,)), 100)) == 12
    assert len(index.search_pages(["common"], EVERYTHING, 10_000)) == 12 * len(documents)
    assert database_is_sound(tmp_path)
    database.close()


def number_of_documents(folder: Path, *, at_least: int) -> int:
    """The one being added when the process was killed may be there, whole, or not."""
    database = open_catalog(folder)
    names = {document.name for document in SqliteCatalog(database).documents(LOCAL_PRINCIPAL)}
    database.close()
    assert names in ({f"filing{n}.pdf" for n in range(at_least)}, {f"filing{n}.pdf" for n in range(at_least + 1)})
    return len(names)


def test_a_document_being_replaced_is_the_old_one_or_the_new(tmp_path: Path) -> None:
    chance = random.Random(11)
    last = -1
    for _ in range(ROUNDS):
        last = [last, *map(int, killed_somewhere(REPLACE_FILINGS, tmp_path, last + 1, chance=chance))][-1]
        database = open_catalog(tmp_path)
        catalog, index = SqliteCatalog(database), SqliteTextIndex(database)
        (document,) = catalog.documents(LOCAL_PRINCIPAL)
        texts = {page.text.split()[1] for page in catalog.pages(document.id, range(1, 13), LOCAL_PRINCIPAL)}
        (version,) = texts
        assert version in {f"version{last}", f"version{last + 1}"}
        assert len(index.search_pages([version], EVERYTHING, 100)) == 12
        assert len(index.search_pages(["common"], EVERYTHING, 100)) == 12
        assert database_is_sound(tmp_path)
        database.close()
        last = int(version.removeprefix("version"))


def database_is_sound(folder: Path) -> bool:
    """SQLite's own check of the file, and FTS5's of its index."""
    database = open_catalog(folder)
    with database.writing() as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
        for table in ("page_terms", "passage_terms"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    database.close()
    return bool(found == ("ok",))


def test_records_that_were_acknowledged_are_there_and_the_chain_is_whole(tmp_path: Path) -> None:
    chance = random.Random(13)
    acknowledged: dict[int, str] = {}
    for _ in range(ROUNDS):
        for line in killed_somewhere(APPEND_RECORDS, tmp_path, chance=chance):
            sequence, digest = line.split()
            acknowledged[int(sequence)] = digest
        log = SqliteAuditLog(tmp_path, SystemClock())
        written = {record.sequence: record.hash for record in log.read()}
        assert acknowledged.items() <= written.items()
        assert len(written) % 3 == 0
        assert log.verify().intact
        log.check_writable()
        log.close()


@contextmanager
def owner_that_adds(folder: Path) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-c", OWN_AND_ADD_VECTORS, str(folder)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "added\n"
    try:
        yield
    finally:
        process.communicate()


def test_a_second_writer_of_vectors_is_kept_out_and_sees_all_once_the_first_is_done(tmp_path: Path) -> None:
    folder = FileDataFolder(tmp_path)
    ours = filing("ours", ["page"])
    with owner_that_adds(tmp_path), pytest.raises(DataFolderBusyError) as busy, folder.own():
        pytest.fail("two processes own the folder")
    assert busy.value.owner_url == "http://127.0.0.1:8001"

    with folder.own():
        index = ChromaIndex(tmp_path / "vectors", "words")
        index.add([PendingPassage((ours.id, 0), 1, "", catalogued(ours))], [[0.0, 1.0]])
        found = {hit.key[0] for hit in index.search([1.0, 0.0], EVERYTHING, 5)}
        index.close()
    assert found == {ours.id, filing("theirs", ["page"]).id}
