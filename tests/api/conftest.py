"""The HTTP application over fakes, with a client that speaks to it as a browser on this machine would."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import anyio
import pytest
from fastapi.testclient import TestClient

from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.api.app import create_app
from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import (
    Answer,
    AnswerCompleted,
    AnswerCreated,
    AnswerEvent,
    AnswerMode,
    Claim,
    ClaimReleased,
    ClaimState,
    NoticeGiven,
    SourcesFound,
    Stage,
    StageEntered,
)
from rm_assistant.domain.documents import DocumentId, Language
from rm_assistant.domain.errors import NotFoundError, RMAssistantError
from rm_assistant.domain.ingestion import IngestProgress, IngestReport, OutcomeStatus, SourceOutcome
from rm_assistant.domain.questions import Question, ResolvedQuestion, Scope
from rm_assistant.ports import ChatModel, Originals
from rm_assistant.retrieval.evidence import EvidenceFinder
from rm_assistant.retrieval.search import Retriever
from rm_assistant.services.answering import Answering
from rm_assistant.services.auditing import Auditing
from rm_assistant.services.documents import Documents
from rm_assistant.services.health import Health, Probe, passed
from rm_assistant.services.ingestions import IngestionRequest, Ingestions
from rm_assistant.services.pages import Pages
from rm_assistant.services.vectors import VectorFollower
from rm_assistant.settings import Settings
from tests.fakes_figures import MemoryFigureIndex
from tests.fakes_storage import CountingIds, MemoryAuditLog, MemoryCatalog

RESOLVED = ResolvedQuestion(
    "What were sales?", "What were sales in FY2024?", Language.ENGLISH, Scope(companies=("Aoi",))
)
CLAIM = Claim(1, "Net sales were 1,284 million dollars.", ClaimState.MATCHES)
ANSWER = Answer("a1", RESOLVED, AnswerMode.WRITTEN, (CLAIM,), record="r7", record_hash="f" * 64)
EVENTS: tuple[AnswerEvent, ...] = (
    AnswerCreated("a1", Language.ENGLISH),
    StageEntered(Stage.SEARCHING),
    SourcesFound(RESOLVED, RESOLVED.scope),
    NoticeGiven("superseded_document"),
    ClaimReleased(CLAIM, "r6", "e" * 64),
    AnswerCompleted(ANSWER),
)


@dataclass
class ScriptedAnswering:
    """Gives its script; an error in it is raised. Where `held` is a number, it waits for good before that event."""

    script: tuple[AnswerEvent | RMAssistantError, ...] = EVENTS
    held: int | None = None
    asked: list[Question] = field(default_factory=list)
    request_ids: list[str | None] = field(default_factory=list)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    async def answer(
        self, question: Question, principal: Principal, *, request_id: str | None = None
    ) -> AsyncGenerator[AnswerEvent, None]:
        self.asked.append(question)
        self.request_ids.append(request_id)
        try:
            for position, event in enumerate(self.script):
                if position == self.held:
                    self.waiting.set()
                    await anyio.sleep_forever()
                if isinstance(event, RMAssistantError):
                    raise event
                yield event
        finally:
            self.stopped.set()

    def get(self, answer_id: str, principal: Principal) -> Answer:
        if answer_id != ANSWER.id:
            raise NotFoundError("There is no such answer.")
        return ANSWER


class PaintedPages:
    """Page images that say what was asked for."""

    def forget(self, document: DocumentId) -> None:
        """Nothing is kept."""

    def jpeg(self, document: DocumentId, page: int, width: int) -> bytes:
        if page > 2:
            raise NotFoundError("There is no such page.")
        return f"{document} {page} {width}".encode()


class ScriptedDocuments:
    """Stands in for `services.documents`: settles one source for each path, when it is let."""

    def __init__(self) -> None:
        self.requests: list[IngestionRequest] = []
        self.seen: list[dict[str, bytes]] = []
        self.release = threading.Event()
        self.release.set()
        self.failure: RMAssistantError | None = None

    def ingest(self, request: IngestionRequest, on_progress: Callable[[IngestProgress], None]) -> IngestReport:
        self.requests.append(request)
        self.seen.append({path.name: path.read_bytes() for path in request.paths if path.is_file()})
        outcomes = []
        for number, path in enumerate(request.paths, start=1):
            on_progress(IngestProgress(path.name, number - 1, len(request.paths), pages_done=1, pages=2))
            assert self.release.wait(10)
            if self.failure is not None:
                raise self.failure
            outcomes.append(SourceOutcome(path.name, OutcomeStatus.ADDED, pages=2, indexed_pages=2))
            on_progress(IngestProgress(path.name, number, len(request.paths), 2, 2, outcomes[-1]))
        return IngestReport(tuple(outcomes), 0.1)


class Staging:
    """Folders for uploads, inside the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def staging(self) -> Iterator[Path]:
        path = self.folder / f"staging-{len(list(self.folder.glob('staging-*')))}"
        path.mkdir(parents=True)
        try:
            yield path
        finally:
            shutil.rmtree(path)


class ClosingModel:
    def __init__(self) -> None:
        self.closed = False

    async def close(self) -> None:
        self.closed = True


@dataclass
class World:
    """What stands behind the HTTP application of a test; change it before or between requests."""

    folder: Path
    settings: Settings = field(default_factory=Settings)
    answering: ScriptedAnswering = field(default_factory=ScriptedAnswering)
    documents: ScriptedDocuments = field(default_factory=ScriptedDocuments)
    catalog: MemoryCatalog = field(default_factory=MemoryCatalog)
    log: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    images: PaintedPages = field(default_factory=PaintedPages)
    model: ClosingModel = field(default_factory=ClosingModel)
    vital: tuple[Probe, ...] = (lambda: passed("audit log", "can be written"),)

    def application(self) -> Application:
        clock, ids = SystemClock(), CountingIds()
        follower = VectorFollower(lambda: 0)
        return Application(
            settings=self.settings,
            clock=clock,
            catalog=self.catalog,
            figures=MemoryFigureIndex(),
            originals=cast("Originals", Staging(self.folder)),
            pages=Pages(self.catalog, self.images, self.log),
            retriever=cast("Retriever", None),
            evidence=cast("EvidenceFinder", None),
            model=cast("ChatModel", self.model),
            answering=cast("Answering", self.answering),
            documents=cast("Documents", None),
            auditing=Auditing(self.log),
            ingestions=Ingestions(self.documents.ingest, follower.wake, clock, ids),
            vectors=follower,
            health=Health(self.vital),
            warm_up=lambda: None,
        )

    @contextmanager
    def client(self, **headers: str) -> Iterator[TestClient]:
        app = create_app(self.application(), web=self.folder / "web")
        with TestClient(
            app, base_url="http://127.0.0.1:8000", headers=headers, raise_server_exceptions=False
        ) as client:
            yield client


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with world.client() as client:
        yield client
