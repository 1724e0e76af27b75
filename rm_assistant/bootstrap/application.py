"""The application: services over adapters, as the settings ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial

import structlog

from rm_assistant.adapters.audited_chat import AuditedChatModel
from rm_assistant.adapters.data_folder import FileDataFolder
from rm_assistant.adapters.extractive_chat import ExtractiveChatModel
from rm_assistant.adapters.random_ids import RandomIds
from rm_assistant.adapters.sqlite_audit import AUDIT_FILE, SqliteAuditLog
from rm_assistant.adapters.system_clock import SystemClock
from rm_assistant.bootstrap.diagnosis import vital_probes
from rm_assistant.bootstrap.models import chat_model, embedder_languages
from rm_assistant.bootstrap.stores import Stores, open_stores
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import RMAssistantError, SourceError
from rm_assistant.domain.ingestion import IngestProgress, IngestReport
from rm_assistant.domain.questions import Question
from rm_assistant.ports import Catalog, ChatModel, Clock, DataFolder, FigureIndex, Originals
from rm_assistant.prompting.library import PromptLibrary
from rm_assistant.retrieval.asked_figures import AskedFigures
from rm_assistant.retrieval.evidence import EvidenceFinder
from rm_assistant.retrieval.part_owners import PartOwners
from rm_assistant.retrieval.reckoning import Reckoner
from rm_assistant.retrieval.scope import understand
from rm_assistant.retrieval.search import Retriever
from rm_assistant.services.answering import Answering
from rm_assistant.services.auditing import Auditing
from rm_assistant.services.documents import Documents
from rm_assistant.services.health import Health
from rm_assistant.services.ingestions import Ingest, IngestionRequest, Ingestions
from rm_assistant.services.pages import Pages
from rm_assistant.services.research import Research
from rm_assistant.services.tools import Toolkit, ToolLimits
from rm_assistant.services.vectors import VectorFollower
from rm_assistant.settings import Settings

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Application:
    """What the faces (API, command line, evaluation) stand on. Whoever runs its answers closes `model` in the end."""

    settings: Settings
    clock: Clock
    catalog: Catalog
    figures: FigureIndex
    originals: Originals
    pages: Pages
    retriever: Retriever
    evidence: EvidenceFinder
    model: ChatModel
    answering: Answering
    documents: Documents
    auditing: Auditing
    ingestions: Ingestions
    vectors: VectorFollower
    health: Health
    warm_up: Callable[[], None]

    @contextmanager
    def background(self) -> Iterator[None]:
        """Filings are read, and vectors follow, while the block runs."""
        threading.Thread(target=self.warm_up, name="warm-up", daemon=True).start()
        with self.vectors.running(), self.ingestions.running():
            yield


def data_folder_of(settings: Settings) -> DataFolder:
    return FileDataFolder(settings.data_dir)


@contextmanager
def open_application(settings: Settings, *, own_url: str | None = None) -> Iterator[Application]:
    """Own the data folder and wire everything over it; `own_url` is where this process serves, if it does.

    Raises DataFolderBusyError where another process owns it, DataFolderError and SettingsError for what must be mended.
    """
    with ExitStack() as stack:
        stack.enter_context(data_folder_of(settings).own(url=own_url))
        yield _wire(settings, open_stores(settings, stack))


@contextmanager
def open_auditing(settings: Settings) -> Iterator[Auditing]:
    """The log alone, beside whichever process owns the folder. Raises SourceError where there is none."""
    if not (settings.data_dir / AUDIT_FILE).is_file():
        raise SourceError(
            f"There is no audit log in {settings.data_dir}: name the data folder with --data or RM_DATA_DIR."
        )
    with closing(SqliteAuditLog(settings.data_dir, SystemClock())) as log:
        yield Auditing(log)


def _wire(settings: Settings, stores: Stores) -> Application:
    documents = _documents(settings, stores)
    documents.recover()
    follower = VectorFollower(documents.embed_some)
    retriever = _retriever(settings, stores)
    reckoner = Reckoner(stores.figures, stores.catalog)
    evidence = EvidenceFinder(retriever, stores.catalog, reckoner, stores.figures)
    model = AuditedChatModel(chat_model(settings, stores.clock), stores.audit, stores.clock)
    return Application(
        settings=settings,
        clock=stores.clock,
        catalog=stores.catalog,
        figures=stores.figures,
        originals=stores.originals,
        pages=Pages(stores.catalog, stores.images, stores.audit),
        retriever=retriever,
        evidence=evidence,
        model=model,
        answering=_answering(settings, stores, evidence, model),
        documents=documents,
        auditing=Auditing(stores.audit),
        ingestions=Ingestions(_ingest_with(documents), follower.wake, stores.clock, RandomIds()),
        vectors=follower,
        health=Health(vital_probes(stores.audit, stores.catalog)),
        warm_up=lambda: _warm_up(stores, evidence),
    )


def _documents(settings: Settings, stores: Stores) -> Documents:
    return Documents(
        catalog=stores.catalog,
        originals=stores.originals,
        reader=stores.reader,
        audit=stores.audit,
        clock=stores.clock,
        vectors=stores.vectors,
        embedder=stores.embedder,
        page_images=stores.images,
        ocr=settings.ocr,
    )


def _retriever(settings: Settings, stores: Stores) -> Retriever:
    return Retriever(
        stores.catalog,
        stores.text_index,
        stores.vectors,
        stores.embedder,
        embedder_languages=embedder_languages(settings),
    )


def _answering(settings: Settings, stores: Stores, evidence: EvidenceFinder, model: AuditedChatModel) -> Answering:
    """Only audited models are handed out, so that a call cannot go unlogged."""
    return Answering(
        research=Research(
            stores.catalog,
            evidence,
            understand,
            token_budget=settings.evidence_tokens,
            owner_of=PartOwners(stores.figures, stores.catalog).client_of,
        ),
        prompt=PromptLibrary().get("answer"),
        model=model,
        quoting=AuditedChatModel(ExtractiveChatModel(), stores.audit, stores.clock),
        audit=stores.audit,
        clock=stores.clock,
        ids=RandomIds(),
        max_output_tokens=settings.model_max_output_tokens,
        toolkit=_toolkit(settings, stores),
    )


def _toolkit(settings: Settings, stores: Stores) -> Toolkit | None:
    if settings.model_tools == "off":
        return None
    figures = partial(AskedFigures, stores.figures, stores.catalog)
    return Toolkit(PromptLibrary().tools(), figures, ToolLimits(seconds=settings.model_timeout))


def _ingest_with(documents: Documents) -> Ingest:
    def ingest(request: IngestionRequest, on_progress: Callable[[IngestProgress], None]) -> IngestReport:
        return documents.ingest(
            request.paths,
            principal=LOCAL_PRINCIPAL,
            manifest=request.manifest,
            ocr=request.ocr,
            on_progress=on_progress,
        )

    return ingest


_FIRST_QUESTIONS = {
    Language.ENGLISH: "How much did net sales grow in 2024, and what drove it?",
    Language.JAPANESE: "売上高は前期比でどれだけ増えましたか。",
}
_FIRST_BUDGET = 500


def _warm_up(stores: Stores, evidence: EvidenceFinder) -> None:
    """What the first reader would wait for: dictionaries, names, the index, the model that embeds, drawing."""
    try:
        for language, text in _FIRST_QUESTIONS.items():
            asked = understand(Question(text, language), stores.catalog.documents(LOCAL_PRINCIPAL))
            evidence.find(asked, LOCAL_PRINCIPAL, "warm", _FIRST_BUDGET)
        if stores.embedder is not None:
            stores.embedder.embed_query("net sales")
        stores.images.warm_up()
    except RMAssistantError as error:
        log.warning("not warmed up", code=error.code, reason=str(error))
