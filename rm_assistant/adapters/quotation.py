"""Claims made without a model: figures that were looked up and reckoned with, else verbatim rows and sentences."""

from __future__ import annotations

from dataclasses import replace

from rm_assistant.adapters.quoted_figures import figure_claims
from rm_assistant.adapters.quoted_passages import goes_unread, quoted_passages
from rm_assistant.adapters.reckoned_claims import reckoned_claims
from rm_assistant.calculation.notation import operands_of
from rm_assistant.domain.answers import DraftClaim, EvidenceSet, Reckoned
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.cell_periods import is_figure
from rm_assistant.retrieval.parts import parts_of
from rm_assistant.retrieval.query import Query, query_of

_STATEMENTS = frozenset({StatementKind.INCOME_STATEMENT, StatementKind.BALANCE_SHEET, StatementKind.CASH_FLOW})
MOST_CLAIMS = 3
MOST_IN_ALL = 24
"""Claims of a comparison."""


def quotations(question: ResolvedQuestion, evidence: EvidenceSet) -> tuple[DraftClaim, ...]:
    """A few claims for each part of the question, or none where the evidence says nothing of what is asked."""
    query = query_of(question)
    if not query.label and goes_unread(query, evidence):
        return ()
    reckoned = [claim for each in evidence.reckoned for claim in reckoned_claims(each, evidence, question.language)]
    if reckoned or (query.topic is None and any(map(_is_of_statements, evidence.reckoned))):
        return tuple(dict.fromkeys(reckoned))[:MOST_IN_ALL]
    parts = [(part, _within(part, evidence)) for part in parts_of(question)]
    limit = max(MOST_CLAIMS, len(query.asked))
    figures = [] if query.asks_why else [figure_claims(query, part, found, limit) for part, found in parts]
    claims = figures if any(figures) else [quoted_passages(query, part, _prose(query, found)) for part, found in parts]
    return tuple(dict.fromkeys(claim for of_part in claims for claim in of_part))[:MOST_IN_ALL]


def _is_of_statements(reckoned: Reckoned) -> bool:
    """Whether all that is asked for are items of statements.

    Then what was not found among the figures is not quoted from elsewhere: the nearest rows are shown instead.
    """
    printed = {term.key for term in glossary() if term.operands or _STATEMENTS.intersection(term.statements)}
    return all(operand.term in printed for operand in operands_of(reckoned.outcome.plan.expression))


def _prose(query: Query, evidence: EvidenceSet) -> EvidenceSet:
    """Without rows of figures where a figure is asked for: a bare row does not say what its figures are of."""
    if query.asks_why or not (query.items or query.label or query.asks_number):
        return evidence
    return replace(evidence, spans=tuple(span for span in evidence.spans if not any(map(is_figure, span.cells))))


def _within(question: ResolvedQuestion, evidence: EvidenceSet) -> EvidenceSet:
    """The evidence from the documents of the question's scope."""
    if not question.scope.parts:
        return evidence
    documents = set(question.scope.documents)
    return replace(evidence, spans=tuple(span for span in evidence.spans if span.document in documents))
