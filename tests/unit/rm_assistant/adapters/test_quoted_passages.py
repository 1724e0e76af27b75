from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from rm_assistant.adapters.quoted_passages import goes_unread, quoted_passages
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope, ScopeDoubt
from rm_assistant.retrieval.query import query_of
from tests.fakes_chat import CAPEX, DOCUMENT_ID, SALES, resolved, sentence

MINE = sentence("n1-1", "The lunar mine was opened by our chief geologist in May.")
PLANT = sentence("n1-2", "The plant at Alder was closed because orders for valves fell.", start=100)
RISK = replace(sentence("n1-3", "Makers of paper buy less when their own prices fall.", start=200), on_topic=True)
LEAD = replace(sentence("n1-4", "The following risks could harm our business.", start=300), on_topic=True)
STAFF = sentence("n1-5", "It employed approximately 13,100 people at the end of the year.", start=400)
UNIONS = sentence("n1-6", "Unions represent about 31% of employees.", start=500)


def asked(
    text: str, *years: int, language: Language = Language.ENGLISH, preferred: tuple[str, ...] = ()
) -> ResolvedQuestion:
    scope = Scope(("Northwind Mills",), tuple(map(Period, years)), (DOCUMENT_ID, "b" * 64), preferred)
    return resolved(text, language=language, scope=scope)


def quoted(question: ResolvedQuestion, *spans: EvidenceSpan, weights: Mapping[str, float] | None = None) -> list[str]:
    evidence = EvidenceSet(spans, weights or {})
    return [claim.text for claim in quoted_passages(query_of(question), question, evidence)]


def unread(text: str, *spans: EvidenceSpan, weights: Mapping[str, float] | None = None) -> bool:
    return goes_unread(query_of(asked(text)), EvidenceSet(spans, weights or {}))


def test_a_passage_must_speak_of_most_of_what_is_asked() -> None:
    assert quoted(asked("Who opened the lunar mine?"), PLANT, MINE) == [MINE.text]
    assert quoted(asked("Who opened the lunar observatory for tourists?"), PLANT) == []


def test_what_tells_little_needs_not_be_spoken_of() -> None:
    question = asked("Which valves does the plant at Alder sell?")
    assert quoted(question, PLANT, weights={"valv": 0.9, "plant": 0.3, "alder": 1.0, "sell": 0.1}) == [PLANT.text]


def test_more_must_be_spoken_of_where_no_company_is_named() -> None:
    question = asked("Is the plant at Alder near the weather station?")
    weights = {"plant": 0.5, "alder": 1.0, "weather": 0.5, "station": 0.5, "near": 0.1}
    assert quoted(question, PLANT, weights=weights) == [PLANT.text]
    open_ = replace(question, scope=replace(question.scope, companies=(), doubts=(ScopeDoubt.COMPANY_OPEN,)))
    assert quoted(open_, PLANT, weights=weights) == []


@pytest.mark.parametrize(
    ("text", "weights", "is_unread"),
    [
        ("What does Northwind Mills say about dinosaur cloning?", {}, True),
        ("What was the revenue from dinosaur cloning in 2018?", {"revenue": 0.5, "dinosaur": 1.0, "clone": 1.0}, True),
        ("What was the revenue in 2018?", {"revenue": 0.5}, False),
        ("Which plant was closed for good?", {"plant": 0.4, "close": 0.5}, False),
        (
            "Which plant was reportedly closed at Alder?",
            {"plant": 0.6, "close": 0.6, "alder": 1.0, "report": 0.3},
            False,
        ),
        ("Why did it change?", {}, False),
    ],
)
def test_a_question_whose_words_are_nowhere_is_about_something_else(
    text: str, weights: Mapping[str, float], *, is_unread: bool
) -> None:
    assert unread(text, PLANT, SALES, weights=weights) is is_unread


def test_japanese_words_that_are_nowhere_are_noticed() -> None:
    passage = sentence("n1-9", "当社は工作機械事業の拡大を方針としております。")
    question = asked("宇宙旅行事業の方針は？", language=Language.JAPANESE)
    weights = {"宇宙": 1.0, "旅行": 0.9, "事業": 0.1, "方針": 0.4}
    assert goes_unread(query_of(question), EvidenceSet((passage,), weights))
    assert not goes_unread(
        query_of(asked("工作機械事業の方針は？", language=Language.JAPANESE)), EvidenceSet((passage,))
    )


def test_sections_about_the_topic_come_first_and_what_leads_over_to_it_last() -> None:
    elsewhere = replace(LEAD, id="n1-8", on_topic=False, text="Currency is a risk.", start=900)
    assert quoted(asked("What are the main risks?"), LEAD, elsewhere, RISK) == [RISK.text, elsewhere.text, LEAD.text]


def test_a_topic_told_in_prose_is_not_answered_with_rows() -> None:
    assert quoted(asked("What is the dividend policy?"), replace(CAPEX, text="Dividends paid 300 280")) == []


def test_a_number_of_people_comes_before_a_share() -> None:
    assert quoted(asked("How many employees are there?"), UNIONS, STAFF)[0] == STAFF.text


def test_a_number_is_no_matter_of_the_section_alone() -> None:
    spent = sentence("n1-7", "We spent $3 million on managing risks.", start=900)
    question = asked("How much was spent on risks?")
    assert quoted(question, RISK, replace(RISK, id="n1-9", text="Ore cost 12 dollars."), spent) == [spent.text]


def test_reasons_come_first_where_they_are_asked_for() -> None:
    bare = sentence("n1-7", "Revenue is recognised on delivery.", start=600)
    rose = sentence("n1-8", "Net sales rose.", start=700)
    why = sentence("n1-9", "Net sales rose because demand for brass grew.", start=800)
    assert quoted(asked("Why did revenue change?"), bare, rose, why) == [why.text, rose.text, bare.text]


def test_a_heading_above_says_what_a_sentence_is_about() -> None:
    yen = replace(sentence("n1-7", "A stronger yen lowers profit."), on_topic=True, heading="Currency fluctuations")
    assert quoted(asked("What are the currency risks?"), RISK, yen) == [yen.text]


@pytest.mark.parametrize(("year", "found"), [(2018, True), (2015, False)])
def test_a_passage_is_of_the_asked_period(year: int, *, found: bool) -> None:
    question = asked("Why was the Alder plant closed?", year, preferred=(DOCUMENT_ID,) if year == 2018 else ())
    assert bool(quoted(question, PLANT)) is found


def test_a_passage_of_another_filing_may_tell_of_the_asked_period() -> None:
    told = sentence("n1-7", "The Alder plant was closed in 2015 because orders fell.")
    assert quoted(asked("Why was the Alder plant closed?", 2015), PLANT, told) == [told.text]


def test_without_a_period_the_latest_filing_is_quoted_alone() -> None:
    older = replace(PLANT, id="n1-9", document="b" * 64, text="The plant at Alder was to be closed.")
    question = asked("Was the plant at Alder closed?", preferred=(DOCUMENT_ID,))
    assert quoted(question, older, PLANT) == [PLANT.text]
    assert quoted(question, older) == [older.text]
