from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from eval.answers import Gold
from eval.cases import Verdict
from eval.figure_questions import FigureQuestion
from eval.figures import Attempt, failures, judge, measures
from rm_assistant.domain.answers import Answer, AnswerMode, Claim, ClaimState, Figure
from tests.fakes_chat import resolved

SAID = Gold(Decimal(1_911_000_000), Decimal(1_000_000), percent=False)
OTHER = replace(SAID, value=Decimal(1_820_000_000))


def question(*golds: Gold, fresh: bool = False) -> FigureQuestion:
    return FigureQuestion("ab", "en", False, "line", "What did {issuer} spend?", golds, fresh)


def answer(*texts: str) -> Answer:
    claims = tuple(
        Claim(number, text, ClaimState.MATCHES, figures=(Figure(text, Decimal(text.replace(",", "")), "(Millions)"),))
        for number, text in enumerate(texts, start=1)
    )
    return Answer("a1", resolved("What did it spend?"), AnswerMode.QUOTED, claims)


@pytest.mark.parametrize(
    ("golds", "given", "verdict"),
    [
        ([SAID], answer("1,911"), Verdict.RIGHT),
        ([SAID], answer("1,821", "1,911"), Verdict.WRONG),
        ([SAID], answer(), Verdict.REFUSED),
        ([SAID], None, Verdict.REFUSED),
        ([OTHER, SAID], answer("1,911"), Verdict.RIGHT),
        ([OTHER, SAID], answer("1,822"), Verdict.WRONG),
        ([OTHER, SAID], answer(), Verdict.REFUSED),
        ([], answer("1,911"), Verdict.WRONG),
        ([], answer(), Verdict.REFUSED),
    ],
    ids=[
        "right",
        "right second",
        "no claim",
        "failed",
        "another accepted",
        "none accepted",
        "refused, two accepted",
        "answered though not said",
        "refused rightly",
    ],
)
def test_the_first_claim_decides(golds: list[Gold], given: Answer | None, verdict: Verdict) -> None:
    assert judge(question(*golds), given) is verdict


def attempt(gold: Gold | None, verdict: Verdict, *, fresh: bool = False) -> Attempt:
    return Attempt(question(*([gold] if gold else []), fresh=fresh), "?", verdict, "")


def test_what_is_not_said_is_measured_apart() -> None:
    attempts = [
        attempt(SAID, Verdict.RIGHT),
        attempt(SAID, Verdict.REFUSED),
        attempt(None, Verdict.REFUSED),
        attempt(None, Verdict.WRONG),
    ]
    values = {name: measure.value for name, measure in measures(attempts).items()}
    assert values == {"right": 0.5, "wrong": 0.0, "refused": 0.5, "refused_rightly": 0.5}


def test_failures_to_fresh_questions_are_not_listed() -> None:
    [listed] = failures([attempt(SAID, Verdict.WRONG), attempt(SAID, Verdict.WRONG, fresh=True)])
    assert "gold: 1911000000 (line, " in listed["why"]


def test_a_group_of_nothing_unsaid_has_no_such_share() -> None:
    assert set(measures([attempt(SAID, Verdict.RIGHT)])) == {"right", "wrong", "refused"}


def test_a_figure_per_share_is_not_in_the_millions_of_its_table() -> None:
    gold = Gold(Decimal("7.81"), Decimal("0.01"), percent=False)
    per_share = replace(question(gold), kind="per share")
    assert judge(per_share, answer("7.81")) is Verdict.RIGHT
    assert judge(question(gold), answer("7.81")) is Verdict.WRONG


def test_a_rate_is_no_amount_per_share() -> None:
    per_share = replace(question(Gold(Decimal(32), Decimal(1), percent=False)), kind="per share")
    payout = Claim(1, "配当性向：32", ClaimState.MATCHES, figures=(Figure("32", Decimal(32), "(％)"),))
    assert judge(per_share, replace(answer(), claims=(payout,))) is Verdict.WRONG


@pytest.mark.parametrize(
    ("gold", "text", "figure", "verdict"),
    [
        ("-24", "Sales decreased 24%.", Figure("24%", Decimal(24), "%"), Verdict.RIGHT),
        ("-24", "Sales increased 24%.", Figure("24%", Decimal(24), "%"), Verdict.WRONG),
        ("24", "Sales decreased 24%.", Figure("24%", Decimal(24), "%"), Verdict.WRONG),
        ("24", "Sales rose by $5 (24%).", Figure("(24%)", Decimal(-24), "%"), Verdict.RIGHT),
        ("-24", "Change: (24)%", Figure("(24)%", Decimal(-24), "%"), Verdict.RIGHT),
        ("24", "Change: (24)%", Figure("(24)%", Decimal(-24), "%"), Verdict.WRONG),
        ("-24", "Change: 24%", Figure("24%", Decimal(24), "%"), Verdict.WRONG),
        ("-24", "売上高は24％減となりました。", Figure("24％", Decimal(24), "%"), Verdict.RIGHT),
        ("-24", "売上高は24％増となりました。", Figure("24％", Decimal(24), "%"), Verdict.WRONG),
        ("-24", "Sales decreased driven by prices.", None, Verdict.WRONG),
    ],
)
def test_a_change_has_the_direction_that_is_said_of_it(
    gold: str, text: str, figure: Figure | None, verdict: Verdict
) -> None:
    change = replace(question(Gold(Decimal(gold), Decimal(1), percent=True)), kind="change")
    claim = Claim(1, text, ClaimState.MATCHES, figures=(figure,) if figure else ())
    assert judge(change, replace(answer(), claims=(claim,))) is verdict
