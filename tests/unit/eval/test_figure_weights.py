from __future__ import annotations

import numpy as np

from eval.figure_weights import Choice, find_weights
from rm_assistant.retrieval.figures.features import NAMES


def figure_with(**features: float) -> list[float]:
    return [features.get(name, 0.0) for name in NAMES]


def test_what_tells_the_right_figures_from_the_others_gets_weight() -> None:
    same_line = [figure_with(label=1.0, year=1.0), figure_with(label=1.0, year_other=1.0)]
    same_year = [figure_with(label_extra=1.0, year=1.0), figure_with(label=1.0, year=1.0)]
    found = [Choice(np.array(same_line), np.array([True, False])), Choice(np.array(same_year), np.array([False, True]))]
    weights = dict(zip(NAMES, find_weights(found), strict=True))
    assert min(weights["year"], weights["label"]) > 1.0
    assert max(weights["year_other"], weights["label_extra"]) < -1.0
    assert weights["basis"] == 0.0


def test_what_speaks_against_a_figure_never_speaks_for_it() -> None:
    odd = Choice(np.array([figure_with(column_extra=1.0), figure_with()]), np.array([True, False]))
    assert dict(zip(NAMES, find_weights([odd]), strict=True))["column_extra"] == 0.0
