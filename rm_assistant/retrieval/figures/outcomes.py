"""What a look-up gives: the likeliest figure, its rivals, a confidence, and why it is no answer where it is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rm_assistant.domain.calculations import Obstacle, Unfound
from rm_assistant.domain.figures import FoundFigure


class Doubt(StrEnum):
    """Why a look-up gives no figure as the answer."""

    NOTHING = "nothing"
    """No row in scope says what is asked."""
    PERIOD = "period"
    """The line is there, and not for the period."""
    RIVAL = "rival"
    """Another figure, of another value, fits about as well."""
    COMPONENT = "component"
    """The figure is a part (of which, a segment's) of what is asked."""
    BASIS = "basis"
    """It is of the filer alone, which was not asked for, and the group's own figure fits nearly as well."""
    UNIT = "unit"
    """It counts something else than what is asked: a ratio for an amount."""
    UNREAD = "unread"
    """A word of the question is said by nothing about the figure."""
    UNPROVEN = "unproven"
    """Its statement's sums do not come out; or it is a total by no name, which no sum bears out."""


_OBSTACLES = {
    Doubt.PERIOD: Obstacle.NO_PERIOD,
    Doubt.RIVAL: Obstacle.AMBIGUOUS,
    Doubt.BASIS: Obstacle.AMBIGUOUS,
    Doubt.UNPROVEN: Obstacle.AMBIGUOUS,
}
"""Others leave nothing that could be given."""


@dataclass(frozen=True, slots=True)
class NotDisclosed:
    """No answer among the figures. `unread` are the words of the question that went unread."""

    doubts: tuple[Doubt, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUp:
    """`best` is the likeliest figure even where it is no answer; `rivals` come next, best first.

    `confidence` is the share of like cases in which the best figure was the right one (`confidence.py`).
    """

    best: FoundFigure | None
    rivals: tuple[FoundFigure, ...] = ()
    confidence: float = 0.0
    not_disclosed: NotDisclosed | None = None

    @property
    def answer(self) -> FoundFigure | None:
        return None if self.not_disclosed else self.best

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return self.not_disclosed.doubts if self.not_disclosed else ()

    @property
    def unfound(self) -> Unfound:
        """Why there is no answer, in the terms of a calculation that would have used it."""
        obstacle = next((_OBSTACLES[doubt] for doubt in self.doubts if doubt in _OBSTACLES), Obstacle.MISSING)
        return Unfound(obstacle, self.best.row.label if self.best and obstacle is Obstacle.AMBIGUOUS else "")


def refused(*doubts: Doubt, best: FoundFigure | None = None, rivals: tuple[FoundFigure, ...] = ()) -> LookUp:
    return LookUp(best, rivals, not_disclosed=NotDisclosed(doubts))
