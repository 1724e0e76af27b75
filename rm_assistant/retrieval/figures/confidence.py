"""How likely the best figure is the right one.

A logistic regression over the questions of the tuning half of the `tables` suite (`docs/evaluation.md`), by how far the
best rival of another value is behind and by the word of the question that is said least.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rm_assistant.retrieval.figures.fit import Fitted
from rm_assistant.retrieval.figures.named import Offer

CONFIDENT = 0.75
"""A figure is given as the answer from here on."""
_OF_GAP = 0.70
_OF_WEAKEST = 0.76
_WIDEST_GAP = 8.0
CONFIDENT_BY_NAME = 0.98
"""Of an item that a statement prints by its name: right in all of 367 questions of the `tables` suite."""
_OUTSIDE_STATEMENTS = 0.8


def confidence_of(best: Fitted, rivals: Sequence[Fitted]) -> float:
    """`rivals` are the others, best first."""
    logit = _OF_GAP * gap_to_rival(best, rivals) + _OF_WEAKEST * best.wording.weakest
    return 1 / (1 + math.exp(-logit))


def confidence_of_item(best: Offer, rivals: Sequence[Offer]) -> float:
    """Of a figure whose row names an item of the glossary plainly."""
    if rivals:
        return 1 / (1 + len(rivals))
    return CONFIDENT_BY_NAME if best.is_on_statement else _OUTSIDE_STATEMENTS


def gap_to_rival(best: Fitted, rivals: Sequence[Fitted]) -> float:
    """By how much the best figure of another value is behind; the same number elsewhere is no rival."""
    other = next((each for each in rivals if not _says_the_same(each, best)), None)
    return min(_WIDEST_GAP, best.score - other.score) if other else _WIDEST_GAP


def _says_the_same(one: Fitted, other: Fitted) -> bool:
    if one.figure.value is None or other.figure.value is None:
        return one.figure.kind is other.figure.kind and one.figure.text == other.figure.text
    return abs(one.figure.value) == abs(other.figure.value)
