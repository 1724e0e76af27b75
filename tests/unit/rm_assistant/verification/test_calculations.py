"""Calculations are carried out again, exactly, from operands that stand in their spans."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.calculation.notation import FormulaError
from rm_assistant.domain import figures
from rm_assistant.domain.answers import Calculation, EvidenceSet, Operand
from rm_assistant.domain.findings import FindingCode
from rm_assistant.verification.calculations import check_calculation, evaluate
from tests.fakes_chat import EVIDENCE, row

THOUSANDS = row("n1-4", "Segment sales", {"2018": "3,276,500"}, unit="(Thousands)")
MIXED = EvidenceSet((*EVIDENCE.spans, THOUSANDS))


def codes(formula: str, result: str, *operands: tuple[str, str, str], outward: bool = False) -> list[FindingCode]:
    calculation = Calculation(formula, tuple(Operand(*operand) for operand in operands), result)
    return [finding.code for finding in check_calculation(calculation, MIXED, outward=outward).findings]


CAPEX = ("capex", "1,577", "n1-1")
CAPEX_BEFORE = ("before", "1,373", "n1-1")
SALES = ("sales", "32,765", "n1-2")
SEGMENT = ("segment", "3,276,500", "n1-4")


@pytest.mark.parametrize(
    ("formula", "result", "operands"),
    [
        ("capex / sales", "4.8%", (CAPEX, SALES)),
        ("capex / sales * 100", "4.81%", (CAPEX, SALES)),
        ("capex ÷ sales", "0.048", (CAPEX, SALES)),
        ("(capex − before) / before", "14.9%", (CAPEX, CAPEX_BEFORE)),
        ("capex - before", "204", (CAPEX, CAPEX_BEFORE)),
        ("capex - before", "$204 million", (CAPEX, CAPEX_BEFORE)),
        ("capex - before", "$0.2 billion", (CAPEX, CAPEX_BEFORE)),
        ("before - capex", "(204)", (CAPEX, CAPEX_BEFORE)),
        ("segment / sales", "10.0%", (SEGMENT, SALES)),
        ("(capex + before) / 2", "1,475", (CAPEX, CAPEX_BEFORE)),
        ("設備投資(2018) / 売上高", "4.8%", (("設備投資(2018)", "1,577", "n1-1"), ("売上高", "32,765", "n1-2"))),
    ],
)
def test_a_right_calculation_has_no_finding(
    formula: str, result: str, operands: tuple[tuple[str, str, str], ...]
) -> None:
    assert codes(formula, result, *operands) == []


@pytest.mark.parametrize("result", ["4.9%", "4.7%", "48%", "5.0%", "-4.8%"])
def test_a_wrong_result_differs(result: str) -> None:
    assert codes("capex / sales", result, CAPEX, SALES) == [FindingCode.CALCULATION_DIFFERS]


def test_the_finding_says_what_comes_out_instead() -> None:
    calculation = Calculation("capex / sales", (Operand(*CAPEX), Operand(*SALES)), "5.2%")

    assert check_calculation(calculation, EVIDENCE, outward=False).findings[0].found == "4.8%"


def test_operands_of_different_units_are_brought_to_one_scale() -> None:
    assert codes("segment / sales", "10,000.0%", SEGMENT, SALES) == [FindingCode.CALCULATION_DIFFERS]


def test_a_decrease_told_in_words_needs_no_minus_and_an_increase_may_not_hide_one() -> None:
    formula, operands = "(before - capex) / capex", (CAPEX, CAPEX_BEFORE)

    assert codes(formula, "12.9%", *operands, outward=True) == []
    assert codes(formula, "12.9%", *operands, outward=False) == [FindingCode.CALCULATION_DIFFERS]


@pytest.mark.parametrize(
    "operand",
    [("sales", "32,766", "n1-2"), ("sales", "32,765", "n1-1"), ("sales", "32,765", "n9-9"), ("sales", "many", "n1-2")],
)
def test_an_operand_that_is_not_in_its_span_is_found_out(operand: tuple[str, str, str]) -> None:
    assert codes("capex / sales", "4.8%", CAPEX, operand) == [FindingCode.OPERAND_NOT_FOUND]


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "capex /",
        "capex ** sales",
        "capex // sales",
        "capex % sales",
        "__import__('os').system('true')",
        "capex.real",
        "capex if sales else 1",
        "[capex]",
        "capex / 0",
        "capex / unknown",
        "capex + 1577",
        "capex = sales",
        "(" * 250 + "capex" + ")" * 250,
        "-" * 280 + "capex",
        "1or capex",
    ],
)
def test_what_is_no_plain_arithmetic_over_the_operands_is_invalid(formula: str) -> None:
    found = codes(formula, "4.8%", CAPEX, SALES)

    assert found in ([FindingCode.CALCULATION_INVALID], [FindingCode.CALCULATION_DIFFERS])
    assert formula.startswith("-") or found == [FindingCode.CALCULATION_INVALID]


@pytest.mark.parametrize("result", ["", "much"])
def test_a_result_without_a_number_is_invalid(result: str) -> None:
    assert codes("capex / sales", result, CAPEX, SALES) == [FindingCode.CALCULATION_INVALID]


def test_a_calculation_without_operands_is_invalid() -> None:
    assert codes("1 + 1", "2") == [FindingCode.CALCULATION_INVALID]


@given(
    st.fractions(min_value=-(10**9), max_value=10**9),
    st.fractions(min_value=-(10**9), max_value=10**9).filter(bool),
)
def test_arithmetic_is_exact_and_follows_precedence(a: Fraction, b: Fraction) -> None:
    assert evaluate("a - b * 3 / (b + -b * 4)", {"a": a, "b": b}) == a - b * 3 / (b - b * 4)


@given(st.text(max_size=40))
def test_no_formula_does_anything_but_give_a_value_or_an_error(formula: str) -> None:
    try:
        value = evaluate(formula, {"a": Fraction(1, 3), "operand": Fraction(2)})
    except (FormulaError, ZeroDivisionError):
        return
    assert isinstance(value, Fraction)


def test_operands_are_found_by_the_figures_that_were_read_of_their_cells() -> None:
    """A dash is nothing, and a scale that is printed elsewhere on the page is known."""
    table = replace(
        row("n1-1", "Long-term debt", {"2018": "—", "2017": "1,200"}, unit=None, title=None), document="d" * 64, page=4
    )
    nil = figures.Figure("—", 0, 1, figures.FigureKind.NIL, cell="n1-1-c1", scale=1_000_000)
    amount = figures.Figure("1,200", 2, 7, value=Decimal(1_200_000_000), cell="n1-1-c2", scale=1_000_000)
    printed = figures.FigureRow(4, 0, 30, "Long-term debt", (nil, amount), table="t1")
    read = tuple(figures.FoundFigure(table.document, printed, figure) for figure in printed.figures)
    evidence = EvidenceSet((replace(table, figures=read),))
    calculation = Calculation(
        "now - before", (Operand("now", "0", "n1-1"), Operand("before", "1,200", "n1-1")), "$(1.2) billion"
    )
    checked = check_calculation(calculation, evidence, outward=False)
    assert checked.findings == ()
    assert [operand.cell for operand in checked.calculation.operands] == ["n1-1-c1", "n1-1-c2"]
    assert [figure.figure_id for figure in checked.figures] == [
        f"{'d' * 64}/4/n1-1-c1",
        f"{'d' * 64}/4/n1-1-c2",
    ]
