"""Rows of tables: their labels, how well a label names an item, their columns, and the cell of an asked period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import Cell, Page, Table
from rm_assistant.domain.questions import Period
from rm_assistant.language.dates import find_periods, fiscal_year_ending
from rm_assistant.language.numbers import find_numbers
from rm_assistant.language.terms import Term
from rm_assistant.language.words import normalise, stems

_WORDED = re.compile(r"[^\W\d_][^\w]*[^\W\d_]")
"""Two letters, with no digit between."""
_OPENS_LIKE_A_FIGURE = re.compile(r"[^A-Za-z\u3041-\u9fff]*[\d\uff10-\uff19]")
_LABEL_MARKS = re.compile(r"[\s・:：※*()（）\[\]【】、,.\-－―]|注\d*")
_WEAKER_NAME = 0.97
"""The first names of a term are its plainest; later ones count a little less."""


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


# ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def column_names(table: Table, text: str) -> Mapping[int, tuple[str, ...]]:
    """The printed headers over each column, top first; a header over several columns names them all."""
    names: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        printed = " ".join(text[cell.start : cell.end].split())
        if cell.row >= table.header_rows or not printed:
            continue
        for column in range(cell.column, cell.column + max(1, cell.column_span)):
            over = names.setdefault(column, [])
            if printed not in over:
                over.append(printed)
    return {column: tuple(over) for column, over in names.items()}


def pick_cell(span: EvidenceSpan, periods: Sequence[Period]) -> EvidenceCell | None:
    """The cell of `span` in the column of the latest of `periods`; of the newest column where none is asked.

    None where no column is of that period, or the columns do not say which period they are of and there are several.
    """
    figures = [cell for cell in span.cells if _has_digit(cell.text) and not is_worded(cell.text) and not _is_note(cell)]
    if len(figures) == 1 and not any(_column_years(cell) for cell in figures):
        return figures[0]
    dated = [(cell, _column_years(cell)) for cell in figures]
    years = [year for _, found in dated for year in found]
    if not years:
        return None
    offset = _naming_offset(span)
    wanted = periods[-1].fiscal_year - offset if periods else max(years)
    fitting = [cell for cell, found in dated if wanted in found]
    return _best_by_quarter(fitting, periods[-1].quarter if periods else None)


_NOTE = re.compile(r"notes?|注記?|ref", re.IGNORECASE)


def _is_note(cell: EvidenceCell) -> bool:
    return any(_NOTE.fullmatch(name.strip().rstrip(".")) for name in cell.columns)


def _column_years(cell: EvidenceCell) -> frozenset[int]:
    return _years_of(" ".join(cell.columns)) if cell.columns else frozenset()


@lru_cache(maxsize=4096)
def _years_of(header: str) -> frozenset[int]:
    """The years that a column is of: the year it names, or the one in which its period ends."""
    mentions = find_periods(normalise(header))
    ends = [mention.end_date for mention in mentions if mention.end_date]
    named = {mention.fiscal_year for mention in mentions if mention.fiscal_year and not mention.end_date}
    years = {fiscal_year_ending(max(ends))} if ends else set()
    return frozenset(years | {year for year in named if year})


def _naming_offset(span: EvidenceSpan) -> int:
    """-1 where the issuer names the year that ends in February 2024 fiscal 2023; columns print the date."""
    mentions = find_periods(span.fiscal_label)
    named = next((mention.fiscal_year for mention in mentions if mention.fiscal_year and not mention.end_date), None)
    ends = max((mention.end_date for mention in mentions if mention.end_date), default=None)
    return named - fiscal_year_ending(ends) if named and ends and abs(named - ends.year) <= 1 else 0


_PART_OF_YEAR = re.compile(r"(?:three|six|nine|3|6|9)\s*months|quarter|\bQ[1-4]\b|四半期|中間|weeks", re.IGNORECASE)
_ONE_QUARTER = re.compile(r"(?:three|3)\s*months|quarter|\bQ[1-4]\b|四半期(?!累計)|13\s*weeks", re.IGNORECASE)
_SHARE_OR_CHANGE = re.compile(r"%|％|change|増減|構成比|percent|前期比|前年", re.IGNORECASE)


def _best_by_quarter(cells: Sequence[EvidenceCell], quarter: int | None) -> EvidenceCell | None:
    """Of the columns of one year, the full year's or the quarter's; an amount before a share or a change.

    None where a year is asked for and all columns are of a part of it: three months are no answer for twelve.
    """
    pattern = _ONE_QUARTER if quarter else _PART_OF_YEAR
    fitting = [cell for cell in cells if bool(pattern.search(" ".join(cell.columns))) is bool(quarter)]
    if not quarter and not fitting:
        return None
    return max(fitting or cells, key=lambda cell: not _SHARE_OR_CHANGE.search(" ".join(cell.columns)), default=None)


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=65_536)
def name_fit(label: str, term: Term) -> float:
    """How well a row's label names `term`, 0 to 1: 1 where it is its plainest name, less for words more or fewer."""
    words, letters = _label_words(label), "" if label.isascii() else _letters(label)
    names = _spellings(term)
    fits = [0.0]
    if not names.stems.isdisjoint(words):
        fits += [_stem_fit(name, words) * _WEAKER_NAME ** min(at, 5) for at, name in enumerate(names.english)]
    if letters:
        fits += [overlap(name, letters) * _WEAKER_NAME ** min(at, 5) for at, name in enumerate(names.japanese)]
    return max(fits)


@dataclass(frozen=True, slots=True)
class _Spellings:
    """A term's names, plainest first: English ones as sets of stems, of which `stems` is the union."""

    english: tuple[frozenset[str], ...]
    stems: frozenset[str]
    japanese: tuple[str, ...]


@lru_cache(maxsize=1024)
def _spellings(term: Term) -> _Spellings:
    english = tuple(frozenset(stems(name)) for name in term.english)
    return _Spellings(english, frozenset().union(*english), tuple(_letters(name) for name in term.japanese))


def _stem_fit(name: frozenset[str], words: frozenset[str]) -> float:
    shared = len(name & words)
    if not shared:
        return 0.0
    recall, precision = shared / len(name), shared / len(words)
    return recall * recall * (0.4 + 0.6 * precision)


def overlap(spelled: str, letters: str) -> float:
    """For Japanese: one inside the other, by the share of the longer that it makes up."""
    if not letters or not spelled:
        return 0.0
    if spelled in letters:
        return 0.4 + 0.6 * len(spelled) / len(letters)
    if letters in spelled and len(letters) > 2:
        return 0.2 + 0.6 * len(letters) / len(spelled)
    return 0.0


@lru_cache(maxsize=8192)
def _label_words(label: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(label) if not stem.isdigit() and len(stem) > 1)


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    return _LABEL_MARKS.sub("", normalise(text)).lower()


def quoted_fit(label: str, quoted: str) -> float:
    """How well a label fits the words that a question quotes as a line's name, of which parts may name its heading."""
    letters = _letters(label)
    parts = [_letters(part) for part in re.split(r"[、,，]|(?<=\S)[－―–](?=\S)", normalise(quoted))]
    return max(
        (overlap(part, letters) * (1.0 if place == 0 else 0.6) for place, part in enumerate(parts) if part), default=0.0
    )


def rows_on(page: Page) -> Iterator[Row]:
    for table in page.tables:
        yield from (row for row in rows_of(table) if row.index >= table.header_rows)
