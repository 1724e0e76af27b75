"""What every reader of filings promises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rm_assistant.adapters.worker_process import WorkerProcess
from rm_assistant.adapters.worker_reader import WorkerReader
from rm_assistant.domain.documents import RefusalReason, SourceRefused
from rm_assistant.domain.errors import SourceError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.ports import FilingReader, ReadingProgress, Source
from rm_assistant.worker_protocol import Limits, WorkerRole
from tests.fakes_reading import TextReader
from tests.pdf_files import pdf


@dataclass
class Bench:
    """A reader, and how a file that it reads is written: a page for each text."""

    reader: FilingReader
    suffix: str
    write: Callable[..., bytes]

    def file(self, folder: Path, name: str, *pages: str) -> Path:
        path = folder / f"{name}{self.suffix}"
        path.write_bytes(self.write(*pages))
        return path


@pytest.fixture(scope="module", params=["text", "worker"])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    if request.param == "text":
        yield Bench(TextReader(), ".txt", lambda *pages: "\n\n".join(pages).encode())
        return
    process = WorkerProcess(WorkerRole.READING, slots=2, scratch=tmp_path_factory.mktemp("scratch"))
    reader = WorkerReader(process, Limits())
    yield Bench(reader, ".pdf", pdf)
    reader.close()


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir()
    return folder


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_it_has_a_version(bench: Bench) -> None:
    assert bench.reader.version
    assert bench.reader.weaknesses == ()


def test_files_are_found_by_name_and_known_by_their_bytes(bench: Bench, inbox: Path, staging: Path) -> None:
    second, first = bench.file(inbox, "b", "Two"), bench.file(inbox, "a", "One")

    found = list(bench.reader.discover([inbox], staging=staging))

    assert [(item.name, item.id) for item in found if isinstance(item, Source)] == [
        (path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in (first, second)
    ]


def test_what_is_not_there_is_refused_and_what_accompanies_is_counted(bench: Bench, inbox: Path, staging: Path) -> None:
    bench.file(inbox, "a", "One")
    (inbox / "a.xsd").write_bytes(b"<schema>")

    found = list(bench.reader.discover([inbox, inbox / "missing"], staging=staging))

    assert {type(item) for item in found} == {Source, SourceSkipped, SourceRefused}
    assert [item.reason for item in found if isinstance(item, SourceRefused)] == [RefusalReason.NOT_FOUND]


def test_a_manifest_that_cannot_be_used_is_an_error(bench: Bench, inbox: Path, staging: Path) -> None:
    bench.file(inbox, "a", "One")

    with pytest.raises(SourceError):
        list(bench.reader.discover([inbox], inbox / "missing.csv", staging=staging))


def test_every_page_is_read_or_listed_as_failed(bench: Bench, inbox: Path, staging: Path) -> None:
    bench.file(inbox, "a", "Sales rose.", "They may fall.")
    [source] = bench.reader.discover([inbox], staging=staging)
    assert isinstance(source, Source)

    [(read, filing)] = bench.reader.read([source])

    assert read == source
    assert isinstance(filing, ParsedFiling)
    assert (filing.id, filing.name, filing.size_bytes) == (source.id, source.name, source.size_bytes)
    assert [page.text for page in filing.pages] == ["Sales rose.", "They may fall."]
    assert filing.page_count == len(filing.pages) + len(filing.failed_pages)
    assert len(filing.page_terms) == len(filing.pages)


def test_each_source_comes_to_one_end(bench: Bench, inbox: Path, staging: Path) -> None:
    for number in range(5):
        bench.file(inbox, f"{number}", f"Report number {number}", "Second page")
    sources = [item for item in bench.reader.discover([inbox], staging=staging) if isinstance(item, Source)]

    results = list(bench.reader.read(sources))

    assert sorted(source.name for source, _ in results) == sorted(source.name for source in sources)
    assert all(isinstance(result, ParsedFiling) for _, result in results)


def test_progress_counts_up_to_all_pages(bench: Bench, inbox: Path, staging: Path) -> None:
    bench.file(inbox, "a", "One", "Two", "Three")
    [source] = bench.reader.discover([inbox], staging=staging)
    assert isinstance(source, Source)
    told: list[ReadingProgress] = []

    list(bench.reader.read([source], told.append))

    done = [progress.pages_done for progress in told]
    assert done == sorted(done)
    assert (told[-1].pages_done, told[-1].pages) == (3, 3)


def test_nothing_to_read_is_no_error(bench: Bench, staging: Path) -> None:
    assert list(bench.reader.discover([], staging=staging)) == []
    assert list(bench.reader.read([])) == []
