from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Part, Period, ResolvedQuestion, Scope
from rm_assistant.retrieval.parts import parts_of, period_groups

YEARS = st.lists(st.integers(1990, 2030), unique=True, max_size=8).map(sorted)


@pytest.mark.parametrize(
    ("years", "groups"),
    [
        ([], [[]]),
        ([2024], [[2024]]),
        ([2022, 2023, 2024], [[2022, 2023, 2024]]),
        ([2020, 2024], [[2024], [2020]]),
        ([2020, 2021, 2022, 2023, 2024], [[2022, 2023, 2024], [2020, 2021]]),
    ],
)
def test_periods_lie_together_that_one_filing_shows(years: list[int], groups: list[list[int]]) -> None:
    found = period_groups([Period(year) for year in years])
    assert [[period.fiscal_year for period in group] for group in found] == groups


@given(YEARS)
def test_no_period_is_lost_or_given_twice(years: list[int]) -> None:
    found = [period.fiscal_year for group in period_groups([Period(year) for year in years]) for period in group]
    assert sorted(found) == years


def test_each_part_with_documents_is_asked_in_its_own_scope() -> None:
    parts = (
        Part("Widget Works", (Period(2018),), ("w18", "w19"), ("w18",)),
        Part("Gizmo", (Period(2018),), ()),
        Part("Aozora", (Period(2019),), ("a19",)),
    )
    scope = Scope(("Widget Works", "Gizmo", "Aozora"), (Period(2018), Period(2019)), ("w18", "w19", "a19"), parts=parts)
    asked = parts_of(ResolvedQuestion("q", "q", Language.ENGLISH, scope))
    assert [part.scope.documents for part in asked] == [("w18", "w19"), ("a19",)]
    assert [part.scope.periods for part in asked] == [(Period(2018),), (Period(2019),)]
    assert {part.scope.companies for part in asked} == {scope.companies}


def test_a_question_without_parts_is_its_only_one() -> None:
    question = ResolvedQuestion("q", "q", Language.ENGLISH, Scope(documents=("w18",)))
    assert parts_of(question) == [question]
