"""Where a question is looked up, and what a reader's choice leaves out."""

from __future__ import annotations

import pytest

from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSet, RefusalCode
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Question, ScopeChoice
from rm_assistant.retrieval.scope import understand
from rm_assistant.services.refusals import nothing_chosen
from rm_assistant.services.research import Found, Research
from tests.annual_reports import widget_report
from tests.fakes_chat import FakeEvidenceFinder
from tests.fakes_storage import MemoryCatalog

ASKER = Principal("rm-7")


def found(question: Question) -> Found:
    catalog = MemoryCatalog()
    for year in (2018, 2019):
        catalog.add(*widget_report(year, capex="1", sales="2"))
    research = Research(catalog, FakeEvidenceFinder(EvidenceSet(())), understand, token_budget=100)
    return research.look_up(question, ASKER, "nonce")


def test_a_choice_that_no_filing_fits_tells_what_it_leaves_out() -> None:
    asked = Question("Widget's sales?", Language.ENGLISH, ScopeChoice(fiscal_years=(1999,)))

    nothing = found(asked)

    assert nothing.documents == ()
    assert {document.metadata.fiscal_year for document in nothing.left_out} == {2018, 2019}


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param(ScopeChoice(), id="nothing chosen"),
        pytest.param(ScopeChoice(fiscal_years=(2018,)), id="a filing fits"),
    ],
)
def test_nothing_is_left_out_of_a_search(choice: ScopeChoice) -> None:
    assert found(Question("Widget's sales?", Language.ENGLISH, choice)).left_out == ()


def test_the_years_that_are_there_are_named_in_the_language_of_the_question() -> None:
    report = widget_report(2018, capex="1", sales="2")[1]

    english, japanese = nothing_chosen(Language.ENGLISH, [report]), nothing_chosen(Language.JAPANESE, [report])

    assert english.code is RefusalCode.NO_DOCUMENTS
    assert "for FY2018: choose" in english.message
    assert "2018年12月期の資料があります" in japanese.message
