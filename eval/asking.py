"""A question put to the whole service, as a suite asks it: as it stands, by the local user."""

from __future__ import annotations

from rm_assistant.bootstrap import Application
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.answers import Answer, AnswerCompleted, AnswerEvent, AnswerRefused
from rm_assistant.domain.questions import Question
from rm_assistant.language.words import detect_language


async def ask(text: str, application: Application) -> Answer | None:
    """None where the answering failed."""
    last: AnswerEvent | None = None
    asked = Question(text, detect_language(text))
    async for event in application.answering.answer(asked, LOCAL_PRINCIPAL):
        last = event
    return last.answer if isinstance(last, AnswerCompleted | AnswerRefused) else None


def told(answer: Answer | None) -> str:
    """What a reader sees first."""
    if answer is None:
        return "failed"
    if answer.refusal:
        return f"refused: {answer.refusal.message}"
    return answer.claims[0].text if answer.claims else "nothing"
