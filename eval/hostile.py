"""Suite `hostile`: does every broken or malicious file end in a named result, in time, with the reader still alive?"""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.intervals import Measure, bootstrap, share
from eval.suite import DataError, Measures, Options, Result, file_digest
from rm_assistant.adapters.worker_process import WorkerProcess
from rm_assistant.adapters.worker_reader import WorkerReader
from rm_assistant.domain.documents import RefusalReason, SourceRefused
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import FilingReader, Source
from rm_assistant.settings import Settings
from rm_assistant.worker_protocol import Limits, WorkerRole

LONGEST_SECONDS = 20.0
_READ = "read"
_READ_IN_PART = "read in part"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ended: read whole or in part, or the reason for its refusal."""

    name: str
    ending: str
    seconds: float
    detail: str = ""

    @property
    def hung(self) -> bool:
        return self.seconds > LONGEST_SECONDS

    @property
    def crashed(self) -> bool:
        return self.ending == RefusalReason.CRASHED


def run(options: Options) -> Result:
    """Every file below the folder, one after another, through the worker that ingestion uses."""
    files = sorted(path for path in options.data.rglob("*") if path.is_file())[: options.limit]
    if not files:
        raise DataError("there are no files in it")
    started = time.perf_counter()
    with _reader() as reader:
        endings = list(_endings(reader, files))
        alive = bool(reader.version)
    return Result(
        suite="hostile",
        n=len(files),
        seconds=time.perf_counter() - started,
        data=file_digest(*files),
        measures=measures(endings, len(files)),
        worst=worst(endings),
        notes={"the worker lives": str(alive).lower(), **_tally(endings)},
    )


def measures(endings: Sequence[Ending], files: int) -> Measures:
    return {
        "files": Measure(files, files, files),
        "named": share(len(endings), files),
        "hung": share(sum(each.hung for each in endings), files),
        "crashed": share(sum(each.crashed for each in endings), files),
        "slowest_s": bootstrap([each.seconds for each in endings], max),
    }


def worst(endings: Sequence[Ending]) -> list[dict[str, str]]:
    """What crashed or hung, then the slowest."""
    ordered = sorted(endings, key=lambda each: (not each.crashed, -each.seconds))
    return [{"id": each.name, "why": f"{each.ending}, {each.seconds:.2f} s. {each.detail}"} for each in ordered[:20]]


def _tally(endings: Sequence[Ending]) -> dict[str, str]:
    return {ending: str(count) for ending, count in Counter(each.ending for each in endings).most_common()}


def _endings(reader: FilingReader, files: Sequence[Path]) -> Iterator[Ending]:
    with tempfile.TemporaryDirectory() as staging:
        for number, path in enumerate(files):
            began = time.perf_counter()
            result = _read(reader, path, Path(staging) / str(number))
            if result is not None:
                yield _ending(path.name, result, time.perf_counter() - began)


def _read(reader: FilingReader, path: Path, staging: Path) -> ParsedFiling | SourceRefused | None:
    """None where the file came to no end at all."""
    staging.mkdir()
    for found in reader.discover([path], staging=staging):
        if isinstance(found, Source):
            return next((result for _, result in reader.read([found])), None)
        if isinstance(found, SourceRefused):
            return found
    return None


def _ending(name: str, result: ParsedFiling | SourceRefused, seconds: float) -> Ending:
    if isinstance(result, SourceRefused):
        return Ending(name, result.reason, seconds, result.detail)
    failed = "; ".join(f"page {page.number}: {page.reason}" for page in result.failed_pages[:3])
    return Ending(name, _READ_IN_PART if failed else _READ, seconds, failed)


@contextmanager
def _reader() -> Iterator[FilingReader]:
    settings = Settings.from_env(os.environ)
    with tempfile.TemporaryDirectory() as scratch:
        process = WorkerProcess(WorkerRole.READING, slots=1, scratch=Path(scratch))
        reader = WorkerReader(process, Limits.of(settings))
        try:
            yield reader
        finally:
            reader.close()
