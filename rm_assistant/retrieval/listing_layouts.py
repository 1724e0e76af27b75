"""How a table prints a list: its parts across one row, down the rows under a heading, or as headings over the item.

A part is a segment, a region, a year, a holder. Only figures of one item, one period and one kind go together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rm_assistant.domain.documents import DocumentId, StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow, FoundFigure, Role, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.listings import Listing
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.naming import Names, bare_label, naming
from rm_assistant.retrieval.row_words import has_own_words, letters_of, words_of

FEWEST_PARTS = 2
_MOST_COUNTED = 6
_RATES = frozenset({UnitKind.PERCENT, UnitKind.RATIO, UnitKind.PER_SHARE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """`names` are those of the item; None where the question names none. `period` is that of the figures.

    `dated` wants figures that are said to be of it: an undated one may be where the filing is of the period.
    """

    listing: Listing
    names: Names | None
    period: Period | None
    companies: tuple[str, ...] = ()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The figures of a list in the order of the page; `score` compares those of one filing."""

    figures: tuple[FoundFigure, ...]
    score: float


_Cells = list[tuple[FigureRow, Figure]]


def layouts(document: DocumentId, rows: Sequence[FigureRow], wanted: Wanted) -> Iterator[Layout]:
    """Every way in which the rows of one table print the list."""
    for cells in (*_across(rows, wanted), *_down(rows, wanted), *_under(rows, wanted)):
        if len(cells) >= FEWEST_PARTS:
            found = tuple(FoundFigure(document, row, figure) for row, figure in cells)
            yield Layout(found, _score(cells))


def is_about(row: FigureRow, listing: Listing) -> bool:
    """By what stands around it; statements of segments are theirs whatever their titles say."""
    near = (row.title or "", *row.path, *((row.section or "",) if listing.whole else ()))
    if listing.never.search(normalise(" ".join(near))):
        return False
    return listing.around.search(normalise(" ".join((*near, row.section or "", *row.headings)))) is not None


def _across(rows: Sequence[FigureRow], wanted: Wanted) -> Iterator[_Cells]:
    """A row of the item, with a column for each part; or a row of the period under a title that names the item.

    A second row of one label is of a table that goes on below itself, under columns of its own: it is left out.
    """
    known: set[tuple[str, tuple[int | None, ...]]] = set()
    for row in rows:
        if not (_is_line(row, wanted) or (_is_of_a_period(row) and _is_told_around(row, wanted))):
            continue
        cells = [(row, figure) for figure in row.figures if _is_wanted(figure, wanted)]
        parts = {figure.columns for _, figure in cells if _is_part(_column(figure, wanted), wanted)}
        key = (row.label, tuple(dict.fromkeys(figure.period.fiscal_year for _, figure in cells)))
        if len(parts) >= FEWEST_PARTS and key not in known:
            yield cells
        known.add(key)


def _is_of_a_period(row: FigureRow) -> bool:
    """Whether its label says no more than when: neither an item nor a total."""
    label = normalise(row.label).strip()
    return not label or any(normalise(figure.period.label).strip() == label for figure in row.figures)


def _is_line(row: FigureRow, wanted: Wanted) -> bool:
    """Of the item; where none is named, of what the list is of."""
    if wanted.names is None:
        return wanted.listing.around.search(normalise(row.label)) is not None
    return _names_item(row.label, wanted)


def _down(rows: Sequence[FigureRow], wanted: Wanted) -> Iterator[_Cells]:
    """A row for each part, under a heading, a title or a column that names the item, with their total."""
    for _, group in groupby(rows, key=lambda row: row.path):
        cells = list(_of_parts(list(group), wanted))
        parts = {row.label for row, _ in cells if row.role is not Role.TOTAL and _is_part(row.label, wanted)}
        if len(parts) >= FEWEST_PARTS:
            yield [*cells, *_total_after(rows, cells, wanted)]


def _of_parts(rows: Sequence[FigureRow], wanted: Wanted) -> Iterator[tuple[FigureRow, Figure]]:
    for row in rows:
        fitting = [each for each in row.figures if _is_wanted(each, wanted) and _is_of(row, each, wanted)]
        figure = next((each for each in fitting if _is_dated(each, wanted)), fitting[0] if fitting else None)
        if figure is None or (row.role is not Role.TOTAL and not _is_listed(row, wanted)):
            continue
        yield row, figure


def _is_dated(figure: Figure, wanted: Wanted) -> bool:
    return wanted.period is not None and figure.period.fiscal_year == wanted.period.fiscal_year


def _is_listed(row: FigureRow, wanted: Wanted) -> bool:
    return row.item is None and (wanted.listing.item or _is_part(row.label, wanted))


def _is_of(row: FigureRow, figure: Figure, wanted: Wanted) -> bool:
    """Whether the innermost heading, a column or what stands around names the item."""
    if wanted.names is None:
        return True
    if row.path:
        return _names_item(row.path[-1], wanted)
    named = any(_names_item(column, wanted) for column in figure.columns)
    return named or (_is_told_around(row, wanted) and figure.period.fiscal_year is not None)


def _total_after(rows: Sequence[FigureRow], cells: _Cells, wanted: Wanted) -> Iterator[tuple[FigureRow, Figure]]:
    """The total that is printed right below, though no heading holds it any more."""
    after = rows.index(cells[-1][0]) + 1
    if any(row.role is Role.TOTAL for row, _ in cells) or after >= len(rows):
        return
    row = rows[after]
    named = row.role is Role.TOTAL and (wanted.names is None or _names_item(row.label, wanted))
    yield from [(row, each) for each in row.figures if named and _is_wanted(each, wanted)][:1]


def _under(rows: Sequence[FigureRow], wanted: Wanted) -> Iterator[_Cells]:
    """The item's row under each part's heading."""
    if wanted.names is None:
        return
    named = [row for row in rows if row.path and _names_item(row.label, wanted) and _is_part(row.path[-1], wanted)]
    cells = [(row, figure) for row in named for figure in row.figures if _is_wanted(figure, wanted)]
    if len({row.path[-1] for row, _ in cells}) >= FEWEST_PARTS and len({row.row for row, _ in cells}) == len(cells):
        yield cells


def whole_table(document: DocumentId, rows: Sequence[FigureRow]) -> list[FoundFigure]:
    """Every number of a table whose rows are the list."""
    return [
        FoundFigure(document, row, figure)
        for row in rows
        for figure in row.figures
        if figure.kind is FigureKind.NUMBER and has_own_words(row.label)
    ]


def _is_wanted(figure: Figure, wanted: Wanted) -> bool:
    """An amount or a number of the asked period; where nothing dates a figure it may be."""
    if figure.kind is FigureKind.WORDS or figure.part or figure.period.forecast:
        return False
    if figure.unit and figure.unit.kind in _RATES:
        return False
    if not wanted.listing.item or wanted.period is None:
        return True
    return _is_timely(figure, wanted.period) and not (wanted.dated and figure.period.fiscal_year is None)


def _is_timely(figure: Figure, asked: Period) -> bool:
    period = figure.period
    if period.fiscal_year is None:
        return not any("change" in column.lower() or "増減" in column or "比" in column for column in figure.columns)
    if period.fiscal_year != asked.fiscal_year:
        return False
    if asked.quarter is None:
        return period.months in {0, 12, None} and period.quarter in {None, 4}
    return period.quarter == asked.quarter and period.months in {0, 3, None}


def _is_part(text: str, wanted: Wanted) -> bool:
    """Years are parts of what is still to come alone."""
    plain = normalise(text)
    year = _YEAR.search(plain) if wanted.names is None else None
    if year and wanted.period and int(year[0]) <= wanted.period.fiscal_year:
        return False
    return wanted.listing.parts.search(plain) is not None and (
        wanted.names is None or has_own_words(bare_label(plain, wanted.companies))
    )


_YEAR = re.compile(r"20\d\d")


def _column(figure: Figure, wanted: Wanted) -> str:
    """What may name a part: a column of the period does not, unless the parts are years."""
    named = figure.columns and (wanted.names is None or figure.period.fiscal_year is None)
    return figure.member or (figure.columns[-1] if named else "")


def _names_item(text: str, wanted: Wanted) -> bool:
    return wanted.names is not None and naming(text, wanted.names, wanted.companies) > 0


def _is_told_around(row: FigureRow, wanted: Wanted) -> bool:
    """Whether the title or a heading says the item, among other words."""
    if wanted.names is None:
        return True
    around = (*row.path, row.title or "", *row.headings)
    return any(_says(text, name) for text in around for name in (*wanted.names.english, *wanted.names.japanese))


def _says(text: str, name: str) -> bool:
    if name.isascii():
        return bool(words_of(name)) and words_of(name) <= words_of(text)
    return letters_of(name) in letters_of(text)


def _score(cells: _Cells) -> float:
    """What is dated before what is not, statements of segments and lists with a total before others."""
    dated = all(figure.period.fiscal_year is not None for _, figure in cells)
    whole = sum(figure.member is None for _, figure in cells)
    total = any(row.role is Role.TOTAL for row, _ in cells) or 0 < whole < len(cells)
    own = any(row.statement is StatementKind.SEGMENTS for row, _ in cells)
    parts = min(len(cells), _MOST_COUNTED) / _MOST_COUNTED
    return 4.0 * dated + 2.0 * own + total + parts
