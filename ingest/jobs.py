"""What one worker process does: a single job, from its message to its result, and every fault of it named.

Runs inside the sandbox. Libraries are loaded by the kind of job, so that a worker that draws pages stays small.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from pathlib import Path

from ingest.reading import SkipPage, UnreadableSourceError
from ingest.time_limits import TimeLimits
from rm_assistant.domain.documents import FailedPage, PageFailure, RefusalReason, SourceRefused
from rm_assistant.domain.errors import SourceError
from rm_assistant.ports import Source
from rm_assistant.worker_protocol import (
    DiscoverJob,
    Failed,
    Finished,
    Job,
    JobEvent,
    ManifestRejected,
    PagesDone,
    ReadJob,
    RenderJob,
    SourceFound,
    SourceLeftAside,
    SourceTurnedAway,
    WorkerRole,
    encode_filing,
    result_path,
)

Tell = Callable[[JobEvent], None]

_MAX_DETAIL = 500
_NO_TIME = "The pages before it took the time that RM_INGEST_SECONDS allows for the file."


def preload(role: WorkerRole) -> None:
    """Load what the role's jobs need, once, for all processes that are forked later."""
    from ingest import page_image  # noqa: F401, PLC0415 -- by role: see the docstring above

    if role is WorkerRole.READING:
        from ingest import pipeline  # noqa: PLC0415 -- by role

        pipeline.warm_up()


def run(job: Job, spool: Path, tell: Tell) -> None:
    """Do the job and tell how it ended: always, unless the process is killed."""
    try:
        tell(_outcome(job, spool, tell))
    except MemoryError:
        tell(Failed(job.id, RefusalReason.OUT_OF_MEMORY, "It needs more memory than RM_INGEST_MEMORY_MB allows."))


def _outcome(job: Job, spool: Path, tell: Tell) -> JobEvent:
    try:
        return _run(job, spool, tell)
    except UnreadableSourceError as error:
        return Failed(job.id, error.reason, error.detail)
    except OSError as error:
        reason = RefusalReason.TOO_LARGE if error.errno == errno.EFBIG else RefusalReason.UNREADABLE
        return Failed(job.id, reason, f"It cannot be read: {error.strerror}.")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- a fault in any library must become a named result of this one file
        detail = f"Reading failed with {type(error).__name__}: {error}"
        return Failed(job.id, RefusalReason.CRASHED, detail[:_MAX_DETAIL])


def _run(job: Job, spool: Path, tell: Tell) -> JobEvent:
    if isinstance(job, DiscoverJob):
        return _discover(job, tell)
    if isinstance(job, ReadJob):
        return _read(job, spool, tell)
    return _render(job, spool)


def _discover(job: DiscoverJob, tell: Tell) -> JobEvent:
    from ingest import sources  # noqa: PLC0415 -- by role

    def on_file(done: int, files: int) -> None:
        tell(PagesDone(job.id, done, files))

    try:
        found = sources.discover(job.paths, job.manifest, job.staging, job.limits.max_mb, on_file)
    except SourceError as error:
        return ManifestRejected(job.id, str(error))
    for item in found:
        if isinstance(item, Source):
            tell(SourceFound(job.id, item))
        elif isinstance(item, SourceRefused):
            tell(SourceTurnedAway(job.id, item))
        else:
            tell(SourceLeftAside(job.id, item))
    return Finished(job.id)


def _read(job: ReadJob, spool: Path, tell: Tell) -> JobEvent:
    from ingest import pipeline  # noqa: PLC0415 -- by role

    def on_page(done: int, pages: int) -> None:
        tell(PagesDone(job.id, done, pages))

    seconds = TimeLimits(job.limits).page
    result = pipeline.read(job.source, on_page, skip=_skipping(job, tell), ocr=job.limits.ocr, page_seconds=seconds)
    if isinstance(result, SourceRefused):
        return Failed(job.id, result.reason, result.detail)
    result_path(spool, job.id).write_bytes(encode_filing(result))
    return Finished(job.id)


def _skipping(job: ReadJob, tell: Tell) -> SkipPage:
    """Passes over pages that were given up before, and over the rest once the file's time is used up."""
    given_up = {page.number: page for page in job.given_up}
    began = time.monotonic()
    allowed = TimeLimits(job.limits)

    def skip(number: int, pages: int) -> FailedPage | None:
        tell(PagesDone(job.id, number - 1, pages))
        if time.monotonic() - began > allowed.last_page_begins(pages):
            return given_up.get(number) or FailedPage(number, PageFailure.NOT_REACHED, _NO_TIME)
        return given_up.get(number)

    return skip


def _render(job: RenderJob, spool: Path) -> JobEvent:
    from ingest import page_image  # noqa: PLC0415 -- by role

    result_path(spool, job.id).write_bytes(page_image.render_jpeg(job.path, job.page, job.width))
    return Finished(job.id)
