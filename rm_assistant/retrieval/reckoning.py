"""Questions of figures answered from figures: read as a plan, its operands looked up, carried out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rm_assistant.calculation.notation import operands_of
from rm_assistant.calculation.rankings import Over
from rm_assistant.calculation.reckoning import LookUp, carry_out
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import Reckoned
from rm_assistant.domain.calculations import (
    Expression,
    NoResult,
    Obstacle,
    Operand,
    Operation,
    Plan,
    Result,
    Supposition,
)
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.figures import FigureKind, FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.terms import glossary
from rm_assistant.ports import Catalog, FigureIndex
from rm_assistant.retrieval.cell_periods import ANNUAL_FORMS
from rm_assistant.retrieval.figure_plans import plans_of, quoted_plan, ranking_of
from rm_assistant.retrieval.figures.operands import LineLookUp, OperandLookUp, PartLookUp
from rm_assistant.retrieval.listings import ListFinder
from rm_assistant.retrieval.member_figures import MemberReckoner
from rm_assistant.retrieval.parts import parts_of
from rm_assistant.retrieval.periods import ENOUGH_FIT, period_fit
from rm_assistant.retrieval.query import Query, query_of

_NOT_THERE = frozenset({Obstacle.MISSING, Obstacle.NO_PERIOD})
MOVEMENTS = frozenset({Supposition.ROSE, Supposition.FELL, Supposition.MOVED})
"""What is supposed of a change."""


class Reckoner:
    """Looks only into filings in scope, and inside the asker's walls."""

    def __init__(self, figures: FigureIndex, catalog: Catalog) -> None:
        self._figures = figures
        self._catalog = catalog
        self._members = MemberReckoner(ListFinder(figures, catalog))

    def reckon(self, question: ResolvedQuestion, principal: Principal) -> tuple[Reckoned, ...]:
        """What the figures give for each part of the question; none where it does not ask for figures."""
        query = query_of(question)
        if query.asks_why and not query.label:
            return ()
        ranking = ranking_of(question)
        if ranking and ranking.over is Over.MEMBERS:
            return tuple(
                reckoned
                for part in parts_of(question)
                for reckoned in self._members.reckon(part, ranking, self._reckon(part, query, principal), principal)
            )
        found = ((_company(part), each) for part in parts_of(question) for each in self._reckon(part, query, principal))
        return _once(found)

    def _reckon(self, question: ResolvedQuestion, query: Query, principal: Principal) -> list[Reckoned]:
        documents = [self._catalog.get(document, principal) for document in question.scope.documents]
        if query.label:
            return [_quoted(query, LineLookUp(self._figures, question, principal, quoted=True), question.language)]
        look_up = OperandLookUp(self._figures, question, _annual_first(documents, question.scope.periods), principal)
        plans = plans_of(question, query, documents)
        reckoned = [_with_restated(_carried_out(plan, look_up, question.language), look_up) for plan in plans]
        if len(reckoned) == 1 and _is_unfound_line(reckoned[0]):
            plan = replace(reckoned[0].outcome.plan, alternatives=())
            outcome = carry_out(plan, LineLookUp(self._figures, question, principal), question.language)
            return [Reckoned(outcome)] if isinstance(outcome, Result) else reckoned
        parts = PartLookUp(self._figures, question, principal, look_up)
        return [
            each if not _is_of_unfound_lines(each) else _of_parts(each, parts, question.language) for each in reckoned
        ]


def _company(part: ResolvedQuestion) -> str:
    return part.scope.parts[0].company if len(part.scope.parts) == 1 else ""


def _once(found: Iterable[tuple[str, Reckoned]]) -> tuple[Reckoned, ...]:
    """What several parts of one company come down to is one answer, given by the part that has a result."""
    answers: dict[tuple[str, str, frozenset[Period | None]], Reckoned] = {}
    for company, each in found:
        plan = each.outcome.plan
        key = (company, plan.name, frozenset(operand.period for operand in operands_of(plan.expression)))
        if key not in answers or not isinstance(answers[key].outcome, Result):
            answers[key] = each
    return tuple(answers.values())


def _quoted(query: Query, look_up: LookUp, language: Language) -> Reckoned:
    """The line that the question writes out in quotation marks: a number, or words in a table."""
    plan = quoted_plan(query)
    found = look_up(plan.expression) if isinstance(plan.expression, Operand) else None
    if isinstance(found, FoundFigure) and found.figure.kind is FigureKind.WORDS:
        return Reckoned(NoResult(plan, Obstacle.NOT_A_NUMBER), words=found)
    return Reckoned(carry_out(plan, look_up, language))


def _is_unfound_line(reckoned: Reckoned) -> bool:
    """A line in the question's own words: an item of the glossary that its statement does not print is not there."""
    expression = reckoned.outcome.plan.expression
    if isinstance(reckoned.outcome, Result) or not isinstance(expression, Operand):
        return False
    return all(expression.term != term.key for term in glossary())


def _is_of_unfound_lines(reckoned: Reckoned) -> bool:
    outcome = reckoned.outcome
    return (
        isinstance(outcome, NoResult)
        and outcome.obstacle in _NOT_THERE
        and outcome.operand is not None
        and isinstance(outcome.plan.expression, Operation)
        and glossary().find_key(outcome.operand.term) is None
    )


def _of_parts(reckoned: Reckoned, look_up: LookUp, language: Language) -> Reckoned:
    outcome = carry_out(reckoned.outcome.plan, look_up, language)
    return Reckoned(outcome) if isinstance(outcome, Result) else reckoned


def _annual_first(documents: Sequence[Document], periods: Sequence[Period]) -> list[Document]:
    """A full year is taken from the annual report where there is one: releases of results come before the audit."""
    if any(period.quarter for period in periods):
        return list(documents)
    return sorted(documents, key=lambda each: (_shows_none(each, periods), each.metadata.form not in ANNUAL_FORMS))


def _shows_none(document: Document, periods: Sequence[Period]) -> bool:
    return period_fit(document, periods) < ENOUGH_FIT


def _carried_out(plan: Plan, look_up: OperandLookUp, language: Language) -> Reckoned:
    """From one filing if it prints all operands, else from several."""
    for within in look_up.by_filing():
        outcome = carry_out(plan, within, language)
        if isinstance(outcome, Result) or outcome.obstacle not in _NOT_THERE:
            return _with_ends(plan, outcome, within, language)
    return _with_ends(plan, carry_out(plan, look_up, language), look_up, language)


def _with_restated(reckoned: Reckoned, look_up: OperandLookUp) -> Reckoned:
    operands = reckoned.outcome.operands if isinstance(reckoned.outcome, Result) else ()
    return replace(reckoned, restated=tuple(filter(None, map(look_up.restated, operands))))


def _with_ends(plan: Plan, outcome: Result | NoResult, look_up: LookUp, language: Language) -> Reckoned:
    if plan.supposes not in MOVEMENTS or not isinstance(outcome, Result):
        return Reckoned(outcome)
    ends = [_end(plan, side, look_up, language) for side in _sides(outcome.plan.expression)]
    later, earlier = ends if len(ends) == 2 else (None, None)
    return Reckoned(outcome, later=later, earlier=earlier)


def _sides(expression: Expression) -> tuple[Expression, ...]:
    return (expression.left, expression.right) if isinstance(expression, Operation) else ()


def _end(plan: Plan, side: Expression, look_up: LookUp, language: Language) -> Result | None:
    """One end of a change, by the figures that the change was reckoned from."""
    alone = replace(plan, expression=side, alternatives=(), name=_when(plan.name, side), supposes=None)
    outcome = carry_out(alone, look_up, language)
    return None if isinstance(outcome, NoResult) else outcome


def _when(name: str, side: Expression) -> str:
    period = next((operand.period for operand in operands_of(side) if operand.period), None)
    return f"{name} ({period})" if period else name
