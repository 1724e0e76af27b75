"""How much each feature weighs, in one place.

Found by logistic regression over one half of the filings of the `tables` suite (`docs/evaluation.md`): of all figures
of a filing the one that was asked for is to come first. Their sum is a logarithm of odds.
"""

from __future__ import annotations

from operator import mul

from rm_assistant.retrieval.figures.features import FigureFeatures, RowFeatures, Wording

_ROW = RowFeatures(
    label_extra=-4.1,
    path_extra=-1.7,
    title_extra=-2.1,
    heading_extra=-0.4,
    statement=0.0,
    primary=3.4,
    cash_flow=0.0,
    equity=-0.6,
    equity_member=0.0,
    key_figures=-2.2,
    blank_label=1.2,
    opening=-1.7,
)
_WORDING = Wording(
    label=2.5,
    label_same=2.3,
    head=2.8,
    union=3.6,
    column=3.0,
    path=1.1,
    context=2.8,
    context_least=1.4,
    context_same=1.1,
    weakest=3.6,
    joined=-4.9,
)
_FIGURE = FigureFeatures(
    column_extra=-4.2,
    year=3.0,
    year_other=-2.9,
    moment_other=-2.8,
    basis=4.4,
    basis_other=-5.0,
    parent_unasked=-7.3,
    parent_key_figures=0.5,
    member=5.5,
    member_sure=1.6,
    unit=-0.1,
    unit_other=0.0,
    words_other=-2.8,
    aside=2.9,
)
MOST_OF_FIGURE = sum(weight for weight in _FIGURE if weight > 0)
OWN_FILING = 1.0
"""For the filing of the asked period over a later one that shows it for comparison: set by hand."""


def of_row(features: RowFeatures) -> float:
    return sum(map(mul, features, _ROW))


def of_wording(features: Wording) -> float:
    return sum(map(mul, features, _WORDING))


def of_figure(features: FigureFeatures) -> float:
    return sum(map(mul, features, _FIGURE))
