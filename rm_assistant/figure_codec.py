"""Rows of figures as lines of JSON and back: what the figures of a column, or of a table, have in common stands once.

For the worker's results and for the catalog. The first line holds these patterns, each other line a row, so that one
row is read without the others. A figure takes about a sixth of the room that its attributes one by one would take.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, cast

from rm_assistant.domain.figures import Figure, FigureCheck, FigureRow
from rm_assistant.serialisation import from_json, to_json

Pattern = TypeVar("Pattern")

_PackedFigure = tuple[int, int, str, int, int, Decimal | None, str | None, str | None, str | None, int]
"""Of its column, of its manner, text, start after the row's start, length, value, cell, member, concept, proof."""

_PackedRow = tuple[int, str, int, int, int, str | None, str, tuple[_PackedFigure, ...]]
"""Pattern, label, start, length, place in its table, item, terms, figures."""

_ROW: Final = cast("type[_PackedRow]", _PackedRow)

_NO_FIGURE: Final = Figure(text="", start=0, end=0)
_OWN: Final = ("text", "start", "end", "value", "cell", "member", "concept", "checks")
_OF_COLUMN: Final = ("column", "columns", "period")
_OF_MANNER: Final = tuple(field.name for field in fields(Figure) if field.name not in {*_OWN, *_OF_COLUMN})
_ROWS_OWN: Final = ("start", "end", "label", "figures", "row", "item", "terms")
_OF_ROWS: Final = tuple(field.name for field in fields(FigureRow) if field.name not in _ROWS_OWN)

_column_of: Final[Callable[[Figure], Hashable]] = attrgetter(*_OF_COLUMN)
_manner_of: Final[Callable[[Figure], Hashable]] = attrgetter(*_OF_MANNER)
_shared_of: Final[Callable[[FigureRow], Hashable]] = attrgetter(*_OF_ROWS)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Rows and figures with those attributes alone that several have in common."""

    rows: tuple[FigureRow, ...]
    columns: tuple[Figure, ...]
    manners: tuple[Figure, ...]
    proofs: tuple[tuple[FigureCheck, ...], ...]


def rows_to_json(rows: Iterable[FigureRow]) -> bytes:
    packing = _Packing()
    lines = [to_json(packing.row(row)) for row in rows]
    return b"\n".join([to_json(packing.patterns(), without_defaults=True), *lines])


def rows_from_json(text: bytes, places: Sequence[int] | None = None) -> tuple[FigureRow, ...]:
    """All rows, or those at `places`. Raises ValueError where `text` is not what `rows_to_json` gives."""
    head, *lines = text.split(b"\n")
    unpacking = _unpacking(head)
    chosen = lines if places is None else [lines[place] for place in places]
    try:
        return tuple(_row_of(unpacking, line) for line in chosen)
    except IndexError as error:
        raise ValueError("a row of figures names a pattern that is not there") from error


@lru_cache(maxsize=8192)
def _row_of(unpacking: _Unpacking, line: bytes) -> FigureRow:
    """One question looks for several operands, and meets the same rows with each."""
    return unpacking.row(from_json(_ROW, line))


@lru_cache(maxsize=512)
def _unpacking(head: bytes) -> _Unpacking:
    return _Unpacking(from_json(_Patterns, head))


class _Found(Generic[Pattern]):
    """Patterns in the order in which they were first met."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._found: list[Pattern] = []

    @property
    def all(self) -> tuple[Pattern, ...]:
        return tuple(self._found)

    def number(self, key: Hashable, make: Callable[[], Pattern]) -> int:
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self._found)
            self._found.append(make())
        return known


class _Packing:
    def __init__(self) -> None:
        self._rows: _Found[FigureRow] = _Found()
        self._columns: _Found[Figure] = _Found()
        self._manners: _Found[Figure] = _Found()
        self._proofs: _Found[tuple[FigureCheck, ...]] = _Found()

    def patterns(self) -> _Patterns:
        """Of all rows so far."""
        return _Patterns(self._rows.all, self._columns.all, self._manners.all, self._proofs.all)

    def row(self, row: FigureRow) -> _PackedRow:
        number = self._rows.number(
            _shared_of(row), lambda: replace(row, start=0, end=0, label="", figures=(), row=0, item=None, terms="")
        )
        figures = tuple(self._figure(figure, row.start) for figure in row.figures)
        return (number, row.label, row.start, row.end - row.start, row.row, row.item, row.terms, figures)

    def _figure(self, figure: Figure, origin: int) -> _PackedFigure:
        return (
            self._columns.number(_column_of(figure), lambda: _only(figure, _OF_COLUMN)),
            self._manners.number(_manner_of(figure), lambda: _only(figure, _OF_MANNER)),
            figure.text,
            figure.start - origin,
            figure.end - figure.start,
            figure.value,
            figure.cell,
            figure.member,
            figure.concept,
            self._proofs.number(figure.checks, lambda: figure.checks),
        )


def _only(figure: Figure, names: Sequence[str]) -> Figure:
    return replace(_NO_FIGURE, **{name: getattr(figure, name) for name in names})


class _Unpacking:
    def __init__(self, patterns: _Patterns) -> None:
        self._patterns = patterns
        self._figures: dict[tuple[int, int], dict[str, Any]] = {}
        self._rows: dict[int, dict[str, Any]] = {}

    def row(self, packed: _PackedRow) -> FigureRow:
        number, label, start, length, place, item, terms, figures = packed
        shared = self._rows.get(number)
        if shared is None:
            pattern = self._patterns.rows[number]
            shared = self._rows[number] = {name: getattr(pattern, name) for name in _OF_ROWS}
        return FigureRow(
            start=start,
            end=start + length,
            label=label,
            figures=tuple([self._figure(figure, start) for figure in figures]),
            row=place,
            item=item,
            terms=terms,
            **shared,
        )

    def _figure(self, packed: _PackedFigure, origin: int) -> Figure:
        column, manner, text, gap, length, value, cell, member, concept, proof = packed
        shared = self._figures.get((column, manner))
        if shared is None:
            shared = self._figures[column, manner] = self._shared(column, manner)
        start = origin + gap
        return Figure(
            text=text,
            start=start,
            end=start + length,
            value=value,
            cell=cell,
            member=member,
            concept=concept,
            checks=self._patterns.proofs[proof],
            **shared,
        )

    def _shared(self, column: int, manner: int) -> dict[str, Any]:
        of_column, of_manner = self._patterns.columns[column], self._patterns.manners[manner]
        return {name: getattr(of_column, name) for name in _OF_COLUMN} | {
            name: getattr(of_manner, name) for name in _OF_MANNER
        }
