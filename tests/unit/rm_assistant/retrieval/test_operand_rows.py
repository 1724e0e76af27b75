"""Which figures of a row may be meant, and which of several is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.domain.calculations import Obstacle, Unfound
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Attribution, FigurePeriod, FigureRow, Role, Unit, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.naming import Names
from rm_assistant.retrieval.operand_rows import Offer, Wanted, best, is_of, offers
from rm_assistant.retrieval.row_words import Explained
from tests.figure_rows import figure_row

INCOME, CASH = StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW


def wanted(key: str, asked: str = "", *, named: StatementKind | None = None, basis: Basis | None = None) -> Wanted:
    term = glossary().get(key)
    words = asked or term.english[0]
    names = Names.of(words, (*term.english, *term.japanese))
    return Wanted(names, term, words, named, basis, ("Acme",), Explained.by((*names.english, *names.japanese), words))


def row(label: str, *values: int, statement: StatementKind | None = INCOME, title: str | None = None) -> FigureRow:
    return replace(figure_row(label, *values), statement=statement, title=title)


def offered(of: Wanted, *rows: FigureRow) -> list[Offer]:
    return [offer for each in rows for offer in offers(each, of)]


def value(offer: Offer | Unfound) -> Decimal | None:
    assert isinstance(offer, Offer)
    return offer.figure.value and offer.figure.value / 1_000_000


def test_the_statement_comes_before_other_tables() -> None:
    found = offered(
        wanted("revenue"), row("Revenue", 7, statement=None), row("Revenue", 5), row("Revenue", 6, statement=None)
    )
    assert value(best(found, wanted("revenue"))) == 5


def test_a_cash_flow_prints_the_change_of_a_balance() -> None:
    assert offered(wanted("payables"), row("Accounts payable", 40, statement=CASH)) == []


def test_the_statement_that_is_named_comes_first() -> None:
    asked = wanted("net_income", named=CASH)
    assert value(best(offered(asked, row("Net income", 8), row("Net income", 9, statement=CASH)), asked)) == 9


def test_net_before_gross_unless_gross_is_asked_for() -> None:
    rows = [
        row("Property, plant and equipment", 9, statement=StatementKind.BALANCE_SHEET),
        row("Property, plant and equipment, net", 5, statement=StatementKind.BALANCE_SHEET),
    ]
    assert value(best(offered(wanted("ppe"), *rows), wanted("ppe"))) == 5


def test_a_total_before_a_line_of_the_same_name() -> None:
    rows = [row("Revenue", 3), replace(row("Revenue", 8), role=Role.TOTAL)]
    assert value(best(offered(wanted("revenue"), *rows), wanted("revenue"))) == 8


def test_the_owners_share_where_it_is_asked_for() -> None:
    rows = [
        replace(row("Net income", 10), attribution=Attribution.BOTH),
        replace(row("Net income attributable to common shareholders", 9), attribution=Attribution.OWNERS),
        replace(row("Net income attributable to noncontrolling interests", 1), attribution=Attribution.NONCONTROLLING),
    ]
    asked = wanted("net_income", "net income attributable to shareholders")
    assert value(best(offered(asked, *rows), asked)) == 9
    assert {value(offer) for offer in offered(wanted("net_income"), *rows)} == {10, 9}


def test_two_values_under_one_name_leave_it_open() -> None:
    chosen = best(offered(wanted("revenue"), row("Revenue", 5), row("Revenue", 6)), wanted("revenue"))
    assert isinstance(chosen, Unfound)
    assert chosen.obstacle is Obstacle.AMBIGUOUS


@pytest.mark.parametrize(
    "other",
    [
        row("Adjusted revenue", 5),
        row("Revenue", 5, statement=None, title="Brass widgets of the Europe division"),
        replace(row("Revenue", 5), path=("Discontinued operations",)),
    ],
)
def test_another_thing_is_not_offered(other: FigureRow) -> None:
    assert offered(wanted("revenue"), other) == []


def test_rates_and_amounts_a_share_are_no_amounts() -> None:
    amount = row("Net income", 5)
    for kind in (UnitKind.PERCENT, UnitKind.PER_SHARE, UnitKind.SHARES):
        changed = replace(amount, figures=tuple(replace(each, unit=Unit(kind)) for each in amount.figures))
        assert offered(wanted("net_income"), changed) == []
    assert (
        offered(wanted("dividends_paid"), replace(row("Cash dividends", 1, statement=None), path=("Per share data",)))
        == []
    )


def test_a_column_of_a_segment_and_the_parent_alone_are_not_meant() -> None:
    plain = row("Revenue", 5)
    (figure,) = plain.figures
    assert offered(wanted("revenue"), replace(plain, figures=(replace(figure, columns=("Europe", "2024")),))) == []
    alone = replace(plain, figures=(replace(figure, basis=Basis.PARENT_ONLY),))
    assert offered(wanted("revenue"), alone) == []
    assert len(offered(wanted("revenue", basis=Basis.PARENT_ONLY), alone)) == 1


@pytest.mark.parametrize(
    ("months", "quarter", "asked", "fits"),
    [
        (12, None, Period(2024), True),
        (0, None, Period(2024), True),
        (3, 4, Period(2024), False),
        (12, None, Period(2023), False),
        (3, 2, Period(2024, 2), True),
        (6, 2, Period(2024, 2), False),
    ],
)
def test_a_period_is_of_its_length(months: int, quarter: int | None, asked: Period, fits: bool) -> None:
    (figure,) = row("Revenue", 5).figures
    dated = replace(figure, period=FigurePeriod(months=months, fiscal_year=2024, quarter=quarter))
    assert is_of(dated, asked) is fits


def test_a_forecast_is_no_outcome() -> None:
    (figure,) = row("Revenue", 5).figures
    assert not is_of(replace(figure, period=FigurePeriod(fiscal_year=2024, months=12, forecast=True)), Period(2024))
