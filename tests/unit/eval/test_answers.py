from __future__ import annotations

from decimal import Decimal

import pytest

from eval.answers import Attempt, gold_number, judge, measures
from eval.cases import Verdict
from eval.questions import PageQuestion
from rm_assistant.domain.answers import Answer, AnswerMode, Calculation, Claim, ClaimState, Figure
from tests.fakes_chat import resolved


def question(gold: str, text: str = "What is it? Answer in USD millions.") -> PageQuestion:
    return PageQuestion("q1", text, "metrics", "Acme", frozenset(), gold)


def answer(*claims: Claim) -> Answer:
    return Answer("a1", resolved("What is it?"), AnswerMode.QUOTED, claims)


def looked_up(text: str, value: str, unit: str | None) -> Claim:
    return Claim(1, f"Capex: {text}", ClaimState.MATCHES, figures=(Figure(text, Decimal(value), unit),))


def reckoned(result: str) -> Claim:
    return Claim(1, f"It is {result}.", ClaimState.CALCULATED, calculation=Calculation("a / b", (), result))


@pytest.mark.parametrize(
    ("gold", "text", "value", "step"),
    [
        ("$1577.00", "in USD millions", 1_577_000_000, 1_000_000),
        ("$8.70", "Answer in USD billions.", 8_700_000_000, 100_000_000),
        ("93.86", "Round to two decimals.", Decimal("93.86"), Decimal("0.01")),
        ("-3.7", "", Decimal("-3.7"), Decimal("0.1")),
    ],
)
def test_a_gold_number_has_the_scale_that_is_asked_for_and_its_own_rounding(
    gold: str, text: str, value: Decimal, step: Decimal
) -> None:
    found = gold_number(question(gold, text))
    assert found
    assert (found.value, found.step) == (value, step)


@pytest.mark.parametrize("gold", ["Yes, it rose to 3.6%.", "Cross currency swaps", "", "$5 to $7"])
def test_answers_in_words_are_not_scored(gold: str) -> None:
    assert gold_number(question(gold)) is None
    assert judge(question(gold), answer(looked_up("3.6%", "3.6", None))) is None


@pytest.mark.parametrize(
    ("gold", "claim", "verdict"),
    [
        ("$1577.00", looked_up("(1,577)", "-1577", "(Millions)"), Verdict.RIGHT),
        ("$303.00", looked_up("302,578", "302578", "(In thousands)"), Verdict.RIGHT),
        ("$1577.00", looked_up("1,577", "1577", "(Thousands)"), Verdict.WRONG),
        ("$1577.00", looked_up("1,577", "1577", None), Verdict.WRONG),
        ("30.8%", reckoned("30.8%"), Verdict.RIGHT),
        ("30.8%", reckoned("0.31 (30.8%)"), Verdict.RIGHT),
        ("30.8%", reckoned("30.8"), Verdict.WRONG),
        ("30.8%", looked_up("30.8", "30.8", "(％)"), Verdict.RIGHT),
        ("30.8%", looked_up("30.8", "30.8", "単位：%"), Verdict.RIGHT),
        ("30.8%", looked_up("30.8", "30.8", "(in percent)"), Verdict.RIGHT),
        ("30.8%", looked_up("30.8", "30.8", "(Millions)"), Verdict.WRONG),
        ("30.8%", looked_up("30.8", "30.8", "（％表示は対前期増減率）"), Verdict.WRONG),
        ("$1577.00", looked_up("1,577", "1577", "(％)"), Verdict.WRONG),
        ("-3.7", reckoned("-3.70 days"), Verdict.RIGHT),
        ("-3.7", reckoned("3.70 days"), Verdict.WRONG),
    ],
)
def test_the_first_claim_is_held_against_the_gold_number(gold: str, claim: Claim, verdict: Verdict) -> None:
    text = "What is it, in USD millions?" if "$" in gold else "What is it?"
    assert judge(question(gold, text), answer(claim)) is verdict


def test_a_later_claim_does_not_count() -> None:
    claims = (looked_up("9", "9", "(Millions)"), looked_up("1,577", "1577", "(Millions)"))
    assert judge(question("$1577.00"), answer(*claims)) is Verdict.WRONG


def test_no_claim_is_a_refusal() -> None:
    assert judge(question("$1577.00"), answer()) is Verdict.REFUSED


def test_shares_are_of_what_was_scored() -> None:
    attempts = [Attempt(question("1"), verdict, "") for verdict in (Verdict.RIGHT, Verdict.RIGHT, Verdict.WRONG)]
    assert measures(attempts)["right"].value == pytest.approx(2 / 3)
