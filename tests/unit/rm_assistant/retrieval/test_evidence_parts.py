"""Evidence for comparisons and topics: nothing that is asked is crowded out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import EvidenceSet
from rm_assistant.domain.documents import Block, BlockKind, Language, Section
from rm_assistant.domain.questions import Question
from rm_assistant.retrieval.evidence import EvidenceFinder
from rm_assistant.retrieval.scope import understand
from rm_assistant.retrieval.tokens import estimate_tokens
from tests.annual_reports import page_of, widget_report
from tests.fakes_storage import MemoryCatalog
from tests.unit.rm_assistant.retrieval.conftest import Ask, finder_over


@pytest.fixture
def finder(catalog: MemoryCatalog) -> EvidenceFinder:
    return finder_over(catalog)


def issuers(evidence: EvidenceSet) -> set[str]:
    return {span.issuer for span in evidence.spans}


@pytest.mark.parametrize(
    "text",
    [
        "Compare the net sales of Widget Works and Aozora Seisakusho in FY2020",
        "Widget Worksと青空製作所の2020年3月期の売上高を比較",
    ],
)
@pytest.mark.parametrize("budget", [120, 4000])
def test_each_company_of_a_comparison_has_its_evidence(
    finder: EvidenceFinder, ask: Ask, text: str, budget: int
) -> None:
    evidence = finder.find(ask(text), LOCAL_PRINCIPAL, "ab12", budget)
    assert issuers(evidence) == {"WIDGET WORKS COMPANY, INC.", "株式会社青空製作所"}
    assert issuers(EvidenceSet(evidence.spans[:2])) == issuers(evidence)
    assert sum(estimate_tokens(span.text) for span in evidence.spans) <= budget


def test_ids_run_on_and_no_span_is_given_twice(finder: EvidenceFinder, ask: Ask) -> None:
    question = ask("What were Widget Works' net sales in FY2014 and FY2018?")
    assert len(question.scope.parts) == 2
    spans = finder.find(question, LOCAL_PRINCIPAL, "ab12", 4000).spans
    assert [span.id for span in spans] == [f"ab12-{n}" for n in range(1, len(spans) + 1)]
    assert len({(span.document, span.page, span.start) for span in spans}) == len(spans)


def test_the_words_of_the_question_are_weighed(finder: EvidenceFinder, ask: Ask) -> None:
    weights = finder.find(ask("Does Widget Works sell lunar widgets?"), LOCAL_PRINCIPAL, "ab12", 400).weights
    assert weights["lunar"] == 1.0
    assert weights["widget"] < 1.0


def test_the_section_about_the_topic_leads_with_its_captions() -> None:
    parsed, document = widget_report(2018, capex="1", sales="2")
    content = [
        "The following risks could harm us.",
        "Brass may become dear.",
        "We buy all our brass in one place. It came from Chile in most years.",
        "Buyers may turn to wood.",
    ]
    page = page_of(5, content)
    heading = Block(BlockKind.HEADING, page.blocks[0].start, page.blocks[0].end)
    page = replace(page, blocks=(heading, *page.blocks[1:]))
    sections = (Section("item_1", "Item 1. Business", 2, 1, 4), Section("item_1a", "Item 1A. Risk Factors", 2, 5, 5))
    catalog = MemoryCatalog()
    catalog.add(replace(parsed, pages=(*parsed.pages[:4], page), sections=sections), document)
    question = understand(Question("What are the main risks of Widget Works?", Language.ENGLISH), [document])

    spans = finder_over(catalog).find(question, LOCAL_PRINCIPAL, "ab12", 4000).spans

    assert [span.text for span in spans[:2]] == ["Brass may become dear.", "Buyers may turn to wood."]
    assert all(span.on_topic for span in spans[:4])
    assert spans[0].heading == "The following risks could harm us."
    assert not any(span.on_topic for span in spans if span.page != 5)
