"""Vectors follow text: a thread that embeds what is pending, and rests until there is more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from rm_assistant.domain.errors import RMAssistantError

RETRY_SECONDS = 30.0
"""Between tries while a hosted embedder, or the disk, fails."""

log = structlog.get_logger(__name__)


class VectorFollower:
    """`embed_some` embeds a small batch and gives how many passages it took; 0 where none was pending."""

    def __init__(self, embed_some: Callable[[], int], *, retry_seconds: float = RETRY_SECONDS) -> None:
        self._embed_some = embed_some
        self._retry_seconds = retry_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()

    def wake(self) -> None:
        """There may be something to embed."""
        self._wake.set()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Follow in a thread while the block runs; a batch that has begun is finished first."""
        thread = threading.Thread(target=self._follow, name="vectors", daemon=True)
        self._stop.clear()
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._wake.set()
            thread.join()

    def _follow(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            if not self._embedded_some():
                self._wake.wait()

    def _embedded_some(self) -> bool:
        try:
            return self._embed_some() > 0
        except RMAssistantError as error:
            log.warning("vectors wait", code=error.code, reason=str(error), retry_seconds=self._retry_seconds)
            self._stop.wait(self._retry_seconds)
            return True
