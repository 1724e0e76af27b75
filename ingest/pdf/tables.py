"""Where tables stand among the lines of a page: rows of figures under headers, told by position, not by rules.

A line with a figure in a second or later cell is a row. Rows are one table while only labels stand between them; lines
above that name columns are its header. A new line of years or dates below rows of figures begins another table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.lines import Line, Piece

_MOST_LABELS_BETWEEN = 5
_MOST_HEADER_LINES = 12
_WIDEST_STEP = 3.5
"""Between two lines of a table, in font sizes."""
_WIDEST_HEADER_STEP = 2.0
_TITLE_STEP = 0.8
_TITLE_LETTERS = 15
_LONGEST_LABEL = 160
PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:(?:fiscal\s+)?years?|quarters?|weeks)\s+ended\b|\bas of\b|\bfiscal\b|\byear[- ]to[- ]date\b"
    r"|\b(?:three|six|nine|twelve|3|6|9|12)\s+months\b|\b(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:quarter|half)\b"
    r"|[0-9０-９]+年|[前当]\S{0,4}(?:年度|期|末)|第[0-9０-９]+期|\bQ[1-4]\b",
    re.IGNORECASE,
)
_UNIT_WORDS = (
    r"(?:U\.?S\.?\s+|Canadian\s+|Australian\s+)?"
    r"(?:dollars?|millions?|thousands?|billions?|\$|€|£|¥|US\$|yen|euros?|shares)"
)
_UNIT = re.compile(
    rf"""
    [(（\[]\s*(?:[^()（）]{{0,60}}?\b)?(?:in\s*)?(?:{_UNIT_WORDS})\b(?:[^()（）]|\([^()]*\)){{0,90}}[)）\]]
  | \b(?:amounts?\s+|dollars?\s+|tabular\s+amounts\s+)?(?:are\s+)?(?:expressed\s+)?in\s+(?:{_UNIT_WORDS})
    (?:\s+of\s+[\w.$ ]{{2,20}})?
    (?:,?\s*(?:except|other\s+than)[^.:;]{{3,80}})?
  | [(（]?\s*単位\s*[:：]\s*[^\s)）]{{1,12}}(?:\s*[、,]\s*[^\s)）]{{1,12}})*\s*[)）]?
  | (?:(?:US|AU?|CA?|NZ|HK|NT|S)?[$£€¥]|\b(?:CHF|EUR|USD|GBP|RMB|CNY|JPY|SEK|NOK|DKK|Rs\.?|₹))
    \s?[’'‘`]?(?:000s?|000,000|m|mn|mln|million|bn|k)\b
  | [(（](?:百万円|千円|億円|円|百万米ドル|千米ドル|百万株|千株|株|％|%)[)）]
    """,
    re.VERBOSE | re.IGNORECASE,
)


_NUMBERED = re.compile(r"(?:item|note|part)\s+(?:\d{1,2}[A-C]?|[IVX]+)\b|[^【]{0,8}【", re.IGNORECASE)
"""Headings that are set in two cells, number and title."""


@dataclass(frozen=True, slots=True)
class TableLines:
    """A table among lines `[first, last]`; the first `header` of them name the columns."""

    first: int
    last: int
    header: int


def find_tables(lines: Sequence[Line]) -> list[TableLines]:
    """Tables from top to bottom; they do not overlap."""
    found: list[TableLines] = []
    after = 0
    for run in _runs(lines):
        first = _header_start(lines, run, after)
        header = run[0] - first
        if len(run) + bool(header) >= 2:
            last = _with_label_end(lines, run[-1])
            found.append(TableLines(first, last, _header_length(lines, first, run[0])))
            after = last + 1
    return found


def unit_in(text: str) -> tuple[int, int] | None:
    """Where a unit or scale is printed: "(Millions)", "(in thousands, except per share data)", 単位：百万円."""
    match = _UNIT.search(text)
    return match.span() if match else None


def is_unit_only(line: Line) -> bool:
    """A line of its own that says the unit: "(in millions)", (単位：百万円)."""
    span = unit_in(line.text) if len(line.pieces) == 1 else None
    return span is not None and span[1] - span[0] >= len(line.text.strip()) - 1


def is_row(line: Line) -> bool:
    """A line that carries figures in a second or later cell, or nothing but figures."""
    pieces = line.pieces
    if len(pieces) < 2:
        return False
    figures = [piece for piece in pieces[1:] if piece.is_value and not piece.is_year]
    if pieces[0].is_value and not pieces[0].is_year and len(pieces) == len(figures) + 1:
        return True
    return bool(figures) and not (pieces[0].is_value and len(figures) < len(pieces) - 1 and len(pieces) == 2)


def names_periods(line: Line) -> bool:
    """Two or more cells of years, dates or periods and no other figure: a header."""
    named = [piece for piece in line.pieces if PERIOD.search(piece.text) and len(piece.text) < 60]
    return len(named) >= 2 or (len(named) == 1 and len(line.pieces) >= 2 and line.pieces[-1].is_year)


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """Indices of rows that belong together."""
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        if not is_row(line):
            continue
        if runs and _linked(lines, runs[-1], index):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _linked(lines: Sequence[Line], run: Sequence[int], index: int) -> bool:
    previous = run[-1]
    if index - previous - 1 > _MOST_LABELS_BETWEEN:
        return False
    zone = min(_zone(lines[previous]), _zone(lines[index]))
    for at in range(previous + 1, index + 1):
        if _step(lines[at - 1], lines[at]) > _WIDEST_STEP:
            return False
        if at < index and (_begins_header(lines[at], zone) or not _stands_between(lines[at], zone)):
            return False
    return True


def _begins_header(line: Line, zone: float) -> bool:
    """Periods above columns: another table begins."""
    if len(line.pieces) > 1:
        return names_periods(line)
    piece = line.pieces[0]
    return piece.x0 > zone - piece.size and PERIOD.search(piece.text) is not None


def _zone(line: Line) -> float:
    """Where the figures of a row begin."""
    return min(piece.x0 for piece in line.pieces[1:] if piece.is_value)


def _step(upper: Line, lower: Line) -> float:
    return (lower.y0 - upper.y1) / max(lower.size, 1.0)


def _stands_between(line: Line, zone: float) -> bool:
    """A label of its own, or cells of text, between two rows."""
    if len(line.pieces) > 1:
        return all(len(piece.text) < _LONGEST_LABEL for piece in line.pieces)
    piece = line.pieces[0]
    return len(piece.text) < _LONGEST_LABEL and (piece.x1 < zone + piece.size or piece.x0 > zone - piece.size)


def _header_start(lines: Sequence[Line], run: Sequence[int], after: int) -> int:
    """First line of the header above the run's first row; the row itself where there is none."""
    rows = [lines[index] for index in run]
    zone = min(_zone(row) for row in rows)
    margin = min(row.x0 for row in rows)
    start = run[0]
    for at in range(run[0] - 1, max(after, run[0] - _MOST_HEADER_LINES) - 1, -1):
        line = lines[at]
        if _step(line, lines[at + 1]) > _WIDEST_STEP or is_row(line) or _NUMBERED.match(line.text):
            break
        step = _step(line, lines[at + 1])
        if _is_title(line, step, zone) or (len(line.pieces) == 1 and step > _WIDEST_HEADER_STEP and line.x0 > margin):
            break
        if _names_columns(line, zone, margin):
            start = at
        elif len(line.pieces) > 1 or not _stands_between(line, zone) or start - at > 4:
            break
    while start < run[0] and is_unit_only(lines[start]):
        start += 1
    return start


def _is_title(line: Line, step: float, zone: float) -> bool:
    """A title on the left and a company's name on the right, set off from the header below."""
    return (
        step > _TITLE_STEP
        and len(line.pieces) == 2
        and line.x0 < zone
        and all(piece.letters >= _TITLE_LETTERS for piece in line.pieces)
        and PERIOD.search(line.text) is None
    )


def _names_columns(line: Line, zone: float, margin: float) -> bool:
    """Whether a line above a table names columns: cells over its figures."""
    if len(line.pieces) > 1:
        return any(piece.x1 > zone for piece in line.pieces[1:]) and all(len(p.text) < 80 for p in line.pieces)
    piece = line.pieces[0]
    over = piece.x1 if is_unit_only(line) else piece.centre
    return over > zone and piece.x0 > margin + 0.35 * (zone - margin) and len(piece.text) < 80


def _header_length(lines: Sequence[Line], first: int, first_row: int) -> int:
    """Lines that name columns; labels below them ("Current assets:") are rows already."""
    for at in range(first_row, first, -1):
        if len(lines[at - 1].pieces) > 1 or lines[at - 1].pieces[0].x0 > lines[first_row].pieces[0].x1:
            return at - first
    return first_row - first


def _with_label_end(lines: Sequence[Line], last: int) -> int:
    """The last row's label may run on below its figures."""
    if last + 1 >= len(lines):
        return last
    row, line = lines[last], lines[last + 1]
    follows = len(line.pieces) == 1 and line.x1 < _zone(row) and _step(row, line) < 0.6
    return last + 1 if follows and continues_label(row.pieces[0], line.pieces[0]) else last


_COLON = re.compile(r"[:：]\s*(?:\(\w{1,2}(?:,\s*\w{1,2})*\)\s*)*$")
_LEFT_OPEN = re.compile(
    r"(?:[,;&/–—-]|\b(?:and|or|of|the|a|an|for|in|to|on|at|by|with|from|per|as|than|its))$", re.IGNORECASE
)


def continues_label(label: Piece, following: Piece) -> bool:
    """Whether a label runs on: the next line begins with a small letter, or the first breaks off in mid-phrase."""
    if ends_with_colon(label.text):
        return False
    opened = label.text.count("(") + label.text.count("（") > label.text.count(")") + label.text.count("）")
    return following.text[0].islower() or opened or breaks_off(label.text)


def ends_with_colon(text: str) -> bool:
    """A label that heads the rows below it; a footnote mark may follow its colon."""
    return _COLON.search(text) is not None


def breaks_off(text: str) -> bool:
    """A label that ends in mid-phrase: with a comma, a hyphen, "and", "of"."""
    return _LEFT_OPEN.search(text) is not None
