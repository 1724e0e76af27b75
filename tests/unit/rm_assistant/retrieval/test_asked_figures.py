"""Figures that a model asks for: found in the question's filings, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.answers import EvidenceSet
from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.documents import Basis, Language
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope
from rm_assistant.retrieval.asked_figures import Asked, AskedFigures, NotUnderstoodError, figure_in, named
from tests.accounts import INCOME, brass_report, catalog_of, figure_index, tsuki_report

BRASS, TSUKI = brass_report(), tsuki_report()
CATALOG, INDEX = catalog_of(BRASS, TSUKI), figure_index(BRASS, TSUKI)


def asking(*documents: str, principal: Principal = LOCAL_PRINCIPAL) -> AskedFigures:
    scope = Scope(documents=documents or (BRASS[1].id,))
    text = "How did Brass Foundry do?"
    return AskedFigures(INDEX, CATALOG, ResolvedQuestion(text, text, Language.ENGLISH, scope), principal)


def printed(found: FoundFigure | Unfound) -> str:
    assert isinstance(found, FoundFigure), found
    return found.figure.text


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked("Net sales", period="FY2023"), "8,000"),
        (Asked("net_sales", period="FY2022"), "7,500"),
        (Asked("Total current assets"), "2,400"),
        (Asked("total assets", company="Brass Foundry", period="2022", basis=Basis.CONSOLIDATED), "5,400"),
        (Asked("売上高", period="FY2023"), "8,000"),
    ],
)
def test_an_item_is_found_by_its_words_and_period(asked: Asked, text: str) -> None:
    assert printed(asking().find(asked)) == text


def test_the_company_chooses_among_the_filings_of_a_question_about_several() -> None:
    figures = asking(BRASS[1].id, TSUKI[1].id)

    assert printed(figures.find(Asked("売上高", company="月影精機", period="FY2024"))) == "10,000"
    assert printed(figures.find(Asked("Net sales", company="Brass Foundry", period="FY2023"))) == "8,000"
    with pytest.raises(NotUnderstoodError, match="BRASS FOUNDRY"):
        figures.find(Asked("Net sales"))


@pytest.mark.parametrize(
    ("asked", "obstacle"),
    [
        (Asked("Goodwill", period="FY2023"), Obstacle.MISSING),
        (Asked("Net sales", period="FY2015"), Obstacle.NO_PERIOD),
        (Asked("Net sales", period="FY2023", basis=Basis.PARENT_ONLY), Obstacle.MISSING),
    ],
)
def test_what_is_not_printed_is_not_disclosed(asked: Asked, obstacle: Obstacle) -> None:
    found = asking().find(asked)

    assert isinstance(found, Unfound)
    assert found.obstacle is obstacle


@pytest.mark.parametrize("asked", [Asked("Net sales", company="月影精機"), Asked("Net sales", period="long ago")])
def test_a_company_out_of_scope_and_a_period_that_is_none_are_told(asked: Asked) -> None:
    with pytest.raises(NotUnderstoodError):
        asking().find(asked)


def test_a_filing_behind_a_wall_is_not_read_even_where_it_is_in_scope() -> None:
    parsed, document = brass_report()
    walled = replace(document, wall="deal-7")
    figures = figure_index((parsed, walled))
    figures.add(walled.id, parsed.figures, wall=walled.wall)
    scope = Scope(documents=(walled.id,))
    question = ResolvedQuestion("Sales?", "Sales?", Language.ENGLISH, scope)

    with pytest.raises(NotFoundError):
        AskedFigures(figures, catalog_of((parsed, walled)), question, Principal("rm-7")).find(Asked("Net sales"))


# ── evidence ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_found_figure_becomes_a_span_that_may_be_cited_and_a_row_has_one_id() -> None:
    figures = asking()
    sales, before = (figures.find(Asked("Net sales", period=year)) for year in ("FY2023", "FY2022"))
    assert isinstance(sales, FoundFigure)
    assert isinstance(before, FoundFigure)

    evidence, places = figures.with_spans([sales], EvidenceSet(()), "ab12")
    again, same = figures.with_spans([before], evidence, "ab12")

    (span,) = evidence.spans
    assert (span.id, span.page, places[sales.id]) == ("ab12-1", INCOME, "ab12-1")
    assert sales.id in {each.id for each in span.figures}
    assert (again.spans, same[before.id]) == (evidence.spans, "ab12-1")


def test_a_figure_of_a_line_is_chosen_by_period_or_by_its_heading() -> None:
    figures = asking()
    sales = figures.find(Asked("Net sales"))
    assert isinstance(sales, FoundFigure)
    (span,) = figures.with_spans([sales], EvidenceSet(()), "ab12")[0].spans

    assert printed(figure_in(span, Operand("ab12-1", period=Period(2022)))) == "7,500"
    assert printed(figure_in(span, Operand("ab12-1", when="2023"))) == "8,000"
    assert figure_in(span, Operand("ab12-1")) == Unfound(Obstacle.AMBIGUOUS)
    assert figure_in(span, Operand("ab12-1", when="2019")) == Unfound(Obstacle.NO_PERIOD)


def test_a_name_with_underscores_is_the_glossarys() -> None:
    assert named(Operand("net_sales")).term == named(Operand("Net sales")).term
    assert named(Operand("bells_sold_abroad")) == Operand("bells sold abroad", words="bells sold abroad")
