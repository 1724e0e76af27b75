"""Page images drawn in a killable process, and kept on disk until others need the room."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Final

from rm_assistant.adapters.image_cache import ImageCache
from rm_assistant.adapters.worker_process import Inbox, WorkerProcess
from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.errors import InputError, NotFoundError
from rm_assistant.worker_protocol import Failed, Limits, RenderJob

MIN_WIDTH: Final = 50
MAX_WIDTH: Final = 4000


class WorkerPageImages:
    """Fills the `PageImages` port. `original` gives the kept file of a document, as `Originals.path` does."""

    def __init__(
        self, process: WorkerProcess, limits: Limits, original: Callable[[DocumentId], Path], cache: ImageCache
    ) -> None:
        self._process = process
        self._limits = limits
        self._original = original
        self._cache = cache

    def warm_up(self) -> None:
        """Start the process now, so that the first reader does not wait for it."""
        self._process.ready()

    def jpeg(self, document: DocumentId, page: int, width: int) -> bytes:
        """Raises InputError for a width out of bounds."""
        if not MIN_WIDTH <= width <= MAX_WIDTH:
            raise InputError(f"A page image is {MIN_WIDTH} to {MAX_WIDTH} pixels wide.")
        path = self._original(document)
        kept = self._cache.get(document, page, width)
        if kept is not None:
            return kept
        if path.is_dir():
            raise NotFoundError(f"Document {document} has no page images: it is HTML.")
        image = self._draw(path, document, page, width)
        self._cache.put(document, page, width, image)
        return image

    def forget(self, document: DocumentId) -> None:
        self._cache.forget(document)

    def close(self) -> None:
        self._process.close()

    def _draw(self, path: Path, document: DocumentId, page: int, width: int) -> bytes:
        inbox: Inbox = queue.SimpleQueue()
        job = RenderJob(self._process.new_id(), path.absolute(), page, width, self._limits)
        self._process.submit(job, inbox)
        event = inbox.get()
        if isinstance(event, Failed):
            raise NotFoundError(f"Page {page} of document {document} has no image: {event.detail}")
        return self._process.take_result(job.id)
