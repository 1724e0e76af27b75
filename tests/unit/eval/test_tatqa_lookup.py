"""Operands looked up in one given table, on tables made up for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.tatqa_lookup import TableLookUp
from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.questions import Period
from tests.table_pages import ENGLISH, rows_of, table_page

POST = table_page(
    "|2023|2022",
    "Parcels owed by members (Note 4)|$120|$100",
    "Parcels owed to members|40|50",
    "Non-current bonds|7|8",
    "Balance at the beginning of the year|12|11",
    "Balance at the end of the year|14|12",
    "|$193|$181",
    unit="(in millions)",
)
GROWTH = table_page(
    "|2023|2022|2023 over 2022{2}", "Letters|$60|$50|$10|20%", "Total|$160|$150|$10|7%", unit="(in millions)"
)
BY_LEVEL = table_page("|Level 1|Level 2", "Bonds|$10|$20", "Funds|30|40", "Total|$40|$60", unit="(in millions)")


def found(operand: Operand | str, *, context: str = "", page: object = POST) -> Decimal | Obstacle | None:
    """In millions."""
    wanted = operand if isinstance(operand, Operand) else Operand(operand, Period(2023))
    outcome = TableLookUp(rows_of(page, ENGLISH), context)(wanted)  # type: ignore[arg-type]
    if isinstance(outcome, Unfound):
        return outcome.obstacle
    return outcome.figure.value / 10**6 if outcome.figure.value is not None else None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("parcels owed by members", 120),
        ("parcels owed to members", 40),
        ("noncurrent bonds", 7),
        ("non-current bonds", 7),
        ("noncurent bonds", 7),
        ("beginning balance", 12),
        ("balance", 14),
    ],
)
def test_the_row_that_says_all_words(words: str, value: int) -> None:
    assert found(words) == value


@pytest.mark.parametrize("words", ["current bonds", "telegrams", "parcels in Ruritania", "average parcels"])
def test_a_telling_word_that_nothing_says_is_refused(words: str) -> None:
    assert isinstance(found(words), Obstacle)


def test_a_sum_without_a_label_is_of_all_the_table_is_about() -> None:
    about = "Obligations consisted of the following:"
    assert found("total obligations", context=about) == 193
    assert found("total bonds", context=about) is Obstacle.MISSING


def test_a_column_of_changes_is_no_rival() -> None:
    assert found("letters", page=GROWTH) == 60
    assert found(Operand("letters", Period(2022)), page=GROWTH) == 50


def test_what_only_a_column_names_is_its_total() -> None:
    assert found(Operand("level 2"), page=BY_LEVEL) == 60


def test_an_amount_a_share_is_no_number_of_shares() -> None:
    page = table_page("|2023", "Earnings per share:|", ">Shares outstanding, basic (in millions)|612", header=1)
    assert isinstance(found("basic earnings per share", page=page), Obstacle)


LIKE_NAMES = table_page(
    "|2023|2022",
    "Interest income|$12|$11",
    "Wages|50|40",
    "Other lodging revenue|7|6",
    "Profit as a % of sales|9%|8%",
    "Gains on postage|5|4",
    unit="(in millions)",
)


@pytest.mark.parametrize(
    "words", ["interest expense", "lodging revenue", "sales", "profit", "gains on parcels", "losses on postage"]
)
def test_a_row_of_another_thing_does_not_stand_in_for_the_one_that_is_missing(words: str) -> None:
    """Nor where the sentences around the table speak of both."""
    about = "Interest expense, lodging revenue, sales, profit, and losses and gains on parcels and postage:"
    assert isinstance(found(words, context=about, page=LIKE_NAMES), Obstacle)


@pytest.mark.parametrize(
    ("words", "value"), [("wages of parcel crews", 50), ("interest income", 12), ("other lodging revenue", 7)]
)
def test_the_paragraphs_may_say_more_of_a_row_that_is_named_as_a_whole(words: str, value: int) -> None:
    assert found(words, context="The parcel crews are paid weekly.", page=LIKE_NAMES) == value
