from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.documents import Document, Language, Section
from rm_assistant.domain.errors import NotFoundError, ProviderUnavailableError
from rm_assistant.domain.questions import Question, ResolvedQuestion
from rm_assistant.ports import PageHit, Vector
from rm_assistant.retrieval.query import query_of
from rm_assistant.retrieval.scope import understand
from rm_assistant.retrieval.search import Retriever
from tests.annual_reports import widget_report
from tests.fakes_storage import MemoryCatalog, MemoryTextIndex, MemoryVectorIndex, WordEmbedder
from tests.unit.rm_assistant.retrieval.conftest import Ask


class DownEmbedder(WordEmbedder):
    def embed_query(self, text: str) -> Vector:
        raise ProviderUnavailableError("down")


def with_vectors(catalog: MemoryCatalog, embedder: WordEmbedder) -> Retriever:
    vectors = MemoryVectorIndex()
    pending = catalog.pending_vectors(1000)
    vectors.add(pending, embedder.embed_passages([passage.text for passage in pending]))
    return Retriever(catalog, MemoryTextIndex(catalog), vectors, embedder)


@pytest.fixture
def retriever(catalog: MemoryCatalog) -> Retriever:
    return Retriever(catalog, MemoryTextIndex(catalog))


def place(hit: PageHit, documents: Sequence[Document]) -> str:
    return f"{next(document.name for document in documents if document.id == hit.document)} p{hit.page}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the FY2018 capital expenditure for Widget Works?", "widget-2018.pdf p4"),
        ("What is the FY2019 capital expenditure for Widget Works?", "widget-2019.pdf p4"),
        ("What is Widget Works' FY2018 gross margin percentage?", "widget-2018.pdf p3"),
        ("Why did net sales of Widget Works rise in FY2018?", "widget-2018.pdf p2"),
        ("How long may customers of Widget Works return widgets, as of FY2019?", "widget-2019.pdf p5"),
        ("2018年のWidget Worksの設備投資額は？", "widget-2018.pdf p4"),
        ("青空製作所の2020年3月期の売上高は？", "aozora-2020.html p2"),
        ("青空製作所の2020年3月期の個別の売上高は？", "aozora-2020.html p3"),
        ("What is the net sales of Aozora Seisakusho in FY2020?", "aozora-2020.html p2"),
        ("青空製作所の配当は？", "aozora-2020.html p4"),
    ],
)
def test_the_right_page_comes_first(
    retriever: Retriever, ask: Ask, documents: list[Document], text: str, expected: str
) -> None:
    hits = retriever.rank_pages(ask(text), LOCAL_PRINCIPAL, 5)
    assert place(hits[0], documents) == expected


def test_scores_fall_and_the_limit_holds(retriever: Retriever, ask: Ask) -> None:
    hits = retriever.rank_pages(ask("Widget Works revenue FY2018"), LOCAL_PRINCIPAL, 3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_nothing_outside_the_scope_is_found(retriever: Retriever, ask: Ask) -> None:
    question = ask("What is the FY2018 revenue of Widget Works?")
    hits = retriever.rank_pages(question, LOCAL_PRINCIPAL, 50)
    assert {hit.document for hit in hits} <= set(question.scope.documents)


def test_a_document_behind_a_wall_is_not_read(retriever: Retriever, catalog: MemoryCatalog, ask: Ask) -> None:
    question = ask("What is the FY2018 revenue of Widget Works?")
    parsed, document = widget_report(2018, capex="(1,577)", sales="10,000")
    catalog.add(parsed, replace(document, wall="secret"))
    with pytest.raises(NotFoundError):
        retriever.rank_pages(question, Principal("other"), 5)


def test_the_section_about_the_topic_comes_first_whatever_its_words() -> None:
    catalog = MemoryCatalog()
    parsed, document = widget_report(2018, capex="1", sales="2")
    sections = (
        Section("item_1", "Item 1. Business", 2, 1, 4),
        Section("item_1a", "Item 1A. Risk Factors", 2, 5, 5),
    )
    catalog.add(replace(parsed, sections=sections), document)
    question = understand(Question("What are the main risks of Widget Works?", Language.ENGLISH), [document])
    hits = Retriever(catalog, MemoryTextIndex(catalog)).rank_pages(question, LOCAL_PRINCIPAL, 1)
    assert [(hit.document, hit.page) for hit in hits] == [(document.id, 5)]


def test_without_a_period_the_latest_filing_comes_first(
    retriever: Retriever, ask: Ask, documents: list[Document]
) -> None:
    hits = retriever.rank_pages(ask("What is the capital expenditure of Widget Works?"), LOCAL_PRINCIPAL, 1)
    assert place(hits[0], documents) == "widget-2019.pdf p4"


def test_words_are_weighed_by_all_passages(retriever: Retriever, ask: Ask) -> None:
    weighed = retriever.weigh(query_of(ask("Do customers return lunar widgets to Widget Works?")))
    assert weighed["lunar"] == 1.0
    assert weighed["widget"] < weighed["return"] <= 1.0


def test_no_documents_no_pages(retriever: Retriever, ask: Ask) -> None:
    question = ask("Widget Works revenue")
    empty = replace(question, scope=replace(question.scope, documents=(), preferred=()))
    assert retriever.rank_pages(empty, LOCAL_PRINCIPAL, 5) == []


def test_vectors_find_what_words_cannot(catalog: MemoryCatalog, ask: Ask, documents: list[Document]) -> None:
    retriever = with_vectors(catalog, WordEmbedder())
    question = replace(ask("Widget Works FY2018: within thirty days of delivery."), terms=())
    hits = retriever.rank_pages(question, LOCAL_PRINCIPAL, 1)
    assert place(hits[0], documents) == "widget-2018.pdf p5"


def test_an_embedder_that_is_down_does_not_stop_the_search(catalog: MemoryCatalog, ask: Ask) -> None:
    question: ResolvedQuestion = ask("What is the FY2018 capital expenditure for Widget Works?")
    without = Retriever(catalog, MemoryTextIndex(catalog)).rank_pages(question, LOCAL_PRINCIPAL, 5)
    assert with_vectors(catalog, DownEmbedder()).rank_pages(question, LOCAL_PRINCIPAL, 5) == without


def test_an_embedder_is_not_asked_in_a_language_it_does_not_know(catalog: MemoryCatalog, ask: Ask) -> None:
    english_only = Retriever(
        catalog,
        MemoryTextIndex(catalog),
        MemoryVectorIndex(),
        _Unasked(),
        embedder_languages=frozenset({Language.ENGLISH}),
    )
    for text in ("青空製作所の配当は？", "What is the dividend of Aozora Seisakusho?"):
        assert english_only.rank_pages(ask(text), LOCAL_PRINCIPAL, 5)


class _Unasked(WordEmbedder):
    def embed_query(self, text: str) -> Vector:
        raise AssertionError(text)
