"""The one line that a question asks for in its own words, or quotes by its name, looked up by all of them."""

from __future__ import annotations

from rm_assistant.domain.access import Principal
from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.ports import FigureIndex, Reach
from rm_assistant.retrieval.figures.confidence import CONFIDENT
from rm_assistant.retrieval.figures.look_up import Doubt, FigureLookUp, LookUp
from rm_assistant.retrieval.operand_rows import is_of

_OBSTACLES = {Doubt.PERIOD: Obstacle.NO_PERIOD, Doubt.RIVAL: Obstacle.AMBIGUOUS}
_OF_WORDS = frozenset({Doubt.NOTHING, Doubt.UNREAD})
"""Doubts that do not hold against a line quoted by its name: taxonomies name it in other words than filings print."""


class LineLookUp:
    """Fills `calculation.reckoning.LookUp` for a question that is about one figure: it says more than its operand."""

    def __init__(
        self, index: FigureIndex, question: ResolvedQuestion, principal: Principal, *, quoted: bool = False
    ) -> None:
        self._look_up = FigureLookUp(index)
        self._question = question
        self._principal = principal
        self._quoted = quoted

    def __call__(self, operand: Operand) -> FoundFigure | Unfound:
        found = self._look_up.find(self._question, Reach(self._principal, self._question.scope.documents))
        answer = found.best if self._quoted and _is_sure_of_a_quoted_line(found) else found.answer
        if answer is None:
            return Unfound(_obstacle(found))
        timely = operand.period is None or is_of(answer.figure, operand.period)
        return answer if timely else Unfound(Obstacle.NO_PERIOD)


def _is_sure_of_a_quoted_line(found: LookUp) -> bool:
    doubts = found.not_disclosed.doubts if found.not_disclosed else ()
    return found.confidence >= CONFIDENT and _OF_WORDS.issuperset(doubts)


def _obstacle(found: LookUp) -> Obstacle:
    doubts = found.not_disclosed.doubts if found.not_disclosed else ()
    return next((_OBSTACLES[doubt] for doubt in doubts if doubt in _OBSTACLES), Obstacle.MISSING)
