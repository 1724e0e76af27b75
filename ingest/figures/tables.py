"""What a table says of all its numbers: basis, unit, period, and how it prints signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.figures.bases import SectionsInForce, basis_of, headed_basis
from ingest.figures.calendar import FiscalCalendar
from ingest.figures.carried import Carried
from ingest.figures.grid import TableGrid
from ingest.figures.headers import ColumnHeads
from ingest.figures.members import has_parts
from ingest.figures.periods import Named, PeriodReader, column_label
from ingest.figures.prose_scales import scale_told
from ingest.figures.section_units import SectionUnits
from ingest.figures.signs import prints_expenses_negative
from ingest.figures.surroundings import heading_period, lines_above, table_period
from ingest.figures.units import TableUnits, table_units
from rm_assistant.domain.documents import Basis, Section, StatementKind
from rm_assistant.domain.figures import Source, UnitKind
from rm_assistant.language.printed_units import PrintedUnit


@dataclass(frozen=True, slots=True)
class Filing:
    """What holds for every table of a filing."""

    calendar: FiscalCalendar
    sections: SectionsInForce
    japanese: bool
    units: Sequence[SectionUnits] = ()

    def units_at(self, page: int) -> tuple[PrintedUnit, ...]:
        """What the chapter says for all its tables."""
        return next((each.units for each in reversed(self.units) if each.first <= page <= each.last), ())


@dataclass(frozen=True, slots=True)
class TableContext:
    """`about` are its title, what stands over the labels, and the line above; `persons` that its rows are people."""

    basis: Basis | None
    basis_from: Source | None
    units: TableUnits
    periods: PeriodReader
    brackets_negative: bool
    expenses_negative: bool
    about: tuple[str, ...]
    parts: bool
    equity: bool
    persons: bool
    section: str | None
    in_accounts: bool
    """Among the statements and notes of a Japanese report, whose tables are of two years each."""


def read_context(grid: TableGrid, heads: ColumnHeads, filing: Filing, carried: Carried) -> TableContext:
    """`carried` is left as this table has it."""
    table, page, corner = grid.table, grid.page, heads.corner()
    section = filing.sections.at(page.number, table.start)
    basis, basis_from = basis_of(table, page, section)
    own = table_units(table.unit, heads.texts(), heads.corner())
    units, period = carried.said(grid, own, table_period(page, table))
    if period is None and section is not None and _in_accounts(section):
        period = heading_period(page, table, section.start if section.first_page == page.number else 0)
    if basis is None and period is not None and (basis := headed_basis(period.text)) is not None:
        basis_from = Source.TABLE
    return TableContext(
        basis=basis,
        basis_from=basis_from,
        units=TableUnits(units, _units_around(grid, units, filing), table.statement),
        periods=PeriodReader(
            filing.calendar,
            table.statement,
            period,
            _corner_period(corner),
            cumulative=any("累計" in text for text in corner),
        ),
        brackets_negative=_brackets_negative(grid, section, japanese=filing.japanese),
        expenses_negative=prints_expenses_negative(grid),
        about=(table.title or "", *corner, *islice(lines_above(page, table), 1)),
        parts=has_parts(table.statement, table.title, section.title if section else None),
        equity=table.statement is StatementKind.EQUITY,
        persons=bool(grid.label_columns) and 0 not in grid.label_columns,
        section=section.key if section else page.section,
        in_accounts=_in_accounts(section),
    )


def _units_around(grid: TableGrid, own: Sequence[PrintedUnit], filing: Filing) -> tuple[PrintedUnit, ...]:
    """Of the chapter, else as the text tells, for the money of a table that says nothing of it."""
    if any(unit.kind is not UnitKind.SHARES for unit in own):
        return ()
    return filing.units_at(grid.page.number) or scale_told(grid)


def _corner_period(corner: Sequence[str]) -> Named | None:
    """ "Years ended December 31," over the labels is of the years beside it."""
    found = [named for text in corner if (named := column_label((text,))) is not None]
    return next((Named(named.label, named.text, Source.TABLE) for named in found if not named.label.change), None)


def _brackets_negative(grid: TableGrid, section: Section | None, *, japanese: bool) -> bool:
    """In English always; in Japanese inside the accounts, where the table has no △."""
    if not japanese:
        return True
    table = grid.table
    if any(mark in grid.page.text[table.start : table.end] for mark in "△▲"):
        return False
    return (table.statement is not None or _in_accounts(section)) and table.statement is not StatementKind.KEY_FIGURES


def _in_accounts(section: Section | None) -> bool:
    return section is not None and section.key.startswith("第5")
