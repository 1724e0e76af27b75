"""The sub-headings that the rows of a table stand under: a segment's name over its net sales and operating income.

Indentation tells where the filing prints it. Where headings and rows begin at one margin, a heading holds until its
total, or until the next heading of its rank: of a run of headings with no row between them the last ranks lowest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rm_assistant.domain.documents import Cell, Page, Table
from rm_assistant.language.words import normalise, stems
from rm_assistant.retrieval.rows import Row, column_names, is_note_column, is_worded, label_of, rows_of

Path = tuple[str, ...]

_SAME_MARGIN = 2.0
"""In points: labels that begin this close begin at one margin."""
_COLUMN = 10.0
"""Points that a column counts for where labels are indented by columns."""
_NIL = re.compile(r"[\W_]*[-\u2010-\u2015\u2212\uff0d][\W_]*|\W*(?:n/?[am]|n\.[am]\.?|nil|該当なし)\W*", re.IGNORECASE)
_JAPANESE_TOTAL = re.compile(r"(?P<what>.*?)(?:の部)?(?:合計|総計|小計|計)")
_TOTAL = re.compile(r"\btotals?\b", re.IGNORECASE)
_MARKS = re.compile(r"[\s:：・（）()]|の部$")


class _Kind(Enum):
    HEADING = auto()
    FIGURES = auto()
    COLUMNS = auto()
    """Names of columns within the table: what stood above has ended."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as far as its place in the outline goes. `left` is None where the row has no label."""

    index: int
    kind: _Kind
    label: str
    left: float | None


@dataclass(slots=True)
class _Heading:
    """An open heading; `indented`, whether its rows begin further right, is None until one was seen."""

    label: str
    left: float
    indented: bool | None = None


def row_paths(page: Page, table: Table) -> Mapping[int, Path]:
    """The labels over each row below the header, outermost first, by row index; empty for a row of the table itself."""
    lines = list(_lines(page, table))
    spanning = _spanning(page, table)
    return {line.index: path + spanning.get(line.index, ()) for line, path in zip(lines, _paths(lines), strict=True)}


def _paths(lines: Sequence[_Line]) -> Iterator[Path]:
    open_: list[_Heading] = []
    for at, line in enumerate(lines):
        if line.kind is _Kind.COLUMNS:
            open_.clear()
        elif line.kind is _Kind.HEADING:
            _close_for_heading(open_, lines, at)
        else:
            _close_for_row(open_, line)
        yield tuple(heading.label for heading in open_)
        if line.kind is _Kind.HEADING:
            open_.append(_Heading(line.label, line.left or 0.0))
        elif line.kind is _Kind.FIGURES and open_ and _is_total(line, open_[-1]):
            open_.pop()


def _close_for_heading(open_: list[_Heading], lines: Sequence[_Line], at: int) -> None:
    """Close what this heading is not part of. One that follows another at the same margin is part of it."""
    left = lines[at].left or 0.0
    while open_ and open_[-1].left > left + _SAME_MARGIN:
        open_.pop()
    for outer in open_:
        if outer.indented is None and left > outer.left + _SAME_MARGIN:
            outer.indented = True
    if at and lines[at - 1].kind is _Kind.HEADING and abs((lines[at - 1].left or 0.0) - left) <= _SAME_MARGIN:
        return
    for _ in range(_run_length(lines, at)):
        if open_ and abs(open_[-1].left - left) <= _SAME_MARGIN:
            open_.pop()


def _run_length(lines: Sequence[_Line], at: int) -> int:
    """How many headings begin here with no row between them and at one margin."""
    length = 1
    while (
        at + length < len(lines)
        and lines[at + length].kind is _Kind.HEADING
        and abs((lines[at + length].left or 0.0) - (lines[at].left or 0.0)) <= _SAME_MARGIN
    ):
        length += 1
    return length


def _close_for_row(open_: list[_Heading], line: _Line) -> None:
    """Close the headings whose rows begin further right; a mere "Total" is the last one's, wherever it is set."""
    what = _sums_up(line.label)
    if line.left is None or what == "":
        return
    if what and any(_is_sum_of(what, heading) for heading in open_):
        while not _is_sum_of(what, open_[-1]):
            open_.pop()
    while open_ and line.left < open_[-1].left + (_SAME_MARGIN if open_[-1].indented else -_SAME_MARGIN):
        open_.pop()
    for heading in open_:
        if heading.indented is None:
            heading.indented = line.left > heading.left + _SAME_MARGIN


def _is_total(line: _Line, heading: _Heading) -> bool:
    """Whether a row sums up what stands under `heading`: by its words, or a sum without any."""
    if line.left is None:
        return True
    what = _sums_up(line.label)
    if what is None:
        return _letters(line.label) == _letters(heading.label)
    return what == "" or _is_sum_of(what, heading)


def _is_sum_of(what: str, heading: _Heading) -> bool:
    words = set(stems(heading.label))
    return _letters(what) == _letters(heading.label) or (bool(words) and words <= set(stems(what)))


def _letters(text: str) -> str:
    return _MARKS.sub("", normalise(text)).casefold()


def _sums_up(label: str) -> str | None:
    """What a total's label calls a total, empty where it says no more than that; None where it is no total's."""
    plain = normalise(label)
    japanese = _JAPANESE_TOTAL.fullmatch(_MARKS.sub("", plain))
    if japanese:
        return japanese["what"]
    return _TOTAL.sub("", plain).strip() if _TOTAL.search(plain) else None


# ── rows as lines of an outline ─────────────────────────────────────────────────────────────────────────────────────


def _lines(page: Page, table: Table) -> Iterator[_Line]:
    rows = [row for row in rows_of(table) if row.index >= table.header_rows]
    notes = {column for column, names in column_names(table, page.text).items() if is_note_column(names)}
    first = _first_figure_column(rows, page.text, notes)
    for row in rows:
        kind = _kind(row, page.text, first, notes)
        labelled = kind is _Kind.HEADING or row.cells[0].column < first
        left = _left(page, row.cells[0]) if labelled else None
        yield _Line(row.index, kind, label_of(row, page.text), left)


def _first_figure_column(rows: Sequence[Row], text: str, notes: set[int]) -> int:
    figures = [
        cell.column
        for row in rows
        for cell in row.cells
        if cell.column and cell.column not in notes and _is_figure(text[cell.start : cell.end])
    ]
    return min(figures, default=1)


def _kind(row: Row, text: str, first: int, notes: set[int]) -> _Kind:
    beyond = [text[cell.start : cell.end] for cell in row.cells if cell.column >= first and cell.column not in notes]
    if not beyond:
        return _Kind.HEADING
    names_columns = row.cells[0].column >= first and all(is_worded(cell) for cell in beyond)
    return _Kind.COLUMNS if names_columns and len(beyond) > 1 else _Kind.FIGURES


def _is_figure(text: str) -> bool:
    digits = any(character.isdigit() for character in text)
    return (digits and not is_worded(text)) or _NIL.fullmatch(text.strip()) is not None


def _left(page: Page, cell: Cell) -> float:
    """Where a label begins: on the page, or in the table of an HTML source."""
    at = page.words.left_edge(cell.start)
    return at if at is not None else max(cell.indent, cell.column * _COLUMN)


def _spanning(page: Page, table: Table) -> Mapping[int, Path]:
    """Labels of several rows' height, by the rows beside which they are not printed again."""
    found: dict[int, Path] = {}
    for cell in table.cells:
        text = " ".join(page.text[cell.start : cell.end].split())
        if cell.row >= table.header_rows and cell.row_span > 1 and text and is_worded(text):
            for row in range(cell.row + 1, cell.row + cell.row_span):
                found[row] = (*found.get(row, ()), text)
    return found
