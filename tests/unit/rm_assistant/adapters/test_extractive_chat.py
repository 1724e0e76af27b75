"""Without a model: quotations, verbatim and checkable like anything else, or no answer."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.adapters.extractive_chat import ExtractiveChatModel
from rm_assistant.domain.answers import ClaimState, DraftClaim, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Basis, Language
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.ports import ChatDone, ChatText
from rm_assistant.services.drafting import DraftReader
from rm_assistant.verification.verdict import check_claim
from tests.fakes_chat import CAPEX, EVIDENCE, OUTLOOK, SALES, chat_request, resolved, row, sentence

JA_SALES = row(
    "n1-5",
    "売上高",
    {
        "前連結会計年度 (自 2021年4月1日 至 2022年3月31日)": "31,657",
        "当連結会計年度 (自 2022年4月1日 至 2023年3月31日)": "32,765",
    },
    unit="（単位：百万円）",
    title="連結損益計算書",
)
ASSETS = row("n1-6", "Total current assets", {"2018": "13,709", "2017": "14,277"}, title="Consolidated Balance Sheet")
LIABILITIES = row(
    "n1-7", "Total current liabilities", {"2018": "7,244", "2017": "7,687"}, title="Consolidated Balance Sheet"
)


def asked(text: str, *years: int, language: Language = Language.ENGLISH) -> ResolvedQuestion:
    periods = tuple(Period(year) for year in years)
    return resolved(text, language=language, scope=Scope(("Northwind Mills",), periods, ("a" * 64,)))


async def answer(question: ResolvedQuestion, *spans: EvidenceSpan) -> list[DraftClaim]:
    evidence = EvidenceSet(spans)
    reader = DraftReader(evidence.by_id)
    claims: list[DraftClaim] = []
    async for event in ExtractiveChatModel().stream(chat_request(question=question, evidence=evidence)):
        if isinstance(event, ChatText):
            claims += reader.feed(event.text)
    claims += reader.finish()
    assert reader.not_in_documents is (not claims)
    return claims


async def test_the_figure_is_that_of_the_asked_item_and_period_with_its_unit() -> None:
    question = asked("What is the FY2018 capital expenditure amount (in USD millions) for Northwind Mills?", 2018)

    claims = await answer(question, SALES, CAPEX, OUTLOOK)

    assert claims == [
        DraftClaim(
            "Purchases of property, plant and equipment: (1,577) (Millions), 2018"
            " — Northwind Mills, Consolidated Statement of Cash Flows",
            ("n1-1",),
            quote=CAPEX.text,
        )
    ]


async def test_a_sentence_that_stands_in_two_filings_is_quoted_once() -> None:
    again = replace(OUTLOOK, id="n1-9", document="b" * 64)
    question = asked(OUTLOOK.text)

    assert [claim.spans for claim in await answer(question, OUTLOOK, again)] == [(OUTLOOK.id,)]


async def test_the_group_is_quoted_before_the_filer_alone() -> None:
    question = asked("2023年3月期の売上高はいくらですか。", 2023, language=Language.JAPANESE)
    alone = replace(JA_SALES, id="n1-8", basis=Basis.PARENT_ONLY)

    assert [claim.spans for claim in await answer(question, alone, JA_SALES)] == [("n1-5",)]
    assert [claim.spans for claim in await answer(question, alone)] == [("n1-8",)]


async def test_a_japanese_question_is_answered_from_japanese_filings_in_their_words() -> None:
    question = asked("2023年3月期の売上高はいくらですか。", 2023, language=Language.JAPANESE)

    claims = await answer(question, JA_SALES)

    assert claims[0].text.startswith("売上高：32,765 （単位：百万円）、当連結会計年度")
    assert claims[0].text.endswith("　―　Northwind Mills、連結損益計算書")


async def test_a_comparison_quotes_every_asked_period() -> None:
    claims = await answer(asked("How did net sales change from FY2017 to FY2018?", 2017, 2018), SALES)

    assert "31,657 (Millions), 2017, 32,765 (Millions), 2018" in claims[0].text


async def test_a_measure_that_is_printed_nowhere_is_answered_with_its_operands() -> None:
    claims = await answer(asked("What is the FY2018 current ratio?", 2018), CAPEX, ASSETS, LIABILITIES)

    assert [claim.spans for claim in claims] == [("n1-6",), ("n1-7",)]


@pytest.mark.parametrize("asked_year", [2018, 2017])
async def test_every_quotation_passes_the_checks_that_a_models_words_pass(asked_year: int) -> None:
    questions = (
        asked("What was the capital expenditure?", asked_year),
        asked("What were net sales?", asked_year),
        asked("Which plant was closed and where was its production moved?", asked_year),
    )
    for question in questions:
        for claim in await answer(question, *EVIDENCE.spans):
            verdict = check_claim(claim, EVIDENCE, question)
            assert verdict.state in {ClaimState.MATCHES, ClaimState.STATED}, claim


async def test_prose_is_quoted_whole() -> None:
    claims = await answer(asked("Which plant did Northwind Mills close?"), CAPEX, OUTLOOK)

    assert [claim.text for claim in claims] == [OUTLOOK.text]


async def test_nothing_is_said_that_is_not_on_the_page() -> None:
    claims = await answer(asked("What was the capital expenditure in FY2018?", 2018), CAPEX)

    printed = [
        CAPEX.text,
        CAPEX.unit or "",
        CAPEX.table_title or "",
        CAPEX.issuer,
        *(c.columns[0] for c in CAPEX.cells[1:]),
    ]
    words = set(re.findall(r"\w+", " ".join(printed)))
    assert set(re.findall(r"\w+", claims[0].text)) <= words


@pytest.mark.parametrize(
    "question",
    [
        asked("Who won the football match?", 2018),
        asked("What does Northwind Mills say about dinosaurs?", 2018),
        asked("What was the dividend per share in FY2018?", 2018),
    ],
)
async def test_what_the_evidence_says_nothing_of_is_refused(question: ResolvedQuestion) -> None:
    assert await answer(question, CAPEX, SALES, OUTLOOK) == []


async def test_a_period_that_no_column_shows_is_not_answered_with_another() -> None:
    claims = await answer(asked("What was the capital expenditure in FY2011?", 2011), CAPEX)

    assert all("1,577 (Millions), 2018" not in claim.text for claim in claims)


async def test_at_most_three_claims_are_made() -> None:
    plants = [replace(sentence(f"n1-{n}", f"Plant number {n} was closed for good."), start=n * 100) for n in range(9)]

    assert len(await answer(asked("Which plants were closed?"), *plants)) == 3


async def test_it_costs_nothing_and_says_so() -> None:
    events = [event async for event in ExtractiveChatModel().stream(chat_request())]

    done = events[-1]
    assert isinstance(done, ChatDone)
    assert (done.model, done.usage.input_tokens, done.usage.cost) == ("extractive", 0, Decimal(0))
