from __future__ import annotations

import pytest

from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import QuestionError
from rm_assistant.domain.questions import Question
from rm_assistant.guardrails.questions import LONGEST_HISTORY, LONGEST_QUESTION, check_form


@pytest.mark.parametrize("text", ["売上高は?", "x" * LONGEST_QUESTION])
def test_a_question_with_words_in_it_may_be_asked(text: str) -> None:
    check_form(Question(text, Language.JAPANESE))


@pytest.mark.parametrize("text", ["", "   ", "…?!", "sales \ud800", "x" * (LONGEST_QUESTION + 1)])
def test_an_empty_or_endless_question_may_not(text: str) -> None:
    with pytest.raises(QuestionError):
        check_form(Question(text, Language.ENGLISH))


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("", Language.ENGLISH, 'Write a question, for instance "'),
        (" \n", Language.JAPANESE, "質問を入力してください。例"),
        ("?", Language.ENGLISH, "holds no words. Write what you want to know"),
        ("🤑", Language.ENGLISH, "holds no words"),
        ("？！", Language.JAPANESE, "言葉がありません"),
    ],
)
def test_what_is_missing_is_told_in_the_readers_language(text: str, language: Language, told: str) -> None:
    with pytest.raises(QuestionError) as refused:
        check_form(Question(text, language))

    assert told in str(refused.value)
    assert "empty" not in str(refused.value)


def test_a_conversation_may_not_grow_without_end() -> None:
    with pytest.raises(QuestionError):
        check_form(Question("And before?", Language.ENGLISH, history=("a",) * (LONGEST_HISTORY + 1)))
