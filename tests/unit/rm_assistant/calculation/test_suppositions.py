"""Yes/no questions about numbers, read as the question for the number."""

from __future__ import annotations

import pytest

from rm_assistant.calculation.notation import write
from rm_assistant.calculation.suppositions import read_supposition, read_suppositions
from rm_assistant.domain.calculations import Supposition
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import UnitKind

DEBT = 'long_term_debt[FY2023, at "FY2023", as "long-term debt"] - long_term_debt[FY2022, as "long-term debt"]'


@pytest.mark.parametrize(
    ("question", "supposes", "expression"),
    [
        ("Does Acme have positive working capital in FY2023?", Supposition.POSITIVE, "working_capital"),
        ("Was Acme's free cash flow negative in 2023?", Supposition.NEGATIVE, "free_cash_flow"),
        ("Has Acme increased its long-term debt in FY2023?", Supposition.ROSE, DEBT),
        ("Did long-term debt decrease in FY2023?", Supposition.FELL, DEBT),
        ("Is Acme's long-term debt growing in FY2023?", Supposition.ROSE, DEBT),
        ("Does Acme have a declining long-term debt profile as of FY2023?", Supposition.FELL, DEBT),
        ("Did Acme's long-term debt increase or decrease in FY2023?", Supposition.MOVED, DEBT),
        ("How does Acme's net income in FY2023 compare to FY2022?", Supposition.MOVED, "net_income"),
        ("運転資本はプラスですか", Supposition.POSITIVE, "working_capital"),
        ("2023年3月期の営業損益は赤字でしたか", Supposition.NEGATIVE, "operating_income"),
        ("営業利益は前期から増加しましたか", Supposition.ROSE, "operating_income"),
        ("純利益は増加しましたか、減少しましたか", Supposition.MOVED, "net_income"),
        ("増収ですか", Supposition.ROSE, "revenue"),
        ("2024年3月期は営業減益でしたか", Supposition.FELL, "operating_income"),
        ("増配しましたか", Supposition.ROSE, "dividends_per_share"),
        ("黒字ですか", Supposition.POSITIVE, "net_income"),
        ("2024年3月期は最終赤字でしたか", Supposition.NEGATIVE, "net_income"),
        ("配当はありますか", Supposition.THERE, "dividends_paid"),
        ("Is Acme profitable?", Supposition.THERE, "net_income"),
        ("Does Acme pay a dividend?", Supposition.THERE, "dividends_paid"),
        ("Did Acme report an operating loss in 2023?", Supposition.LOSS, "operating_income"),
        ("Was Acme's long-term debt higher in FY2023 than in FY2022?", Supposition.ROSE, "long_term_debt"),
    ],
)
def test_what_is_supposed_and_of_what(question: str, supposes: Supposition, expression: str) -> None:
    language = Language.ENGLISH if question.isascii() else Language.JAPANESE
    plan = read_supposition(question, language, companies=("Acme",))
    assert plan is not None
    assert plan.supposes is supposes
    assert write(plan.expression).startswith(expression)


def test_what_moves_gives_the_name_and_a_rate_moves_in_percent() -> None:
    plan = read_supposition("Did net income as a percent of sales rise in 2023?", Language.ENGLISH)
    assert plan is not None
    assert plan.name == "net income as a percent of sales"
    assert plan.shape.unit
    assert plan.shape.unit.kind is UnitKind.PERCENT


def test_a_judgement_based_on_a_ratio_is_the_question_for_the_ratio() -> None:
    plan = read_supposition(
        "Is Acme liquid based on its quick ratio for FY2022?", Language.ENGLISH, companies=("Acme",)
    )
    assert plan is not None
    assert (plan.measure, plan.supposes) == ("quick_ratio", None)


@pytest.mark.parametrize(
    "question",
    [
        "What was net income in 2023?",
        "Is Acme's business subject to cyclicality?",
        "Why did net income rise?",
        "営業利益が減少した要因は何ですか",
        "売上高はいくら増加しましたか",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    language = Language.ENGLISH if question.isascii() else Language.JAPANESE
    assert read_supposition(question, language) is None


@pytest.mark.parametrize("question", ["Did revenue increase in {}?", "{}の売上高は増加しましたか"])
def test_a_long_list_of_years_leaves_the_name(question: str) -> None:
    asked = question.format(", ".join(f"FY{year}" for year in range(1990, 2020)))
    plan = read_supposition(asked, Language.ENGLISH if question.isascii() else Language.JAPANESE)
    assert plan is not None
    assert plan.name.endswith("revenue" if question.isascii() else "売上高")


def test_sales_and_profit_are_supposed_of_apart() -> None:
    plans = read_suppositions("2024年3月期は増収減益でしたか", Language.JAPANESE)
    assert [(plan.name, plan.supposes) for plan in plans] == [
        ("2024年3月期の売上高", Supposition.ROSE),
        ("2024年3月期の営業利益", Supposition.FELL),
    ]


def test_the_year_before_is_what_a_movement_starts_from() -> None:
    plan = read_supposition("Did revenue grow compared to last year?", Language.ENGLISH)
    assert plan
    assert write(plan.expression) == 'revenue[as "revenue"] - revenue[as "revenue", back 1]'
