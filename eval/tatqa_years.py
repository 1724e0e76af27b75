"""Of which years a figure of a given table is."""

from __future__ import annotations

import re
from functools import lru_cache

from rm_assistant.domain.figures import Figure, FigureRow
from rm_assistant.language.dates import find_dates, find_periods, fiscal_year_ending

_SHORT_YEAR = re.compile(r"\bF'?(\d\d)\b")


def years_of(row: FigureRow, figure: Figure) -> frozenset[int]:
    """The years that the column is of, else those that the row names."""
    period = figure.period
    own = {
        period.fiscal_year,
        fiscal_year_ending(period.end) if period.end else None,
        period.end.year if period.end else None,
    }
    years = {year for year in own if year} | years_in(" ".join(figure.columns))
    return frozenset(years) or years_in(" ".join((row.label, *row.path)))


@lru_cache(maxsize=10_000)
def named_years(text: str) -> frozenset[int]:
    """Years that a header names as such, not by a date within."""
    mentions = find_periods(text)
    if any(mention.end_date for mention in mentions):
        return frozenset()
    return frozenset(mention.fiscal_year for mention in mentions if mention.fiscal_year)


@lru_cache(maxsize=10_000)
def years_in(text: str) -> frozenset[int]:
    mentions = find_periods(text)
    years = {
        mention.fiscal_year or (fiscal_year_ending(mention.end_date) if mention.end_date else 0) for mention in mentions
    }
    short = {2000 + int(digits) for digits in _SHORT_YEAR.findall(text)}
    return frozenset(years - {0}) or frozenset(short)


def date_fit(when: str, row: FigureRow, figure: Figure) -> float:
    """A day that the question names is better said than not, and another day worse."""
    asked = {mention.date for mention in find_dates(when)}
    said = {mention.date for mention in find_dates(" ; ".join((row.label, *row.path, " ".join(figure.columns))))}
    said |= {figure.period.end} if figure.period.end else set()
    if not asked or not said:
        return 1.0
    return 1.0 if asked & said else 0.7
