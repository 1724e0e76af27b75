"""Doubles of the storage ports, in memory; `tests/contracts` holds them to the same suites as the real adapters."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rm_assistant.domain.access import Principal
from rm_assistant.domain.audit import (
    GENESIS_HASH,
    AuditEntry,
    AuditRecord,
    LogReport,
    RecordKind,
    seal,
    verify_chain,
)
from rm_assistant.domain.documents import (
    Document,
    DocumentId,
    DocumentStatus,
    Page,
    Passage,
    Section,
    StatementKind,
)
from rm_assistant.domain.errors import AuditUnavailableError, DataFolderBusyError, NotFoundError
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import (
    PageHit,
    PassageHit,
    PassageKey,
    PendingPassage,
    Reach,
    StatementPage,
    Vector,
)


class SteppingClock:
    """A second passes at each look."""

    def __init__(self, start: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def monotonic(self) -> float:
        return self.now().timestamp()


class CountingIds:
    def __init__(self) -> None:
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"id{self._count:014d}"

    def nonce(self) -> str:
        self._count += 1
        return f"{self._count:04d}"


class MemoryCatalog:
    def __init__(self) -> None:
        self._documents: dict[DocumentId, Document] = {}
        self._filings: dict[DocumentId, ParsedFiling] = {}
        self._embedded: set[PassageKey] = set()
        self._space = ""

    def add(self, filing: ParsedFiling, document: Document) -> None:
        self._forget(document.id)
        self._documents[document.id] = document
        self._filings[document.id] = filing

    def get(self, document: DocumentId, principal: Principal) -> Document:
        found = self._documents.get(document)
        if found is None or not principal.may_read(found.wall):
            raise NotFoundError(f"There is no document {document}")
        return found

    def documents(self, principal: Principal) -> list[Document]:
        readable = [found for found in reversed(self._documents.values()) if principal.may_read(found.wall)]
        return sorted(readable, key=lambda found: found.ingested_at, reverse=True)

    def has(self, document: DocumentId, parser_version: str) -> bool:
        found = self._documents.get(document)
        return found is not None and found.parser_version == parser_version

    def supersede(self, document: DocumentId, by: DocumentId) -> None:
        self._documents[document] = replace(self._known(document), superseded_by=by)

    def set_status(self, document: DocumentId, status: DocumentStatus) -> None:
        self._documents[document] = replace(self._known(document), status=status)

    def remove(self, document: DocumentId) -> None:
        self._forget(document)
        for other in self._documents.values():
            if other.superseded_by == document:
                self._documents[other.id] = replace(other, superseded_by=None)

    def page(self, document: DocumentId, page: int, principal: Principal) -> Page:
        return self.pages(document, (page,), principal)[0]

    def pages(self, document: DocumentId, numbers: Sequence[int], principal: Principal) -> list[Page]:
        self.get(document, principal)
        pages = {page.number: page for page in self._filings[document].pages}
        try:
            return [pages[number] for number in numbers]
        except KeyError as error:
            raise NotFoundError(f"Document {document} has no page {error} that could be read") from None

    def sections(self, document: DocumentId, principal: Principal) -> list[Section]:
        self.get(document, principal)
        return list(self._filings[document].sections)

    def passages(self, keys: Sequence[PassageKey], principal: Principal) -> list[Passage]:
        return [self._passage(document, ordinal, principal) for document, ordinal in keys]

    def statement_pages(self, reach: Reach, statements: Sequence[StatementKind]) -> list[StatementPage]:
        return [
            StatementPage(document.id, page.number, statement)
            for document in self.reachable(reach)
            for page in self._filings[document.id].pages
            for statement in sorted(page.statements)
            if statement in statements
        ]

    def pending_vectors(self, limit: int) -> list[PendingPassage]:
        pending = [
            PendingPassage(
                (filing.id, passage.ordinal),
                passage.page,
                f"{passage.header}\n{passage.text}" if passage.header else passage.text,
                self._documents[filing.id],
            )
            for filing in self._filings.values()
            for passage in sorted(filing.passages, key=lambda passage: len(passage.text))
            if (filing.id, passage.ordinal) not in self._embedded
        ]
        return pending[:limit]

    def mark_embedded(self, keys: Sequence[PassageKey]) -> None:
        self._embedded.update(key for key in keys if key[0] in self._documents)
        for document in {key[0] for key in keys} & self._documents.keys():
            ordinals = {(document, passage.ordinal) for passage in self._filings[document].passages}
            if ordinals <= self._embedded and self._documents[document].status is DocumentStatus.SEARCHABLE:
                self.set_status(document, DocumentStatus.COMPLETE)

    def expect_vectors(self, space: str, count: int) -> None:
        if self._space == space and len(self._embedded) <= count:
            return
        self._space = space
        self._embedded.clear()
        for filing in self._filings.values():
            if filing.passages:
                self.set_status(filing.id, DocumentStatus.SEARCHABLE)

    def reachable(self, reach: Reach) -> list[Document]:
        """In the order they came in."""
        return [
            document
            for document in self._documents.values()
            if reach.principal.may_read(document.wall)
            and (document.superseded_by is None if reach.documents is None else document.id in reach.documents)
        ]

    def filing(self, document: DocumentId) -> ParsedFiling:
        return self._filings[document]

    def filings(self) -> list[ParsedFiling]:
        return list(self._filings.values())

    def _known(self, document: DocumentId) -> Document:
        if document not in self._documents:
            raise NotFoundError(f"There is no document {document}")
        return self._documents[document]

    def _passage(self, document: DocumentId, ordinal: int, principal: Principal) -> Passage:
        self.get(document, principal)
        for passage in self._filings[document].passages:
            if passage.ordinal == ordinal:
                return replace(passage, terms="")
        raise NotFoundError(f"Document {document} has no passage {ordinal}")

    def _forget(self, document: DocumentId) -> None:
        self._documents.pop(document, None)
        self._filings.pop(document, None)
        self._embedded = {key for key in self._embedded if key[0] != document}


class MemoryTextIndex:
    """Counts how often the terms occur, rarer ones for more."""

    def __init__(self, catalog: MemoryCatalog) -> None:
        self._catalog = catalog

    def search_pages(self, terms: Sequence[str], reach: Reach, limit: int) -> list[PageHit]:
        rows = [
            (PageHit(document.id, page.number, 0.0), words)
            for document in self._catalog.reachable(reach)
            for page, words in zip(
                self._catalog.filing(document.id).pages, self._catalog.filing(document.id).page_terms, strict=False
            )
        ]
        scores = _scores(terms, [words for _, words in rows])
        hits = [replace(hit, score=score) for (hit, _), score in zip(rows, scores, strict=True) if score > 0]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def search_passages(self, terms: Sequence[str], reach: Reach, limit: int) -> list[PassageHit]:
        rows = [
            (PassageHit((document.id, passage.ordinal), passage.page, 0.0), passage.terms)
            for document in self._catalog.reachable(reach)
            for passage in self._catalog.filing(document.id).passages
        ]
        scores = _scores(terms, [words for _, words in rows])
        hits = [replace(hit, score=score) for (hit, _), score in zip(rows, scores, strict=True) if score > 0]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def passage_shares(self, terms: Sequence[str]) -> dict[str, float]:
        held = [passage.terms.split(" ") for filing in self._catalog.filings() for passage in filing.passages]
        return {term: sum(term in words for words in held) / max(1, len(held)) for term in terms}


def _scores(terms: Sequence[str], texts: Sequence[str]) -> list[float]:
    counts = [Counter(text.split(" ")) for text in texts]
    holders = {term: sum(term in count for count in counts) for term in set(terms)}
    return [
        sum(
            count[term] / (count[term] + 1) * math.log(1 + len(texts) / holders[term])
            for term in set(terms)
            if count[term]
        )
        for count in counts
    ]


class MemoryVectorIndex:
    def __init__(self) -> None:
        self._rows: dict[PassageKey, tuple[PendingPassage, Vector]] = {}

    def add(self, passages: Sequence[PendingPassage], vectors: Sequence[Vector]) -> None:
        self._rows.update((passage.key, (passage, vector)) for passage, vector in zip(passages, vectors, strict=True))

    def search(self, vector: Vector, reach: Reach, limit: int) -> list[PassageHit]:
        hits = [
            PassageHit(passage.key, passage.page, sum(a * b for a, b in zip(vector, other, strict=True)))
            for passage, other in self._rows.values()
            if reach.principal.may_read(passage.document.wall)
            and (reach.documents is None or passage.key[0] in reach.documents)
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def remove(self, document: DocumentId) -> None:
        self._rows = {key: row for key, row in self._rows.items() if key[0] != document}

    def count(self) -> int:
        return len(self._rows)


class WordEmbedder:
    """Unit vectors by hashed words: texts that share words are near."""

    name = "words-64"
    dimensions = 64

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        return [self._embed(text) for text in texts]

    def embed_query(self, text: str) -> Vector:
        return self._embed(text)

    def _embed(self, text: str) -> Vector:
        sums = [0.0] * self.dimensions
        for word in text.lower().split() or [""]:
            digest = hashlib.sha256(word.encode()).digest()
            for position, byte in enumerate(digest):
                sums[(position * 256 + byte) % self.dimensions] += 1.0
        length = math.sqrt(sum(value * value for value in sums))
        return [value / length for value in sums]


class MemoryAuditLog:
    """`fail` makes it refuse, as a full disk would."""

    def __init__(self) -> None:
        self.records: list[AuditRecord] = []
        self.fail = False
        self._clock = SteppingClock()

    def append(self, entries: Sequence[AuditEntry]) -> list[AuditRecord]:
        self.check_writable()
        sealed: list[AuditRecord] = []
        for entry in entries:
            last = (self.records + sealed)[-1:]
            sealed.append(
                seal(
                    entry,
                    sequence=len(self.records) + len(sealed) + 1,
                    at=self._clock.now(),
                    previous_hash=last[0].hash if last else GENESIS_HASH,
                )
            )
        self.records.extend(sealed)
        return sealed

    def read(
        self, *, subject: str | None = None, kinds: Sequence[RecordKind] = (), after: int = 0, limit: int | None = None
    ) -> Iterator[AuditRecord]:
        found = [
            record
            for record in self.records
            if record.sequence > after
            and (subject is None or record.subject == subject)
            and (not kinds or record.kind in kinds)
        ]
        return iter(found[:limit])

    def verify(self) -> LogReport:
        return LogReport(len(self.records), verify_chain(self.records))

    def check_writable(self) -> None:
        if self.fail:
            raise AuditUnavailableError("The audit log cannot be written")


class MemoryDataFolder:
    def __init__(self) -> None:
        self._owner: list[str | None] = []

    @contextmanager
    def own(self, *, url: str | None = None, wait_seconds: float = 0.0) -> Iterator[None]:
        if self._owner:
            raise DataFolderBusyError("Another process owns the data folder", owner_url=self._owner[0])
        self._owner.append(url)
        try:
            yield
        finally:
            self._owner.clear()

    def owner_url(self) -> str | None:
        return self._owner[0] if self._owner else None
