"""Questions as plans, written in the notation of expressions."""

from __future__ import annotations

import pytest

from rm_assistant.calculation.moments import Horizon
from rm_assistant.calculation.notation import operands_of, with_operands, write
from rm_assistant.calculation.questions import read_plan
from rm_assistant.domain.calculations import Expression, Operand, Operation, Operator, Plan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.words import detect_language

SHOWN = Horizon((Period(2020), Period(2019), Period(2018)))


def plan_of(text: str, *companies: str) -> Plan | None:
    return read_plan(text, detect_language(text), companies=companies, horizon=SHOWN)


def plain(expression: Expression) -> str:
    """Without the question's own words beside keys and periods."""

    def bare(operand: Operand) -> Operand:
        return Operand(operand.term, operand.period, operand.opening, operand.back, statement=operand.statement)

    return write(with_operands(expression, bare))


def readings(text: str, *companies: str) -> list[str]:
    plan = plan_of(text, *companies)
    return [plain(expression) for expression in (plan.expression, *plan.alternatives)] if plan else []


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("What was revenue in 2019?", "revenue[FY2019]"),
        ("What is the amount of deferred rent in 2019?", '"deferred rent"[FY2019]'),
        ("How much total current assets did Acme have at the end of FY2019?", "current_assets[FY2019]"),
        ("How much did Acme pay out in cash dividends for FY2020?", "dividends_paid[FY2020]"),
        ("What was the change in revenue from 2018 to 2020?", "revenue[FY2020] - revenue[FY2018]"),
        ("What was the change in rent in 2019 from 2018?", "rent[FY2019] - rent[FY2018]"),
        ("What was the increase / (decrease) in rent from 2019 to 2018?", "rent[FY2019] - rent[FY2018]"),
        ("What was the change in rent?", "rent[FY2020] - rent[FY2019]"),
        (
            "What was the parcel revenue variance in dollars for 2019 vs 2018?",
            '"parcel revenue"[FY2019] - "parcel revenue"[FY2018]',
        ),
        ("How much did revenue increase from FY2018 to FY2019?", "revenue[FY2019] - revenue[FY2018]"),
        ("What is the difference in rent between 2018 and 2019?", "difference(rent[FY2019], rent[FY2018])"),
        ("What is the difference between rent and revenue in 2019?", "difference(rent[FY2019], revenue[FY2019])"),
        (
            "What is the percentage change in rent between 2018 and 2019?",
            "(rent[FY2019] - rent[FY2018]) / rent[FY2018]",
        ),
        ("What was the year-over-year growth in rent in 2019?", "(rent[FY2019] - rent[FY2018]) / rent[FY2018]"),
        ("What is the FY2018 - FY2019 rent growth rate?", "(rent[FY2019] - rent[FY2018]) / rent[FY2018]"),
        ("What is the CAGR of rent from 2016 to 2019?", "root(rent[FY2019] / rent[FY2016], 3) - 1"),
        ("What was the average rent for 2018 and 2020?", "average(rent[FY2018], rent[FY2020])"),
        ("What was the average rent between 2018 and 2020?", "average(rent[FY2018], rent[FY2019], rent[FY2020])"),
        ("What is the total rent in 2018 and 2019?", '"total rent"[FY2018] + "total rent"[FY2019]'),
        ("What is the ratio of rent to revenue in 2019?", "rent[FY2019] / revenue[FY2019]"),
        ("What is rent as a percentage of total revenue in 2019?", "rent[FY2019] / revenue[FY2019]"),
        ("What percentage of total costs was rent in 2019?", 'rent[FY2019] / "total costs"[FY2019]'),
        ("Rent accounted for what percentage of total costs in 2019?", 'Rent[FY2019] / "total costs"[FY2019]'),
        ("What percentage of total costs does rent represent in 2019?", 'rent[FY2019] / "total costs"[FY2019]'),
        ("How much higher was rent than fuel in 2019?", "difference(rent[FY2019], fuel[FY2019])"),
        ("By what percentage did rent rise from 2018 to 2019?", "(rent[FY2019] - rent[FY2018]) / rent[FY2018]"),
        ("What is EBITDA less capex in FY2019?", "ebitda[FY2019] - capital_expenditure[FY2019]"),
        ("What is rent divided by revenue for FY2019?", "rent[FY2019] / revenue[FY2019]"),
        ("For 2019, what is the percentage of rent in total costs?", 'rent[FY2019] / "total costs"[FY2019]'),
        ("2023年3月期の売上高はいくらですか？", "revenue[FY2023]"),
        ("2022年3月期から2023年3月期の売上高の増減率は？", "(revenue[FY2023] - revenue[FY2022]) / revenue[FY2022]"),
        ("営業利益の前期比増減額を教えてください", "operating_income[FY2020] - operating_income[FY2019]"),
        ("2023年3月期の売上高は前期比何%増加しましたか？", "(revenue[FY2023] - revenue[FY2022]) / revenue[FY2022]"),
        ("売上高に占める研究開発費の割合は？", "research_and_development / revenue"),
        ("研究開発費の売上高に対する比率", "research_and_development / revenue"),
        ("有利子負債から現金及び預金を差し引いた額", "total_debt - cash"),
        ("売上高と売上原価の差はいくらですか", "difference(revenue, cost_of_sales)"),
        ("短期借入金と長期借入金の合計", "short_term_debt + long_term_debt"),
        ("2021年3月期から2023年3月期の売上高の平均", "average(revenue[FY2021], revenue[FY2022], revenue[FY2023])"),
        ("2019年3月期から2023年3月期の売上高の年平均成長率", "root(revenue[FY2023] / revenue[FY2019], 4) - 1"),
        ("営業利益を売上高で割った値", "operating_income / revenue"),
    ],
)
def test_what_a_question_wants_reckoned(question: str, written: str) -> None:
    assert readings(question, "Acme")[0] == written


def test_a_measure_is_looked_up_before_it_is_reckoned() -> None:
    assert readings("What is the current ratio in 2019?") == [
        "current_ratio[FY2019]",
        "current_assets[FY2019] / current_liabilities[FY2019]",
    ]
    assert readings("自己資本比率は？") == ["equity_ratio", "shareholders_equity / total_assets"]


def test_a_definition_in_the_question_is_what_counts() -> None:
    question = (
        "What is Acme's FY2017 days payable outstanding (DPO)? DPO is defined as: 365 * (average accounts payable "
        "between FY2016 and FY2017) / (FY2017 COGS + change in inventory between FY2016 and FY2017)."
    )
    assert readings(question, "Acme") == [
        (
            "365 * average(payables[FY2016], payables[FY2017]) / "
            "(cost_of_sales[FY2017] + (inventory[FY2017] - inventory[FY2016]))"
        )
    ]


def test_definitions_may_stand_on_one_another() -> None:
    question = (
        "What is the FY2019 spread? Spread is defined as: yield less cost. "
        "Yield is defined as: (FY2019 interest income) / (average loans between FY2018 and FY2019). "
        "Cost is defined as: (FY2019 interest expense) / (FY2019 deposits)."
    )
    assert readings(question)[0] == (
        "interest_income[FY2019] / average(loans[FY2018], loans[FY2019]) - interest_expense[FY2019] / deposits[FY2019]"
    )


def test_define_as_and_japanese_definitions() -> None:
    assert readings(
        "What is the FY2019 cover? Define cover as total current assets divided by total current liabilities."
    ) == ["current_assets[FY2019] / current_liabilities[FY2019]"]
    assert readings("安全率は流動資産合計÷流動負債合計と定義する。2023年3月期の安全率は？") == [
        "current_assets[FY2023] / current_liabilities[FY2023]"
    ]


def test_words_that_may_be_parted_in_two_ways_are_read_both_ways() -> None:
    found = readings("What is the sum of cash and cash equivalents and rent in 2019?")
    assert "cash[FY2019] + rent[FY2019]" in found
    assert len(found) > 1


def test_all_parts_of_a_list_are_taken_together() -> None:
    averages = readings("What was the average of rent, tolls and fuel in 2019?")
    sums = readings("What is the sum of rent, tolls, and fuel in 2019?")
    assert "average(rent[FY2019], tolls[FY2019], fuel[FY2019])" in averages
    assert "rent[FY2019] + tolls[FY2019] + fuel[FY2019]" in sums


def test_an_average_may_be_printed_as_such() -> None:
    assert readings("What was the average remaining life in 2020?") == [
        '"average remaining life"[FY2020]',
        'average("remaining life"[FY2019], "remaining life"[FY2020])',
    ]


def test_days_within_a_year_are_told_apart() -> None:
    plan = plan_of("What was the increase in the low price from July 8, 2018 to September 30, 2018?")
    assert plan is not None
    assert write(plan.expression).startswith('"low price"[FY2018, at "September 30, 2018"] - ')


def test_the_shape_is_the_questions_or_the_measures() -> None:
    asked = plan_of("What is the FY2019 operating margin? Answer in units of percents and round to one decimal place.")
    usual = plan_of("売上高営業利益率は？")
    percent = Unit(UnitKind.PERCENT)
    assert asked is not None
    assert (asked.shape.decimals, asked.shape.unit) == (1, percent)
    assert usual is not None
    assert (usual.shape.decimals, usual.shape.unit) == (None, percent)


@pytest.mark.parametrize(
    "question",
    [
        "Why did margins fall?",
        "How many years did revenue exceed $5 million?",
        "What was rent in 2018 and 2019?",
        "",
        "。",
    ],
)
def test_what_asks_for_no_single_figure_is_not_read(question: str) -> None:
    assert plan_of(question) is None


@pytest.mark.parametrize(
    "text",
    [
        "What is " + "a and b " * 45,
        "(" * 900,
        "average " * 50 + "rent",
        "difference between " * 20 + "a and b",
        "売上高と" * 90,
    ],
)
def test_words_without_an_end_are_not_read_for_ever(text: str) -> None:
    assert all(_size(read_plan(text, language)) < 2_000 for language in Language)


def _size(plan: Plan | None) -> int:
    expressions = (plan.expression, *plan.alternatives) if plan else ()
    return sum(1 for expression in expressions for _ in operands_of(expression))


def test_a_change_in_percent_is_the_growth() -> None:
    plan = read_plan("By how much did revenue grow from FY2022 to FY2023, in percent?", Language.ENGLISH)
    assert plan
    assert isinstance(plan.expression, Operation)
    assert plan.expression.operator is Operator.DIVIDE


def test_what_is_left_of_a_name_is_no_word_of_the_question() -> None:
    for text in ("What was Acme Works' revenue in 2023?", 'What was the revenue of "Acme Works" in 2023?'):
        plan = read_plan(text, Language.ENGLISH, companies=("Acme Works",))
        assert plan
        assert (plan.name, plan.expression) == (
            "revenue in 2023",
            Operand("revenue", Period(2023), when="2023", words="revenue"),
        )


def test_a_sentence_that_asks_for_no_figure_gives_way_to_the_next() -> None:
    text = "How many times has Acme sold its inventory? Calculate the inventory turnover ratio for FY2022."
    plan = read_plan(text, Language.ENGLISH, companies=("Acme",))
    assert plan
    assert plan.measure == "inventory_turnover"


@pytest.mark.parametrize("question", ["What was ⟦7⟧ revenue in 2019?", "⟦7⟧2019年度の売上高はいくらですか"])
def test_a_question_that_holds_the_sign_of_a_mark_is_read_all_the_same(question: str) -> None:
    plan = plan_of(question)
    assert plan
    assert [operand.period for operand in operands_of(plan.expression)] == [Period(2019)]


def test_a_hundred_years_before_the_question_do_not_hide_it() -> None:
    years = ", ".join(f"FY{year}" for year in (*range(1970, 2025), *range(1970, 2025)))
    assert readings(f"There are notes for {years}. What was revenue in 2019 divided by net income in 2018?") == [
        "revenue[FY2019] / net_income[FY2018]"
    ]
