from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Basis, Language, Page, StatementKind
from rm_assistant.domain.questions import Period
from rm_assistant.retrieval.features import WEIGHTS, Candidate, item_weight, look_at, statement_weight
from rm_assistant.retrieval.query import Query, read_query
from tests.annual_reports import Grid, page_of

INCOME = Grid(
    "Statement of Income",
    "(Millions)",
    [["", "2018", "2017"], ["Net sales", "10", "9"], ["Operating income", "3", "2"]],
    StatementKind.INCOME_STATEMENT,
)


def query(text: str) -> Query:
    return read_query(text, Language.ENGLISH)


def looked_at(text: str, page: Page, *years: int) -> Candidate:
    candidate = Candidate(("d", page.number), fit=1.0)
    look_at(candidate, page, query(text), [Period(year) for year in years])
    return candidate


def test_a_statement_called_by_name_counts_more_than_one_inferred() -> None:
    named, inferred = query("net sales in the income statement"), query("net sales")
    assert statement_weight(named) > statement_weight(inferred) > statement_weight(query("Why did net sales rise?"))


def test_lines_count_less_where_reasons_are_asked_for() -> None:
    assert item_weight(query("Why did net sales rise?")) < item_weight(query("net sales"))


def test_the_page_that_prints_the_asked_row_is_raised() -> None:
    other = page_of(2, [Grid("t", "u", [["", "2018"], ["Goodwill", "1"]])])
    asked = "What is operating income?"
    assert looked_at(asked, page_of(1, [INCOME]), 2018).score > looked_at(asked, other, 2018).score


@pytest.mark.parametrize(("years", "share"), [((2018,), 1.0), ((2018, 2012), 0.5), ((2012,), 0.0), ((), 0.0)])
def test_the_share_of_asked_years_among_the_columns(years: tuple[int, ...], share: float) -> None:
    assert looked_at("net sales", page_of(1, [INCOME]), *years).features["year"] == share


@pytest.mark.parametrize(
    ("text", "basis", "value"),
    [
        ("net sales", Basis.CONSOLIDATED, 1.0),
        ("net sales", Basis.PARENT_ONLY, 0.0),
        ("net sales", None, 0.5),
        ("parent-only net sales", Basis.PARENT_ONLY, 1.0),
    ],
)
def test_consolidated_unless_the_filer_alone_is_asked_for(text: str, basis: Basis | None, value: float) -> None:
    assert looked_at(text, page_of(1, [INCOME], basis=basis)).features["basis"] == value


def test_prose_is_raised_where_reasons_are_asked_for() -> None:
    why = "Why did net sales rise?"
    prose = looked_at(why, page_of(1, ["Net sales rose because demand grew."]))
    assert prose.features["prose"] == 1.0
    assert looked_at(why, page_of(1, [INCOME])).features["prose"] < 0.1


def test_a_filing_of_another_period_counts_less() -> None:
    page = Candidate(("d", 1), fit=1.0, features={"page": 1.0})
    assert Candidate(("e", 1), fit=0.3, features={"page": 1.0}).score < page.score


def test_a_feature_keeps_its_highest_value_and_has_a_weight() -> None:
    candidate = Candidate(("d", 1), fit=1.0)
    candidate.raise_to("page", 0.7)
    candidate.raise_to("page", 0.4)
    assert candidate.features == {"page": 0.7}
    assert candidate.score == pytest.approx(0.7 * WEIGHTS["page"])
