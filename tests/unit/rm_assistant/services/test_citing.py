from __future__ import annotations

from rm_assistant.domain.answers import DraftClaim, EvidenceSet
from rm_assistant.services.citing import CitationNumbers, cite, claim_of, nearest
from rm_assistant.verification.verdict import check_claim
from tests.fakes_chat import CAPEX, OUTLOOK, SALES, resolved, sentence


def test_sources_are_numbered_from_one_in_the_order_they_are_first_cited() -> None:
    numbers = CitationNumbers()

    assert [numbers.of(span) for span in ("b", "a", "b", "c")] == [1, 2, 1, 3]


def test_a_citation_quotes_the_page_and_never_the_model() -> None:
    citation = cite(CAPEX, 1)

    assert citation.quote == CAPEX.text
    assert (citation.page, citation.start, citation.end) == (60, 0, len(CAPEX.text))


def test_the_cells_of_the_claims_figures_are_singled_out_and_else_the_whole_row() -> None:
    evidence = EvidenceSet((CAPEX, SALES))
    draft = DraftClaim("Capital expenditure was 1,577 million dollars in 2018.", ("n1-1", "n1-2"))

    claim = claim_of(draft, check_claim(draft, evidence, resolved()), ordinal=1, numbers=CitationNumbers())

    assert [citation.cells for citation in claim.citations] == [
        ("n1-1-c1",),
        ("n1-2-c0", "n1-2-c1", "n1-2-c2"),
    ]


def test_the_nearest_passages_are_of_different_pages_best_first() -> None:
    near = nearest((OUTLOOK, sentence("n1-8", "Same page.", start=100), CAPEX, SALES), limit=2)

    assert [(citation.number, citation.page) for citation in near] == [(1, 10), (2, 60)]
