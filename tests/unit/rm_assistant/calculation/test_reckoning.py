"""Plans carried out over looked-up figures."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from rm_assistant.calculation.notation import parse
from rm_assistant.calculation.reckoning import carry_out
from rm_assistant.domain.calculations import NoResult, Obstacle, Operand, Plan, Result, Shape, Unfound
from rm_assistant.domain.documents import Basis, Language, StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FigurePeriod, FigureRow, FoundFigure, Unit, UnitKind

USD = Unit(UnitKind.CURRENCY, "USD")
JPY = Unit(UnitKind.CURRENCY, "JPY")
PERCENT = Unit(UnitKind.PERCENT)
MILLION = 10**6
_CELLS = itertools.count()


def figure(
    value: str | None,
    unit: Unit | None = USD,
    scale: int | None = MILLION,
    *,
    kind: FigureKind = FigureKind.NUMBER,
    meant: int = 1,
    basis: Basis | None = None,
    months: int | None = 12,
    statement: StatementKind | None = None,
    label: str = "Line",
) -> FoundFigure:
    """`value` as printed, in millions unless said."""
    amount = Decimal(value) * (scale or 1) if value is not None else None
    period = FigurePeriod(date(2020, 12, 31), months)
    cell = Figure(
        value or "—",
        0,
        5,
        kind,
        amount,
        f"p1-t1-{next(_CELLS)}",
        unit=unit,
        scale=scale,
        meant=meant,
        period=period,
        basis=basis,
    )
    return FoundFigure("d" * 64, FigureRow(1, 0, 9, label, (cell,), statement=statement), cell)


def reckon(
    text: str, figures: Mapping[str, FoundFigure], shape: Shape | None = None, language: Language = Language.ENGLISH
) -> Result | NoResult:
    plan = Plan(parse(text), "asked", shape=shape or Shape())
    return carry_out(plan, lambda operand: figures.get(operand.term) or Unfound(Obstacle.MISSING, "none"), language)


def result_of(
    text: str, figures: Mapping[str, FoundFigure], shape: Shape | None = None, language: Language = Language.ENGLISH
) -> Result:
    outcome = reckon(text, figures, shape, language)
    assert isinstance(outcome, Result)
    return outcome


def obstacle_of(text: str, **figures: FoundFigure) -> Obstacle:
    outcome = reckon(text, figures)
    assert isinstance(outcome, NoResult)
    return outcome.obstacle


def test_steps_show_the_sum_in_printed_numbers() -> None:
    figures = {"before": figure("1234"), "after": figure("1301"), "cost": figure("9876")}
    days = Shape(decimals=1, unit=Unit(UnitKind.DURATION, measure="days"))
    formula = "365 * average(before, after) / cost"
    english = result_of(formula, figures, days)
    assert english.steps == "365 × (1,234 + 1,301) ÷ 2 ÷ 9,876 = 46.8 days"
    assert result_of(formula, figures, days, Language.JAPANESE).steps.endswith("= 46.8日")
    assert english.exact.quantize(Decimal("0.0001")) == Decimal("46.8446")
    assert [bound.operand.term for bound in english.operands] == ["before", "after", "cost"]


def test_an_amount_is_shown_as_asked_with_the_printed_one_beside_it() -> None:
    figures = {"ppe": figure("8738")}
    asked = Shape(decimals=1, scale=10**9, unit=USD)
    assert result_of("ppe", figures, asked).shown == "8.7 billion (8,738 million)"
    in_yen = {"ppe": figure("8738", JPY)}
    shape = Shape(scale=10**8, unit=JPY)
    assert result_of("ppe", in_yen, shape, Language.JAPANESE).shown == "87.4億円（8,738百万円）"
    assert result_of("ppe", in_yen, Shape(scale=MILLION), Language.JAPANESE).shown == "8,738百万円"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("a - b", "USD -94 million"),
        ("average(a, b)", "USD 727 million"),
        ("(a - b) / b", "-0.12 (-12.1%)"),
        ("a + b", "USD 1,454 million"),
    ],
)
def test_results_carry_their_unit(formula: str, shown: str) -> None:
    assert result_of(formula, {"a": figure("680"), "b": figure("774")}).shown == shown


def test_a_rate_is_shown_in_percent_where_asked() -> None:
    figures = {"a": figure("680"), "b": figure("774")}
    assert result_of("(a - b) / b", figures, Shape(unit=PERCENT)).shown == "-12.1%"
    assert (
        result_of("a - b", {"a": figure("0.038", PERCENT, None), "b": figure("0.04", PERCENT, None)}).shown == "-0.2%"
    )


def test_an_amount_is_not_told_in_percent_nor_in_a_currency_that_is_not_printed() -> None:
    assert result_of("a", {"a": figure("680")}, Shape(unit=PERCENT)).shown == "USD 680 million"
    in_dollars = Shape(scale=MILLION, unit=USD)
    assert result_of("a", {"a": figure("680", USD)}, in_dollars).shown == "680 million"
    assert result_of("a", {"a": figure("680", JPY)}, in_dollars).shown == "JPY 680 million"


def test_the_plan_of_a_result_is_the_way_that_was_taken() -> None:
    plan = Plan(parse("printed"), "asked", alternatives=(parse("a - b"),))
    figures = {"a": figure("680"), "b": figure("774")}
    outcome = carry_out(plan, lambda operand: figures.get(operand.term) or Unfound(Obstacle.MISSING), Language.ENGLISH)
    assert isinstance(outcome, Result)
    assert outcome.plan.expression == parse("a - b")


def test_a_tax_printed_as_a_deduction_enters_as_the_expense_that_it_is() -> None:
    tax = figure("-111", statement=StatementKind.INCOME_STATEMENT, label="(Provision) benefit for income taxes")
    figures = {"income_taxes": tax, "pretax_income": figure("623")}
    assert result_of("income_taxes / pretax_income", figures, Shape(unit=PERCENT)).shown == "17.8%"


def test_a_dash_counts_as_nothing_but_is_no_divisor() -> None:
    nil = figure(None, kind=FigureKind.NIL)
    assert result_of("a - b", {"a": nil, "b": figure("5")}).exact == -5 * MILLION
    assert obstacle_of("a / b", a=figure("5"), b=nil) is Obstacle.DIVISION_BY_ZERO


def test_a_missing_operand_gives_no_number_but_its_name() -> None:
    outcome = reckon("a - b", {"a": figure("1")})
    assert isinstance(outcome, NoResult)
    assert (outcome.obstacle, outcome.operand) == (Obstacle.MISSING, Operand("b"))


def test_another_way_is_taken_where_the_first_lacks_a_figure() -> None:
    plan = Plan(parse("gross / revenue"), "margin", alternatives=(parse("(revenue - cost) / revenue"),))
    figures = {"revenue": figure("100"), "cost": figure("60")}
    outcome = carry_out(plan, lambda operand: figures.get(operand.term) or Unfound(Obstacle.MISSING), Language.ENGLISH)
    assert isinstance(outcome, Result)
    assert outcome.exact == Decimal("0.4")


@pytest.mark.parametrize(
    ("one", "other", "obstacle"),
    [
        (figure("1"), figure("1", JPY), Obstacle.UNITS),
        (figure("1"), figure("1", Unit(UnitKind.SHARES)), Obstacle.UNITS),
        (figure("1"), figure("1", scale=None), Obstacle.SCALES),
        (figure("22626", scale=None), figure("7", scale=None), Obstacle.SCALES),
        (figure("1", PERCENT), figure("1", None, None), Obstacle.UNITS),
        (figure("1", basis=Basis.CONSOLIDATED), figure("1", basis=Basis.PARENT_ONLY), Obstacle.BASES),
        (figure("1", months=3), figure("1", months=12), Obstacle.PERIOD_LENGTHS),
    ],
)
def test_figures_that_do_not_mix_give_no_number(one: FoundFigure, other: FoundFigure, obstacle: Obstacle) -> None:
    assert obstacle_of("a + b", a=one, b=other) is obstacle


def test_a_balance_and_a_movement_may_meet() -> None:
    assert result_of("a / b", {"a": figure("1", months=0), "b": figure("4", months=12)}).exact == Decimal("0.25")


def test_one_cell_does_not_stand_for_two_operands() -> None:
    same = figure("7845")
    assert obstacle_of("severance / total", severance=same, total=same) is Obstacle.AMBIGUOUS


def test_words_are_no_number() -> None:
    assert obstacle_of("a", a=figure(None, kind=FigureKind.WORDS)) is Obstacle.NOT_A_NUMBER


def test_outflows_enter_a_formula_by_magnitude() -> None:
    paid = figure("-30", statement=StatementKind.CASH_FLOW)
    assert (
        result_of(
            "operating_cash_flow - capital_expenditure",
            {"operating_cash_flow": figure("100"), "capital_expenditure": paid},
        ).exact
        == 70 * MILLION
    )
    assert result_of("capital_expenditure", {"capital_expenditure": paid}).exact == 30 * MILLION
    assert result_of("interest_expense", {"interest_expense": figure("-5")}).exact == -5 * MILLION


def test_a_loss_is_a_negative_profit_to_who_asks_for_the_profit() -> None:
    loss = figure("40", meant=-1, label="Net loss")
    assert result_of("net_income / revenue", {"net_income": loss, "revenue": figure("80")}).exact == Decimal("-0.5")
    assert result_of('"net loss"', {"net loss": loss}).exact == 40 * MILLION


def test_what_is_named_an_average_must_be_printed_as_one() -> None:
    assert obstacle_of('"average life"', **{"average life": figure("4", label="Life")}) is Obstacle.MISSING
    assert isinstance(reckon('"average life"', {"average life": figure("4", label="Average life")}), Result)


def test_an_amount_of_which_no_scale_is_known_is_refused_unless_it_tells_itself() -> None:
    assert obstacle_of("a", a=figure("22626", scale=None)) is Obstacle.SCALES
    assert result_of("a", {"a": figure("3037000", scale=None)}).exact == 3_037_000
    assert result_of("a", {"a": figure("20.53", scale=None)}).exact == Decimal("20.53")
    assert result_of("a / b", {"a": figure("5", scale=None), "b": figure("4", scale=None)}).exact == Decimal("1.25")


PARTS = {"finished_goods": figure("20"), "work_in_process": figure("5"), "raw_materials": figure("15")}


def test_an_item_that_is_not_printed_is_the_sum_of_its_parts() -> None:
    result = reckon("inventory / revenue", {**PARTS, "revenue": figure("400")})
    assert isinstance(result, Result)
    assert result.steps == "(20 + 5 + 15) ÷ 400 = 0.10"


def test_an_item_without_one_of_its_parts_is_missing_by_its_own_name() -> None:
    result = reckon("inventory / revenue", {"finished_goods": figure("20"), "revenue": figure("400")})
    assert isinstance(result, NoResult)
    assert (result.obstacle, result.operand) == (Obstacle.MISSING, Operand("inventory"))


@pytest.mark.parametrize(("statement", "given"), [(StatementKind.CASH_FLOW, True), (None, False)])
def test_a_definition_that_wants_a_line_of_a_statement_takes_none_from_a_note(
    statement: StatementKind | None, given: bool
) -> None:
    result = reckon("depreciation[on cash_flow]", {"depreciation": figure("12", statement=statement)})
    assert isinstance(result, Result) is given


def test_a_small_rate_keeps_a_digit_that_tells_it_from_nothing() -> None:
    result = reckon("a / b", {"a": figure("1"), "b": figure("4000")}, Shape(unit=PERCENT))
    assert isinstance(result, Result)
    assert result.shown == "0.025%"
