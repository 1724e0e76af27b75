"""What a model is told of figures looked up and reckoned for it."""

from __future__ import annotations

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import EvidenceSet
from rm_assistant.domain.questions import Question
from rm_assistant.language.words import detect_language
from rm_assistant.prompting.reckoned import NOTHING, render_reckoned
from rm_assistant.retrieval.scope import understand
from tests.accounts import brass_report, catalog_of, figure_index
from tests.fakes_chat import EVIDENCE
from tests.unit.rm_assistant.retrieval.conftest import finder_over

FILED = brass_report()
MARK = "k7q2m9x4b1c8"


def evidence_for(text: str) -> EvidenceSet:
    catalog = catalog_of(FILED)
    question = understand(Question(text, detect_language(text)), catalog.documents(LOCAL_PRINCIPAL))
    return finder_over(catalog, figure_index(FILED)).find(question, LOCAL_PRINCIPAL, "q1", 4000)


def test_a_result_is_given_with_its_formula_and_the_lines_of_its_operands() -> None:
    told = render_reckoned(evidence_for("What is Brass Foundry's FY2023 current ratio?"), mark=MARK)
    assert told == (
        "- FY2023 current ratio: 1.50 | formula: current_assets_FY2023 / current_liabilities_FY2023 | "
        "current_assets_FY2023 = 2,400 [q1-1]; current_liabilities_FY2023 = 1,600 [q1-2]"
    )


def test_a_figure_that_was_looked_up_names_its_line() -> None:
    told = render_reckoned(evidence_for("What were Brass Foundry's net sales in FY2023?"), mark=MARK)
    assert told.endswith("8,000 million | revenue_FY2023 = 8,000 [q1-1]")


def test_the_mark_of_the_request_cannot_stand_in_it() -> None:
    told = render_reckoned(evidence_for("What is Brass Foundry's FY2023 current ratio?"), mark="current")
    assert "current" not in told


def test_nothing_is_told_as_nothing() -> None:
    assert render_reckoned(EVIDENCE, mark=MARK) == NOTHING
    assert render_reckoned(evidence_for("What was Brass Foundry's goodwill in FY2023?"), mark=MARK) == NOTHING
