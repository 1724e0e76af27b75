"""Whatever a file does to the process that reads it ends in a named result, and the next file is read."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.worker_process import WorkerProcess
from rm_assistant.adapters.worker_reader import WorkerReader
from rm_assistant.domain.documents import PageFailure, RefusalReason, SourceRefused
from rm_assistant.domain.errors import WorkerUnavailableError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import ReadingProgress, Source
from rm_assistant.worker_protocol import Limits, WorkerRole

LIMITS = Limits(memory_mb=128, seconds=1.0)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[WorkerProcess]:
    process = WorkerProcess(WorkerRole.READING, slots=2, scratch=tmp_path, module="tests.misbehaving_worker")
    yield process
    process.close()


@pytest.fixture
def reader(process: WorkerProcess) -> WorkerReader:
    return WorkerReader(process, LIMITS)


def source(deeds: str) -> Source:
    return Source(Path("/nowhere"), deeds, deeds.encode().hex().ljust(64, "0")[:64], 10)


def worker_of(reader: WorkerReader) -> int:
    """The worker's process; asking for its version starts it."""
    assert reader.version
    children = [path.read_text() for path in Path(f"/proc/{os.getpid()}/task").glob("*/children")]
    pids = [int(pid) for line in children for pid in line.split()]
    return next(pid for pid in pids if b"misbehaving_worker" in Path(f"/proc/{pid}/cmdline").read_bytes())


def read(reader: WorkerReader, deeds: str) -> ParsedFiling | SourceRefused:
    [(_, result)] = reader.read([source(deeds)])
    return result


def test_what_was_read_is_known_by_what_was_asked_for(reader: WorkerReader) -> None:
    filing = read(reader, "3")

    assert isinstance(filing, ParsedFiling)
    assert filing.id == source("3").id, "the name a reader gives is not believed"
    assert filing.name == "3"
    assert [page.number for page in filing.pages] == [1, 2, 3]


@pytest.mark.parametrize(
    ("deeds", "reason"),
    [
        ("3 0:crash", RefusalReason.CRASHED),
        ("3 0:exit", RefusalReason.CRASHED),
        ("3 0:babble", RefusalReason.CRASHED),
        ("3 0:fork", RefusalReason.TIMED_OUT),
        ("3 0:hang", RefusalReason.TIMED_OUT),
        ("3 0:spin", RefusalReason.TIMED_OUT),
        ("3 1:silent", RefusalReason.CRASHED),
        ("3 1:garble", RefusalReason.CRASHED),
        ("1 1:crash", RefusalReason.CRASHED),
        ("1 1:eat", RefusalReason.OUT_OF_MEMORY),
    ],
)
def test_a_reader_that_is_felled_refuses_the_file_by_name(
    reader: WorkerReader, deeds: str, reason: RefusalReason
) -> None:
    refused = read(reader, deeds)

    assert isinstance(refused, SourceRefused)
    assert (refused.reason, refused.id) == (reason, source(deeds).id)
    assert refused.detail


@pytest.mark.parametrize(
    ("deed", "failure"),
    [
        ("crash", PageFailure.UNREADABLE),
        ("hang", PageFailure.TIMED_OUT),
        ("eat", PageFailure.TOO_LARGE),
    ],
)
def test_a_page_that_fells_its_reader_is_listed_and_the_others_are_read(
    reader: WorkerReader, deed: str, failure: PageFailure
) -> None:
    filing = read(reader, f"5 3:{deed}")

    assert isinstance(filing, ParsedFiling)
    assert [page.number for page in filing.pages] == [1, 2, 4, 5]
    assert [(page.number, page.reason) for page in filing.failed_pages] == [(3, failure)]


def test_several_pages_may_fell_their_reader(reader: WorkerReader) -> None:
    filing = read(reader, "5 1:crash 2:exit 5:crash")

    assert isinstance(filing, ParsedFiling)
    assert [page.number for page in filing.pages] == [3, 4]
    assert [page.number for page in filing.failed_pages] == [1, 2, 5]


def test_a_file_whose_every_page_fells_its_reader_is_refused(reader: WorkerReader) -> None:
    refused = read(reader, "3 1:crash 2:crash 3:crash")

    assert isinstance(refused, SourceRefused)
    assert refused.reason is RefusalReason.CRASHED


def test_a_reader_has_no_network(reader: WorkerReader) -> None:
    refused = read(reader, "1 1:phone")

    assert isinstance(refused, SourceRefused)
    assert refused.detail == os.strerror(13)
    assert reader.weaknesses == ()


def test_bad_files_do_not_keep_good_ones_waiting_or_change_them(reader: WorkerReader) -> None:
    deeds = ["2", "3 0:crash", "4", "2 0:hang", "5", "2 0:eat", "6"]

    results = {given.name: result for given, result in reader.read(source(name) for name in deeds)}

    assert set(results) == set(deeds)
    good = {name: result.page_count for name, result in results.items() if isinstance(result, ParsedFiling)}
    assert good == {"2": 2, "4": 4, "5": 5, "6": 6}


def test_progress_ends_with_the_last_page(reader: WorkerReader) -> None:
    told: list[ReadingProgress] = []

    list(reader.read([source("4")], told.append))

    assert told[-1] == ReadingProgress(source("4"), 4, 4)


def test_reading_that_is_left_midway_ends_its_processes(reader: WorkerReader, process: WorkerProcess) -> None:
    reading = reader.read([source("2"), source("2 0:hang"), source("3 0:hang")])
    next(reading)

    reading.close()  # type: ignore[attr-defined]

    assert isinstance(read(reader, "3"), ParsedFiling), "the places of the hanging ones are free again"


def test_a_worker_that_is_killed_is_named_and_started_anew(reader: WorkerReader) -> None:
    worker = worker_of(reader)

    def sources() -> Iterator[Source]:
        yield source("3 0:hang")
        os.kill(worker, signal.SIGKILL)

    [(_, refused)] = reader.read(sources())

    assert isinstance(refused, SourceRefused)
    assert refused.reason is RefusalReason.CRASHED
    assert isinstance(read(reader, "3"), ParsedFiling)


def test_nothing_of_a_worker_outlives_its_end(reader: WorkerReader, process: WorkerProcess, tmp_path: Path) -> None:
    reading = reader.read([source("1"), source("3 0:hang")])
    next(reading)
    worker = worker_of(reader)

    process.close()

    assert not Path(f"/proc/{worker}").exists()
    assert not list(tmp_path.iterdir()), "results and scratch are gone"
    reading.close()  # type: ignore[attr-defined]


def test_the_environment_of_a_reader_holds_no_keys(monkeypatch: pytest.MonkeyPatch, reader: WorkerReader) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret-of-the-service")

    worker = worker_of(reader)

    assert b"secret-of-the-service" not in Path(f"/proc/{worker}/environ").read_bytes()


def test_a_worker_that_cannot_start_says_what_to_do(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reader = WorkerReader(
        WorkerProcess(WorkerRole.READING, slots=1, scratch=tmp_path, module="tests.no_such_worker"), LIMITS
    )

    with pytest.raises(WorkerUnavailableError, match="doctor"):
        read(reader, "1")
    reader.close()
