from __future__ import annotations

from collections.abc import Callable

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Document
from rm_assistant.domain.questions import Question, ResolvedQuestion, ScopeChoice
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.evidence import EvidenceFinder
from rm_assistant.retrieval.reckoning import Reckoner
from rm_assistant.retrieval.scope import understand
from rm_assistant.retrieval.search import Retriever
from tests.annual_reports import aozora_report, widget_report
from tests.fakes_figures import MemoryFigureIndex
from tests.fakes_storage import MemoryCatalog, MemoryTextIndex

Ask = Callable[..., ResolvedQuestion]


def finder_over(catalog: MemoryCatalog, figures: MemoryFigureIndex | None = None) -> EvidenceFinder:
    """Without `figures` none is looked up: pages alone are searched."""
    if figures is None:
        figures = MemoryFigureIndex()
        for document in catalog.documents(LOCAL_PRINCIPAL):
            figures.add(document.id, ())
    return EvidenceFinder(Retriever(catalog, MemoryTextIndex(catalog)), catalog, Reckoner(figures, catalog), figures)


@pytest.fixture
def catalog() -> MemoryCatalog:
    catalog = MemoryCatalog()
    for filed in (
        widget_report(2018, capex="(1,577)", sales="10,000"),
        widget_report(2019, capex="(1,699)", sales="11,000"),
        aozora_report(2020),
    ):
        catalog.add(*filed)
    return catalog


@pytest.fixture
def documents(catalog: MemoryCatalog) -> list[Document]:
    return catalog.documents(LOCAL_PRINCIPAL)


@pytest.fixture
def ask(documents: list[Document]) -> Ask:
    """What is understood of a question, over the whole library."""

    def understood(text: str, *history: str, choice: ScopeChoice | None = None) -> ResolvedQuestion:
        question = Question(text, detect_language(text), choice or ScopeChoice(), history)
        return understand(question, documents)

    return understood
