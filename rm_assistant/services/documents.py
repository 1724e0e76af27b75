"""Filings taken into the catalog, embedded, removed. No page is lost in silence, and no kill leaves half a filing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from rm_assistant.domain.access import Principal
from rm_assistant.domain.audit import AuditEntry, RecordKind
from rm_assistant.domain.documents import (
    PUBLIC_WALL,
    Document,
    DocumentId,
    DocumentStatus,
    PageFailure,
    RefusalReason,
    SourceRefused,
)
from rm_assistant.domain.errors import NotFoundError, SourceError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import (
    IngestReport,
    OutcomeStatus,
    SourceOutcome,
    SourceSkipped,
)
from rm_assistant.ports import (
    AuditLog,
    Catalog,
    Clock,
    Embedder,
    FilingReader,
    Originals,
    Overrides,
    PageImages,
    PendingPassage,
    Source,
    VectorIndex,
)
from rm_assistant.serialisation import to_jsonable
from rm_assistant.services.amendments import same_filing, superseded
from rm_assistant.services.ingestion_run import IngestionRun, OnIngest
from rm_assistant.services.overrides import agrees, first_said, said_before

OnEmbedding = Callable[[int], None]
"""Called with the passages embedded so far."""

_EVERYTHING: Final = Principal(id="ingestion", sees_all_walls=True)
_EMBEDDED_AT_ONCE: Final = 64


class Documents:
    """The catalog's only writer, and safe to use from several threads of the process that owns the data folder.

    Without `vectors` and `embedder` a filing is complete with its words. `ocr` is what a run does if it is not told.
    """

    def __init__(
        self,
        *,
        catalog: Catalog,
        originals: Originals,
        reader: FilingReader,
        audit: AuditLog,
        clock: Clock,
        vectors: VectorIndex | None = None,
        embedder: Embedder | None = None,
        page_images: PageImages | None = None,
        ocr: bool = False,
    ) -> None:
        self._catalog = catalog
        self._originals = originals
        self._reader = reader
        self._audit = audit
        self._clock = clock
        self._vectors = vectors
        self._embedder = embedder
        self._page_images = page_images
        self._ocr = ocr
        self._writing = threading.RLock()

    def recover(self) -> None:
        """Finish what a kill may have left. To be called once, at start, by the process that owns the data folder."""
        with self._writing:
            known = {document.id for document in self._catalog.documents(_EVERYTHING)}
            for orphan in set(self._originals.ids()) - known:
                self._originals.discard(orphan)
            if self._vectors is not None and self._embedder is not None:
                self._catalog.expect_vectors(self._embedder.name, self._vectors.count())

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        principal: Principal,
        manifest: Path | None = None,
        defaults: Overrides | None = None,
        ocr: bool | None = None,
        on_progress: OnIngest | None = None,
    ) -> IngestReport:
        """Take in all filings at `paths`; `defaults` describe those that no manifest does.

        What is settled stays so whenever the run is ended, and the next run goes on from there. Raises SourceError
        where the manifest cannot be used, AuditUnavailableError where the log cannot be written; both end the run.
        """
        use_ocr = self._ocr if ocr is None else ocr
        with self._originals.staging() as staging:
            found = list(self._reader.discover(paths, manifest, staging=staging))
            run = IngestionRun(self._clock, len(found), on_progress)
            unread: list[Source] = []
            for item in found:
                source = self._described(item, defaults or Overrides()) if isinstance(item, Source) else item
                if isinstance(source, Source) and not self._is_current(source, ocr=use_ocr):
                    unread.append(source)
                else:
                    run.settle(self._settled(source, principal))
            for source, result in self._reader.read(unread, run.tell_pages, ocr=use_ocr):
                run.settle(self._taken_in(source, result, principal))
        return run.report()

    def remove(self, document: DocumentId, principal: Principal) -> None:
        """Take a filing out, with all that was kept of it. Raises NotFoundError where `principal` cannot see it."""
        with self._writing:
            doomed = self._catalog.get(document, principal)
            body = {"name": doomed.name, "client": doomed.client, "wall": doomed.wall}
            self._audit.append([AuditEntry(RecordKind.DOCUMENT_REMOVED, document, principal.id, body)])
            if self._vectors is not None:
                self._vectors.remove(document)
            self._catalog.remove(document)
            self._originals.discard(document)
            for other in self._catalog.documents(_EVERYTHING):
                if same_filing(doomed, other):
                    self._link_amendments(other)
        if self._page_images is not None:
            self._page_images.forget(document)

    def embed_some(self) -> int:
        """Make the vectors of a small batch of passages; 0 where none is pending. Raises ProviderError.

        The shortest come first, so that a batch holds texts of about the same length.
        """
        if self._vectors is None or self._embedder is None:
            return 0
        pending = self._catalog.pending_vectors(_EMBEDDED_AT_ONCE)
        made = self._embedder.embed_passages([passage.text for passage in pending]) if pending else []
        with self._writing:  # meanwhile a filing may have been removed or read anew
            kept = [(item, vector) for item, vector in zip(pending, made, strict=True) if self._is_kept(item)]
            if kept:
                self._vectors.add([item for item, _ in kept], [vector for _, vector in kept])
                self._catalog.mark_embedded([item.key for item, _ in kept])
        return len(pending)

    def embed_pending(self, on_progress: OnEmbedding | None = None, stop: Callable[[], bool] = lambda: False) -> int:
        """Make all vectors that are wanted, or those until `stop`; gives how many. Raises ProviderError.

        Each batch is durable, so that a later call goes on where this one ended.
        """
        done = 0
        while not stop() and (embedded := self.embed_some()):
            done += embedded
            if on_progress is not None:
                on_progress(done)
        return done

    def _described(self, source: Source, defaults: Overrides) -> Source:
        known = self._known(source.id)
        before = said_before(known) if known is not None else Overrides()
        return replace(source, overrides=first_said(source.overrides, defaults, before))

    def _is_current(self, source: Source, *, ocr: bool) -> bool:
        """Whether reading it would change nothing."""
        known = self._known(source.id)
        if known is None:
            return False
        unseen = ocr and any(page.reason is PageFailure.NO_TEXT_LAYER for page in known.failed_pages)
        return known.parser_version == self._reader.version and not unseen and agrees(known, source.overrides)

    def _settled(self, item: Source | SourceRefused | SourceSkipped, principal: Principal) -> SourceOutcome:
        """What needs no reading."""
        if isinstance(item, SourceSkipped):
            return SourceOutcome(item.name, OutcomeStatus.SKIPPED, detail=item.detail)
        if isinstance(item, SourceRefused):
            return self._refused(item, principal)
        with self._writing:
            known = self._catalog.get(item.id, _EVERYTHING)
            links = self._link_amendments(known)  # a kill may have come before it
        return _outcome(item.name, OutcomeStatus.UNCHANGED, known, links)

    def _taken_in(self, source: Source, result: ParsedFiling | SourceRefused, principal: Principal) -> SourceOutcome:
        if isinstance(result, SourceRefused):
            return self._refused(result, principal)
        try:
            self._originals.keep(source)
        except SourceError as error:
            return self._refused(SourceRefused(source.name, RefusalReason.UNREADABLE, str(error), source.id), principal)
        with self._writing:
            return self._added(source, result, principal)

    def _added(self, source: Source, filing: ParsedFiling, principal: Principal) -> SourceOutcome:
        """The log first: what nobody recorded must not be answered from. Then old vectors, so that none outlives."""
        document = self._document(source, filing)
        replaces = self._known(document.id) is not None
        self._audit.append([AuditEntry(RecordKind.DOCUMENT_INGESTED, document.id, principal.id, _record(document))])
        if replaces and self._vectors is not None:
            self._vectors.remove(document.id)
        self._catalog.add(filing, document)
        links = self._link_amendments(document)
        return _outcome(source.name, OutcomeStatus.REPLACED if replaces else OutcomeStatus.ADDED, document, links)

    def _refused(self, refused: SourceRefused, principal: Principal) -> SourceOutcome:
        body = {"name": refused.name, "reason": refused.reason, "detail": refused.detail}
        subject = refused.id or refused.name
        self._audit.append([AuditEntry(RecordKind.DOCUMENT_REFUSED, subject, principal.id, body)])
        return SourceOutcome(
            refused.name, OutcomeStatus.REFUSED, refused.id, reason=refused.reason, detail=refused.detail
        )

    def _link_amendments(self, document: Document) -> dict[DocumentId, DocumentId]:
        links = superseded(document, self._catalog.documents(_EVERYTHING))
        for older, amendment in links.items():
            self._catalog.supersede(older, amendment)
        return links

    def _known(self, document: DocumentId) -> Document | None:
        try:
            return self._catalog.get(document, _EVERYTHING)
        except NotFoundError:
            return None

    def _is_kept(self, passage: PendingPassage) -> bool:
        known = self._known(passage.document.id)
        return known is not None and known.ingested_at == passage.document.ingested_at

    def _document(self, source: Source, filing: ParsedFiling) -> Document:
        vectors_follow = self._embedder is not None and self._vectors is not None and bool(filing.passages)
        return Document(
            id=filing.id,
            name=filing.name,
            media_type=filing.media_type,
            size_bytes=filing.size_bytes,
            metadata=filing.metadata,
            client=source.overrides.client or filing.metadata.issuer or filing.name,
            wall=source.overrides.wall or PUBLIC_WALL,
            page_count=filing.page_count,
            indexed_pages=len(filing.pages),
            passage_count=len(filing.passages),
            table_count=sum(len(page.tables) for page in filing.pages),
            status=DocumentStatus.SEARCHABLE if vectors_follow else DocumentStatus.COMPLETE,
            ingested_at=self._clock.now(),
            parser_version=self._reader.version,
            failed_pages=filing.failed_pages,
            warnings=filing.warnings,
            figure_count=sum(len(row.figures) for row in filing.figures),
        )


def _outcome(
    name: str, status: OutcomeStatus, document: Document, links: dict[DocumentId, DocumentId]
) -> SourceOutcome:
    return SourceOutcome(
        name=name,
        status=status,
        document=document.id,
        pages=document.page_count,
        indexed_pages=document.indexed_pages,
        failed_pages=document.failed_pages,
        figures=document.figure_count,
        supersedes=tuple(older for older, amendment in links.items() if amendment == document.id),
        superseded_by=links.get(document.id, document.superseded_by),
        warnings=document.warnings,
    )


def _record(document: Document) -> dict[str, Any]:
    """What the log keeps: whose it is, who may read it, and what could not be read of it."""
    metadata = document.metadata
    return {
        "name": document.name,
        "media_type": document.media_type,
        "size_bytes": document.size_bytes,
        "client": document.client,
        "wall": document.wall,
        "issuer": metadata.issuer,
        "form": metadata.form,
        "period_end": metadata.period_end and metadata.period_end.isoformat(),
        "pages": document.page_count,
        "indexed_pages": document.indexed_pages,
        "failed_pages": to_jsonable(document.failed_pages),
        "figures": document.figure_count,
        "parser_version": document.parser_version,
    }
