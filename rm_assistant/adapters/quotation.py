"""Claims made without a model: figures that were looked up and reckoned with, else verbatim rows and sentences."""

from __future__ import annotations

from dataclasses import replace

from rm_assistant.adapters.quoted_figures import figure_claims
from rm_assistant.adapters.quoted_passages import goes_unread, quoted_passages
from rm_assistant.adapters.reckoned_claims import reckoned_claims
from rm_assistant.calculation.notation import operands_of
from rm_assistant.domain.answers import DraftClaim, EvidenceSet, EvidenceSpan, Reckoned
from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import index_terms
from rm_assistant.retrieval.cell_periods import is_figure
from rm_assistant.retrieval.parts import parts_of
from rm_assistant.retrieval.query import Query, query_of

_STATEMENTS = frozenset({StatementKind.INCOME_STATEMENT, StatementKind.BALANCE_SHEET, StatementKind.CASH_FLOW})
_ENOUGH = 0.6
"""The share of a line's words that a sentence must hold to be quoted for it."""
MOST_CLAIMS = 3
MOST_IN_ALL = 24
"""Claims of a comparison."""


def quotations(question: ResolvedQuestion, evidence: EvidenceSet) -> tuple[DraftClaim, ...]:
    """A few claims for each part of the question, or none where the evidence says nothing of what is asked."""
    query = query_of(question)
    if not query.label and goes_unread(query, evidence):
        return ()
    reckoned = [claim for each in evidence.reckoned for claim in reckoned_claims(each, evidence, question.language)]
    if reckoned or _is_settled(query, evidence):
        return tuple(dict.fromkeys(reckoned))[:MOST_IN_ALL]
    parts = [(part, _within(part, evidence)) for part in parts_of(question)]
    limit = max(MOST_CLAIMS, len(query.asked))
    figures = [] if query.asks_why else [figure_claims(query, part, found, limit) for part, found in parts]
    claims = figures if any(figures) else [quoted_passages(query, part, _prose(query, found)) for part, found in parts]
    return tuple(dict.fromkeys(claim for of_part in claims for claim in of_part))[:MOST_IN_ALL]


def _is_settled(query: Query, evidence: EvidenceSet) -> bool:
    """Whether what was not found among the figures is not there: a quoted line, or items that statements print.

    Then nothing is quoted from elsewhere, and the nearest rows are shown instead.
    """
    if query.label:
        return bool(evidence.reckoned)
    return query.topic is None and any(map(_is_of_statements, evidence.reckoned))


def _is_of_statements(reckoned: Reckoned) -> bool:
    printed = {term.key for term in glossary() if term.operands or _STATEMENTS.intersection(term.statements)}
    return all(operand.term in printed for operand in operands_of(reckoned.outcome.plan.expression))


def _prose(query: Query, evidence: EvidenceSet) -> EvidenceSet:
    """Where a figure is asked for, sentences that speak of the line that was looked for.

    A bare row of figures does not say what they are of.
    """
    if query.asks_why or not (query.items or query.label or query.asks_number or evidence.reckoned):
        return evidence
    spans = (span for span in evidence.spans if not any(map(is_figure, span.cells)))
    wanted = [line for each in evidence.reckoned if (line := _line(each))]
    return replace(evidence, spans=tuple(span for span in spans if all(_speaks_of(line, span) for line in wanted)))


def _line(reckoned: Reckoned) -> str:
    """The words of the one line that was looked for; empty where there are several."""
    expression = reckoned.outcome.plan.expression
    return (expression.words or expression.term) if isinstance(expression, Operand) else ""


def _speaks_of(line: str, span: EvidenceSpan) -> bool:
    words = set(index_terms(line))
    return len(words & set(index_terms(span.text))) >= _ENOUGH * len(words)


def _within(question: ResolvedQuestion, evidence: EvidenceSet) -> EvidenceSet:
    """The evidence from the documents of the question's scope."""
    if not question.scope.parts:
        return evidence
    documents = set(question.scope.documents)
    return replace(evidence, spans=tuple(span for span in evidence.spans if span.document in documents))
