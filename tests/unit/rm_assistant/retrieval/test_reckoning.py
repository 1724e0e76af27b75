"""From a question to what the figures give for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import Reckoned
from rm_assistant.domain.calculations import NoResult, Obstacle, Result, Supposition
from rm_assistant.domain.questions import Question
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.reckoning import Reckoner
from rm_assistant.retrieval.scope import understand
from tests.accounts import BALANCE, CASH, INCOME, brass_report, catalog_of, figure_index, tsuki_report

Reckon = Callable[[str], tuple[Reckoned, ...]]
ASSET_TURNOVER = """What is Brass Foundry's FY2023 asset turnover? Asset turnover is defined as: FY2023 net sales /
(average total assets between FY2022 and FY2023). Round to two decimal places."""
FILED = (brass_report(), tsuki_report())


@pytest.fixture(scope="module")
def reckon() -> Reckon:
    catalog = catalog_of(*FILED)
    reckoner = Reckoner(figure_index(*FILED), catalog)
    documents = catalog.documents(LOCAL_PRINCIPAL)

    def reckoned(text: str) -> tuple[Reckoned, ...]:
        return reckoner.reckon(understand(Question(text, detect_language(text)), documents), LOCAL_PRINCIPAL)

    return reckoned


def result_of(reckoned: tuple[Reckoned, ...]) -> Result:
    (one,) = reckoned
    assert isinstance(one.outcome, Result), one.outcome
    return one.outcome


@pytest.mark.parametrize(
    ("question", "shown", "page"),
    [
        ("What were Brass Foundry's net sales in FY2023?", "8,000 million", INCOME),
        ("What were Brass Foundry's net sales in FY2022?", "7,500 million", INCOME),
        ("What is the year end FY2023 net PP&E of Brass Foundry? Answer in USD billions.", "3.1 billion", BALANCE),
        ("What was the capital expenditure of Brass Foundry in 2023?", "450 million", CASH),
        ("What are Brass Foundry's accounts payable at the end of FY2023?", "640 million", BALANCE),
        ("How much did Brass Foundry pay in dividends in FY2022?", "190 million", CASH),
        ("月影精機の2024年3月期の売上高は？", "10,000百万円", 1),
    ],
)
def test_a_figure_is_looked_up_on_its_statement(reckon: Reckon, question: str, shown: str, page: int) -> None:
    result = result_of(reckon(question))
    assert shown in result.shown
    assert [bound.found.row.page for bound in result.operands] == [page]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("What is Brass Foundry's FY2023 current ratio?", "1.50"),
        ("What was the free cash flow of Brass Foundry in FY2023?", "850 million"),
        ("By how much did Brass Foundry's net sales grow from FY2022 to FY2023, in percent?", "6.7%"),
        ("What was the effective tax rate of Brass Foundry in FY2023?", "21.0%"),
        (ASSET_TURNOVER, "1.40"),
        ("月影精機の2024年3月期の営業利益率は？", "12.5%"),
    ],
)
def test_a_measure_is_reckoned(reckon: Reckon, question: str, shown: str) -> None:
    assert shown in result_of(reckon(question)).shown


@pytest.mark.parametrize(
    ("question", "supposes", "positive"),
    [
        ("Does Brass Foundry have positive working capital based on FY2023 data?", Supposition.POSITIVE, True),
        ("Was the working capital of Brass Foundry positive in FY2022?", Supposition.POSITIVE, False),
        ("Has Brass Foundry increased its long-term debt in FY2023?", Supposition.ROSE, False),
        ("Did Brass Foundry's gross profit increase or decrease in FY2023?", Supposition.MOVED, True),
        ("月影精機の2024年3月期の営業利益は増加しましたか", Supposition.ROSE, True),
    ],
)
def test_yes_and_no_come_from_a_number(reckon: Reckon, question: str, supposes: Supposition, positive: bool) -> None:
    result = result_of(reckon(question))
    assert result.plan.supposes is supposes
    assert (result.exact > 0) is positive


def test_a_change_has_two_ends(reckon: Reckon) -> None:
    (reckoned,) = reckon("Did Brass Foundry's gross profit increase in FY2023?")
    assert reckoned.later
    assert reckoned.earlier
    assert (reckoned.earlier.shown, reckoned.later.shown) == ("2,700 million", "3,000 million")


def test_several_items_are_looked_up_one_by_one(reckon: Reckon) -> None:
    outcomes = [each.outcome for each in reckon("What were net sales and net income of Brass Foundry in FY2023?")]
    assert [isinstance(outcome, Result) and outcome.shown for outcome in outcomes] == [
        "8,000 million",
        "790 million",
    ]


@pytest.mark.parametrize(
    ("question", "obstacle"),
    [
        ("What was Brass Foundry's goodwill in FY2023?", Obstacle.MISSING),
        ("What were Brass Foundry's net sales in FY2019?", Obstacle.NO_PERIOD),
        ("What is Brass Foundry's FY2023 inventory turnover?", Obstacle.MISSING),
    ],
)
def test_what_is_not_printed_is_told_and_not_guessed(reckon: Reckon, question: str, obstacle: Obstacle) -> None:
    (reckoned,) = reckon(question)
    assert isinstance(reckoned.outcome, NoResult)
    assert reckoned.outcome.obstacle is obstacle


@pytest.mark.parametrize(
    "question",
    ["Why did Brass Foundry's net sales rise?", "Who audits Brass Foundry?", "月影精機の増収の要因は何ですか"],
)
def test_questions_for_words_are_not_reckoned(reckon: Reckon, question: str) -> None:
    assert reckon(question) == ()


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("How much did Brass Foundry sell in FY2023?", "8,000 million"),
        ("Brass Foundry net sales FY2023?", "8,000 million"),
        ("What were Brass Foundry's net sales, going by its 2023 10-K?", "8,000 million"),
        ("By what percentage did Brass Foundry's net sales rise or fall in FY2023?", "6.7%"),
        ("How much more did Brass Foundry sell in FY2023 than in FY2022, in percent?", "6.7%"),
        ("How fast did Brass Foundry's net sales grow in FY2023?", "6.7%"),
    ],
)
def test_a_figure_is_found_however_it_is_asked_for(reckon: Reckon, question: str, shown: str) -> None:
    assert shown in result_of(reckon(question)).shown
