"""How much each feature weighs, in one place.

Found by `eval.figure_weights` over one half of the filings of the `tables` suite (`docs/evaluation.md`): of all figures
of a filing the one that was asked for is to come first. Their sum is a logarithm of odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from rm_assistant.retrieval.figures.features import FigureFeatures, RowFeatures, Wording

_ROW = RowFeatures(
    label_extra=-4.0,
    path_extra=-1.7,
    title_extra=-1.9,
    statement=0.4,
    primary=3.8,
    cash_flow=1.3,
    equity=-0.9,
    equity_member=0.9,
    key_figures=-2.1,
    blank_label=1.1,
    opening=-1.4,
)
_WORDING = Wording(
    label=2.2,
    label_same=2.3,
    head=2.7,
    union=3.7,
    column=2.9,
    path=1.0,
    context=2.7,
    context_least=1.3,
    context_same=1.1,
    weakest=3.7,
    joined=-5.1,
)
_FIGURE = FigureFeatures(
    column_extra=-4.2,
    year=3.7,
    year_other=-2.4,
    moment_other=-2.9,
    basis=4.8,
    basis_other=-4.8,
    parent_unasked=-7.7,
    parent_key_figures=0.3,
    member=5.5,
    member_sure=1.5,
    unit_other=-1.0,
    words_other=-2.6,
    aside=3.0,
)
"""`unit_other` is set by hand: the suite's questions quote lines by their names."""
OWN_FILING = 1.0
"""For the filing of the asked period over a later one that shows it for comparison: set by hand."""


def of_row(features: RowFeatures) -> float:
    return _weighed(features, _ROW)


def of_wording(features: Wording) -> float:
    return _weighed(features, _WORDING)


def of_figure(features: FigureFeatures) -> float:
    return _weighed(features, _FIGURE)


def most_of_figure(*, year: bool, basis: bool, member: bool, aside: bool) -> float:
    """The most that a figure's own features may add, where these are asked."""
    names = {"year": year, "basis": basis, "member": member, "member_sure": member, "aside": aside}
    best = FigureFeatures(*(float(names.get(name, False)) for name in FigureFeatures._fields))
    return of_figure(best)


def _weighed(features: Sequence[float], weights: Sequence[float]) -> float:
    return sum(map(mul, features, weights), 0.0)
