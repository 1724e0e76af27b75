"""How much each feature weighs, in one place.

Found by logistic regression over one half of the filings of the `tables` suite (`docs/evaluation.md`): of all figures
of a filing the one that was asked for is to come first. Their sum is a logarithm of odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from rm_assistant.retrieval.figures.features import FigureFeatures, RowFeatures, Wording

_ROW = RowFeatures(
    label_extra=-4.2,
    path_extra=-1.7,
    title_extra=-2.2,
    heading_extra=-0.6,
    statement=0.2,
    primary=3.4,
    cash_flow=0.8,
    equity=-1.1,
    equity_member=0.8,
    key_figures=-2.6,
    blank_label=1.1,
    opening=-1.3,
)
_WORDING = Wording(
    label=2.5,
    label_same=2.3,
    head=2.8,
    union=3.6,
    column=3.0,
    path=0.9,
    context=2.6,
    context_least=1.1,
    context_same=1.3,
    weakest=3.4,
    joined=-5.2,
)
_FIGURE = FigureFeatures(
    column_extra=-4.4,
    year=3.0,
    year_other=-2.9,
    moment_other=-3.0,
    basis=4.4,
    basis_other=-5.0,
    parent_unasked=-7.7,
    parent_key_figures=0.3,
    member=5.6,
    member_sure=1.6,
    unit=0.0,
    unit_other=-1.0,
    words_other=-2.7,
    aside=2.9,
)
"""`unit_other` is set by hand: questions by the names of lines hardly ever name a unit."""
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
