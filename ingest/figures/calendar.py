"""The issuer's fiscal years, hung on the period that the filing's cover states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rm_assistant.domain.documents import FilingForm, FilingMetadata, Language, Page
from rm_assistant.language.dates import find_dates, fiscal_year_ending, month_end
from rm_assistant.language.period_labels import PeriodLabel

_ORDINAL = re.compile(r"第\s*([0-9０-９]{1,3})\s*期")
_SLACK = 10
"""Days by which a 52- or 53-week year may run past its month."""


_DATED_BY_EVENT = frozenset({FilingForm.FORM_8K})
"""Forms whose period is the day of what they report, no fiscal period."""


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """`end` closes the period that the filing is of, `year_end` its fiscal year, named `fiscal_year` by the issuer."""

    end: date | None = None
    year_end: date | None = None
    fiscal_year: int | None = None
    quarter: int | None = None
    ordinal: int | None = None
    japanese: bool = False
    form_prescribes: bool = False
    """An annual report whose form (企業内容等の開示に関する内閣府令) says of which time each table is."""
    printed: Mapping[int, date] = field(default_factory=dict)
    """Year-ends that the statements print, by calendar year: years of 52 or 53 weeks end on another day each."""

    @classmethod
    def of(cls, metadata: FilingMetadata, pages: Sequence[Page] = ()) -> FiscalCalendar:
        end, quarter = metadata.period_end, metadata.fiscal_quarter
        if metadata.form in _DATED_BY_EVENT:
            return cls(japanese=metadata.language is Language.JAPANESE)
        year_end = _months_later(end, 3 * (4 - quarter)) if end and quarter else end
        ordinal = _ORDINAL.search(metadata.fiscal_label or "")
        return cls(
            end=end,
            year_end=year_end,
            fiscal_year=metadata.fiscal_year,
            quarter=quarter if quarter and quarter < 4 else None,
            ordinal=int(ordinal[1]) if ordinal else None,
            japanese=metadata.language is Language.JAPANESE,
            form_prescribes=metadata.form is FilingForm.YUHO,
            printed=printed_year_ends(pages, year_end) if year_end else {},
        )

    @property
    def _named_by(self) -> int | None:
        """How far the name of a year is from the calendar year that it ends in: 0, or -1 for FY2023 ending in 2024."""
        if self.year_end is None or self.fiscal_year is None:
            return None
        return self.fiscal_year - self.year_end.year

    def end_of(self, label: PeriodLabel) -> date | None:
        """The last day of a labelled period, None where neither label nor cover say."""
        if label.end is not None:
            return self._own_day(label.end)
        if label.ordinal is not None:
            return self._shifted(label.ordinal - self.ordinal, label) if self.ordinal is not None else None
        if label.offset is not None:
            return self._relative(label)
        if label.fiscal_year is not None:
            return self._named(label)
        return self._quarter_end(self.year_end, label.quarter) if label.quarter else None

    def _own_day(self, end: date) -> date:
        """2023年5月期 of an issuer whose years end on 15 May."""
        own = self.year_end
        if own is None or self.in_weeks or is_month_end(own) or own.month != end.month or not is_month_end(end):
            return end
        return end.replace(day=own.day)

    def fiscal_year_of(self, end: date) -> int | None:
        """The year by which the issuer names the fiscal year that `end` lies in."""
        named_by = self._named_by
        if named_by is None or self.year_end is None:
            return None
        closes = _same_day(self.year_end, end.year)
        late = (end - closes).days > _SLACK
        return end.year + named_by + late

    def quarter_of(self, end: date) -> int | None:
        """Which quarter of its fiscal year ends on `end`; None at a year's end."""
        if self.year_end is None:
            return None
        middle = end - timedelta(days=_SLACK) if end.day <= _SLACK else end
        months = (self.year_end.month - middle.month) % 12
        if self.year_end.day <= _SLACK:
            months = ((self.year_end - timedelta(days=_SLACK)).month - middle.month) % 12
        return 4 - months // 3 if months and months % 3 == 0 else None

    def year_before(self, end: date) -> date | None:
        """The day on which the year before `end` closed."""
        return self._years_later(end, -1)

    def _years_later(self, end: date, years: int) -> date | None:
        """The same day of another year; for years of 52 or 53 weeks the day that is printed, None where none is."""
        if years == 0:
            return end
        shifted = _months_later(end, 12 * years)
        near = self.printed.get(fiscal_year_ending(end) + years) if end == self.year_end or self._closes(end) else None
        return near or (None if self.in_weeks else shifted)

    def closes_on(self, end: date) -> bool:
        """Whether one of the issuer's years ends on this day, as far as the cover and the statements say."""
        return end in {self.end, self.year_end} or self._closes(end)

    def _closes(self, end: date) -> bool:
        return end in self.printed.values()

    @property
    def in_weeks(self) -> bool:
        """Whether years end on a weekday: one of their ends is not the last of a month, where another may be."""
        ends = {*self.printed.values(), *([self.year_end] if self.year_end else [])}
        return len(ends) > 1 and not all(map(is_month_end, ends)) and len({(day.month, day.day) for day in ends}) > 1

    def _relative(self, label: PeriodLabel) -> date | None:
        offset = label.offset or 0
        if self.end is None or self.year_end is None:
            return None
        if label.quarter:
            return self._quarter_end(self._years_later(self.year_end, offset), label.quarter)
        if self.quarter and label.whole_year:
            return self._years_later(self.year_end, offset)
        return self._years_later(self.end, offset)

    def _named(self, label: PeriodLabel) -> date | None:
        named = label.fiscal_year or 0
        if label.month_day is not None:
            return _day(named, *label.month_day)
        if self.year_end is None:
            return None
        if label.names_start and self.japanese:
            january = self.year_end.month == 12
            year_end: date | None = _same_day(self.year_end, named if january else named + 1)
        elif self._named_by is None:
            return None
        else:
            year_end = self._years_later(self.year_end, named - (self.fiscal_year or 0))
        return self._quarter_end(year_end, label.quarter)

    def _quarter_end(self, year_end: date | None, quarter: int | None) -> date | None:
        """Of a quarter's own end nothing is known where years are counted in weeks."""
        if year_end is None or not quarter or quarter == 4:
            return year_end
        return None if self.in_weeks else _months_later(year_end, 3 * (quarter - 4))

    def _shifted(self, years: int, label: PeriodLabel) -> date | None:
        if self.year_end is None:
            return None
        return self._quarter_end(self._years_later(self.year_end, years), label.quarter)


def is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _same_day(end: date, year: int) -> date:
    if is_month_end(end):
        return month_end(year, end.month)
    return end.replace(year=year, day=min(end.day, 28))


def _months_later(end: date, months: int) -> date:
    index = end.year * 12 + end.month - 1 + months
    last = month_end(index // 12, index % 12 + 1)
    return last if is_month_end(end) else last.replace(day=min(end.day, last.day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_ANNIVERSARY = 10
"""Days around the anniversary within which another year of 52 or 53 weeks ends."""


_CLOSES = re.compile(r"\b(?:ended|ending|balances?)\b[^.;]*$", re.IGNORECASE)
"""Before a first of January that is the end of a year of 52 weeks, and not the day from which something applies."""


def printed_year_ends(pages: Sequence[Page], year_end: date) -> dict[int, date]:
    """Year-ends that the pages of the statements print most, by the year whose anniversary they are near."""
    counts: dict[int, Counter[date]] = {}
    for page in pages:
        if page.statements and page.language is Language.ENGLISH:
            for mention in find_dates(page.text):
                firm = mention.date.day > 1 or _CLOSES.search(page.text[max(0, mention.start - 60) : mention.start])
                if firm and _near_anniversary(mention.date, year_end):
                    counts.setdefault(fiscal_year_ending(mention.date), Counter())[mention.date] += 1
    return {year: found.most_common(1)[0][0] for year, found in counts.items()}


def _near_anniversary(day: date, year_end: date) -> bool:
    years = (day.year - 1, day.year, day.year + 1)
    return any(abs((day - _same_day(year_end, year)).days) <= _ANNIVERSARY for year in years)
