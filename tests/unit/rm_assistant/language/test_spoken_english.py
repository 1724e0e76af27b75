"""Verbs of speech as the nouns that statements print."""

from __future__ import annotations

import pytest

from rm_assistant.language.spoken_english import said_plainly


@pytest.mark.parametrize(
    ("spoken", "plain"),
    [
        ("What did Widget bring in from repairs in 2020?", "what was repairs revenue of Widget in 2020?"),
        ("How much did Widget make on service sales in 2020?", "what was service sales of Widget in 2020?"),
        ("How much money came from parking in 2020?", "what was parking revenue in 2020?"),
        (
            "What did Widget gain on selling businesses in 2018?",
            "what was gain on sale of businesses of Widget in 2018?",
        ),
        ("how much did Widget write off as start-up costs in 2017?", "what was start-up costs of Widget in 2017?"),
        ("How much did Widget write down goodwill by in 2019?", "what was impairment of goodwill of Widget in 2019?"),
        ("How much tax did Widget book in 2018?", "what was income tax expense of Widget in 2018?"),
        ("How much tax did Widget pay in 2018?", "what was income taxes paid of Widget in 2018?"),
        ("how much went into R&D at Widget in 2019?", "what was R&D at Widget in 2019?"),
        (
            "How much did Widget lose per diluted share in 2022?",
            "what was diluted earnings per share of Widget in 2022?",
        ),
        ("How big was Widget's gross profit in 2018?", "what was Widget's gross profit in 2018?"),
        (
            "How many people worked for Widget at the end of 2017?",
            "what was the number of employees of Widget at the end of 2017?",
        ),
        ("How much did Widget sell in 2019?", "what was revenue of Widget in 2019?"),
        ("What did Widget earn in 2019?", "what was net income of Widget in 2019?"),
        ("Give me Widget's net sales for 2017", "What was Widget's net sales for 2017?"),
        (
            "How much inventory was Widget carrying at the end of 2022?",
            "what was inventory of Widget at the end of 2022?",
        ),
        ("How much cash did Widget have on hand at the end of 2022?", "what was cash of Widget at the end of 2022?"),
        ("How much stock did Widget buy back in 2022?", "what was share repurchases of Widget in 2022?"),
        (
            "How long did Widget take to collect its receivables in 2021?",
            "what was days sales outstanding of Widget in 2021?",
        ),
    ],
)
def test_a_verb_becomes_its_noun(spoken: str, plain: str) -> None:
    assert said_plainly(spoken) == plain


@pytest.mark.parametrize(
    ("spoken", "item"),
    [
        ("What share of its revenue did Widget spend on R&D in 2019?", "R&D as a percentage of revenue"),
        (
            "How much of its pre-tax income went to taxes in 2019, in percent?",
            "income tax expense as a percentage of pre-tax income",
        ),
        ("What percentage of sales came from repairs in 2019?", "repairs revenue as a percentage of sales"),
        (
            "What net margin did Widget have in 2021, using earnings attributable to the company?",
            "net income attributable to the company as a percentage of revenue",
        ),
    ],
)
def test_a_share_of_a_whole_is_a_ratio(spoken: str, item: str) -> None:
    assert f"what was {item}" in said_plainly(spoken)


def test_what_is_spent_on_an_asset_is_its_purchase_and_no_balance() -> None:
    plain = said_plainly("How much did Widget spend on property, plant and equipment in 2022?")
    assert plain == "what was purchases of property, plant and equipment of Widget in 2022?"
    assert "expense" in said_plainly("How much did Widget spend on wireless licenses in 2020?")


def test_part_of_a_whole_in_money_is_the_part() -> None:
    plain = said_plainly("How much of Widget's revenue came from repairs in 2020?")
    assert plain == "what was repairs revenue of Widget in 2020?"


@pytest.mark.parametrize(
    "question",
    [
        "What products does Widget make?",
        "Why did Widget spend more on marketing in 2019?",
        "What did Widget say about going concern?",
        "What drove the increase in Widget's revenue?",
        "Did Widget's gross profit increase or decrease in FY2023?",
        "What was Widget's net income in 2020?",
    ],
)
def test_what_asks_for_no_figure_or_has_no_such_verb_stays(question: str) -> None:
    assert said_plainly(question) == question
