from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.domain.documents import Document, FilingForm, Language, StatementKind
from rm_assistant.domain.errors import ChoiceError
from rm_assistant.domain.questions import Period, Question, ResolvedQuestion, ScopeChoice, ScopeDoubt
from rm_assistant.language.words import detect_language
from rm_assistant.retrieval.scope import understand
from tests.annual_reports import superseded, widget_report
from tests.unit.rm_assistant.retrieval.conftest import Ask

ASKED = "What is the FY2018 capital expenditure (in USD millions) for Widget Works? Use the cash flow statement."


def names(question: ResolvedQuestion, documents: list[Document], *, preferred: bool = False) -> list[str]:
    by_id = {document.id: document.name for document in documents}
    chosen = question.scope.preferred if preferred else question.scope.documents
    return [by_id[document] for document in chosen]


def test_a_named_company_filters_and_the_asked_period_is_nearest(ask: Ask, documents: list[Document]) -> None:
    question = ask(ASKED)
    assert question.scope.companies == ("WIDGET WORKS COMPANY, INC.",)
    assert question.scope.periods == (Period(2018),)
    assert names(question, documents) == ["widget-2018.pdf", "widget-2019.pdf"]
    assert names(question, documents, preferred=True) == ["widget-2018.pdf"]
    assert question.scope.doubts == ()


def test_the_statement_and_the_names_of_the_item_are_looked_for(ask: Ask) -> None:
    question = ask(ASKED)
    assert question.scope.statements == (StatementKind.CASH_FLOW,)
    assert {"purchas", "properti", "equip"} <= set(question.terms)
    assert not {"answer", "million"} & set(question.terms)


def test_no_company_named_searches_all_and_says_so(ask: Ask, documents: list[Document]) -> None:
    question = ask("What is the dividend policy?")
    assert len(question.scope.documents) == len(documents)
    assert question.scope.doubts == (ScopeDoubt.COMPANY_OPEN,)


def test_a_company_without_documents_is_a_doubt(ask: Ask) -> None:
    assert ScopeDoubt.COMPANY_UNKNOWN in ask("What is the FY2018 revenue of Gizmo Holdings, Inc.?").scope.doubts


def test_a_comparison_has_a_part_for_each_company_in_the_order_of_the_question(
    ask: Ask, documents: list[Document]
) -> None:
    question = ask("青空製作所とWidget Worksの2019年度の売上高を比較")
    by_id = {document.id: document.name for document in documents}
    assert question.scope.companies == ("株式会社青空製作所", "WIDGET WORKS COMPANY, INC.")
    assert [part.company for part in question.scope.parts] == list(question.scope.companies)
    assert [[by_id[each] for each in part.documents] for part in question.scope.parts] == [
        ["aozora-2020.html"],
        ["widget-2019.pdf", "widget-2018.pdf"],
    ]


def test_each_company_names_a_nendo_by_its_own_year_end(ask: Ask) -> None:
    question = ask("青空製作所とWidget Worksの2019年度の売上高を比較")
    assert [part.periods for part in question.scope.parts] == [(Period(2020),), (Period(2019),)]
    assert question.scope.periods == (Period(2019), Period(2020))
    assert "2019年度（青空製作所は2020年3月期、Widget Worksは2019年12月期）" in question.text


def test_years_far_apart_are_parts_of_their_own(ask: Ask) -> None:
    parts = ask("What was Widget Works' revenue in FY2012 and FY2018?").scope.parts
    assert [part.periods for part in parts] == [(Period(2018),), (Period(2012),)]


def test_one_company_and_neighbouring_years_are_one_search(ask: Ask) -> None:
    assert ask("What was Widget Works' revenue in FY2018 and FY2019?").scope.parts == ()


def test_clients_chosen_by_hand_are_compared_where_none_is_named(ask: Ask) -> None:
    clients = ("株式会社青空製作所", "WIDGET WORKS COMPANY, INC.")
    parts = ask("What was revenue?", choice=ScopeChoice(clients=clients)).scope.parts
    assert tuple(part.company for part in parts) == clients


def test_without_a_period_the_latest_filing_of_each_issuer_is_preferred(ask: Ask, documents: list[Document]) -> None:
    question = ask("What is the dividend policy?")
    assert set(names(question, documents, preferred=True)) == {"widget-2019.pdf", "aozora-2020.html"}


def test_the_year_that_a_nendo_is_taken_for_is_shown(ask: Ask) -> None:
    assert ask("青空製作所の2019年度の売上高は？").text == "青空製作所の2019年度（2020年3月期）の売上高は？"
    assert ask("Widget Worksの2018年度の売上高は？").text == "Widget Worksの2018年度（2018年12月期）の売上高は？"


def test_a_name_that_fits_several_companies_is_asked_back() -> None:
    first, second = (widget_report(2018, capex="(1)", sales="2")[1] for _ in range(2))
    tolls = [
        replace(first, id="a", metadata=replace(first.metadata, issuer="Tolland Steel, Inc."), client="Tolland Steel"),
        replace(second, id="b", metadata=replace(first.metadata, issuer="Tolland Resorts"), client="Tolland Resorts"),
    ]
    question = understand(Question("What was Tolland's revenue?", Language.ENGLISH), tolls)
    assert question.scope.doubts == (ScopeDoubt.COMPANY_AMBIGUOUS,)
    assert question.scope.rivals == ("Tolland Steel, Inc.", "Tolland Resorts")


def test_one_unknown_company_beside_a_known_one_is_a_doubt(ask: Ask) -> None:
    question = ask("Compare the revenue of Widget Works and Gizmo Holdings, Inc. in 2018")
    assert ScopeDoubt.COMPANY_UNKNOWN in question.scope.doubts
    assert question.scope.companies == ("WIDGET WORKS COMPANY, INC.",)
    assert question.scope.unknown == ("Gizmo Holdings",)


@pytest.mark.parametrize(("year", "missing"), [(2012, True), (2017, False), (2019, False), (2024, True)])
def test_a_year_that_no_filing_covers_is_a_doubt(ask: Ask, year: int, *, missing: bool) -> None:
    doubts = ask(f"What was Widget Works' revenue in FY{year}?").scope.doubts
    assert (ScopeDoubt.PERIOD_MISSING in doubts) is missing


def test_the_choice_by_hand_overrides_the_question(ask: Ask, documents: list[Document]) -> None:
    choice = ScopeChoice(clients=("株式会社青空製作所",))
    question = ask("What is Widget Works' revenue in FY2018?", choice=choice)
    assert names(question, documents) == ["aozora-2020.html"]


def test_what_is_chosen_by_hand_may_be_written_another_way(ask: Ask, documents: list[Document]) -> None:
    client = ask("What was revenue?", choice=ScopeChoice(clients=("widget works COMPANY, inc.",)))
    document = ask("What was revenue?", choice=ScopeChoice(documents=("Widget-2018.PDF",)))
    assert client.scope.companies == ("WIDGET WORKS COMPANY, INC.",)
    assert names(document, documents) == ["widget-2018.pdf"]


def test_a_choice_by_hand_that_is_not_there_is_an_error(ask: Ask) -> None:
    with pytest.raises(ChoiceError, match="'Gizmo'"):
        ask("What was revenue?", choice=ScopeChoice(clients=("Gizmo",)))


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (ScopeChoice(fiscal_years=(2019,)), ["widget-2019.pdf"]),
        (ScopeChoice(forms=(FilingForm.FORM_10Q,)), []),
        (ScopeChoice(forms=(FilingForm.YUHO,)), []),
    ],
)
def test_a_choice_of_years_or_forms_narrows(
    ask: Ask, documents: list[Document], choice: ScopeChoice, found: list[str]
) -> None:
    assert names(ask("Widget Works revenue", choice=choice), documents) == found


def test_superseded_filings_are_left_out() -> None:
    new = widget_report(2018, capex="(1)", sales="2")
    old = superseded(widget_report(2017, capex="(1)", sales="2"), by=new[1].id)
    text = "Widget Works revenue"
    question = understand(Question(text, detect_language(text)), [old[1], new[1]])
    assert question.scope.documents == (new[1].id,)


def test_a_japanese_question_finds_its_company(ask: Ask, documents: list[Document]) -> None:
    question = ask("青空製作所の2020年3月期の売上高は？")
    assert names(question, documents, preferred=True) == ["aozora-2020.html"]
    assert question.scope.periods == (Period(2020),)
    assert question.scope.statements == (StatementKind.INCOME_STATEMENT,)


def test_nendo_is_named_by_the_year_it_begins_in(ask: Ask) -> None:
    assert ask("青空製作所の2019年度の売上高は？").scope.periods == (Period(2020),)


@pytest.mark.parametrize(
    ("follow_up", "history", "full"),
    [
        ("and the year before?", ASKED, ASKED.replace("2018", "2017")),
        ("What about 2019?", ASKED, ASKED.replace("2018", "2019")),
        ("And the next year?", ASKED, ASKED.replace("2018", "2019")),
        ("What about dividends paid?", ASKED, "What about dividends paid? (Widget Works, FY2018)"),
        ("その前の年は？", "青空製作所の2020年3月期の売上高は？", "青空製作所の2019年3月期の売上高は？"),
        ("営業利益は？", "青空製作所の2020年3月期の売上高は？", "営業利益は？（青空製作所、2020年3月期）"),
        (
            "What about Aozora Seisakusho?",
            "What is Widget Works' FY2020 revenue?",
            "What is Aozora Seisakusho' FY2020 revenue?",
        ),
    ],
)
def test_a_follow_up_is_completed_from_the_question_before(ask: Ask, follow_up: str, history: str, full: str) -> None:
    question = ask(follow_up, history)
    assert question.asked == follow_up
    assert question.text == full


def test_a_full_question_is_left_as_it_is(ask: Ask) -> None:
    text = "What was Widget Works' revenue in FY2019?"
    assert ask(text, ASKED).text == text
