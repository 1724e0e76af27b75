from __future__ import annotations

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import EvidenceSet
from rm_assistant.domain.documents import SpanKind
from rm_assistant.retrieval.evidence import EvidenceFinder
from rm_assistant.retrieval.tokens import estimate_tokens
from tests.fakes_storage import MemoryCatalog
from tests.unit.rm_assistant.retrieval.conftest import Ask, finder_over

CAPEX = "What is the FY2018 capital expenditure for Widget Works?"


@pytest.fixture
def finder(catalog: MemoryCatalog) -> EvidenceFinder:
    return finder_over(catalog)


def find(finder: EvidenceFinder, ask: Ask, text: str, budget: int = 4000) -> EvidenceSet:
    return finder.find(ask(text), LOCAL_PRINCIPAL, "ab12", budget)


def test_the_row_of_the_asked_item_comes_first_with_its_columns(finder: EvidenceFinder, ask: Ask) -> None:
    first = find(finder, ask, CAPEX).spans[0]
    assert first.kind is SpanKind.ROW
    assert first.text == "Purchases of property, plant and equipment (1,577) (1,000)"
    assert [(cell.text, cell.columns) for cell in first.cells[1:]] == [("(1,577)", ("2018",)), ("(1,000)", ("2017",))]
    assert (first.document_name, first.page, first.page_label) == ("widget-2018.pdf", 4, "3")
    assert (first.table_title, first.unit) == ("Consolidated Statement of Cash Flows", "(Millions)")
    assert first.section == "Item 8. Financial Statements"
    assert first.rects
    assert first.cells[1].rects


def test_ids_are_of_the_request_and_unlike(finder: EvidenceFinder, ask: Ask) -> None:
    evidence = find(finder, ask, CAPEX)
    assert [span.id for span in evidence.spans] == [f"ab12-{n}" for n in range(1, len(evidence.spans) + 1)]


def test_quotes_are_verbatim_page_text(finder: EvidenceFinder, ask: Ask, catalog: MemoryCatalog) -> None:
    for span in find(finder, ask, CAPEX).spans:
        page = catalog.page(span.document, span.page, LOCAL_PRINCIPAL)
        assert span.text == page.text[span.start : span.end]


def test_a_question_why_leads_with_prose(finder: EvidenceFinder, ask: Ask) -> None:
    first = find(finder, ask, "Why did net sales of Widget Works rise in FY2018?").spans[0]
    assert first.kind is SpanKind.SENTENCE
    assert first.text == "Net sales rose because demand for brass widgets grew in Europe."


def test_the_whole_table_stands_with_its_row(finder: EvidenceFinder, ask: Ask) -> None:
    texts = [span.text for span in find(finder, ask, CAPEX).spans if span.page == 4]
    assert "Net income 800 700" in texts
    assert "Dividends paid (300) (280)" in texts


@pytest.mark.parametrize("budget", [0, 40, 120, 100_000])
def test_the_budget_holds_and_no_span_is_given_twice(finder: EvidenceFinder, ask: Ask, budget: int) -> None:
    spans = find(finder, ask, CAPEX, budget).spans
    assert sum(estimate_tokens(span.text) for span in spans) <= budget
    assert len({(span.document, span.page, span.start) for span in spans}) == len(spans)


def test_a_tight_budget_keeps_the_best(finder: EvidenceFinder, ask: Ask) -> None:
    spans = find(finder, ask, CAPEX, 40).spans
    assert spans[0].text.startswith("Purchases of property")


def test_a_japanese_row_has_its_columns(finder: EvidenceFinder, ask: Ask) -> None:
    first = find(finder, ask, "青空製作所の2020年3月期の売上高は？").spans[0]
    assert first.text == "売上高 8,000 9,500"
    assert [cell.text for cell in first.cells] == ["売上高", "8,000", "9,500"]
    assert "2020年3月" in "".join(first.cells[2].columns)
