"""Which fiscal period a figure is of, from the heads of its column, its row and its table, and whether it is asked for.

A bare year asks for the full year: three months are no answer for twelve, and neither is a column of unknown length in
a filing that is of part of a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.domain.documents import FilingForm, StatementKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.dates import find_periods, fiscal_year_ending
from rm_assistant.language.period_labels import PeriodLabel, read_period_label
from rm_assistant.retrieval.rows import is_note_column, is_worded

ANNUAL_FORMS = frozenset({FilingForm.FORM_10K, FilingForm.FORM_20F, FilingForm.ANNUAL_REPORT, FilingForm.YUHO})
_UNDATED_FORMS = frozenset({FilingForm.FORM_8K, FilingForm.FORECAST_REVISION, FilingForm.OTHER})
"""Their date is the day of an event, not a period's end."""
_SLACK = timedelta(days=10)
"""A 52- or 53-week year ends up to this far into the next month."""
_YEAR, _HALF, _QUARTER = 12, 6, 3


@dataclass(frozen=True, slots=True)
class _Calendar:
    """How a filing's issuer reckons years: the filing's own period, and the month in which its years end."""

    year: int | None
    quarter: int | None
    ordinal: int | None
    year_end_month: int | None
    naming_offset: int
    """-1 where the year that ends in January 2024 is named 2023."""
    annual: bool


@dataclass(frozen=True, slots=True)
class CellPeriod:
    """`year` is named as the issuer does. `months` is 0 for a balance, None where nothing says."""

    year: int
    quarter: int | None = None
    months: int | None = None
    ends_year: bool | None = None
    """Whether it ends with a fiscal year; None where that is not known."""
    forecast: bool = False
    """It has no outcome yet."""


def period_of(span: EvidenceSpan, cell: EvidenceCell) -> CellPeriod | None:
    """None where nothing near the figure places it in time, or where it compares two periods."""
    label = _label(span, cell)
    if label.change:
        return None
    return _placed(label, _calendar(span), instant=span.statement is StatementKind.BALANCE_SHEET)


def is_of(found: CellPeriod, asked: Period, span: EvidenceSpan, *, half: bool = False) -> bool:
    """Whether a figure of `found` answers for `asked`; `half` asks for the six months to a second quarter's end."""
    if found.year != asked.fiscal_year:
        return False
    if asked.quarter is None:
        return _is_full_year(found, annual=_calendar(span).annual)
    if found.months == 0:
        return found.quarter == asked.quarter
    return found.months == (_HALF if half else _QUARTER) and found.quarter == asked.quarter


def own_period(span: EvidenceSpan) -> Period | None:
    """The period that the filing is of."""
    calendar = _calendar(span)
    return Period(calendar.year, None if calendar.annual else calendar.quarter) if calendar.year else None


def pick_cell(span: EvidenceSpan, periods: Sequence[Period]) -> EvidenceCell | None:
    """A figure of the latest of `periods`, of the filing's own where none is asked; a row's only figure if undated."""
    wanted = periods[-1] if periods else own_period(span)
    figures = [cell for cell in span.cells if is_figure(cell)]
    dated = [(cell, period_of(span, cell)) for cell in figures]
    if len(figures) == 1 and dated[0][1] is None:
        return figures[0]
    return next((cell for cell, found in dated if found and wanted and _is_of_any(found, wanted, span)), None)


def _is_of_any(found: CellPeriod, asked: Period, span: EvidenceSpan) -> bool:
    return is_of(found, asked, span) or is_of(found, asked, span, half=True)


def is_figure(cell: EvidenceCell) -> bool:
    """A cell that prints a number and not the number of a note."""
    digits = any(character.isdigit() for character in cell.text)
    return digits and not is_worded(cell.text) and not is_note_column(cell.columns)


def _is_full_year(found: CellPeriod, *, annual: bool) -> bool:
    if found.ends_year is False or found.months not in {None, 0, _YEAR}:
        return False
    return annual or found.months == _YEAR or (found.months == 0 and found.ends_year is True)


# ── what is printed ─────────────────────────────────────────────────────────────────────────────────────────────────


def _label(span: EvidenceSpan, cell: EvidenceCell) -> PeriodLabel:
    """The column's own; else what the rows above, the row or the table say, a date or a year before 当期 and 前期."""
    column = read_period_label(" ".join(cell.columns))
    if column.change:
        return column
    title = read_period_label(span.table_title or "")
    headings = [read_period_label(heading) for heading in reversed(span.path)]
    around = [*headings, read_period_label(span.cells[0].text if span.cells else ""), title]
    absolute = [label for label in around if label.end or label.fiscal_year]
    placed = column if column.says_when else next(iter(absolute or filter(_says_when, around)), PeriodLabel())
    lengths = (label.months for label in (column, placed, *headings, title))
    return replace(
        placed, months=next((months for months in lengths if months is not None), None), forecast=column.forecast
    )


def _says_when(label: PeriodLabel) -> bool:
    return label.says_when


def _placed(label: PeriodLabel, calendar: _Calendar, *, instant: bool) -> CellPeriod | None:
    months = label.months
    if months is None and instant:
        months = 0
    end = label.end or _end_by_day(label)
    if end is not None:
        return _ending(end, months, calendar, forecast=label.forecast)
    year = _named_year(label, calendar)
    if year is None:
        return None
    quarter = label.quarter or (calendar.quarter if label.offset is not None and not label.whole_year else None)
    months = months if months is not None or not label.quarter else _QUARTER
    ends_year = label.whole_year or None if quarter is None else quarter == 4
    return CellPeriod(year, quarter, months, ends_year, label.forecast)


def _end_by_day(label: PeriodLabel) -> date | None:
    """ "Years ended December 31," over 2018."""
    if label.month_day is None or label.fiscal_year is None:
        return None
    try:
        return date(label.fiscal_year, *label.month_day)
    except ValueError:
        return None


def _ending(end: date, months: int | None, calendar: _Calendar, *, forecast: bool) -> CellPeriod:
    month = calendar.year_end_month
    if month is None:
        ends_year = True if months == _YEAR else None
        return CellPeriod(fiscal_year_ending(end) + calendar.naming_offset, None, months, ends_year, forecast)
    day = end - _SLACK
    left = (month - day.month) % 12
    year = day.year + (day.month + left > 12) + calendar.naming_offset
    quarter = 4 - left // 3 if left % 3 == 0 else None
    return CellPeriod(year, quarter, months, left == 0, forecast)


def _named_year(label: PeriodLabel, calendar: _Calendar) -> int | None:
    if label.fiscal_year is not None:
        begins_before = label.names_start and (calendar.year_end_month or 12) < 12
        return label.fiscal_year + begins_before
    if calendar.year is None:
        return None
    if label.offset is not None:
        return calendar.year + label.offset
    if label.ordinal is not None and calendar.ordinal is not None:
        return calendar.year + label.ordinal - calendar.ordinal
    return None


# ── the filing's calendar ───────────────────────────────────────────────────────────────────────────────────────────


def _calendar(span: EvidenceSpan) -> _Calendar:
    return _read_calendar(span.fiscal_label, span.period_end, span.form)


@lru_cache(maxsize=1024)
def _read_calendar(fiscal_label: str, period_end: date | None, form: FilingForm) -> _Calendar:
    mentions = find_periods(fiscal_label)
    year = next((mention.fiscal_year for mention in mentions if mention.fiscal_year and not mention.end_date), None)
    quarter = next((mention.quarter for mention in mentions if mention.quarter), None)
    ordinal = next((mention.ordinal for mention in mentions if mention.ordinal), None)
    end = period_end or max((mention.end_date for mention in mentions if mention.end_date), default=None)
    full_year = form in ANNUAL_FORMS or (form is FilingForm.TANSHIN and quarter is None)
    if end is None or form in _UNDATED_FORMS or not (full_year or quarter):
        return _Calendar(year, quarter, ordinal, None, 0, full_year)
    month = ((end - _SLACK).month + 3 * (4 - (quarter or 4)) - 1) % 12 + 1
    return _Calendar(year, quarter, ordinal, month, _naming_offset(year, end, month), full_year)


def _naming_offset(year: int | None, end: date, year_end_month: int) -> int:
    """The year by which the issuer names its year, against the one in which that year ends."""
    if year is None:
        return 0
    day = end - _SLACK
    offset = year - (day.year + (day.month > year_end_month))
    return offset if abs(offset) <= 1 else 0
