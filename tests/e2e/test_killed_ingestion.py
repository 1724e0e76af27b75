"""`ingest` killed without warning: what it acknowledged is whole, nothing is half there, and a second run finishes."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.original_files import OriginalFiles
from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import CATALOG_FILE, open_catalog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.bootstrap import open_application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.documents import Document
from rm_assistant.settings import Settings
from tests.e2e.conftest import PATIENCE, Installation
from tests.pdf_files import pdf

FILINGS = 8
PAGES = 40
COMMAND = ("--text-only", "--json")
Moment = Callable[[subprocess.Popen[str], Path], set[str]]
"""Waits for the moment of the kill; gives the documents acknowledged until then."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(FILINGS):
        pages = [f"Report {number}, page {page}.\nSales were {number * 1000 + page} million." for page in range(PAGES)]
        (folder / f"{number}.pdf").write_bytes(pdf(*pages))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    return folder


def after_acknowledging(count: int) -> Moment:
    def wait(process: subprocess.Popen[str], data: Path) -> set[str]:
        acknowledged: set[str] = set()
        for event in _events(process):
            if event["event"] == "filing" and event["status"] == "added":
                acknowledged.add(event["document"])
            if len(acknowledged) == count:
                break
        return acknowledged

    return wait


def after_making(pattern: str) -> Moment:
    """As soon as a path of the data folder is there: between two steps of one filing."""

    def wait(process: subprocess.Popen[str], data: Path) -> set[str]:
        while process.poll() is None and not any(data.glob(pattern)):
            time.sleep(0.001)
        return set()

    return wait


MOMENTS = {
    "a worker has its scratch": after_making("scratch/*/*"),
    "a result is written": after_making("scratch/*/*.result"),
    "an original is being copied": after_making("originals/.unfinished-*"),
    "an original is kept": after_making("originals/[0-9a-f]*"),
    "one is acknowledged": after_acknowledging(1),
    "most are acknowledged": after_acknowledging(FILINGS - 2),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_loses_nothing_and_leaves_nothing_half_done(
    installation: Installation, inbox: Path, moment: str
) -> None:
    process = installation.start("ingest", str(inbox), *COMMAND)
    acknowledged = MOMENTS[moment](process, installation.data)
    process.send_signal(signal.SIGKILL)
    acknowledged |= _acknowledged_in(process.communicate(timeout=PATIENCE)[0])
    left = _whole_documents(installation.data)

    summary = installation.json("ingest", str(inbox), "--text-only", expect=1)[-1]

    assert acknowledged <= set(left)
    assert len(_whole_documents(installation.data)) == FILINGS
    assert (summary["refused"], summary["failed_pages"]) == (1, 0)
    assert installation.json("audit", "verify")[0]["intact"] is True


def test_what_a_kill_left_over_is_cleared_by_the_next_owner(installation: Installation, inbox: Path) -> None:
    process = installation.start("ingest", str(inbox), *COMMAND)
    MOMENTS["an original is being copied"](process, installation.data)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    (installation.data / "originals" / ("f" * 64)).mkdir(exist_ok=True)
    (installation.data / "originals" / ("f" * 64) / "orphan.pdf").write_bytes(b"%PDF-1.7")

    with open_application(Settings(data_dir=installation.data, embedder="none")) as application:
        assert application.documents is not None

    originals = installation.data / "originals"
    documents = set(_whole_documents(installation.data))
    assert {path.name for path in originals.iterdir()} == documents


def test_the_processes_of_a_killed_command_end_with_it(installation: Installation, inbox: Path) -> None:
    process = installation.start("ingest", str(inbox), *COMMAND)
    MOMENTS["one is acknowledged"](process, installation.data)
    descendants = _descendants(process.pid)

    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)

    assert descendants
    for _ in range(500):
        if not any(_runs(pid) for pid in descendants):
            return
        time.sleep(0.01)
    pytest.fail("a process that reads filings outlived the command that wanted them")


def _events(process: subprocess.Popen[str]) -> Iterator[dict[str, str]]:
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):
            yield json.loads(line)


def _acknowledged_in(output: str) -> set[str]:
    """A killed process may leave half a line, which acknowledged nothing."""
    events = [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return {event["document"] for event in events if event["event"] == "filing" and event["status"] == "added"}


def _whole_documents(data: Path) -> dict[str, Document]:
    """Those of the catalog, each found whole: every page, passage and its original, and recorded in the log."""
    if not (data / CATALOG_FILE).exists():
        return {}
    database = open_catalog(data)
    log = SqliteAuditLog(data, SystemClock())
    try:
        catalog = SqliteCatalog(database)
        documents = {document.id: document for document in catalog.documents(LOCAL_PRINCIPAL)}
        recorded = {record.subject for record in log.read(kinds=[RecordKind.DOCUMENT_INGESTED])}
        for document in documents.values():
            assert document.id in recorded
            _assert_whole(document, catalog, OriginalFiles(data / "originals"))
    finally:
        log.close()
        database.close()
    return documents


def _assert_whole(document: Document, catalog: SqliteCatalog, originals: OriginalFiles) -> None:
    assert document.page_count == document.indexed_pages == PAGES
    pages = catalog.pages(document.id, range(1, PAGES + 1), LOCAL_PRINCIPAL)
    assert [page.number for page in pages] == list(range(1, PAGES + 1))
    keys = [(document.id, ordinal) for ordinal in range(document.passage_count)]
    assert len(catalog.passages(keys, LOCAL_PRINCIPAL)) == document.passage_count
    assert hashlib.sha256(originals.path(document.id).read_bytes()).hexdigest() == document.id


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text(encoding="ascii").split()):
            found += [child, *_descendants(child)]
    return found


def _runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
