"""A number of each segment, region or product, as one table prints them: what a ranking of them stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from rm_assistant.calculation.questions import read_plan
from rm_assistant.calculation.rankings import Ranking
from rm_assistant.calculation.reckoning import carry_out
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import Listed, Reckoned
from rm_assistant.domain.calculations import NoResult, Obstacle, Operand, Plan, Result
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import ResolvedQuestion

_FEWEST = 2
_LEAST_SHARE, _MOST_SHARE = Decimal("0.5"), Decimal(3)
"""Of the company's number: members leave out what is common to all, and count sales to each other."""
_IS_NO_MEMBER = re.compile(
    r"\b(?:totals?|consolidated|eliminations?|reconcil\w*|adjust\w*|corporate|unallocated|intersegment)\b|合計|計$|連結|調整|消去|全社",
    re.IGNORECASE,
)
"""What brings the members to the company's whole."""


class Lists(Protocol):
    """`rm_assistant.retrieval.listings.ListFinder`."""

    def find(self, question: ResolvedQuestion, principal: Principal) -> tuple[Listed, ...]: ...


class MemberReckoner:
    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def reckon(
        self, question: ResolvedQuestion, ranking: Ranking, whole: Sequence[Reckoned], principal: Principal
    ) -> list[Reckoned]:
        """One for each member; where no table prints them all, why nothing is ranked.

        `whole` is the same number of the company: what members come to is near it.
        """
        listed = self._lists.find(replace(question, text=_as_list(ranking)), principal)
        found = listed[0].figures if len(listed) == 1 else ()
        figures = tuple(each for each in found if not _IS_NO_MEMBER.search(_member(each, found)))
        members = [_of_member(figure, figures, question.language) for figure in figures]
        if len(members) < _FEWEST or not _come_to(whole, members):
            return [_unclear(question, ranking)]
        return members


def _come_to(whole: Sequence[Reckoned], members: Sequence[Reckoned]) -> bool:
    """Whether the members together are about the company's number: a column of growth rates is far from it."""
    values = [each.outcome.exact for each in members if isinstance(each.outcome, Result)]
    total = next((each.outcome.exact for each in whole if isinstance(each.outcome, Result)), None)
    if len(values) < len(members):
        return False
    return not total or _LEAST_SHARE <= sum(values) / total <= _MOST_SHARE


def _as_list(ranking: Ranking) -> str:
    if not ranking.question.isascii():
        return f"{ranking.members}別の{ranking.question}"
    return f"{ranking.question.rstrip('?')} by {ranking.members}?"


def _of_member(found: FoundFigure, figures: tuple[FoundFigure, ...], language: Language) -> Reckoned:
    name = _member(found, figures)
    return Reckoned(carry_out(Plan(Operand(name, member=name), name), lambda _: found, language))


def _member(found: FoundFigure, figures: tuple[FoundFigure, ...]) -> str:
    """By the row's label, or its parent's where all have one label; by the column where all stand in one row."""
    if all(each.row == figures[0].row for each in figures):
        return found.figure.member or " ".join(found.figure.columns)
    if any(each.row.label != figures[0].row.label for each in figures):
        return found.row.label
    return found.figure.member or " ".join(found.row.path[-1:])


def _unclear(question: ResolvedQuestion, ranking: Ranking) -> Reckoned:
    """Which members there are cannot be said, so that none of them is named."""
    plan = read_plan(ranking.question, question.language)
    plan = plan or Plan(Operand(ranking.question), ranking.question)
    first = plan.expression if isinstance(plan.expression, Operand) else None
    return Reckoned(NoResult(plan, Obstacle.AMBIGUOUS, first))
