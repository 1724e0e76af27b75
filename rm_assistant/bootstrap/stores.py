"""What is kept in the data folder, and what reads and draws filings."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from dataclasses import dataclass

from rm_assistant.adapters.chroma_index import ChromaIndex
from rm_assistant.adapters.image_cache import ImageCache
from rm_assistant.adapters.original_files import OriginalFiles
from rm_assistant.adapters.sqlite_audit import SqliteAuditLog
from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from rm_assistant.adapters.sqlite_figure_index import SqliteFigureIndex
from rm_assistant.adapters.sqlite_text_index import SqliteTextIndex
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.adapters.worker_page_images import WorkerPageImages
from rm_assistant.adapters.worker_process import WorkerProcess
from rm_assistant.adapters.worker_reader import WorkerReader
from rm_assistant.bootstrap.models import embedder
from rm_assistant.ports import Clock, Embedder, VectorIndex
from rm_assistant.settings import Settings
from rm_assistant.worker_protocol import Limits, WorkerRole

_MEBIBYTE = 1 << 20
_PAGE_IMAGE_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Stores:
    """`embedder` and `vectors` are both there or both None."""

    clock: Clock
    audit: SqliteAuditLog
    catalog: SqliteCatalog
    text_index: SqliteTextIndex
    figures: SqliteFigureIndex
    originals: OriginalFiles
    reader: WorkerReader
    images: WorkerPageImages
    embedder: Embedder | None
    vectors: VectorIndex | None


def open_stores(settings: Settings, stack: ExitStack) -> Stores:
    """All are closed with `stack`, the last opened first."""
    folder, clock = settings.data_dir, SystemClock()
    database = stack.enter_context(closing(open_catalog(folder)))
    originals = OriginalFiles(folder / "originals")
    originals.clear_leftovers()
    chosen = embedder(settings)
    vectors = None
    if chosen is not None:
        vectors = stack.enter_context(closing(ChromaIndex(folder / "vectors", chosen.name)))
    return Stores(
        clock=clock,
        audit=stack.enter_context(closing(SqliteAuditLog(folder, clock))),
        catalog=SqliteCatalog(database),
        text_index=SqliteTextIndex(database),
        figures=SqliteFigureIndex(database),
        originals=originals,
        reader=stack.enter_context(closing(reader_of(settings))),
        images=stack.enter_context(closing(_page_images(settings, originals))),
        embedder=chosen,
        vectors=vectors,
    )


def reader_of(settings: Settings) -> WorkerReader:
    slots = settings.ingest_workers or len(os.sched_getaffinity(0))
    process = WorkerProcess(WorkerRole.READING, slots=slots, scratch=settings.data_dir / "scratch")
    return WorkerReader(process, Limits.of(settings))


def _page_images(settings: Settings, originals: OriginalFiles) -> WorkerPageImages:
    folder = settings.data_dir
    process = WorkerProcess(WorkerRole.RENDERING, slots=_PAGE_IMAGE_PROCESSES, scratch=folder / "scratch")
    cache = ImageCache(folder / "cache" / "pages", settings.page_image_cache_mb * _MEBIBYTE)
    return WorkerPageImages(process, Limits.of(settings), originals.path, cache)
