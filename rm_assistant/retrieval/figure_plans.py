"""What a question of figures wants reckoned, for a company's filings: one plan, or one for each item that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rm_assistant.calculation.moments import Horizon
from rm_assistant.calculation.questions import read_plan
from rm_assistant.calculation.suppositions import read_supposition
from rm_assistant.domain.calculations import Operand, Plan
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.terms import Term
from rm_assistant.retrieval.periods import period_named
from rm_assistant.retrieval.query import Query, plain_question
from rm_assistant.retrieval.row_words import Explained, leaves_unexplained

_JOINED = re.compile(r"\s*(?:,|、|・|と|及び|および|\band\b|&)\s*", re.IGNORECASE)


def plans_of(question: ResolvedQuestion, query: Query, documents: Sequence[Document]) -> list[Plan]:
    names = (*question.scope.companies, *question.scope.written)
    horizon = Horizon(name=lambda mention: period_named(mention, documents))
    text = plain_question(question.text)
    plan = read_supposition(text, question.language, companies=names, horizon=horizon) or read_plan(
        text, question.language, companies=names, horizon=horizon
    )
    if plan is None:
        return []
    return _one_each(plan, query, question.scope.periods, question.language) or [plan]


def _one_each(plan: Plan, query: Query, periods: Sequence[Period], language: Language) -> list[Plan]:
    """A plan for each item and period, where the question names several side by side and no operation on them."""
    if not isinstance(plan.expression, Operand) or not _is_list(plan.expression, query.asked):
        return []
    return [_plan_of(term, period, language) for term in query.asked for period in periods or (None,)]


def _is_list(operand: Operand, terms: Sequence[Term]) -> bool:
    """Whether the words are names of several items and nothing else."""
    words = operand.words or operand.term
    if len(terms) < 2 or any(operand.term == term.key for term in terms) or not _JOINED.search(words):
        return False
    names = [name for term in terms for name in (*term.english, *term.japanese)]
    return not leaves_unexplained(_JOINED.sub(" ", words), Explained.by(names))


def _plan_of(term: Term, period: Period | None, language: Language) -> Plan:
    name = next(iter(term.names(language)), term.key)
    return Plan(Operand(term.key, period, words=name), name)


def quoted_plan(query: Query) -> Plan:
    """The line that the question writes out in quotation marks."""
    return Plan(Operand(query.label), query.label)
