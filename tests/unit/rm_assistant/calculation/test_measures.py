"""The usual ratios: defined once, over items of the glossary, in both languages."""

from __future__ import annotations

import pytest

from rm_assistant.calculation.measures import at_period, definitions_of, parts_of_item, unit_of
from rm_assistant.calculation.notation import operands_of, write
from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.terms import Term, glossary

FY2020 = Period(2020)
DEFINED = [term for term in glossary() if term.formulas and term.operands]


@pytest.mark.parametrize("term", DEFINED, ids=lambda term: term.key)
def test_a_definition_stands_on_items_alone_and_says_its_unit(term: Term) -> None:
    for definition in definitions_of(term.key):
        items = {operand.term for operand in operands_of(definition)}
        assert all(not glossary().get(item).operands for item in items)
    assert dict(term.gives).keys() == set(Language)


@pytest.mark.parametrize("term", DEFINED, ids=lambda term: term.key)
def test_what_a_definition_needs_is_what_the_search_looks_for(term: Term) -> None:
    searched = {item.key for item in glossary().items_of(term)}
    assert {operand.term for operand in operands_of(definitions_of(term.key)[0])} <= searched


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("dpo", "365 * average(payables[FY2019], payables[FY2020]) / cost_of_sales[FY2020]"),
        ("growth", "revenue[FY2020] / revenue[FY2019] - 1"),
        ("net_debt", "total_debt[FY2020] - cash[FY2020]"),
        ("net_margin", "net_income[FY2020] / revenue[FY2020]"),
    ],
)
def test_periods_are_filled_in(key: str, written: str) -> None:
    assert write(at_period(definitions_of(key)[0], FY2020)) == written


def test_a_quarter_keeps_its_opening_balance() -> None:
    definition = at_period(definitions_of("inventory_turnover")[0], Period(2020, 2))
    assert "inventory[FY2020 Q2, opening]" in write(definition)


def test_japan_tells_some_ratios_in_percent() -> None:
    units = [unit_of(glossary().get("current_ratio"), language) for language in (Language.ENGLISH, Language.JAPANESE)]
    assert units == [Unit(UnitKind.RATIO), Unit(UnitKind.PERCENT)]


def test_other_definitions_stand_by() -> None:
    _, *others = definitions_of("gross_margin")
    assert [write(other) for other in others] == ["(revenue - cost_of_sales) / revenue"]


def test_an_item_that_some_statements_leave_out_is_reckoned_alone_and_looked_up_in_a_measure() -> None:
    assert [write(each) for each in definitions_of("gross_profit")] == ["revenue - cost_of_sales"]
    assert write(definitions_of("gross_margin")[0]) == "gross_profit / revenue"


def test_an_item_is_no_measure() -> None:
    assert definitions_of("revenue") == definitions_of("no such key") == ()


def test_a_measure_of_a_measure_is_reckoned_in_every_way_that_the_inner_one_is() -> None:
    ways = [write(way) for way in definitions_of("ebitda_margin")]
    assert ways == [f"({write(way)}) / revenue" for way in definitions_of("ebitda")]
    assert len(ways) > 1


def test_an_item_that_is_not_printed_has_parts_of_its_own_period() -> None:
    parts = parts_of_item(Operand("inventory", Period(2023)))
    assert parts
    assert write(parts) == "finished_goods[FY2023] + work_in_process[FY2023] + raw_materials[FY2023]"
    assert parts_of_item(Operand("total_debt")) is None
    assert parts_of_item(Operand("words of the question")) is None
