"""Answers from figures without a model: what is claimed, and that the checks of any claim hold it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from rm_assistant.adapters.quotation import quotations
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import ClaimState, DraftClaim, EvidenceSet
from rm_assistant.domain.questions import Question, ResolvedQuestion
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.scope import understand
from rm_assistant.verification.verdict import Verdict, check_claim
from tests.accounts import brass_report, catalog_of, figure_index, tsuki_report
from tests.unit.rm_assistant.retrieval.conftest import finder_over

Ask = Callable[[str], tuple[ResolvedQuestion, EvidenceSet]]
FILED = (brass_report(), tsuki_report())
CURRENT_RATIO = "What is Brass Foundry's FY2023 current ratio?"


@pytest.fixture(scope="module")
def ask() -> Ask:
    catalog = catalog_of(*FILED)
    finder = finder_over(catalog, figure_index(*FILED))
    documents = catalog.documents(LOCAL_PRINCIPAL)

    def asked(text: str) -> tuple[ResolvedQuestion, EvidenceSet]:
        question = understand(Question(text, detect_language(text)), documents)
        return question, finder.find(question, LOCAL_PRINCIPAL, "q1", 4000)

    return asked


def claims(ask: Ask, text: str) -> list[tuple[DraftClaim, Verdict]]:
    question, evidence = ask(text)
    return [(draft, check_claim(draft, evidence, question)) for draft in quotations(question, evidence)]


def test_a_figure_is_told_as_printed_with_its_row_first_in_the_evidence(ask: Ask) -> None:
    _, evidence = ask("What was the capital expenditure of Brass Foundry in FY2023?")
    ((draft, verdict),) = claims(ask, "What was the capital expenditure of Brass Foundry in FY2023?")
    assert draft.text == (
        "Purchases of property, plant and equipment: (450) (In millions, except per share amounts), 2023 — "
        "BRASS FOUNDRY, INC., Consolidated Statements of Cash Flows"
    )
    assert draft.spans == (evidence.spans[0].id,)
    assert verdict.state is ClaimState.MATCHES
    assert [(figure.cell, figure.figure_id) for figure in verdict.figures] == [
        ("p5-t1-r5c2", f"{FILED[0][1].id}/5/p5-t1-r5c2")
    ]


def test_another_scale_that_was_asked_for_stands_beside_the_printed_one(ask: Ask) -> None:
    ((draft, verdict),) = claims(ask, "What is Brass Foundry's net PP&E at the end of FY2023? Answer in USD billions.")
    assert "3,100 (In millions, except per share amounts), 2023 = 3.1 billion" in draft.text
    assert verdict.state is ClaimState.MATCHES


def test_a_result_stands_on_the_cells_of_its_operands(ask: Ask) -> None:
    (result, verdict), *rows = claims(ask, CURRENT_RATIO)
    assert result.text == "FY2023 current ratio: 1.50 — BRASS FOUNDRY, INC. 2,400 ÷ 1,600 = 1.50"
    assert verdict.state is ClaimState.CALCULATED
    assert verdict.calculation
    assert verdict.calculation.formula == "current_assets_FY2023 / current_liabilities_FY2023"
    assert [(operand.value, operand.cell) for operand in verdict.calculation.operands] == [
        ("2,400", "p4-t1-r2c2"),
        ("1,600", "p4-t1-r7c2"),
    ]
    assert all(operand.figure_id for operand in verdict.calculation.operands)
    assert [check.state for _, check in rows] == [ClaimState.MATCHES, ClaimState.MATCHES]


def test_a_result_that_was_tampered_with_is_caught(ask: Ask) -> None:
    question, evidence = ask(CURRENT_RATIO)
    draft = quotations(question, evidence)[0]
    assert draft.calculation
    changed = replace(
        draft, text=draft.text.replace("1.50", "1.60"), calculation=replace(draft.calculation, result="1.60")
    )
    assert check_claim(changed, evidence, question).state is ClaimState.DIFFERS


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Does Brass Foundry have positive working capital in FY2023?",
            "Yes: working capital is positive, at 800 million — BRASS FOUNDRY, INC. 2,400 - 1,600 = 800 million",
        ),
        (
            "Has Brass Foundry increased its long-term debt in FY2023?",
            "No: long-term debt fell by 300 million — BRASS FOUNDRY, INC. 1,200 - 1,500 = -300 million",
        ),
        (
            "月影精機の2024年3月期の営業利益は増加しましたか",
            "はい。2024年3月期の営業利益は350百万円増加しました　―　月影精機株式会社。1,250 - 900 = 350百万円",
        ),
        (
            "月影精機の2024年3月期の粗利率は低下しましたか",
            (
                "いいえ。2024年3月期の粗利率は2.0%ポイント増加しました　―　月影精機株式会社。"
                "(10,000 - 6,800) ÷ 10,000 - (9,000 - 6,300) ÷ 9,000 = 2.0%"
            ),
        ),
    ],
)
def test_yes_and_no_are_plain_sentences_with_the_sum(ask: Ask, question: str, sentence: str) -> None:
    (first, verdict), *others = claims(ask, question)
    assert first.text == sentence
    assert verdict.state is ClaimState.CALCULATED
    assert all(check.state in {ClaimState.MATCHES, ClaimState.CALCULATED} for _, check in others)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Which year had the lowest net sales for Brass Foundry?",
            "Lowest net sales: FY2022, 500 million below FY2023 — BRASS FOUNDRY, INC. 8,000 - 7,500 = 500 million",
        ),
        (
            "月影精機の営業利益率が最も高かった年度はいつですか",
            (
                "営業利益率が最も高いのは2024年3月期で、2023年3月期を2.5%ポイント上回ります　―　月影精機株式会社。"
                "1,250 ÷ 10,000 - 900 ÷ 9,000 = 2.5%"
            ),
        ),
        (
            "月影精機とBrass Foundryの純利益率ではなく売上高総利益率を比較",
            None,
        ),
    ],
)
def test_the_first_of_a_ranking_is_told_with_its_lead(ask: Ask, question: str, sentence: str | None) -> None:
    told = claims(ask, question)
    if sentence is None:
        assert all("上回ります" not in draft.text for draft, _ in told)
        return
    (first, verdict), *others = told
    assert first.text == sentence
    assert verdict.state is ClaimState.CALCULATED
    assert all(check.state in {ClaimState.MATCHES, ClaimState.CALCULATED} for _, check in others)


def test_companies_are_compared_by_a_measure_of_each(ask: Ask) -> None:
    (first, verdict), *others = claims(ask, "月影精機とBrass Foundryの粗利率を比較してください")
    assert first.text.startswith("粗利率はBRASS FOUNDRY, INCが月影精機株式会社を5.5%ポイント上回ります")
    assert verdict.state is ClaimState.CALCULATED
    assert [draft.text.split("　―　")[0] for draft, _ in others[:2]] == ["粗利率：32.0%", "粗利率：37.5%"]


def test_amounts_in_two_currencies_are_set_beside_each_other_and_not_ranked(ask: Ask) -> None:
    told = [draft.text for draft, _ in claims(ask, "月影精機とBrass Foundryの売上高を比較してください")]
    assert len(told) == 2
    assert not any("上回ります" in text for text in told)


def test_several_years_are_listed_with_how_they_moved(ask: Ask) -> None:
    (row, _), (moved, verdict) = claims(ask, "What were Brass Foundry's net sales over the last two years?")
    assert all(number in row.text for number in ("8,000", "7,500"))
    assert moved.text.startswith("Growth in net sales, FY2022 to FY2023: 6.7%")
    assert verdict.state is ClaimState.CALCULATED


def test_who_asks_for_a_loss_of_a_profit_is_told_that_there_is_none(ask: Ask) -> None:
    (first, verdict), *_ = claims(ask, "What was Brass Foundry's net loss in FY2023?")
    assert first.text.startswith("No net loss: net income was 790 million")
    assert verdict.state is ClaimState.MATCHES


def test_a_change_keeps_its_sign_in_the_calculation(ask: Ask) -> None:
    draft, _ = claims(ask, "Has Brass Foundry increased its long-term debt in FY2023?")[0]
    assert draft.calculation
    assert draft.calculation.result == "-300 million"


def test_an_item_that_no_statement_prints_is_not_quoted_from_elsewhere(ask: Ask) -> None:
    assert claims(ask, "What was Brass Foundry's goodwill in FY2023?") == []
