"""Files that broke other readers of PDF: each comes to a named end, none hangs, and the reader lives on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.worker_process import WorkerProcess
from rm_assistant.adapters.worker_reader import WorkerReader
from rm_assistant.domain.documents import RefusalReason, SourceRefused
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import Source
from rm_assistant.worker_protocol import Limits, WorkerRole

pytestmark = [pytest.mark.data, pytest.mark.timeout(600)]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[WorkerReader]:
    process = WorkerProcess(WorkerRole.READING, slots=2, scratch=tmp_path)
    reader = WorkerReader(process, Limits())
    yield reader
    reader.close()


def test_every_hostile_file_comes_to_a_named_end(reader: WorkerReader, shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "hostile-pdfs").iterdir())
    found = list(reader.discover(files, staging=tmp_path))
    sources = [item for item in found if isinstance(item, Source)]

    results = {source.name: result for source, result in reader.read(sources)}

    assert len(found) == len(files) >= 200
    assert set(results) == {source.name for source in sources}
    refused = {name: result for name, result in results.items() if isinstance(result, SourceRefused)}
    assert not [name for name, result in refused.items() if result.reason is RefusalReason.CRASHED]
    for filing in results.values():
        if isinstance(filing, ParsedFiling):
            assert filing.page_count == len(filing.pages) + len(filing.failed_pages) > 0
