"""Claims made without a model: figures that were looked up and reckoned with, else verbatim rows and sentences."""

from __future__ import annotations

from dataclasses import replace

from rm_assistant.adapters.quoted_figures import figure_claims
from rm_assistant.adapters.quoted_lists import listed_claims
from rm_assistant.adapters.quoted_particulars import particulars
from rm_assistant.adapters.quoted_passages import goes_unread, quoted_passages
from rm_assistant.adapters.ranked_claims import name_ranked
from rm_assistant.adapters.reckoned_claims import compared_claims, reckoned_claims
from rm_assistant.adapters.stated_figures import asks_figure, asks_ratio, plainly_stated, states_figure
from rm_assistant.calculation.notation import operands_of
from rm_assistant.calculation.questions import read_plan
from rm_assistant.domain.answers import DraftClaim, EvidenceSet, EvidenceSpan, Reckoned
from rm_assistant.domain.calculations import Operand, Result
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.listings import find_listing
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import index_terms
from rm_assistant.retrieval.cell_periods import is_figure
from rm_assistant.retrieval.figure_plans import ranking_of
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
    direct = _listed(question, evidence) or _told(query, question, evidence)
    if direct:
        return tuple(dict.fromkeys(direct))[:MOST_IN_ALL]
    if not query.label and not _is_read_whole(evidence) and goes_unread(query, evidence):
        return ()
    alone = () if _wants_a_list(question) else evidence.reckoned
    reckoned = [*_compared(question, evidence), *reckoned_claims(alone, evidence, question.language)]
    if reckoned:
        return tuple(dict.fromkeys(reckoned))[:MOST_IN_ALL]
    if _is_settled(query, question, evidence):
        stated = [] if query.label or _wants_a_list(question) else plainly_stated(query, question, evidence)
        return tuple(
            dict.fromkeys(DraftClaim(" ".join(each.text.split()), (each.id,), quote=each.text) for each in stated[:1])
        )
    parts = [(part, _within(part, evidence)) for part in parts_of(question)]
    limit = max(MOST_CLAIMS, len(query.asked))
    rows = not query.asks_why and not asks_ratio(query, evidence)
    figures = [figure_claims(query, part, found, limit) for part, found in parts] if rows else []
    claims = (
        figures if any(figures) else [quoted_passages(query, part, _prose(query, part, found)) for part, found in parts]
    )
    return tuple(dict.fromkeys(claim for of_part in claims for claim in of_part))[:MOST_IN_ALL]


def _compared(question: ResolvedQuestion, evidence: EvidenceSet) -> list[DraftClaim]:
    ranking = ranking_of(question)
    if ranking is None:
        return []
    asked = read_plan(ranking.question, question.language)
    name = name_ranked(ranking, evidence, asked, question.language)
    return compared_claims(ranking, name, evidence, question.language)


def _is_read_whole(evidence: EvidenceSet) -> bool:
    """Whether the question came down to a measure, a calculation or several figures, all of items of the glossary.

    Then all of its words were read; those of a single line may have been passed over.
    """
    plans = [each.outcome.plan for each in evidence.reckoned if isinstance(each.outcome, Result)]
    known = {term.key for term in glossary()}
    looked_up = len(plans) == 1 and isinstance(plans[0].expression, Operand)
    if not plans or (looked_up and not plans[0].supposes and not plans[0].measure):
        return False
    return all(operand.term in known for plan in plans for operand in operands_of(plan.expression))


def _listed(question: ResolvedQuestion, evidence: EvidenceSet) -> list[DraftClaim]:
    """Where all of a list is asked for, and not the one of it that ranks first."""
    if ranking_of(question) is not None:
        return []
    return [claim for each in evidence.listed for claim in listed_claims(each, evidence, question.language)]


def _told(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> list[DraftClaim]:
    """The particular that is asked for, unless figures gave it."""
    if query.label or _has_result(evidence):
        return []
    parts = [(part, _within(part, evidence)) for part in parts_of(question)]
    return [claim for part, found in parts for claim in particulars(query, part, found)]


def _has_result(evidence: EvidenceSet) -> bool:
    return any(isinstance(each.outcome, Result) for each in evidence.reckoned)


def _wants_a_list(question: ResolvedQuestion) -> bool:
    """Of an item by its parts: the item's own total is no answer."""
    listing = find_listing(question.text)
    return listing is not None and listing.item and ranking_of(question) is None


def _is_settled(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> bool:
    """Whether what was not found among the figures is not there: a quoted line, or items that statements print.

    So is a particular that certain sentences or columns say. Then nothing is quoted from elsewhere, and the nearest
    rows are shown instead.
    """
    if query.label:
        return bool(evidence.reckoned)
    if _wants_a_list(question):
        return True
    if query.topic is not None and query.topic.is_particular and (query.topic.prose or query.topic.single):
        return True
    return query.topic is None and any(map(_is_of_statements, evidence.reckoned))


def _is_of_statements(reckoned: Reckoned) -> bool:
    printed = {term.key for term in glossary() if term.operands or _STATEMENTS.intersection(term.statements)}
    return all(operand.term in printed for operand in operands_of(reckoned.outcome.plan.expression))


def _prose(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> EvidenceSet:
    """Where a figure is asked for, sentences that state it: a bare row of figures does not say what they are of."""
    if asks_figure(query, evidence):
        stated = (span for span in evidence.spans if states_figure(span, query, evidence, question))
        return replace(evidence, spans=tuple(stated))
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
