"""What tells for a figure as the answer and what against it, from 0 to 1 each; `weights` says how much each weighs."""

from __future__ import annotations

from typing import NamedTuple


class RowFeatures(NamedTuple):
    """What a row says of all its figures."""

    label_extra: float
    """The label says what the question does not."""
    path_extra: float
    title_extra: float
    statement: float
    """The row stands in a statement that the question names, or that prints such an item."""
    primary: float
    """In a balance sheet or an income statement, and no member is asked."""
    cash_flow: float
    equity: float
    equity_member: float
    """In a statement of changes in equity, and a member by a printed name is asked."""
    key_figures: float
    blank_label: float
    """The label says no more than a day, or that it is a total."""
    opening: float
    """A balance carried over: the year before says the same at first hand."""


class Wording(NamedTuple):
    """How a row and a column say what is asked, in one reading of the question."""

    label: float
    """The row's label names the line, in its words or as the same item of the glossary."""
    label_same: float
    head: float
    """Label, column, parent row or heading name the line: the best of them."""
    union: float
    """All that is printed about the figure, taken together, names the line."""
    column: float
    path: float
    context: float
    """Parent rows, columns, headings and section say what else is asked: on average."""
    context_least: float
    context_same: float
    """The share of it that a parent row, a column or the label says in just these words."""
    weakest: float
    """The least said of all that is asked: the line's name, or one of the words besides."""
    joined: float
    """The line's name is made of several parts of the question."""


class FigureFeatures(NamedTuple):
    """What is a figure's own. `_other` means known, and another than asked."""

    column_extra: float
    """A column's head says what the question does not."""
    year: float
    year_other: float
    moment_other: float
    """A balance where a movement is asked, or the other way round."""
    basis: float
    basis_other: float
    parent_unasked: float
    """Of the filer alone, where the question names no basis."""
    parent_key_figures: float
    member: float
    member_sure: float
    unit_other: float
    """It counts another thing than free words ask for; the name of a quoted line says enough."""
    words_other: float
    """A text where a number is asked, or the other way round."""
    aside: float
    """A number printed beside another, and such a one is asked."""


Features = tuple[float, ...]
"""RowFeatures, Wording and FigureFeatures one after the other."""
NAMES: tuple[str, ...] = (*RowFeatures._fields, *Wording._fields, *FigureFeatures._fields)
