"""Why a figure is not given, in the reader's language."""

from __future__ import annotations

import pytest

from rm_assistant.domain.answers import EvidenceSet, Reckoned, RefusalCode
from rm_assistant.domain.calculations import NoResult, Obstacle, Operand, Plan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import Period
from rm_assistant.services.figure_refusals import code_of, message_of, missing_figure
from rm_assistant.services.refusals import reason_without_claims, refusal_of
from tests.fakes_chat import EVIDENCE, resolved

GOODWILL = Operand("goodwill", Period(2023), words="goodwill")
IN_JAPANESE = Operand("goodwill", Period(2023), words="のれん")


def missing(obstacle: Obstacle, operand: Operand | None = GOODWILL) -> NoResult:
    return NoResult(Plan(operand or GOODWILL, "return on goodwill"), obstacle, operand)


@pytest.mark.parametrize(
    ("obstacle", "operand", "code", "said"),
    [
        (Obstacle.MISSING, GOODWILL, RefusalCode.NOT_IN_DOCUMENTS, "is “goodwill” for FY2023"),
        (Obstacle.NO_PERIOD, GOODWILL, RefusalCode.NO_PERIOD, "print “goodwill”, but not for FY2023"),
        (Obstacle.AMBIGUOUS, GOODWILL, RefusalCode.FIGURE_IN_DOUBT, "Several figures fit “goodwill” for FY2023"),
        (Obstacle.UNITS, None, RefusalCode.FIGURE_IN_DOUBT, "“return on goodwill” is not calculated"),
        (Obstacle.DIVISION_BY_ZERO, None, RefusalCode.FIGURE_IN_DOUBT, "divided by is zero"),
    ],
)
def test_the_reason_names_what_stood_in_the_way(
    obstacle: Obstacle, operand: Operand | None, code: RefusalCode, said: str
) -> None:
    no_result = missing(obstacle, operand)
    assert code_of(no_result) is code
    assert said in message_of(no_result, resolved("What is the goodwill?"), ())


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_obstacle_has_words_in_both_languages(obstacle: Obstacle) -> None:
    english = message_of(missing(obstacle), resolved("What?"), ())
    japanese = message_of(missing(obstacle, IN_JAPANESE), resolved("何？", language=Language.JAPANESE), ())
    assert english.isascii() or "“" in english
    assert "。" in japanese
    assert "{" not in english + japanese


def test_a_refusal_for_want_of_a_figure_says_so_and_shows_the_nearest() -> None:
    evidence = EvidenceSet(EVIDENCE.spans, reckoned=(Reckoned(missing(Obstacle.MISSING)),))
    question = resolved("What is the goodwill?")
    refusal = refusal_of(reason_without_claims(question, evidence), question, evidence, ())
    assert refusal.code is RefusalCode.NOT_IN_DOCUMENTS
    assert "“goodwill” for FY2023" in refusal.message
    assert refusal.nearest


def test_nothing_is_missing_where_no_figure_was_asked_for() -> None:
    assert missing_figure(EVIDENCE) is None
