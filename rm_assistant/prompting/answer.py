"""The request that asks a model for an answer: hop 5 of a question."""

from __future__ import annotations

from rm_assistant.domain.answers import EvidenceSet
from rm_assistant.domain.documents import Language
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.ports import ChatRequest
from rm_assistant.prompting.library import Prompt
from rm_assistant.prompting.reckoned import render_reckoned
from rm_assistant.prompting.reply import answer_schema
from rm_assistant.prompting.sources import render_sources

LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.JAPANESE: "Japanese (日本語)"}


def answer_request(
    prompt: Prompt,
    question: ResolvedQuestion,
    evidence: EvidenceSet,
    *,
    mark: str,
    subject: str,
    principal: str,
    max_output_tokens: int,
) -> ChatRequest:
    """`mark` is the request's random mark. The reply's language is the question's, whatever the sources' is."""
    values = {
        "language": LANGUAGE_NAMES[question.language],
        "mark": mark,
        "question": question.text.replace(mark, ""),
        "reckoned": render_reckoned(evidence, mark=mark),
        "scope": _scope(question),
        "sources": render_sources(evidence, mark=mark),
    }
    return ChatRequest(
        messages=prompt.render(values),
        prompt=prompt.stamp,
        question=question,
        evidence=evidence,
        schema=answer_schema(),
        max_output_tokens=max_output_tokens,
        subject=subject,
        principal=principal,
    )


def _scope(question: ResolvedQuestion) -> str:
    companies = ", ".join(question.scope.companies) or "any company"
    periods = ", ".join(str(period) for period in question.scope.periods) or "any period"
    return f"{companies}; {periods}"
