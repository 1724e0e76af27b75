"""The form of a question. What it asks for is a matter of policy, which answers with a `Refusal` instead."""

from __future__ import annotations

import unicodedata

from rm_assistant.domain.documents import Language
from rm_assistant.domain.errors import QuestionError
from rm_assistant.domain.questions import Question

LONGEST_QUESTION = 4000
"""Characters. Longer text is a document, which belongs into the catalog."""
LONGEST_HISTORY = 50
"""Earlier questions of a conversation that are looked at."""
_EMPTY = {
    Language.ENGLISH: 'Write a question, for instance "What was capital expenditure in FY2024?"',
    Language.JAPANESE: "質問を入力してください。例：「2024年3月期の設備投資額は？」",
}
_WORDLESS = {
    Language.ENGLISH: 'The question holds no words. Write what you want to know, for instance "What were net sales?"',
    Language.JAPANESE: "質問に言葉がありません。知りたいことを書いてください。例：「2024年3月期の売上高は？」",
}


def check_form(question: Question) -> None:
    """Raises QuestionError where there is nothing to answer, or too much."""
    if not any(character.isalnum() for character in question.text):
        words = _WORDLESS if question.text.strip() else _EMPTY
        raise QuestionError(words[question.language])
    for text in (question.text, *question.history):
        if any(unicodedata.category(character) == "Cs" for character in text):
            raise QuestionError("The question holds bytes that are no text.")
        if len(text) > LONGEST_QUESTION:
            raise QuestionError(f"The question has {len(text)} characters: it may have {LONGEST_QUESTION}.")
    if len(question.history) > LONGEST_HISTORY:
        raise QuestionError(f"The conversation has {len(question.history)} questions: it may have {LONGEST_HISTORY}.")
