"""Rows of tables, their labels, and the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.documents import Cell, Page, Table
from rm_assistant.language.numbers import find_numbers
from rm_assistant.language.period_labels import read_period_label
from rm_assistant.language.words import normalise

_WORDED = re.compile(r"[^\W\d_][^\w]*[^\W\d_]")
"""Two letters, with no digit between."""
_LONGEST_PERIOD = 60
_OPENS_LIKE_A_FIGURE = re.compile(r"[^A-Za-z\u3041-\u9fff]*[\d\uff10-\uff19]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table on its page: page text `[start, end)`, with the cells that print something."""

    table: Table
    index: int
    cells: tuple[Cell, ...]
    start: int
    end: int


def rows_of(table: Table) -> Iterator[Row]:
    """The rows that print something, header rows too, from the top."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.start < cell.end:
            by_row.setdefault(cell.row, []).append(cell)
    for index in sorted(by_row):
        cells = by_row[index]
        start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
        yield Row(table, index, tuple(sorted(cells, key=lambda cell: cell.column)), start, end)


def label_of(row: Row, text: str) -> str:
    """What names the row: the text of its first cells, up to the first that is a number. `text` is the page's."""
    parts = []
    for cell in row.cells:
        part = text[cell.start : cell.end].strip()
        if not is_worded(part):
            break
        parts.append(part)
    return " ".join(parts) or text[row.cells[0].start : row.cells[0].end].strip()


@lru_cache(maxsize=65_536)
def is_worded(text: str) -> bool:
    """True for words, false for figures with their signs and units."""
    if not _WORDED.search(text):
        return False
    return not _OPENS_LIKE_A_FIGURE.match(text) or not _is_figure(text)


def _is_figure(text: str) -> bool:
    numbers = find_numbers(text)
    return len(numbers) == 1 and numbers[0].end - numbers[0].start >= len(text.strip()) - 1


def has_figure(row: Row, text: str) -> bool:
    return any(
        not is_worded(text[cell.start : cell.end]) and _has_digit(text[cell.start : cell.end]) for cell in row.cells
    )


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


_CONTENTS_TITLE = re.compile(r"table of contents|index to (?:consolidated )?financial|目\s*次", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:[A-Z]-)?\d{1,3}")
_FEWEST_ENTRIES = 5


def is_contents(table: Table, text: str) -> bool:
    """True where the title says so, or the rows end in page numbers that never fall. `text` is the page's."""
    if table.title and _CONTENTS_TITLE.search(normalise(table.title)):
        return True
    last = [text[row.cells[-1].start : row.cells[-1].end].strip() for row in rows_of(table) if len(row.cells) > 1]
    if table.unit or len(last) < _FEWEST_ENTRIES or not all(_PAGE_NUMBER.fullmatch(number) for number in last):
        return False
    pages = [int(number.rpartition("-")[2]) for number in last]
    return pages == sorted(pages)


def column_names(table: Table, text: str) -> Mapping[int, tuple[str, ...]]:
    """The printed headers over each column, top first; a header over several columns names them all.

    A period in the corner, over the labels, is said of every column: "Three months ended June 30," beside 2023, 2022.
    """
    names: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        printed = " ".join(text[cell.start : cell.end].split())
        if cell.row >= table.header_rows or not printed:
            continue
        for column in range(cell.column, cell.column + max(1, cell.column_span)):
            over = names.setdefault(column, [])
            if printed not in over:
                over.append(printed)
    corner = [name for name in names.get(0, ()) if _is_said_of_all(name)]
    return {column: tuple(dict.fromkeys((*corner, *over) if column else over)) for column, over in names.items()}


def _is_said_of_all(corner: str) -> bool:
    """Whether it is the period of the columns: a length or a day of the year, and not a year of its own."""
    label = read_period_label(corner)
    return len(corner) < _LONGEST_PERIOD and bool(label.months or label.month_day) and not label.change


_NOTE = re.compile(r"notes?|注記?(?:\s*番号)?|ref", re.IGNORECASE)


def is_note_column(names: Sequence[str]) -> bool:
    """A column that numbers notes."""
    return any(_NOTE.fullmatch(name.strip().rstrip(".")) for name in names)


def rows_on(page: Page) -> Iterator[Row]:
    for table in page.tables:
        yield from (row for row in rows_of(table) if row.index >= table.header_rows)
