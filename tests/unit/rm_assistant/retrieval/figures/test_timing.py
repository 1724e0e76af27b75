"""How long a period a question asks about, and whether it is still to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rm_assistant.domain.figures import Figure, FigurePeriod
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.figures.timing import is_of, is_of_other_length, read_timing, without_timing


def figure(months: int | None, quarter: int | None = 2, *, end: date | None = None, forecast: bool = False) -> Figure:
    period = FigurePeriod(end=end, months=months, fiscal_year=2024, quarter=quarter, forecast=forecast)
    return Figure("5", 0, 1, value=Decimal(5), period=period)


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("What were net sales in the second quarter of 2024?", 3),
        ("What were net sales in the six months ended June 30, 2024?", 6),
        ("What were year-to-date net sales as of Q2 2024?", 6),
        ("What were net sales in the first half of 2024?", 6),
        ("2024年第2四半期の売上高は？", 3),
        ("2024年第2四半期累計の売上高は？", 6),
        ("2024年中間期の売上高は？", 6),
        ("2024年上期の売上高は？", 6),
    ],
)
def test_the_column_of_the_length_that_is_asked(question: str, months: int) -> None:
    timing = read_timing(question)
    fitting = [length for length in (3, 6, 9, 12) if is_of(figure(length), Period(2024, 2), timing)]
    assert fitting == [months]


def test_a_balance_is_of_its_day_whatever_the_length() -> None:
    assert is_of(figure(0), Period(2024, 2), read_timing("cash at the end of the first half"))


def test_a_length_places_a_year_that_has_no_quarter() -> None:
    assert read_timing("the first six months of 2024").placed(Period(2024)) == Period(2024, 2)
    assert read_timing("revenue in 2024").placed(Period(2024)) == Period(2024)


def test_a_year_is_no_answer_for_its_second_half() -> None:
    timing = read_timing("sales in the second half of 2024")
    assert not is_of(figure(12, None), timing.placed(Period(2024)), timing)


def test_the_last_three_months_of_a_year_are_its_fourth_quarter() -> None:
    timing = read_timing("net income in the fourth quarter").of_filing(date(2024, 12, 31))
    assert is_of(figure(3, None, end=date(2024, 12, 31)), Period(2024, 4), timing)
    assert not is_of(figure(3, None, end=date(2024, 9, 30)), Period(2024, 4), timing)
    assert not is_of(figure(12, None, end=date(2024, 12, 31)), Period(2024, 4), timing)


@pytest.mark.parametrize("question", ["2024年3月期の営業利益の予想は？", "What is the revenue guidance for 2024?"])
def test_a_forecast_answers_forecast_questions_alone(question: str) -> None:
    asked = read_timing(question)
    assert is_of(figure(12, None, forecast=True), Period(2024), asked)
    assert not is_of(figure(12, None), Period(2024), asked)
    assert not is_of(figure(12, None, forecast=True), Period(2024), read_timing("営業利益は？"))


def test_a_quarters_movement_is_of_another_length_than_a_year() -> None:
    timing = read_timing("revenue")
    assert is_of_other_length(figure(3), (Period(2024),), timing)
    assert not is_of_other_length(figure(12), (Period(2024),), timing)
    assert not is_of_other_length(figure(0), (Period(2024),), timing)
    assert not is_of_other_length(figure(3), (), timing)


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("operating income for the six", "operating income"),
        ("year-to-date net sales", "net sales"),
        ("営業利益の予想", "営業利益"),
        ("来期の設備投資の見通し", "設備投資"),
        ("net sales", "net sales"),
    ],
)
def test_an_items_words_without_its_time(words: str, item: str) -> None:
    assert without_timing(words) == item
