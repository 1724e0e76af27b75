"""Reading order: columns of prose are read one after another, everything else line by line across the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ingest.pdf.lines import Line, Piece, gather_lines, is_wide

_LEAST_LETTERS = 14
_LEAST_WIDE_LETTERS = 10
_LEAST_LINES = 5
_BUCKET = 4.0
_DEEPEST = 3


class _Kind(Enum):
    COLUMNS = auto()
    ACROSS = auto()
    EITHER = auto()
    """Too little to tell: goes with its neighbours."""


@dataclass(slots=True)
class _Band:
    """Pieces between two heights of the page."""

    pieces: list[Piece]
    kind: _Kind


def read_in_order(pieces: Sequence[Piece]) -> list[list[Line]]:
    """Regions in reading order, each with its lines from top to bottom."""
    return [gather_lines(region) for region in _regions(list(pieces), _DEEPEST)]


def _regions(pieces: list[Piece], depth: int) -> list[list[Piece]]:
    gutter = _gutter(pieces) if depth else None
    if gutter is None:
        return [pieces] if pieces else []
    regions: list[list[Piece]] = []
    for band in _classified(_cut(pieces, gutter), gutter):
        if band.kind is _Kind.COLUMNS:
            regions += _regions([piece for piece in band.pieces if piece.x1 <= gutter], depth - 1)
            regions += _regions([piece for piece in band.pieces if piece.x1 > gutter], depth - 1)
        else:
            regions.append(band.pieces)
    return regions


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The right edge of a first column of prose: left of an edge at which many other lines of prose begin."""
    prose = [piece for piece in pieces if _is_prose(piece)]
    if len(prose) < 2 * _LEAST_LINES:
        return None
    margin = min(piece.x0 for piece in prose)
    width = max(piece.x1 for piece in prose) - margin
    edges = Counter(int(piece.x0 / _BUCKET) for piece in prose if piece.x0 > margin + 0.2 * width)
    for bucket, count in edges.most_common(3):
        if count + edges[bucket + 1] + edges[bucket - 1] < _LEAST_LINES:
            break
        edge = min(piece.x0 for piece in prose if abs(int(piece.x0 / _BUCKET) - bucket) <= 1)
        left = [piece for piece in prose if piece.x1 <= edge]
        right = [piece for piece in prose if piece.x0 >= edge]
        if len(left) >= _LEAST_LINES and _flows(left) and _flows(right):
            return max(piece.x1 for piece in left) + 0.1
    return None


def _is_prose(piece: Piece) -> bool:
    if is_wide(piece.words[0].text[0]):
        return piece.letters >= _LEAST_WIDE_LETTERS
    return len(piece.words) >= 3 and piece.letters >= _LEAST_LETTERS


def _cut(pieces: Sequence[Piece], gutter: float) -> list[list[Piece]]:
    """Pieces from top to bottom, cut at empty strips and where pieces begin or cease to cross the gutter."""
    bands: list[list[Piece]] = []
    bottom = float("-inf")
    crosses = False
    for piece in sorted(pieces, key=lambda piece: piece.y0 + piece.y1):
        middle = (piece.y0 + piece.y1) / 2
        across = piece.x0 < gutter < piece.x1
        beside = bool(bands) and middle < bottom and (crosses or not across)
        if not bands or piece.y0 - bottom > 0.6 * piece.size or (across != crosses and not beside):
            bands.append([])
            crosses = across
        bands[-1].append(piece)
        bottom = max(bottom, piece.y1)
    return bands


def _classified(cuts: list[list[Piece]], gutter: float) -> list[_Band]:
    """Bands of one kind each; what is too short to tell goes with the columns above it or below it."""
    bands: list[_Band] = []
    for pieces in cuts:
        kind = _kind(pieces, gutter)
        if bands and bands[-1].kind is _Kind.EITHER and kind is not _Kind.EITHER:
            bands[-1].kind = kind
        if bands and (kind is _Kind.EITHER or kind is bands[-1].kind):
            bands[-1].pieces += pieces
        else:
            bands.append(_Band(list(pieces), kind))
    return bands


def _kind(pieces: Sequence[Piece], gutter: float) -> _Kind:
    if any(piece.x0 < gutter < piece.x1 for piece in pieces):
        return _Kind.ACROSS
    if 3 * sum(piece.is_value for piece in pieces) > len(pieces):
        return _Kind.ACROSS
    left = [piece for piece in pieces if piece.x1 <= gutter]
    right = [piece for piece in pieces if piece.x1 > gutter]
    return _Kind.COLUMNS if _flows(left) and _flows(right) else _Kind.EITHER


def _flows(side: Sequence[Piece]) -> bool:
    """Whether pieces are running prose: most of them lines of much the same width, close below each other."""
    prose = [piece for piece in side if _is_prose(piece)]
    if len(prose) < 3 or 2 * len(prose) < len(side):
        return False
    edges = Counter(int(piece.x0 / _BUCKET) for piece in prose)
    bucket = edges.most_common(1)[0][0]
    lines = [piece for piece in prose if abs(int(piece.x0 / _BUCKET) - bucket) <= 3]
    widths = sorted(piece.x1 - piece.x0 for piece in lines)
    height = max(piece.y1 for piece in lines) - min(piece.y0 for piece in lines)
    inked = sum(piece.y1 - piece.y0 for piece in lines)
    return widths[len(widths) // 2] >= 0.6 * widths[-1] and inked >= 0.5 * height
