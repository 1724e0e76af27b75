"""A table as rows of cells with what each prints: which rows name columns, and which columns name rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.figures.values import PrintedValue, read_cell
from rm_assistant.domain.documents import Cell, Page, Table
from rm_assistant.domain.figures import FigureKind
from rm_assistant.language.dates import fold_width
from rm_assistant.language.period_labels import read_period_label
from rm_assistant.language.units import DITTO, is_unit

_NOTE_HEAD = re.compile(
    r"^(?:注記|注記\s*番号|注番号|注記事項|notes?|note\s*(?:no\.?|ref\w*|number)?|\(?reference\)?|参照)$", re.IGNORECASE
)
_NOTE_MARKS = re.compile(r"^[\s※*注()\[\]]*\d{0,2}(?:\s*[,、・.]\s*\d{1,2})*[\s()A-Za-z\d,、]{0,12}$")
_MARKER = re.compile(
    r"^(?:[(（]?\s*(?:\d{1,2}|[ivxIVXⅠ-Ⅹⅰ-ⅹ]{1,4}|[a-zA-Zア-ンイロハニホヘト])\s*[)）.．、]?|[①-⑳]|[•●○◦▪■□◆◇・※*-])$"
)
_MARK_ALONE = re.compile(r"^\(\s?(?:\d{1,2}|[a-z])\s?\)(?:\s?\(\s?(?:\d{1,2}|[a-z])\s?\))*$")
_TERM = re.compile(r"^\d{1,2}\s*(?:[-–—]\s*\d{1,2}\s*)?(?:years?|months?|days?)$", re.IGNORECASE)
_PERSON_HEAD = re.compile(r"^氏\s*名(?:又は名称|または名称)?$|^氏名(?:又は|または)名称|^name$", re.IGNORECASE)
_MOST_NUMBERS = 0.5
_FEWEST_MARKS = 3
_MOST_MARKS = 0.8
_MOST_BESIDE, _MOST_BESIDE_EACH = 0.25, 0.4
"""Share of a column's labels that stand beside one left of them; more where each row has its label in it."""
_LONGEST_UNIT = 90


@dataclass(slots=True)
class GridCell:
    """A cell with the values it prints."""

    cell: Cell
    text: str
    values: tuple[PrintedValue, ...]
    is_numeric: bool
    unit_only: bool
    """Prints a unit and nothing else, which holds for the cells below or beside it."""
    column: int


@dataclass(slots=True)
class Block:
    """Rows under one header: a table has several where a second header stands inside it."""

    header: list[list[GridCell]]
    rows: list[list[GridCell]] = field(default_factory=list)


@dataclass(slots=True)
class TableGrid:
    """`label_columns` name the rows; cells of `note_columns` refer to notes and are no figures."""

    table: Table
    page: Page
    blocks: list[Block]
    label_columns: frozenset[int]
    note_columns: frozenset[int]
    in_words: bool
    """Most of its cells are words: those that name its rows are answers too."""


def read_grid(page: Page, table: Table) -> TableGrid:
    rows = list(_rows(page, table))
    first = _header_length(rows, table.header_rows)
    body = rows[first:]
    notes = _note_columns(rows[:first], body)
    value_column = _first_value_column(body, notes)
    first -= _parents_at_end(rows[:first], value_column)
    body = rows[first:]
    labels = _label_columns(rows[:first], body, notes, value_column)
    blocks = _blocks(rows[:first], body, labels, notes)
    return TableGrid(table, page, blocks, labels, notes, _in_words(body, labels))


def _in_words(body: Sequence[list[GridCell]], labels: frozenset[int]) -> bool:
    cells = [cell for row in body for cell in row if cell.column not in labels and not cell.unit_only]
    numbers = sum(cell.values[0].kind is FigureKind.NUMBER for cell in cells)
    return 2 * numbers <= len(cells) and not all(cell.is_numeric for cell in cells)


def _rows(page: Page, table: Table) -> Iterator[list[GridCell]]:
    text = page.text
    row: list[GridCell] = []
    for cell in table.cells:
        if cell.start == cell.end:
            continue
        if row and row[-1].cell.row != cell.row:
            yield row
            row = []
        printed = text[cell.start : cell.end]
        values = read_cell(printed)
        if values:
            words = values[0].kind is FigureKind.WORDS
            row.append(GridCell(cell, printed, values, not words, words and _unit_only(printed), cell.column))
    if row:
        yield row


@lru_cache(maxsize=20_000)
def _unit_only(text: str) -> bool:
    return len(text) <= _LONGEST_UNIT and (is_unit(text) or text.strip() in DITTO)


# ── rows that name columns ──────────────────────────────────────────────────────────────────────────────────────────


def _header_length(rows: Sequence[list[GridCell]], stated: int) -> int:
    """Leading rows that name columns: those the reader found, less rows of figures, with rows of periods or units."""
    length = 0
    while length < min(stated, len(rows)) and not _has_figures(_without_marks(rows[length])):
        length += 1
    while 0 < length < len(rows) - 1 and (_names_columns(rows[length]) or _is_unit(rows[length])):
        length += 1
    return length if length < len(rows) else max(0, min(stated, len(rows) - 1))


def _parents_at_end(header: Sequence[list[GridCell]], value_column: int) -> int:
    """How many rows at the header's end stand over labels alone, below such as name columns: 資産の部, 流動資産."""
    over_values = [_is_unit(row) or any(_reaches(cell, value_column) for cell in row) for row in header]
    if not any(over_values):
        return 0
    return next(at for at, reaches in enumerate(reversed(over_values)) if reaches)


def _reaches(cell: GridCell, column: int) -> bool:
    return cell.cell.column + cell.cell.column_span > column or cell.cell.row_span > 1


def _without_marks(row: Sequence[GridCell]) -> Sequence[GridCell]:
    """Less what stands beside the words of other heads: a mark of a note alone, and terms of payment ("1 year")."""
    words = any(cell.column > 0 and not cell.is_numeric for cell in row)
    return [cell for cell in row if not _MARK_ALONE.match(cell.text) and not _TERM.match(cell.text)] if words else row


def _has_figures(row: Sequence[GridCell]) -> bool:
    return any(cell.is_numeric and cell.column > 0 for cell in row)


def _is_unit(row: Sequence[GridCell]) -> bool:
    """ "(In thousands)" by itself below the periods is of all that follows."""
    return len(row) == 1 and row[0].column == 0 and row[0].unit_only


def _names_columns(row: Sequence[GridCell]) -> bool:
    """Every cell right of the first column is a period or a unit."""
    heads = [cell for cell in row if cell.column > 0]
    return bool(heads) and all(cell.unit_only or _is_period(cell.text) for cell in heads)


def _is_period(text: str) -> bool:
    return len(text) < 60 and read_period_label(text).says_when


def _blocks(
    header: list[list[GridCell]], body: Sequence[list[GridCell]], labels: frozenset[int], notes: frozenset[int]
) -> list[Block]:
    numeric = _mostly_numeric(body, labels, notes)
    blocks = [Block(header)]
    for row in body:
        if _is_second_header(row, labels | notes, numeric):
            if blocks[-1].rows or not blocks[-1].header:
                blocks.append(Block([]))
            blocks[-1].header.append(row)
        else:
            blocks[-1].rows.append(row)
    return [block for block in blocks if block.rows]


def _mostly_numeric(body: Sequence[list[GridCell]], labels: frozenset[int], notes: frozenset[int]) -> frozenset[int]:
    """Columns of which most cells are numbers."""
    counts = _words_and_numbers(body, labels | notes)
    return frozenset(column for column, (words, numbers) in counts.items() if numbers > words)


def _words_and_numbers(body: Sequence[list[GridCell]], aside: frozenset[int]) -> dict[int, list[int]]:
    """How many cells of each column are words and how many numbers, units and the columns `aside` left out."""
    counts: dict[int, list[int]] = {}
    for row in body:
        for cell in row:
            if cell.column not in aside and not cell.unit_only:
                counts.setdefault(cell.column, [0, 0])[cell.is_numeric] += 1
    return counts


def _is_second_header(row: Sequence[GridCell], aside: frozenset[int], numeric: frozenset[int]) -> bool:
    heads = [cell for cell in row if cell.column not in aside]
    if not heads or any(cell.is_numeric for cell in heads) or all(cell.unit_only for cell in heads):
        return False
    if all(cell.unit_only or _is_period(cell.text) for cell in heads):
        return len(heads) > 1 or (heads[0].cell.column_span > 1 and len(row) > 1)
    return len(heads) > 1 and all(cell.column in numeric and len(cell.text) < 40 for cell in heads)


# ── columns that name rows ──────────────────────────────────────────────────────────────────────────────────────────


def _note_columns(header: Sequence[list[GridCell]], body: Sequence[list[GridCell]]) -> frozenset[int]:
    """Columns under 注記 or "Note" that hold nothing but numbers of notes, and those of one mark again and again."""
    named = {
        cell.column
        for row in header
        for cell in row
        if cell.column > 0 and _NOTE_HEAD.match("".join(cell.text.split()))
    }
    cells = [cell for row in body for cell in row if cell.column in named]
    wrong = {cell.column for cell in cells if not _NOTE_MARKS.match(fold_width(cell.text))}
    return frozenset(named - wrong) | _marked_columns(body)


def _marked_columns(body: Sequence[list[GridCell]]) -> frozenset[int]:
    """Columns that hold nothing but marks, nearly always the same one: "(1)" beside each name of a list."""
    columns: dict[int, list[str]] = {}
    for row in body:
        for cell in row:
            if cell.column > 0:
                columns.setdefault(cell.column, []).append(cell.text.strip())
    return frozenset(column for column, texts in columns.items() if len(texts) >= _FEWEST_MARKS and _repeats(texts))


def _repeats(texts: Sequence[str]) -> bool:
    return all(map(_MARK_ALONE.match, texts)) and texts.count(max(texts, key=texts.count)) >= _MOST_MARKS * len(texts)


def _first_value_column(body: Sequence[list[GridCell]], notes: frozenset[int]) -> int:
    """The first column right of the labels that holds numbers, or the second where none does."""
    counts = _words_and_numbers(body, notes | {0})
    for column in sorted(counts):
        words, numbers = counts[column]
        if numbers and numbers >= _MOST_NUMBERS * (words + numbers):
            return column
    return 1


def _label_columns(
    header: Sequence[list[GridCell]], body: Sequence[list[GridCell]], notes: frozenset[int], value_column: int
) -> frozenset[int]:
    """The first column, and those beside it that go on with its labels: indented, or under a cell of several rows."""
    person = _person_column(header)
    if person is not None:
        return frozenset({person})
    if any(cell.column == 0 for row in header for cell in row) and _holds_numbers(0, body):
        return frozenset()
    labels = {0}
    for column in range(1, value_column):
        if column not in notes and _goes_on(column, labels, body):
            labels.add(column)
        elif column not in notes:
            break
    return frozenset(labels)


def _holds_numbers(column: int, body: Sequence[list[GridCell]]) -> bool:
    """Most of its cells are numbers that do not only count the rows."""
    cells = [cell for row in body for cell in row if cell.column == column and not cell.unit_only]
    numbers = [cell for cell in cells if cell.is_numeric and not is_marker(cell.text)]
    return bool(numbers) and 2 * len(numbers) > len(cells)


def _person_column(header: Sequence[list[GridCell]]) -> int | None:
    heads = [cell for row in header for cell in row]
    return next((cell.column for cell in heads if _PERSON_HEAD.match(cell.text.strip())), None)


def _goes_on(column: int, labels: Collection[int], body: Sequence[list[GridCell]]) -> bool:
    """Whether few of its cells stand beside a label of their row's own in `labels`, the columns left of it."""
    beside = alone = 0
    for row in body:
        by_column = {cell.column: cell for cell in row}
        cell = by_column.get(column)
        if cell is None or cell.unit_only:
            continue
        left = [by_column[other] for other in labels if other in by_column]
        if any(other.cell.row_span <= cell.cell.row_span and not is_marker(other.text) for other in left):
            beside += 1
        else:
            alone += 1
    in_each_row = alone + beside == len(body)
    return alone > 0 and beside <= (_MOST_BESIDE_EACH if in_each_row else _MOST_BESIDE) * (alone + beside)


def is_marker(text: str) -> bool:
    """A number or letter that only counts the rows: (1), Ⅰ, a., ①."""
    return bool(_MARKER.match(text.strip()))
