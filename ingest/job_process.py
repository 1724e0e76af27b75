"""One confined process with one job: started by a fork, watched by the clock, and named in its end."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from ingest import sandbox
from ingest.time_limits import SECOND_CHANCE_SECONDS, TimeLimits
from rm_assistant.domain.documents import FailedPage, PageFailure, RefusalReason
from rm_assistant.worker_protocol import (
    MAX_LINE_BYTES,
    DiscoverJob,
    Failed,
    Job,
    JobEvent,
    PagesDone,
    ReadJob,
    decode,
    encode,
    ends_job,
    result_path,
)

Run = Callable[[Job, Path, Callable[[JobEvent], None]], None]
"""What the process does: see `ingest.jobs.run`."""

MAX_GIVEN_UP: Final = 8

_CPU_SECONDS: Final = 3600
"""A backstop for when the worker itself is stopped: the clock of `JobProcess.due` ends jobs much earlier."""
_READ_BYTES: Final = 1 << 16
_MANY_DESCRIPTORS: Final = 1 << 16
_NEAR_LIMIT: Final = 0.8
"""A process that dies holding this share of its memory is taken to have died for want of more."""

_PAGE_FAILURES: Final = {
    RefusalReason.TIMED_OUT: PageFailure.TIMED_OUT,
    RefusalReason.OUT_OF_MEMORY: PageFailure.TOO_LARGE,
}
_WORDS: Final = {
    RefusalReason.TIMED_OUT: "Reading took longer than RM_INGEST_SECONDS allows",
    RefusalReason.OUT_OF_MEMORY: "Reading needs more memory than RM_INGEST_MEMORY_MB allows",
    RefusalReason.CRASHED: "The reader crashed on it",
}


class JobProcess:
    """`started` is of the job's first process: those that follow it share its time. Seconds are `time.monotonic`'s."""

    def __init__(self, job: Job, spool: Path, run: Run, started: float | None = None) -> None:
        self.job = job
        self.pages = 0
        self.pages_done = 0
        self._spool = spool
        self._last_sign = time.monotonic()
        self.started = self._last_sign if started is None else started
        self._overdue = False
        self._ending: JobEvent | None = None
        self._received = bytearray()
        self.pipe, write_end = os.pipe()
        parent = os.getpid()
        self._shared = sandbox.resident_bytes()
        self._pid = os.fork()
        if self._pid == 0:
            _be_worker(job, spool, run, write_end, parent)
        os.close(write_end)
        with suppress(OSError):  # the child does the same; whoever comes second fails
            os.setpgid(self._pid, self._pid)

    @property
    def due(self) -> float:
        """When the process is killed, unless it gives a sign of life before."""
        allowed = TimeLimits(self.job.limits)
        if isinstance(self.job, DiscoverJob):
            return self._last_sign + allowed.discovery_silence
        if not isinstance(self.job, ReadJob):
            return self._last_sign + allowed.silence
        second_chance = SECOND_CHANCE_SECONDS if self.job.given_up else 0.0
        whole = self.started + allowed.file(self.pages) + second_chance
        return min(whole, self._last_sign + (second_chance or allowed.silence))

    def receive(self) -> list[JobEvent] | None:
        """What the process told since the last time; None at its end. What is no event of this job ends it."""
        piece = os.read(self.pipe, _READ_BYTES)
        if not piece:
            return None
        self._received += piece
        *lines, self._received = self._received.split(b"\n")
        try:
            return list(self._events(lines))
        except ValueError:
            return None

    def time_out(self) -> None:
        self._overdue = True
        self._kill_group()

    def kill(self) -> None:
        self._kill_group()
        self._reap()

    def end(self) -> JobEvent | ReadJob:
        """Bury the process. Returns how the job ended, or the job without the page that felled this process."""
        self._kill_group()  # it may have closed its pipe and live on
        grown = self._reap() - self._shared
        ending = self._ending
        starved = isinstance(ending, Failed) and ending.reason is RefusalReason.OUT_OF_MEMORY
        if ending is not None and not starved:
            return ending
        reason = RefusalReason.OUT_OF_MEMORY if starved else self._cause_of_death(grown)
        return self._without_guilty_page(reason) or Failed(self.job.id, reason, f"{_WORDS[reason]}.")

    def _events(self, lines: list[bytearray]) -> Iterator[JobEvent]:
        if len(self._received) > MAX_LINE_BYTES:
            raise ValueError("a line without an end")
        for line in lines:
            event = decode(bytes(line))
            if not isinstance(event, JobEvent) or event.job != self.job.id:
                raise ValueError("not an event of this job")
            self._last_sign = time.monotonic()
            if isinstance(event, PagesDone):
                self.pages_done, self.pages = event.done, event.pages
            if ends_job(event):
                self._ending = event
            else:
                yield event

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)

    def _reap(self) -> int:
        """The most memory it held, in bytes."""
        usage = os.wait4(self._pid, 0)[2]
        os.close(self.pipe)
        return usage.ru_maxrss * 1024

    def _cause_of_death(self, grown: int) -> RefusalReason:
        if self._overdue:
            return RefusalReason.TIMED_OUT
        starved = grown > _NEAR_LIMIT * self.job.limits.memory_mb * (1 << 20)
        return RefusalReason.OUT_OF_MEMORY if starved else RefusalReason.CRASHED

    def _without_guilty_page(self, reason: RefusalReason) -> ReadJob | None:
        """The page it was at when it died; None where that cannot be told, or where too little would be left."""
        job = self.job
        if not isinstance(job, ReadJob) or len(job.given_up) >= MAX_GIVEN_UP:
            return None
        given_up = {page.number for page in job.given_up}
        guilty = next((page for page in range(self.pages_done + 1, self.pages + 1) if page not in given_up), None)
        if guilty is None or len(given_up) + 1 == self.pages:
            return None
        failed = FailedPage(guilty, _PAGE_FAILURES.get(reason, PageFailure.UNREADABLE), f"{_WORDS[reason]}.")
        result_path(self._spool, job.id).unlink(missing_ok=True)
        return replace(job, given_up=(*job.given_up, failed))


def _be_worker(job: Job, spool: Path, run: Run, pipe: int, parent: int) -> NoReturn:
    """The forked process."""
    code = 1
    try:
        _detach(pipe)
        gc.disable()  # it lives for one file, within its memory: garbage in circles is not worth a tenth of its time
        with suppress(sandbox.IsolationError):  # told once, in the worker's first event
            sandbox.enter(sandbox.Confinement(job.limits.memory_mb, _CPU_SECONDS, job.limits.memory_mb), parent)
        run(job, spool, lambda event: _tell(pipe, event))
        code = 0
    finally:
        os._exit(code)  # no clean-up of what belongs to the parent


def _detach(pipe: int) -> None:
    """Let go of the worker's own pipes: libraries print to standard output, and jobs come in on standard input."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, pipe)
    os.closerange(pipe + 1, _MANY_DESCRIPTORS)


def _tell(pipe: int, event: JobEvent) -> None:
    line = memoryview(encode(event))
    while line:
        line = line[os.write(pipe, line) :]
