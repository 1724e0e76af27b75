"""An answer on a terminal: claims with their state in words, then numbered sources."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from rich.console import Console

from rm_assistant.cli.answer_view import AnswerView
from rm_assistant.cli.wording import notice
from rm_assistant.domain.answers import (
    Answer,
    AnswerCompleted,
    AnswerCreated,
    AnswerEvent,
    AnswerFailed,
    AnswerMode,
    AnswerRefused,
    Calculation,
    Citation,
    Claim,
    ClaimReleased,
    ClaimState,
    Figure,
    NoticeCode,
    NoticeGiven,
    Operand,
    Refusal,
    RefusalCode,
    SourcesFound,
)
from rm_assistant.domain.documents import FilingForm, Language
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.domain.questions import Period, ResolvedQuestion, Scope

SCOPE = Scope(companies=("Halden",), periods=(Period(2024),), documents=("d1", "d2"), preferred=("d1",))
QUESTION = ResolvedQuestion("and the year before?", "What was capital expenditure in FY2024?", Language.ENGLISH, SCOPE)
CITATION = Citation(
    number=1,
    span="k1",
    document="d1",
    document_name="halden.pdf",
    issuer="Halden",
    form=FilingForm.FORM_10K,
    fiscal_label="FY2024",
    page=60,
    page_label="58",
    quote="Purchases of property, plant and equipment (1,284)",
    start=0,
    end=50,
    table_title="Cash flows",
    unit="(Millions)",
)
CLAIM = Claim(1, "Capital expenditure was 1,284.", ClaimState.MATCHES, (CITATION,), (Figure("1,284", Decimal(1284)),))
ANSWER = Answer("a1", QUESTION, AnswerMode.QUOTED, (CLAIM,), record="r7", record_hash="ab" * 32)


def shown(*events: AnswerEvent, language: Language = Language.ENGLISH) -> str:
    out = StringIO()
    view = AnswerView(Console(file=out, width=200, markup=False, highlight=False))
    for event in (AnswerCreated("a1", language), *events):
        view.show(event)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def released(claim: Claim) -> ClaimReleased:
    return ClaimReleased(claim, "r6", "cd" * 32)


def test_a_claim_its_state_and_its_source() -> None:
    text = shown(SourcesFound(QUESTION, SCOPE), released(CLAIM), AnswerCompleted(ANSWER))

    assert "Understood as: What was capital expenditure in FY2024?" in text
    assert "Searched: Halden · FY2024 · 1 document" in text
    assert "1. Capital expenditure was 1,284. [1]\n   ✓ Matches source" in text
    assert " [1] Halden 10-K FY2024 p. 60 (printed 58) — Cash flows (Millions)" in text
    assert "     Purchases of property, plant and equipment (1,284)" in text
    assert "Record r7 · abababababababab" in text


def test_an_answer_without_a_model_says_so_once() -> None:
    text = shown(NoticeGiven("quoted"), released(CLAIM), AnswerCompleted(replace(ANSWER, notices=("quoted",))))

    assert text.count("quoted as they stand") == 1


def test_a_figure_that_differs_shows_both() -> None:
    finding = Finding(FindingCode.FIGURE_DIFFERS, Severity.PROBLEM, "8,400", "8,454", "k1")

    text = shown(released(replace(CLAIM, state=ClaimState.DIFFERS, findings=(finding,))))

    assert "≠ Figure differs — 8,400 ≠ 8,454" in text


def test_where_the_digits_agree_it_says_what_does_not() -> None:
    finding = Finding(FindingCode.UNIT_MISSING, Severity.PROBLEM, "$1,871", "$1,871 (In millions)", "k1")

    text = shown(released(replace(CLAIM, state=ClaimState.DIFFERS, findings=(finding,))))

    assert "$1,871 ≠ $1,871 (In millions) (the unit is missing)" in text


def test_a_calculation_shows_its_formula_and_operands() -> None:
    calculation = Calculation("(a - b) / b", (Operand("a", "1,284", "k1"), Operand("b", "1,117", "k2")), "15%")

    text = shown(released(replace(CLAIM, state=ClaimState.CALCULATED, calculation=calculation)))

    assert "= Calculated from its sources: (a - b) / b (a = 1,284, b = 1,117)" in text


def test_a_refusal_says_what_was_searched_and_what_is_nearest() -> None:
    refusal = Refusal(RefusalCode.NOT_IN_DOCUMENTS, "These do not answer it.", ("Halden 10-K FY2024",), (CITATION,))

    text = shown(AnswerRefused(replace(ANSWER, claims=(), refusal=refusal)))

    assert "These do not answer it." in text
    assert "What was searched\n  Halden 10-K FY2024" in text
    assert "Nearest passages\n [1] Halden" in text


def test_an_empty_library_says_how_to_fill_it() -> None:
    refusal = Refusal(RefusalCode.NO_DOCUMENTS, "There is nothing to search.")

    assert "rm-assistant ingest" in shown(AnswerRefused(replace(ANSWER, claims=(), refusal=refusal)))


def test_a_japanese_answer_is_framed_in_japanese() -> None:
    text = shown(released(CLAIM), AnswerCompleted(ANSWER), language=Language.JAPANESE)

    assert "✓ 原文と一致" in text
    assert "出典" in text
    assert "60ページ （紙面 58）" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ENGLISH, "! Nothing was found for: Halden plc: FY2023"),
        (Language.JAPANESE, "! 該当する記載がありません：Halden plc: FY2023"),
    ],
)
def test_a_notice_names_what_it_is_about(language: Language, words: str) -> None:
    answer = replace(ANSWER, notices=("nothing_found:Halden plc: FY2023",))

    assert words in shown(AnswerCompleted(answer), language=language).splitlines()


def test_notices_about_different_things_are_each_told_once() -> None:
    first, second = (NoticeGiven(f"nothing_found:{what}") for what in ("Halden", "FY2023"))
    answer = replace(ANSWER, notices=(first.code, second.code))

    text = shown(first, second, AnswerCompleted(answer))

    assert [text.count(f"Nothing was found for: {what}") for what in ("Halden", "FY2023")] == [1, 1]


def test_what_a_notice_is_about_may_hold_braces() -> None:
    assert notice("nothing_found:{0}", Language.ENGLISH) == "Nothing was found for: {0}"


def test_a_notice_of_a_newer_service_is_shown_as_it_stands() -> None:
    assert "! unheard_of: of" in shown(NoticeGiven("unheard_of: of"))


@pytest.mark.parametrize("code", NoticeCode)
@pytest.mark.parametrize("language", Language)
def test_every_notice_has_words(code: NoticeCode, language: Language) -> None:
    assert notice(code, language) != code


def test_what_a_document_says_cannot_steer_the_terminal() -> None:
    text = shown(released(replace(CLAIM, text="safe\x1b[2J\u202etext [red]x[/red]")))

    assert "safe[2Jtext [red]x[/red]" in text


def test_how_it_ended_is_kept() -> None:
    view = AnswerView(Console(file=StringIO()), quiet=True)

    view.show(AnswerCompleted(ANSWER))
    view.show(AnswerFailed("provider", "It broke.", retry_helps=True))

    assert view.answer == ANSWER
    assert view.failure is not None
    assert view.failure.code == "provider"
