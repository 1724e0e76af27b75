"""Filings read in the background, one ingestion after another, each with a state that can be followed."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import structlog

from rm_assistant.domain.errors import NotFoundError, RMAssistantError
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, SourceOutcome
from rm_assistant.ports import Clock, Ids

KEPT = 100
"""Ingestions whose state can still be asked for."""
LATEST = "latest"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class IngestionRequest:
    """`names` are what the reader calls the paths, where they are not theirs: of uploaded files, say.

    `held` are resources kept until the ingestion has ended, such as the folder of those files.
    """

    paths: tuple[Path, ...]
    manifest: Path | None = None
    ocr: bool | None = None
    names: tuple[str, ...] = ()
    held: ExitStack = field(default_factory=ExitStack, compare=False)

    @property
    def shown_paths(self) -> tuple[str, ...]:
        return self.names or tuple(str(path) for path in self.paths)


class IngestionState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"
    """It could not be carried out as a whole: `code` and `message` say why."""
    STOPPED = "stopped"
    """The service was told to end. What was taken in stays; ingesting again goes on."""


@dataclass(frozen=True, slots=True)
class Ingestion:
    """How far an ingestion is. `paths` are as the reader named them; `sources` is None until all are found;
    `reading` are those under way.
    """

    id: str
    state: IngestionState
    submitted_at: datetime
    paths: tuple[str, ...]
    sources: int | None = None
    sources_done: int = 0
    reading: tuple[IngestProgress, ...] = ()
    outcomes: tuple[SourceOutcome, ...] = ()
    seconds: float = 0.0
    code: str = ""
    message: str = ""

    @property
    def over(self) -> bool:
        return self.state not in {IngestionState.WAITING, IngestionState.RUNNING}

    def after(self, progress: IngestProgress) -> Ingestion:
        others = tuple(other for other in self.reading if other.name != progress.name)
        settled = progress.outcome is not None
        return replace(
            self,
            sources=progress.sources,
            sources_done=progress.sources_done,
            reading=others if settled else (*others, progress),
            outcomes=(*self.outcomes, progress.outcome) if progress.outcome is not None else self.outcomes,
        )


Ingest = Callable[[IngestionRequest, Callable[[IngestProgress], None]], IngestReport]
"""`services.documents` over one request; calls back with each sign of life, and ends where that raises."""


class _StoppedError(Exception):
    """Raised into an ingestion that is to end."""


class Ingestions:
    """`on_filing` is called after each source that was settled: its vectors are wanted."""

    def __init__(self, ingest: Ingest, on_filing: Callable[[], None], clock: Clock, ids: Ids) -> None:
        self._ingest = ingest
        self._on_filing = on_filing
        self._clock = clock
        self._ids = ids
        self._waiting: queue.SimpleQueue[tuple[str, IngestionRequest] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._known: dict[str, Ingestion] = {}
        self._order: deque[str] = deque()
        self._stopping = threading.Event()

    def submit(self, request: IngestionRequest) -> Ingestion:
        """Taken up when those before it have ended."""
        ingestion = Ingestion(self._ids.new(), IngestionState.WAITING, self._clock.now(), request.shown_paths)
        with self._lock:
            self._known[ingestion.id] = ingestion
            self._order.appendleft(ingestion.id)
            while len(self._order) > KEPT and self._known[self._order[-1]].over:
                del self._known[self._order.pop()]
        self._waiting.put((ingestion.id, request))
        return ingestion

    def get(self, ingestion_id: str) -> Ingestion:
        """`latest` is the one submitted last. Raises NotFoundError."""
        with self._lock:
            wanted = self._order[0] if ingestion_id == LATEST and self._order else ingestion_id
            try:
                return self._known[wanted]
            except KeyError as error:
                raise NotFoundError("There is no such ingestion in this process.") from error

    def all(self) -> tuple[Ingestion, ...]:
        """Newest first."""
        with self._lock:
            return tuple(self._known[ingestion_id] for ingestion_id in self._order)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Work in a thread while the block runs; what is being read then is left to the next ingestion."""
        thread = threading.Thread(target=self._work, name="ingestions", daemon=True)
        self._stopping.clear()
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            self._waiting.put(None)
            thread.join()

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            ingestion_id, request = item
            with request.held:
                self._carry_out(ingestion_id, request)

    def _carry_out(self, ingestion_id: str, request: IngestionRequest) -> None:
        began = self._clock.monotonic()
        self._change(ingestion_id, state=IngestionState.RUNNING)
        state, code, message = self._ended(ingestion_id, request)
        seconds = self._clock.monotonic() - began
        self._change(ingestion_id, state=state, code=code, message=message, seconds=seconds, reading=())

    def _ended(self, ingestion_id: str, request: IngestionRequest) -> tuple[IngestionState, str, str]:
        try:
            self._raise_if_stopping()
            self._ingest(request, lambda progress: self._heard(ingestion_id, progress))
        except _StoppedError:
            return IngestionState.STOPPED, "service_stopping", "The service was told to end: ingest again to go on."
        except RMAssistantError as error:
            return IngestionState.FAILED, error.code, str(error)
        except Exception:  # a defect of ours must not end the thread that later ingestions need
            log.exception("ingestion failed unexpectedly", ingestion=ingestion_id)
            return IngestionState.FAILED, "unexpected", "Something went wrong inside the service; its log says what."
        return IngestionState.ENDED, "", ""

    def _heard(self, ingestion_id: str, progress: IngestProgress) -> None:
        with self._lock:
            self._known[ingestion_id] = self._known[ingestion_id].after(progress)
        if progress.outcome is not None:
            self._on_filing()
        self._raise_if_stopping()

    def _raise_if_stopping(self) -> None:
        if self._stopping.is_set():
            raise _StoppedError

    def _change(self, ingestion_id: str, **changes: object) -> None:
        with self._lock:
            self._known[ingestion_id] = replace(self._known[ingestion_id], **changes)  # type: ignore[arg-type]
