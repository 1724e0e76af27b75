"""The period of each number, from its column, its row, the rows above, the table and the statement it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.figures.calendar import FiscalCalendar
from ingest.figures.headers import Path
from ingest.figures.natures import Nature
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FigurePeriod, Source
from rm_assistant.language.period_labels import PeriodLabel, names_time, read_period_label

_LONGEST_LABEL = 80
_QUARTER = 3
_LONGEST_YEAR = 371
"""Days of 53 weeks."""
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|4th|first|second|third|fourth)", re.IGNORECASE)
_DATED_BALANCE = re.compile(r"[日期年度末]\s*残高|\bbalances?,?\s+(?:at|as of)?\s*[A-Z]", re.IGNORECASE)
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]")
_DIVIDEND = re.compile("配当|dividend", re.IGNORECASE)
"""Whose 期末 is one of several payments, not a balance."""
_PAYMENT = re.compile(r"(?:第\s*[1-4１-４一二三四]\s*四半期|中間|期)末?")
_EVENT = re.compile(r"決議|取締役会|株主総会")
"""Dates what was resolved, not the numbers below."""
_FLOWS = frozenset(
    {StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW, StatementKind.COMPREHENSIVE_INCOME, StatementKind.EQUITY}
)


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A period label, the words it was read from, and where those stand. Each is itself alone, so that it is cheap to
    look up what was made of it.
    """

    label: PeriodLabel
    text: str
    source: Source

    @property
    def says_when(self) -> bool:
        return self.label.says_when


def column_label(path: Path) -> Named | None:
    """What a column's headers say together: "Years ended December 31," over "2019"."""
    heads = [_quarter(head, path) for head in path if not _dates_other(head, path)]
    spoken = [head for head in heads if not read_period_label(head).is_empty]
    if not spoken:
        return None
    lowest = next(
        (read for head in reversed(spoken) if (read := read_period_label(head)).change or read.says_when), None
    )
    if lowest is not None and lowest.change:
        return Named(PeriodLabel(change=True), "", Source.COLUMN)
    spoken = [head for head in spoken if not read_period_label(head).change]
    label = read_period_label(" ".join(spoken))
    return None if label.is_empty else Named(label, " ".join(spoken), Source.COLUMN)


def _dates_other(head: str, path: Path) -> bool:
    """A date of a resolution, or one of a year's dividends, which are named by the day that they are of."""
    if _EVENT.search(head):
        return True
    return bool(_PAYMENT.fullmatch(head)) and any(map(_DIVIDEND.search, path))


def _quarter(head: str, path: Path) -> str:
    """ "1st" and "Fourth" are quarters where a year stands over them."""
    if len(path) > 1 and _ORDINAL.fullmatch(head) and any(read_period_label(other).fiscal_year for other in path):
        return f"{head} quarter"
    return head


def row_label(label: str, path: Path) -> Named | None:
    """What a row's label says of time, or the nearest label above."""
    own = read_period_label(label)
    dividend = any(map(_DIVIDEND.search, (label, *path)))
    if not own.change and (names_time(label) or ((own.opening or own.closing) and not dividend)):
        label_only = own if names_time(label) or _DATED_BALANCE.search(label) else _marks_of(own)
        return Named(label_only, label, Source.ROW) if label_only.says_when else _of_year_above(label_only, label, path)
    bracketed = next((text for text in _BRACKETED.findall(label) if names_time(text)), None)
    if bracketed is not None and read_period_label(bracketed).says_when:
        return Named(read_period_label(bracketed), bracketed, Source.ROW)
    for parent in reversed(path):
        above = read_period_label(parent)
        if not above.change and names_time(parent):
            return Named(above, parent, Source.PARENT_ROW)
    return None


def _of_year_above(balance: PeriodLabel, label: str, path: Path) -> Named:
    """A row's "balance at beginning of year" under a row that names the year alone."""
    for parent in reversed(path):
        above = read_period_label(parent)
        if above.says_when and not above.change and names_time(parent):
            dated = replace(above, opening=balance.opening, closing=balance.closing, months=0)
            return Named(dated, parent, Source.PARENT_ROW)
    return Named(balance, label, Source.ROW)


def _marks_of(label: PeriodLabel) -> PeriodLabel:
    """Only whether it is an opening or a closing balance: a year inside a name (notes due 2020) is no period."""
    return PeriodLabel(opening=label.opening, closing=label.closing, months=0)


_Key = tuple[Named | None, Named | None, Nature | None, bool]


class PeriodReader:
    """Reads periods in one table. `table` is what its title or the lines above say, `corner` what heads the labels.

    Quarters of a `cumulative` table run from the year's first day: (累計期間) 第２四半期.
    """

    def __init__(
        self,
        calendar: FiscalCalendar,
        statement: StatementKind | None,
        table: Named | None = None,
        corner: Named | None = None,
        *,
        cumulative: bool = False,
    ) -> None:
        self._calendar = calendar
        self._statement = statement
        self._table = corner if corner is not None and corner.says_when else table or corner
        self._corner = corner
        self._cumulative = cumulative
        self._known: dict[_Key, tuple[FigurePeriod, Source | None]] = {}

    def read(
        self, column: Named | None, row: Named | None, nature: Nature | None, headed: bool
    ) -> tuple[FigurePeriod, Source | None]:
        """The period and where it was read."""
        key = (column, row, nature, headed)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._resolve(column, row, nature, headed)
        return found

    def _resolve(
        self, column: Named | None, row: Named | None, nature: Nature | None, headed: bool
    ) -> tuple[FigurePeriod, Source | None]:
        if column is not None and column.label.change:
            if row is None or row.source is not Source.ROW or row.label.end is None:
                return FigurePeriod(), None
            column = None
        row = None if row is not None and self._falls_due(row) else row
        column = None if column is not None and column.source is Source.ROW and self._falls_due(column) else column
        chosen = self._chosen(column, row) or (self._calendar_default() if headed else None)
        if chosen is None:
            return FigurePeriod(), None
        label = self._completed(chosen.label, row)
        if self._cumulative and label.quarter and label.months == _QUARTER:
            label = replace(label, months=_QUARTER * label.quarter)
        end = self._calendar.end_of(label)
        months = self._months(label, nature)
        if label.opening and end is not None:
            end, months = label.start - timedelta(days=1) if label.start else self._opening(end, label), 0
        elif end is not None and months == 0 and end.day == 1 and not self._calendar.closes_on(end):
            end -= timedelta(days=1)
        return self._period(chosen, label, end, months), chosen.source

    def _falls_due(self, row: Named) -> bool:
        """A full date yet to come names what falls due then: a note of February 6, 2057."""
        end = self._calendar.end
        return bool(row.label.dated and row.label.end and end and (row.label.end - end).days > _LONGEST_YEAR)

    def _chosen(self, column: Named | None, row: Named | None) -> Named | None:
        """The nearest that says when, with what the others add: a row's 期首残高, a column's 2019."""
        order = (
            (column, self._table, row) if row is not None and _is_relative(row.label) else (column, row, self._table)
        )
        when = next((named for named in order if named and named.says_when), None)
        if row is not None and row.label.moves and when is not None:
            return replace(when, label=replace(when.label, moves=True, months=when.label.months or None, dated=False))
        if row is None or when is row or not (row.label.says_when or row.label.opening or row.label.closing):
            return _with_length(when, column)
        if row.source is Source.ROW and row.label.says_when and column is not None and column.says_when:
            return self._crossed(column, row)
        if row.label.opening or row.label.closing:
            if when is None:
                return None
            label = replace(when.label, opening=row.label.opening, closing=row.label.closing, months=0)
            return replace(when, label=label)
        return when

    def _completed(self, label: PeriodLabel, row: Named | None) -> PeriodLabel:
        """With the day and the length that stand elsewhere: "Years ended December 31," over the table or the row."""
        for other in (row, self._corner, self._table):
            if other is None or other.label is label or label.change:
                continue
            day = (
                self._usual_day(other.label) if label.end is None and label.fiscal_year and not label.quarter else None
            )
            months = label.months if label.months is not None or other.label.end is not None else other.label.months
            if (day and not label.month_day) or months != label.months:
                label = replace(label, month_day=label.month_day or day, months=months)
        return label

    def _usual_day(self, label: PeriodLabel) -> tuple[int, int] | None:
        """The day on which years end, but where each ends on another."""
        return None if self._calendar.in_weeks else label.month_day

    def _calendar_default(self) -> Named | None:
        """The form of a Japanese annual report asks for the state of its own year, where a table says nothing else."""
        if not self._calendar.form_prescribes or self._calendar.end is None or self._statement is not None:
            return None
        return Named(PeriodLabel(end=self._calendar.end), "", Source.COVER)

    def _crossed(self, column: Named, row: Named) -> Named:
        """Both name a period: a balance's own date, or a year in the row with a quarter in the column."""
        if row.label.end is not None and (row.label.closing or row.label.opening):
            return row
        if column.label.quarter and not column.label.fiscal_year and row.label.fiscal_year:
            return replace(column, label=replace(column.label, fiscal_year=row.label.fiscal_year))
        if (row.label.opening or row.label.closing) and not names_time(row.text):
            label = replace(column.label, opening=row.label.opening, closing=row.label.closing, months=0)
            return replace(column, label=label)
        return column

    def _months(self, label: PeriodLabel, nature: Nature | None) -> int | None:
        """0 for balances, else the length; by the statement, or by what the label names."""
        if self._statement is StatementKind.BALANCE_SHEET:
            return 0
        marked = label.closing or label.opening
        if self._statement in _FLOWS or label.moves:
            return label.months or (0 if marked else self._year_long(label))
        if nature is Nature.BALANCE:
            return 0
        if label.months is None and (marked or label.dated):
            return 0 if marked or nature is None else None
        return label.months if nature is None or label.months is not None else self._year_long(label)

    def _year_long(self, label: PeriodLabel) -> int | None:
        """12 where a whole fiscal year is named, or the filing is of one."""
        if label.months:
            return label.months
        if label.quarter:
            return 3
        named = label.says_when or label.whole_year
        return 12 if named and self._calendar.quarter is None else None

    def _opening(self, end: date, label: PeriodLabel) -> date | None:
        """The day before the period begins."""
        if label.end is not None and label.end.day == 1:
            return label.end - timedelta(days=1)
        return self._calendar.year_before(end)

    def _period(self, chosen: Named, label: PeriodLabel, end: date | None, months: int | None) -> FigurePeriod:
        named = label.fiscal_year - 1 if label.fiscal_year and label.opening else label.fiscal_year
        year = self._calendar.fiscal_year_of(end) if end else named
        whole = label.ordinal is not None or (label.opening and self._calendar.quarter is None)
        quarter = label.quarter or (self._calendar.quarter_of(end) if end and not whole else None)
        return FigurePeriod(
            end=end,
            months=months,
            fiscal_year=year if year is not None else named,
            quarter=quarter if quarter != 4 or months == 3 else None,
            label=" ".join(chosen.text.split())[:_LONGEST_LABEL],
            forecast=label.forecast,
        )


def _is_relative(label: PeriodLabel) -> bool:
    """当期 in a row is the current period of its table or column."""
    return label.offset == 0 and label.end is None


def _with_length(when: Named | None, column: Named | None) -> Named | None:
    if when is None or column is None or column is when:
        return when
    if column.label.opening or column.label.closing:
        label = replace(when.label, opening=column.label.opening, closing=column.label.closing, months=0)
        return replace(when, label=label)
    if column.label.months is None or when.label.months is not None:
        return when
    return replace(when, label=replace(when.label, months=column.label.months))
