"""How likely the best figure is the right one.

A logistic regression over the questions of the tuning half of the `tables` suite (`docs/evaluation.md`): what the best
figure's words, period and basis are worth by themselves, and how far the best rival of another value is behind.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rm_assistant.retrieval.figures.fit import Fitted

CONFIDENT = 0.5
"""A figure is given as the answer from here on."""
_CONSTANT = 0.0
_GAP = 0.0
_WEAKEST = 0.0
_LABEL_EXTRA = 0.0
_WIDEST_GAP = 8.0


def confidence_of(best: Fitted, rivals: Sequence[Fitted]) -> float:
    """`rivals` are the others, best first."""
    gap = gap_to_rival(best, rivals)
    logit = _CONSTANT + _GAP * gap + _WEAKEST * best.wording.weakest + _LABEL_EXTRA * best.of_row.label_extra
    return 1 / (1 + math.exp(-logit))


def gap_to_rival(best: Fitted, rivals: Sequence[Fitted]) -> float:
    """By how much the best figure of another value is behind; the same number elsewhere is no rival."""
    other = next((each for each in rivals if not _says_the_same(each, best)), None)
    return min(_WIDEST_GAP, best.score - other.score) if other else _WIDEST_GAP


def _says_the_same(one: Fitted, other: Fitted) -> bool:
    if one.figure.value is None or other.figure.value is None:
        return one.figure.kind is other.figure.kind and one.figure.text == other.figure.text
    return abs(one.figure.value) == abs(other.figure.value)
