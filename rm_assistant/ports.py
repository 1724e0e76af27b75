"""The roles that the product needs filled. Adapters fill them; `tests/contracts` holds each filler to one suite.

What waits on a model is async; everything else is plain and may block, and is called from threads.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSet, Usage
from rm_assistant.domain.audit import AuditEntry, AuditRecord, LogReport, RecordKind
from rm_assistant.domain.documents import (
    Document,
    DocumentId,
    DocumentStatus,
    Page,
    Passage,
    Section,
    SourceRefused,
    StatementKind,
)
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.domain.questions import ResolvedQuestion

Vector = Sequence[float]


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds, for durations."""


class Ids(Protocol):
    def new(self) -> str:
        """An id that cannot be guessed: 16 or more lower-case letters and digits, sortable by time."""

    def nonce(self) -> str:
        """A short random mark for one request: 4 lower-case letters and digits."""


# ── models ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tool:
    """What a model may ask for before it answers. `parameters` is a JSON Schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call as the model wrote it: the name may be of no tool, and `arguments` no JSON object."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    role: str
    """`system`, `user`, `assistant`, or `tool` for the result of a call."""
    content: str
    calls: tuple[ToolCall, ...] = ()
    """Those that an assistant's message ended with."""
    call_id: str | None = None
    """The call that a tool's message is the result of."""


@dataclass(frozen=True, slots=True)
class PromptStamp:
    """Which prompt a request was rendered from; `sha256` is of the prompt file's bytes."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One call. `schema` is a JSON Schema for the reply, or None for free text.

    `question` and `evidence` are what the messages were rendered from: an adapter without a model answers from them.
    `subject` (the answer's id) and `principal` say in the log whose call this is. `tools` are offered: an adapter whose
    model takes none leaves them out.
    """

    messages: tuple[Message, ...]
    prompt: PromptStamp
    question: ResolvedQuestion
    evidence: EvidenceSet
    tools: tuple[Tool, ...] = ()
    schema_name: str = "answer"
    schema: Mapping[str, Any] | None = None
    max_output_tokens: int = 2000
    temperature: float = 0.0
    subject: str = ""
    principal: str = ""


@dataclass(frozen=True, slots=True)
class ChatText:
    """The next piece of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class ChatDone:
    """The last event of a reply that ended well. A stream that ends without one was cut."""

    model: str
    """As the provider reports it, which may differ from the one asked."""
    usage: Usage
    finish_reason: str
    request_id: str | None = None
    attempts: int = 1


ChatEvent = ChatText | ToolCall | ChatDone


class ChatModel(Protocol):
    @property
    def name(self) -> str:
        """As asked of the provider, for instance `gpt-4.1`; `extractive` for the one without a model."""

    @property
    def writes(self) -> bool:
        """False where replies are quotations made without a language model."""

    def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        """The reply, piece by piece, closed by one ChatDone. Raises ProviderError, at the start or midway.

        Calls of the tools offered come whole, and only just before the ChatDone: a stream that was cut has none.
        Closing the generator early ends the call.
        """

    async def close(self) -> None: ...


class Embedder(Protocol):
    @property
    def name(self) -> str:
        """Identifies the vector space: vectors of another name are never compared."""

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Unit vectors, parallel to `texts`. Raises ProviderError where it is hosted."""

    def embed_query(self, text: str) -> Vector: ...


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a manifest says of one source; None or empty leaves what the document says. See `docs/operators.md`."""

    client: str | None = None
    wall: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a folder of HTML files, that is one filing. `id` is the SHA-256 that is its identity.

    `files` are those of a folder that belong to the filing: their paths inside it, with slashes, sorted.
    """

    path: Path
    name: str
    id: DocumentId
    size_bytes: int
    overrides: Overrides = Overrides()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    source: Source
    pages_done: int
    pages: int


class FilingReader(Protocol):
    """Reads sources in killable processes without network, with limits on memory and time."""

    @property
    def version(self) -> str:
        """Changes when a source would be read differently."""

    @property
    def weaknesses(self) -> tuple[str, ...]:
        """What this machine lacks of the promised isolation, in words; empty where all of it is in place."""

    def discover(
        self, paths: Sequence[Path], manifest: Path | None = None, *, staging: Path
    ) -> Iterator[Source | SourceRefused | SourceSkipped]:
        """The sources at `paths`, in a stable order: files, folders of HTML, folders of those, zip archives.

        Archives are unpacked into the folder `staging`, which must outlive the reading of what was found.
        Raises SourceError where the manifest cannot be used.
        """

    def read(
        self,
        sources: Iterable[Source],
        on_progress: Callable[[ReadingProgress], None] | None = None,
        *,
        ocr: bool | None = None,
    ) -> Iterator[tuple[Source, ParsedFiling | SourceRefused]]:
        """Read in parallel; results come as they are ready. Never raises for what is inside a source.

        `ocr` says whether pages without text are read from their images; None is as the settings say.
        """

    def close(self) -> None: ...


class PageImages(Protocol):
    def jpeg(self, document: DocumentId, page: int, width: int) -> bytes:
        """The page as a reader sees it, `width` pixels wide.

        Raises NotFoundError where the document has no such page or no image (HTML).
        """

    def forget(self, document: DocumentId) -> None:
        """Drop what is kept of a document's images."""


# ── storage ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reach:
    """What a search may touch, applied inside the query.

    `documents` None means all inside the walls but those superseded; a superseded one is searched where it is named.
    """

    principal: Principal
    documents: tuple[DocumentId, ...] | None = None


PassageKey = tuple[DocumentId, int]
"""Document and the passage's ordinal."""


@dataclass(frozen=True, slots=True)
class PageHit:
    document: DocumentId
    page: int
    score: float
    """Higher is better; comparable within one search only."""


@dataclass(frozen=True, slots=True)
class PassageHit:
    key: PassageKey
    page: int
    score: float


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A page that is, or carries on, a primary statement."""

    document: DocumentId
    page: int
    statement: StatementKind


@dataclass(frozen=True, slots=True)
class PendingPassage:
    """A passage whose vector is wanted; `text` is what to embed."""

    key: PassageKey
    page: int
    text: str
    document: Document


class Catalog(Protocol):
    """Documents, their pages and passages. A document is there whole or not at all, whenever the process is killed."""

    def add(self, filing: ParsedFiling, document: Document) -> None:
        """Durable when it returns. Adding a document that is there replaces it."""

    def get(self, document: DocumentId, principal: Principal) -> Document:
        """Raises NotFoundError, in the same words for a missing document and one behind a wall."""

    def documents(self, principal: Principal) -> list[Document]:
        """Those inside the principal's walls, newest first, superseded ones among them."""

    def has(self, document: DocumentId, parser_version: str) -> bool: ...

    def supersede(self, document: DocumentId, by: DocumentId) -> None: ...

    def remove(self, document: DocumentId) -> None: ...

    def page(self, document: DocumentId, page: int, principal: Principal) -> Page: ...

    def pages(self, document: DocumentId, numbers: Sequence[int], principal: Principal) -> list[Page]: ...

    def sections(self, document: DocumentId, principal: Principal) -> list[Section]: ...

    def passages(self, keys: Sequence[PassageKey], principal: Principal) -> list[Passage]:
        """Parallel to `keys`; a key out of reach raises NotFoundError."""

    def statement_pages(self, reach: Reach, statements: Sequence[StatementKind]) -> list[StatementPage]: ...

    def pending_vectors(self, limit: int) -> list[PendingPassage]:
        """Passages whose vectors are not in yet, shortest first."""

    def mark_embedded(self, keys: Sequence[PassageKey]) -> None:
        """A searchable document whose last passage this is becomes complete. Keys that are gone are passed over."""

    def expect_vectors(self, space: str, count: int) -> None:
        """Say, at start, that the vector index holds `count` vectors of the embedder named `space`.

        Where the passages marked are of another space, or of another number, every passage is pending again.
        """

    def set_status(self, document: DocumentId, status: DocumentStatus) -> None: ...


class Originals(Protocol):
    """The bytes of every filing as it was ingested, inside the data folder."""

    def staging(self) -> AbstractContextManager[Path]:
        """An empty folder on the same volume, removed at the end; files of it are taken over instead of copied."""

    def keep(self, source: Source) -> Path:
        """Take in the file or the folder's files. Durable when it returns; keeping twice changes nothing.

        Raises SourceError where the bytes no longer give `source.id`, or cannot be read.
        """

    def path(self, document: DocumentId) -> Path:
        """The kept file or folder. Raises NotFoundError."""

    def ids(self) -> list[DocumentId]: ...

    def discard(self, document: DocumentId) -> None:
        """Nothing happens where it is not kept."""


class TextIndex(Protocol):
    """Full-text search over words made by `language.words`, best first, BM25."""

    def search_pages(self, terms: Sequence[str], reach: Reach, limit: int) -> list[PageHit]: ...

    def search_passages(self, terms: Sequence[str], reach: Reach, limit: int) -> list[PassageHit]: ...

    def passage_shares(self, terms: Sequence[str]) -> dict[str, float]:
        """The share of all passages, whoever may read them, that hold each term; 0 for one that none holds."""


RowKey = tuple[DocumentId, int]
"""Document and the row's place in `ParsedFiling.figures`, from 0."""


@dataclass(frozen=True, slots=True)
class RowHit:
    key: RowKey
    score: float
    """Higher is better; comparable within one search only."""


class FigureIndex(Protocol):
    """Rows of figures, written with the catalog's documents and gone with them."""

    def search(
        self, terms: Sequence[str], reach: Reach, limit: int, *, items: Sequence[str] = (), table: str | None = None
    ) -> list[RowHit]:
        """Rows by their words (BM25) or by the glossary's item that their label names, best first.

        What a row has of `terms` and `items` adds up: the rarer, the more. `table` keeps to the rows of one table.
        Figures in prose are rows too, without a table.
        """

    def rows(self, keys: Sequence[RowKey], principal: Principal) -> list[FigureRow]:
        """Parallel to `keys`, without their terms; a key out of reach raises NotFoundError."""

    def table(self, document: DocumentId, table: str, principal: Principal) -> list[tuple[RowKey, FigureRow]]:
        """All rows of a table, from the top, without their terms; none where it has no figures.

        Raises NotFoundError for a document out of reach.
        """

    def count(self) -> int:
        """Figures held."""


class VectorIndex(Protocol):
    def add(self, passages: Sequence[PendingPassage], vectors: Sequence[Vector]) -> None:
        """Idempotent. `vectors` is parallel to `passages`; a search filters by their documents' ids and walls."""

    def search(self, vector: Vector, reach: Reach, limit: int) -> list[PassageHit]:
        """Best first. It does not know which documents are superseded: where none are named, they are found too."""

    def remove(self, document: DocumentId) -> None: ...

    def count(self) -> int: ...


class AuditLog(Protocol):
    def append(self, entries: Sequence[AuditEntry]) -> list[AuditRecord]:
        """All or none, durable when it returns. Raises AuditUnavailableError: then nothing may be shown."""

    def read(
        self, *, subject: str | None = None, kinds: Sequence[RecordKind] = (), after: int = 0, limit: int | None = None
    ) -> Iterator[AuditRecord]:
        """In sequence, those after sequence number `after`."""

    def verify(self) -> LogReport:
        """Raises AuditUnavailableError where nothing of it can be read."""

    def check_writable(self) -> None:
        """Raises AuditUnavailableError."""


class DataFolder(Protocol):
    """The data folder's one owner: embedded Chroma is for one process."""

    def own(self, *, url: str | None = None, wait_seconds: float = 0.0) -> AbstractContextManager[None]:
        """Hold the folder. Raises DataFolderBusyError with the owner's address if it serves one."""

    def owner_url(self) -> str | None:
        """Where the process that owns the folder serves, or None."""
