"""Cells and columns of a table while its grid is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ingest.pdf.lines import Piece, space_between


@dataclass(slots=True)
class GridCell:
    """Pieces of a cell, top to bottom; `span` columns wide, `rows` high."""

    pieces: list[Piece] = field(default_factory=list)
    span: int = 1
    rows: int = 1

    @property
    def is_figure(self) -> bool:
        return any(piece.is_value and not piece.is_year for piece in self.pieces)

    @property
    def text(self) -> str:
        spaces = [space_between(piece, following) for piece, following in pairwise(self.pieces)]
        return "".join(piece.text + space for piece, space in zip(self.pieces, [*spaces, ""], strict=True))


@dataclass(slots=True)
class Column:
    """Extent of a column's figures (currency signs aside), their right edge, and the rows that have one."""

    x0: float
    x1: float
    edge: float
    outer: float
    """Left edge with currency signs."""
    rows: set[int]

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    def overlap(self, x0: float, x1: float) -> float:
        return min(self.x1, x1) - max(self.x0, x0)

    def joined_with(self, other: Column) -> Column:
        share = len(other.rows) / (len(self.rows) + len(other.rows))
        edge = self.edge + (other.edge - self.edge) * share
        rows = self.rows | other.rows
        return Column(min(self.x0, other.x0), max(self.x1, other.x1), edge, min(self.outer, other.outer), rows)
