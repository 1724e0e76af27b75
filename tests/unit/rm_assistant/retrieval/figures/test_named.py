"""Which figures plainly named are meant, and which of several is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import (
    Attribution,
    CheckKind,
    FigureCheck,
    FigurePeriod,
    FigureRow,
    Role,
    Unit,
    UnitKind,
)
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.figures.named import Offer, best, names_part, offers
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.figures.timing import is_of
from tests.figure_rows import figure_row

INCOME, CASH = StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW


def sought(key: str, asked: str = "", *, statement: StatementKind | None = None, basis: Basis | None = None) -> Sought:
    return Sought.of(Operand(key, words=asked), statement=statement, basis=basis, companies=("Acme",))


def row(label: str, *values: int, statement: StatementKind | None = INCOME, title: str | None = None) -> FigureRow:
    return replace(figure_row(label, *values), statement=statement, title=title)


def offered(of: Sought, *rows: FigureRow) -> list[Offer]:
    return [offer for each in rows for offer in offers(each, of)]


def value(chosen: list[Offer]) -> Decimal | None:
    """Of the one that is meant, in millions."""
    (offer,) = chosen
    return offer.figure.value and offer.figure.value / 1_000_000


def test_the_statement_comes_before_other_tables() -> None:
    found = offered(
        sought("revenue"), row("Revenue", 7, statement=None), row("Revenue", 5), row("Revenue", 6, statement=None)
    )
    assert value(best(found, sought("revenue"))) == 5


def test_a_cash_flow_prints_the_change_of_a_balance() -> None:
    assert offered(sought("payables"), row("Accounts payable", 40, statement=CASH)) == []


def test_the_statement_that_is_named_comes_first() -> None:
    asked = sought("net_income", statement=CASH)
    assert value(best(offered(asked, row("Net income", 8), row("Net income", 9, statement=CASH)), asked)) == 9


def test_net_before_gross_unless_gross_is_asked_for() -> None:
    rows = [
        row("Property, plant and equipment", 9, statement=StatementKind.BALANCE_SHEET),
        row("Property, plant and equipment, net", 5, statement=StatementKind.BALANCE_SHEET),
    ]
    assert value(best(offered(sought("ppe"), *rows), sought("ppe"))) == 5


def test_a_total_before_a_line_of_the_same_name() -> None:
    rows = [row("Revenue", 3), replace(row("Revenue", 8), role=Role.TOTAL)]
    assert value(best(offered(sought("revenue"), *rows), sought("revenue"))) == 8


def test_the_owners_share_where_it_is_asked_for() -> None:
    rows = [
        replace(row("Net income", 10), attribution=Attribution.BOTH),
        replace(row("Net income attributable to common shareholders", 9), attribution=Attribution.OWNERS),
        replace(row("Net income attributable to noncontrolling interests", 1), attribution=Attribution.NONCONTROLLING),
    ]
    asked = sought("net_income", "net income attributable to shareholders")
    assert value(best(offered(asked, *rows), asked)) == 9
    assert value(best(offered(sought("net_income"), *rows), sought("net_income"))) == 10


def test_two_values_under_one_name_leave_it_open() -> None:
    chosen = best(offered(sought("revenue"), row("Revenue", 5), row("Revenue", 6)), sought("revenue"))
    assert [value([offer]) for offer in chosen] == [5, 6]


@pytest.mark.parametrize(
    "other",
    [
        row("Adjusted revenue", 5),
        row("Revenue", 5, statement=None, title="Brass widgets of the Europe division"),
        replace(row("Revenue", 5), path=("Discontinued operations",)),
    ],
)
def test_another_thing_is_not_offered(other: FigureRow) -> None:
    assert offered(sought("revenue"), other) == []


def test_rates_and_amounts_a_share_are_no_amounts() -> None:
    amount = row("Net income", 5)
    for kind in (UnitKind.PERCENT, UnitKind.PER_SHARE, UnitKind.SHARES):
        changed = replace(amount, figures=tuple(replace(each, unit=Unit(kind)) for each in amount.figures))
        assert offered(sought("net_income"), changed) == []
    assert (
        offered(sought("dividends_paid"), replace(row("Cash dividends", 1, statement=None), path=("Per share data",)))
        == []
    )


def test_a_column_of_a_segment_and_the_parent_alone_are_not_meant() -> None:
    plain = row("Revenue", 5)
    (figure,) = plain.figures
    assert offered(sought("revenue"), replace(plain, figures=(replace(figure, columns=("Europe", "2024")),))) == []
    alone = replace(plain, figures=(replace(figure, basis=Basis.PARENT_ONLY),))
    assert offered(sought("revenue"), alone) == []
    assert len(offered(sought("revenue", basis=Basis.PARENT_ONLY), alone)) == 1


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


def test_the_whole_equity_only_where_it_is_asked_for() -> None:
    balance = StatementKind.BALANCE_SHEET
    rows = [
        replace(row("Total Acme shareholders’ equity", 9, statement=balance), role=Role.TOTAL),
        replace(row("Total equity", 10, statement=balance), role=Role.TOTAL),
    ]
    for asked, expected in (("", 9), ("total equity", 10)):
        equity = sought("shareholders_equity", asked)
        assert value(best(offered(equity, *rows), equity)) == expected


@pytest.mark.parametrize(("beside", "is_part"), [("Amortization of intangible assets", True), ("Other items", False)])
def test_depreciation_alone_is_no_depreciation_and_amortization(beside: str, is_part: bool) -> None:
    asked = sought("depreciation_amortization", "depreciation and amortization")
    rows = [row("Depreciation", 7, statement=CASH), row(beside, 2, statement=CASH)]
    (chosen,) = best(offered(asked, *rows), asked)
    assert names_part(chosen, rows, asked) is is_part


def test_a_product_must_be_named() -> None:
    asked = Sought.of(Operand("737 revenues"))
    assert offered(asked, row("Total revenues", 66)) == []
    assert value(offered(asked, row("737 revenues", 9, statement=None))) == 9


def test_a_total_that_its_sum_proves_comes_first() -> None:
    proven = replace(row("Revenue", 8), role=Role.TOTAL)
    sum_of_parts = FigureCheck(CheckKind.ADDS_UP, passed=True)
    proven = replace(proven, figures=tuple(replace(each, checks=(sum_of_parts,)) for each in proven.figures))
    rows = [replace(row("Revenue", 3), role=Role.TOTAL), proven]
    assert value(best(offered(sought("revenue"), *rows), sought("revenue"))) == 8


def test_a_member_must_be_named() -> None:
    asked = Sought.of(Operand("revenue", member="Brass Widgets"))
    assert offered(asked, row("Revenue", 66)) == []
    segment = replace(row("Revenue", 9, statement=StatementKind.SEGMENTS), path=("Brass Widgets",))
    assert value(offered(asked, segment)) == 9


def under(heading: str, each: FigureRow) -> FigureRow:
    return replace(each, path=(heading,))


@pytest.mark.parametrize(
    ("asked", "heading", "label", "found"),
    [
        ("fulfillment costs", "Operating expenses", "Fulfillment", True),
        ("rooms revenue", "Revenues", "Rooms", True),
        ("rooms revenue", "Percent of net sales", "Rooms", False),
        ("rooms revenue", "Operating expenses", "Rooms", False),
        ("rooms revenue", "Revenues", "Food and beverage", False),
    ],
)
def test_a_row_may_leave_its_kind_to_its_heading(asked: str, heading: str, label: str, found: bool) -> None:
    assert bool(offered(sought(asked), under(heading, row(label, 5)))) is found


def test_what_the_heading_says_is_no_part_that_the_row_leaves_out() -> None:
    asked = sought("fulfillment costs")
    rows = [under("Operating expenses", row("Fulfillment", 5)), row("Cost of sales", 9)]
    (first, *_) = best(offered(asked, *rows), asked)
    assert not names_part(first, rows, asked)


def test_earnings_per_share_may_be_a_heading_over_the_net_income() -> None:
    per_share = row("Net income attributable to Acme", 4)
    figure = replace(per_share.figures[0], unit=Unit(UnitKind.PER_SHARE))
    per_share = replace(per_share, path=("Diluted earnings per common share",), figures=(figure,))
    assert offered(sought("eps_diluted"), per_share)
    assert not offered(sought("eps_basic", "basic earnings per share"), per_share)


def test_a_bracketed_tail_of_a_label_is_of_the_figures_in_brackets() -> None:
    label = "従業員数 [外、平均臨時雇用者数]"
    people = Unit(UnitKind.PEOPLE)
    employed = replace(row(label, 50), statement=StatementKind.KEY_FIGURES)
    own = replace(employed, figures=(replace(employed.figures[0], unit=people),))
    aside = replace(employed, figures=(replace(employed.figures[0], unit=people, text="[ 20 ]"),))
    assert offered(sought("employees"), own)
    assert not offered(sought("employees"), aside)


def test_the_owners_share_is_told_under_a_heading() -> None:
    asked = sought("net_income", "親会社株主に帰属する当期純利益")
    rows = [
        row("当期利益", 86),
        under("当期利益の帰属", row("親会社の所有者", 54)),
        under("当期利益の帰属", row("非支配持分", 32)),
    ]
    assert value(best(offered(asked, *rows), asked)) == 54


def test_cash_equivalents_are_those_of_the_row_with_that_name() -> None:
    asked = sought("cash", "現金及び現金同等物")
    rows = [
        row("現金及び預金", 189, statement=StatementKind.BALANCE_SHEET),
        row("現金及び現金同等物の期末残高", 188, statement=CASH),
    ]
    assert value(best(offered(asked, *rows), asked)) == 188


def test_dividends_a_share_are_of_the_filer_alone() -> None:
    each = replace(row("1株当たり配当額", 45), statement=StatementKind.KEY_FIGURES)
    alone = replace(each.figures[0], unit=Unit(UnitKind.PER_SHARE), basis=Basis.PARENT_ONLY)
    assert offered(sought("dividends_per_share"), replace(each, figures=(alone,)))
