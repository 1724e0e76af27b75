"""Figures: numbers of a filing with their row, column, period, unit and place.

A filing's figures are kept row by row: what a table's row says of all its numbers stands once, in `FigureRow`, and
each number in it is a `Figure`. `None` and empty are unknown: what is not printed is never guessed, and `derived` says
where an attribute was read that is not printed in the cell itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rm_assistant.domain.documents import Basis, DocumentId, StatementKind


class FigureKind(StrEnum):
    NUMBER = "number"
    NIL = "nil"
    """A printed dash or 該当なし: nothing, said so. Neither zero nor blank, which prints nothing and is no figure."""
    WORDS = "words"
    """A table's answer in words (a name, an address): for look-up only, never reckoned with."""


class UnitKind(StrEnum):
    CURRENCY = "currency"
    PERCENT = "percent"
    PER_SHARE = "per_share"
    """An amount of `currency` a share."""
    SHARES = "shares"
    PEOPLE = "people"
    RATIO = "ratio"
    """Times, 倍."""
    DURATION = "duration"
    """Years, months, days: `measure` says which."""
    COUNT = "count"
    """Of things named by `measure`: 社, 件, stores, 単元, ㎡, barrels."""
    PURE = "pure"
    """A bare number by its nature: a rank, a year."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a value counts. `currency` is an ISO 4217 code, where printed; `measure` the unit's word as printed."""

    kind: UnitKind
    currency: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class FigurePeriod:
    """The time that a figure speaks of.

    `months` is 0 for a balance at `end`, 3, 6, 9 or 12 for a movement over so many months that end there, None where
    neither the column nor the statement says. `fiscal_year` and `quarter` are as the issuer names them. `label` is
    verbatim ("2023", "当連結会計年度"). A forecast has no outcome yet (予想, "guidance").
    """

    end: date | None = None
    months: int | None = None
    fiscal_year: int | None = None
    quarter: int | None = None
    label: str = ""
    forecast: bool = False


class Source(StrEnum):
    """Where an attribute was read, nearest first."""

    ROW = "row"
    PARENT_ROW = "parent_row"
    COLUMN = "column"
    TABLE = "table"
    """Its title, caption or the unit printed over it."""
    SECTION = "section"
    STATEMENT = "statement"
    """What every statement of the kind has: a balance sheet's figures are of its date."""
    COVER = "cover"
    TAG = "tag"
    """Inline XBRL's context and unit."""
    TEXT = "text"
    """The sentence around a number in prose."""


class Attribution(StrEnum):
    """Whose share of a result or of equity."""

    OWNERS = "owners"
    """親会社株主に帰属, attributable to shareholders."""
    NONCONTROLLING = "noncontrolling"
    BOTH = "both"


class Role(StrEnum):
    TOTAL = "total"
    COMPONENT = "component"


class CheckKind(StrEnum):
    BALANCES = "balances"
    """Assets = liabilities + equity."""
    ADDS_UP = "adds_up"
    """A total equals its printed components."""
    CASH_TIES = "cash_ties"
    """Opening cash + flows + exchange = closing cash."""
    AGREES = "agrees"
    """Net income of the income statement is that of the cash flow statement."""
    TAG_AGREES = "tag_agrees"
    """The printed number is the tagged one."""


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """A proof that a figure took part in. `detail` is the sum in numbers: "1,200 + 377 = 1,577"."""

    kind: CheckKind
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell, or in a sentence: page text `[start, end)` of the row's page, which reads `text`.

    `value` is in base units (yen, not 百万円; 0.125 for 12.5 %), exact, signed as printed (△ and brackets are minus);
    `None` for nil and words. `meant` is the sign that the line means where it differs from the printed one (a positive
    number in a loss row is -1), else 1. `scale` is what the printed number was multiplied by.
    `columns` are the column's headers as printed, top first; `member` the segment, region, class of shares, person or
    component of equity that the row or column is about, as printed.
    `cell` is the cell's id (see `documents.Cell`); a second number in one cell, `122.7 (118.5)`, has `part` 1.
    """

    text: str
    start: int
    end: int
    kind: FigureKind = FigureKind.NUMBER
    value: Decimal | None = None
    cell: str | None = None
    column: int = 0
    part: int = 0
    unit: Unit | None = None
    scale: int | None = None
    meant: int = 1
    period: FigurePeriod = FigurePeriod()
    columns: tuple[str, ...] = ()
    basis: Basis | None = None
    member: str | None = None
    concept: str | None = None
    """The XBRL concept's qualified name, where tagged."""
    checks: tuple[FigureCheck, ...] = ()
    derived: tuple[tuple[str, Source], ...] = ()
    """Of the attributes `unit`, `scale`, `period`, `basis`, `member`, `meant` those not read in the cell itself."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of a table with its figures, or a sentence with the numbers in it (`table` is then None).

    `label` is as printed, without marks of notes; `path` the labels of the rows above that it belongs to, outermost
    first; `item` the key of the glossary's term that the label names, if it names one. `title`, `section` and
    `statement` are of the table. `start`..`end` is the row on its page.
    """

    page: int
    start: int
    end: int
    label: str
    figures: tuple[Figure, ...]
    table: str | None = None
    row: int = 0
    path: tuple[str, ...] = ()
    item: str | None = None
    role: Role | None = None
    attribution: Attribution | None = None
    statement: StatementKind | None = None
    title: str | None = None
    section: str | None = None
    terms: str = ""
    """Words for full-text search: label, path, columns, title and names of the item."""
    headings: tuple[str, ...] = ()
    """The headings over the table within its section, outermost first, as printed."""


FigureId = str
"""`{document}/{page}/{cell or start}` and `#{part}` beyond the first: the same after every reading of the file."""


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure in the filing that holds it."""

    document: DocumentId
    row: FigureRow
    figure: Figure

    @property
    def id(self) -> FigureId:
        place = self.figure.cell or str(self.figure.start)
        part = f"#{self.figure.part}" if self.figure.part else ""
        return f"{self.document}/{self.row.page}/{place}{part}"
