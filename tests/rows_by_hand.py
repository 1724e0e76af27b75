"""Rows of figures made by hand, for tests of what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FigurePeriod, FigureRow, Role, Unit, UnitKind
from rm_assistant.language.words import index_terms

YEN = Unit(UnitKind.CURRENCY, "JPY")


def year(number: int, months: int | None = 12) -> FigurePeriod:
    """A fiscal year that ends in March."""
    return FigurePeriod(date(number, 3, 31), months, number)


def figure(
    value: int | None,
    period: FigurePeriod,
    *columns: str,
    cell: str = "c1",
    text: str | None = None,
    part: int = 0,
    unit: Unit | None = YEN,
    basis: Basis | None = Basis.CONSOLIDATED,
    member: str | None = None,
) -> Figure:
    """A nil where `value` is None; words where it is None and `text` is given."""
    kind = FigureKind.NUMBER if value is not None else FigureKind.NIL if text is None else FigureKind.WORDS
    printed = text if text is not None else "－" if value is None else f"{value:,}"
    return Figure(
        text=printed,
        start=0,
        end=len(printed),
        kind=kind,
        value=None if value is None else Decimal(value),
        cell=cell,
        part=part,
        unit=unit,
        period=period,
        columns=columns,
        basis=basis,
        member=member,
    )


def row(
    label: str,
    *figures: Figure,
    table: str = "t1",
    path: Sequence[str] = (),
    item: str | None = None,
    role: Role | None = None,
    statement: StatementKind | None = None,
    title: str | None = None,
    section: str | None = None,
    headings: Sequence[str] = (),
) -> FigureRow:
    columns = [head for each in figures for head in each.columns]
    words = [label, *path, *columns, title or "", *headings]
    return FigureRow(
        page=1,
        start=0,
        end=0,
        label=label,
        figures=figures,
        table=table,
        path=tuple(path),
        item=item,
        role=role,
        statement=statement,
        title=title,
        section=section,
        terms=" ".join(dict.fromkeys(term for text in words for term in index_terms(text))),
        headings=tuple(headings),
    )
