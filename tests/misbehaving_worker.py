"""A worker whose jobs do what their source's name says: `python -m tests.misbehaving_worker`, for the tests of it.

A source named `5 3:crash` has five pages and crashes its reader at the third; what stands at 0 is done before the
first sign of life. A page that was given up before is passed over.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from ingest.worker import main
from rm_assistant.domain.documents import FilingMetadata, Language, MediaType, Page, RefusalReason
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.worker_protocol import (
    Failed,
    Finished,
    Job,
    JobEvent,
    PagesDone,
    ReadJob,
    WorkerRole,
    encode_filing,
    result_path,
)

Tell = Callable[[JobEvent], None]


def _hang() -> None:
    while True:
        time.sleep(60)


def _spin() -> None:
    while True:
        pass


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 20))


def _phone() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _fork() -> None:
    if os.fork() == 0:
        _hang()
    os._exit(3)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _babble() -> None:
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"\xff{]\n")
        except OSError:
            continue


_DEEDS: dict[str, Callable[[], None]] = {
    "hang": _hang,
    "spin": _spin,
    "eat": _eat,
    "phone": _phone,
    "fork": _fork,
    "crash": _crash,
    "babble": _babble,
    "exit": lambda: os._exit(7),
}


def run(job: Job, spool: Path, tell: Tell) -> None:
    assert isinstance(job, ReadJob)
    count, *deeds = job.source.name.split()
    at = dict(deed.split(":") for deed in deeds)
    given_up = {page.number for page in job.given_up}
    _do(at.get("0"))
    pages = []
    for number in range(1, int(count) + 1):
        tell(PagesDone(job.id, number - 1, int(count)))
        if number in given_up:
            continue
        try:
            _do(at.get(str(number)))
        except MemoryError:
            tell(Failed(job.id, RefusalReason.OUT_OF_MEMORY, ""))
            return
        except OSError as error:
            tell(Failed(job.id, RefusalReason.UNREADABLE, str(error.strerror)))
            return
        pages.append(Page(number, f"Page {number}", Language.ENGLISH))
    tell(PagesDone(job.id, int(count), int(count)))
    filing = ParsedFiling(
        "0" * 64, "forged", MediaType.PDF, 1, int(count), FilingMetadata(), tuple(pages), failed_pages=job.given_up
    )
    result_path(spool, job.id).write_bytes(encode_filing(filing) if "garble" not in at.values() else b"{")
    if "silent" not in at.values():
        tell(Finished(job.id))


def _do(deed: str | None) -> None:
    if deed in _DEEDS:
        _DEEDS[deed]()


def preload(role: WorkerRole) -> None:
    """Nothing is needed."""


if __name__ == "__main__":
    main(preload, run)
