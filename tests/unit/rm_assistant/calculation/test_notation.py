"""Expressions are written as text and read back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.calculation.notation import FormulaError, constants_of, operands_of, parse, write
from rm_assistant.domain.calculations import Average, Constant, Expression, Operand, Operation, Operator
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.questions import Period

PAYABLES = Operand("payables")

constants = st.builds(Constant, st.decimals(allow_nan=False, allow_infinity=False, places=3).map(abs))
periods = st.none() | st.builds(Period, st.integers(1990, 2060), st.none() | st.integers(1, 4))
words = st.text(min_size=1, max_size=12)
operands = st.builds(
    Operand,
    term=words,
    period=periods,
    opening=st.booleans(),
    back=st.integers(0, 5),
    when=st.text(max_size=12),
    words=st.text(max_size=12),
    statement=st.none() | st.sampled_from(StatementKind),
    member=st.none() | words,
)


def composed(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    operations = st.builds(Operation, st.sampled_from(Operator), inner, inner)
    return operations | st.builds(Average, st.lists(inner, min_size=2, max_size=3).map(tuple))


expressions = st.recursive(constants | operands, composed, max_leaves=12)


@given(expressions)
def test_what_is_written_is_read_back_the_same(expression: Expression) -> None:
    assert parse(write(expression)) == expression


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("365 * average(payables) / cost_of_sales", "365 * average(payables[opening], payables) / cost_of_sales"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a + b) + c", "a + b + c"),
        ("a ÷ (b × c)", "a / (b * c)"),
        ("1 - -2", "1 - -2"),
        ("-a", "0 - a"),
        ("（売上高 − 売上原価）÷ 売上高", "(売上高 - 売上原価) / 売上高"),
        (
            '"net sales"[FY2020 Q2, on income_statement, of "Asia"]',
            '"net sales"[FY2020 Q2, on income_statement, of "Asia"]',
        ),
    ],
)
def test_usual_notations(text: str, written: str) -> None:
    assert write(parse(text)) == written


def test_average_of_one_is_of_the_two_ends_of_its_period() -> None:
    assert parse("average(payables)") == Average((Operand("payables", opening=True), PAYABLES))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "(a",
        "a b",
        "a[FY20]",
        "a[next]",
        "root(a)",
        "a; b",
        "__import__('os')",
        "a ** b",
        "f(a)",
        "a[on nothing]",
    ],
)
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


@pytest.mark.parametrize("text", ["(" * 500 + "a" + ")" * 500, "-" * 500 + "a", "1+" * 1500 + "1", "a" * 5_000])
def test_text_made_to_exhaust_the_reader_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


def test_operands_and_constants_are_listed_from_the_left() -> None:
    expression = parse("365 * average(a, b) / (a - 2)")
    assert [operand.term for operand in operands_of(expression)] == ["a", "b", "a"]
    assert list(constants_of(expression)) == [Decimal(365), Decimal(2)]
