"""The process that reads what nobody vouches for: `python -m ingest.worker ROLE --slots N --spool FOLDER`.

It loads the libraries once, takes jobs from standard input and forks a confined process for each, N at once. Whatever
becomes of one (a crash, a hang, too much memory) ends in a named event. End of input ends the worker and all its jobs.
"""

from __future__ import annotations

import argparse
import gc
import os
import selectors
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from ingest import PARSER_VERSION, jobs, sandbox
from ingest.job_process import JobProcess, Run
from rm_assistant.worker_protocol import (
    CancelJob,
    Job,
    JobEvent,
    JobId,
    Message,
    PagesDone,
    Ready,
    WorkerRole,
    decode,
    encode,
)

_READ_BYTES: Final = 1 << 16
_TELL_EVERY_SECONDS: Final = 0.1
"""How often progress is passed on: reading gives a sign of life with every page, people need fewer."""


class Worker:
    """One thread, one loop: jobs come in on `inlet`, events go out on `outlet`, both file descriptors."""

    def __init__(self, inlet: int, outlet: int, *, slots: int, spool: Path, run: Run) -> None:
        self._inlet = inlet
        self._outlet = outlet
        self._slots = slots
        self._spool = spool
        self._run = run
        self._open = True
        self._received = bytearray()
        self._waiting: deque[Job] = deque()
        self._running: dict[JobId, JobProcess] = {}
        self._told: dict[JobId, float] = {}
        self._selector = selectors.DefaultSelector()

    def serve(self, ready: Ready) -> None:
        """Returns when the input ends or nobody listens any more; no process of a job is left then."""
        self._selector.register(self._inlet, selectors.EVENT_READ, self._take_jobs)
        try:
            self._send(ready)
            while self._open:
                self._turn()
        except BrokenPipeError:
            pass  # the service is gone
        finally:
            for process in self._running.values():
                process.kill()
            self._selector.close()

    def _turn(self) -> None:
        while self._waiting and len(self._running) < self._slots:
            job = self._waiting.popleft()
            self._watch(JobProcess(job, self._spool, self._run))
        for key, _ in self._selector.select(self._patience()):
            key.data()
        now = time.monotonic()
        for process in self._running.values():
            if process.due <= now:
                process.time_out()

    def _patience(self) -> float | None:
        """Seconds until the first process is overdue; None where none runs."""
        due = [process.due for process in self._running.values()]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _take_jobs(self) -> None:
        piece = os.read(self._inlet, _READ_BYTES)
        if not piece:
            self._open = False
            return
        self._received += piece
        *lines, self._received = self._received.split(b"\n")
        for line in lines:
            self._accept(decode(bytes(line)))

    def _accept(self, message: Message) -> None:
        if isinstance(message, CancelJob):
            self._cancel(message.id)
        elif isinstance(message, Job):
            self._waiting.append(message)

    def _cancel(self, job: JobId) -> None:
        self._waiting = deque(waiting for waiting in self._waiting if waiting.id != job)
        if job in self._running:
            self._unwatch(self._running[job]).kill()

    def _watch(self, process: JobProcess) -> None:
        self._running[process.job.id] = process
        self._selector.register(process.pipe, selectors.EVENT_READ, partial(self._listen, process))

    def _unwatch(self, process: JobProcess) -> JobProcess:
        del self._running[process.job.id]
        self._told.pop(process.job.id, None)
        self._selector.unregister(process.pipe)
        return process

    def _listen(self, process: JobProcess) -> None:
        if self._running.get(process.job.id) is not process:  # cancelled in this same turn
            return
        events = process.receive()
        if events is None:
            self._bury(process)
            return
        for event in events:
            if not self._may_wait(event):
                self._send(event)

    def _bury(self, process: JobProcess) -> None:
        ending = self._unwatch(process).end()
        if isinstance(ending, JobEvent):
            self._send(ending)
        else:
            self._watch(JobProcess(ending, self._spool, self._run, process.started))

    def _may_wait(self, event: JobEvent) -> bool:
        if not isinstance(event, PagesDone) or event.done == event.pages:
            return False
        now = time.monotonic()
        if now - self._told.get(event.job, 0.0) < _TELL_EVERY_SECONDS:
            return True
        self._told[event.job] = now
        return False

    def _send(self, event: JobEvent | Ready) -> None:
        line = memoryview(encode(event))
        while line:
            line = line[os.write(self._outlet, line) :]


def main(preload: Callable[[WorkerRole], None] = jobs.preload, run: Run = jobs.run) -> None:
    parser = argparse.ArgumentParser(prog="python -m ingest.worker", description=__doc__)
    parser.add_argument("role", type=WorkerRole, choices=list(WorkerRole))
    parser.add_argument("--slots", type=int, required=True, help="processes at once")
    parser.add_argument("--spool", type=Path, required=True, help="folder for results")
    arguments = parser.parse_args()
    preload(arguments.role)
    gc.freeze()  # what is loaded stays shared with every process that is forked
    worker = Worker(sys.stdin.fileno(), sys.stdout.fileno(), slots=arguments.slots, spool=arguments.spool, run=run)
    worker.serve(Ready(PARSER_VERSION, sandbox.weaknesses()))


if __name__ == "__main__":
    main()
