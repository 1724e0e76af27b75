"""A running ingest worker: started when first needed, started anew when it died, ended with this process."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

import rm_assistant
from rm_assistant.adapters.scratch_folder import ScratchFolder
from rm_assistant.domain.documents import RefusalReason
from rm_assistant.domain.errors import WorkerUnavailableError
from rm_assistant.worker_protocol import (
    CancelJob,
    Failed,
    Job,
    JobEvent,
    JobId,
    Ready,
    WorkerRole,
    decode,
    encode,
    ends_job,
    result_path,
)

Inbox = queue.SimpleQueue[JobEvent]

_STOP_SECONDS: Final = 5.0
_KEPT_VARIABLES: Final = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TESSDATA_PREFIX")
"""All that the worker sees of the environment: a file that takes over its reader must find no key there."""


class WorkerProcess:
    """Runs jobs in a worker of `role`, `slots` at once; results lie in a folder made inside `scratch` until taken.

    Events of a job come in the inbox it was submitted with. A job always ends, if need be because the worker died.
    Safe to use from several threads.
    """

    def __init__(self, role: WorkerRole, *, slots: int, scratch: Path, module: str = "ingest.worker") -> None:
        self._role = role
        self.slots = slots
        self._scratch = scratch
        self._module = module
        self._lock = threading.Lock()
        self._folder: ScratchFolder | None = None
        self._link: _Link | None = None
        self._jobs = 0

    def ready(self) -> Ready:
        """What the worker says of itself; starts it. Raises WorkerUnavailableError."""
        return self._linked().ready

    def new_id(self) -> JobId:
        with self._lock:
            self._jobs += 1
            return f"{self._role}-{self._jobs}"

    def submit(self, job: Job, inbox: Inbox) -> None:
        """Raises WorkerUnavailableError."""
        if not self._linked().submit(job, inbox) and not self._linked().submit(job, inbox):
            raise WorkerUnavailableError("The reading process ends as soon as it is started. Run rm-assistant doctor.")

    def cancel(self, job: JobId) -> None:
        """End the job without a further event."""
        with self._lock:
            link = self._link
        if link is not None:
            link.cancel(job)

    def take_result(self, job: JobId) -> bytes:
        """The result of a job that finished, once. Raises OSError where there is none."""
        with self._lock:
            folder = self._folder
        if folder is None:
            raise FileNotFoundError(job)
        path = result_path(folder.path, job)
        try:
            return path.read_bytes()
        finally:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the worker and whatever it is at. A job submitted later starts it again."""
        with self._lock:
            if self._link is not None:
                self._link.close()
            if self._folder is not None:
                self._folder.remove()
            self._link = self._folder = None

    def _linked(self) -> _Link:
        with self._lock:
            if self._folder is None:
                self._folder = ScratchFolder(self._scratch)
            if self._link is None or self._link.ended:
                self._link = _Link(self._command(self._folder.path))
            return self._link

    def _command(self, spool: Path) -> list[str]:
        """-P and -s: modules come from this installation, not from the folder in which the command was given."""
        start = [sys.executable, "-Ps", "-m", self._module]
        return [*start, self._role, "--slots", str(self.slots), "--spool", str(spool)]


class _Link:
    """One started worker, and the thread that listens to it."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # an interrupt at the terminal is this process's to answer
        )
        self._jobs = cast("IO[bytes]", self._process.stdin)
        self._events = cast("IO[bytes]", self._process.stdout)
        self.ended = False
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        """Apart from the other, so that events are taken while a long job is handed over."""
        self._inboxes: dict[JobId, Inbox] = {}
        self.ready = self._hear_ready()
        self._listener = threading.Thread(target=self._listen, name="worker-events", daemon=True)
        self._listener.start()

    def submit(self, job: Job, inbox: Inbox) -> bool:
        """False where the worker has ended before it could take the job."""
        with self._lock:
            if self.ended:
                return False
            self._inboxes[job.id] = inbox
        if self._write(encode(job)):
            return True
        with self._lock:  # if the listener was quicker, the job has been told as failed and so has ended
            return self._inboxes.pop(job.id, None) is None

    def cancel(self, job: JobId) -> None:
        with self._lock:
            wanted = self._inboxes.pop(job, None) is not None
        if wanted:
            self._write(encode(CancelJob(job)))

    def close(self) -> None:
        self._close_jobs()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._listener.join()

    def _hear_ready(self) -> Ready:
        line = self._events.readline()
        if line:
            message = decode(line)
            if isinstance(message, Ready):
                return message
        self._bury()
        raise WorkerUnavailableError("The reading process cannot be started. Run rm-assistant doctor.")

    def _listen(self) -> None:
        for line in self._events:
            self._deliver(cast("JobEvent", decode(line)))
        with self._lock:
            self.ended = True
            inboxes, self._inboxes = self._inboxes, {}
        self._bury()
        for job, inbox in inboxes.items():
            inbox.put(Failed(job, RefusalReason.CRASHED, "The reading process was ended from outside. Ingest again."))

    def _deliver(self, event: JobEvent) -> None:
        with self._lock:
            inbox = self._inboxes.pop(event.job, None) if ends_job(event) else self._inboxes.get(event.job)
        if inbox is not None:
            inbox.put(event)

    def _write(self, line: bytes) -> bool:
        with self._writing:
            try:
                self._jobs.write(line)
                self._jobs.flush()
            except (BrokenPipeError, ValueError):  # the worker died, or was closed
                return False
        return True

    def _bury(self) -> None:
        self._close_jobs()
        self._events.close()
        self._process.kill()
        self._process.wait()

    def _close_jobs(self) -> None:
        with self._writing, suppress(BrokenPipeError):
            self._jobs.close()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    installation = Path(rm_assistant.__file__).resolve().parent.parent
    # One thread for tesseract: there is a process a core already.
    return {**kept, "PYTHONPATH": str(installation), "OMP_THREAD_LIMIT": "1"}
