"""Many kills at random moments while filings are read: long, so run by `make soak`."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.samples.library import write_samples
from tests.e2e.conftest import PATIENCE, Installation

KILLS = 60
LONGEST = 4.0

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder


def test_no_kill_loses_a_filing_that_was_acknowledged(installation: Installation, samples: Path) -> None:
    chance = random.Random(11)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        acknowledged |= _ingest_and_kill(installation, samples, after=chance.uniform(0.1, LONGEST))
        assert installation.json("audit", "verify")[0]["intact"] is True
        recorded = installation.json("audit", "search", "--kind", "document.ingested", "--limit", "1000")
        assert acknowledged <= {record["subject"] for record in recorded}

    finished = installation.json("ingest", str(samples), "--text-only")
    summary = next(line for line in finished if line["event"] == "summary")
    assert acknowledged <= {line["document"] for line in finished if line["event"] == "filing"}
    assert summary["refused"] == 0
    assert summary["pages"] == summary["indexed_pages"] + summary["failed_pages"]


def _ingest_and_kill(installation: Installation, samples: Path, *, after: float) -> set[str]:
    """The documents that the command said were in, before it was killed."""
    process = installation.start("ingest", str(samples), "--text-only", "--json", stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    output, _ = process.communicate(timeout=PATIENCE)
    return {event["document"] for event in _whole_lines(output) if event["event"] == "filing" and event["document"]}


def _whole_lines(output: str) -> Iterator[dict[str, str]]:
    """A killed process may leave half a line, which acknowledged nothing."""
    for line in output.splitlines(keepends=True):
        if line.endswith("\n"):
            yield json.loads(line)
