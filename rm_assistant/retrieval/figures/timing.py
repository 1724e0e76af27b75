"""How long a period a question asks about, and whether what is still to come: what its year and quarter do not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from rm_assistant.domain.figures import Figure
from rm_assistant.domain.questions import Period

_YEAR, _HALF, _QUARTER = 12, 6, 3
_NUMBERS = {"three": 3, "six": 6, "nine": 9}
_MONTHS = re.compile(r"\b(three|six|nine|[369])[\s-]+months?\b|(?<!\d)([369])\s*[ヶカか箇ケ]月", re.IGNORECASE)
_FIRST_HALF = re.compile(
    r"中間(?!配当|納付|申告|管理|体|製品)|(?<!四)半期(?!報告)|上期|上半期|\bfirst\s+half\b|\bH1\b|\b1H\b", re.IGNORECASE
)
_SECOND_HALF = re.compile(r"下期|下半期|\bsecond\s+half\b|\bH2\b|\b2H\b", re.IGNORECASE)
_TO_DATE = re.compile(r"四半期(?:連結)?累計|\byear[\s-]+to[\s-]+date\b|\bYTD\b", re.IGNORECASE)
_FORECAST = re.compile(
    r"予想|見通し|見込み?(?=[はをがの額?。、]|$)|\bforecast(?:ed|s)?\b|\bguidance\b|\boutlook\b|\bprojected\b|\bexpected\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"来期|翌期|次期|来年度|翌年度|翌事業年度|\bnext\s+(?:fiscal\s+)?year\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\s*\b(?:for|in|over|through|during)?\s*(?:the\s+)?(?:first\s+)?(?:three|six|nine|[369])(?:[\s-]+months?\b(?:\s+(?:ended|to)\b)?|$)\s*"
    r"|\s*\byear[\s-]+to[\s-]+date\b\s*|\s*\bYTD\b\s*|\s*\b(?:first|second)\s+half\b\s*"
    r"|(?:第[1-4一二三四]四半期(?:連結)?)?累計(?:期間)?の?|中間期の?"
    r"|(?:来期|翌期|次期|来年度|翌年度)の?|の?業績予想|の?(?:予想|見通し|見込み?)[額値]?の?"
    r"|\s*\b(?:forecast(?:ed)?|guidance|outlook|projected|expected)\b(?:\s+(?:for|of))?\s*",
    re.IGNORECASE,
)
"""What an item's words have left of all this."""


@dataclass(frozen=True, slots=True)
class Timing:
    """`months` is the length that is asked for; None is a year, or three months where a quarter is asked.

    `year_end` is the day that the filing's year ends on, where that is known.
    """

    months: int | None = None
    to_date: bool = False
    """From the year's beginning to the quarter's end."""
    late: bool = False
    """The second half: filings hardly ever print it, and the year's figure is no answer."""
    forecast: bool = False
    next_year: bool = False
    year_end: date | None = None

    def length(self, quarter: int) -> int:
        return _QUARTER * quarter if self.to_date else self.months or _QUARTER

    def of_filing(self, year_end: date | None) -> Timing:
        return replace(self, year_end=year_end)

    def placed(self, period: Period | None) -> Period | None:
        """`period` with the quarter that the length ends with, where it has none: the first six months, of 2023."""
        if period is None or period.quarter is not None or not (self.months or self.late):
            return period
        return replace(period, quarter=4 if self.late else (self.months or _YEAR) // _QUARTER)


def read_timing(text: str) -> Timing:
    months = _MONTHS.search(text)
    late = _SECOND_HALF.search(text) is not None
    half = _HALF if late or _FIRST_HALF.search(text) else None
    return Timing(
        months=_number(months) if months else half,
        to_date=_TO_DATE.search(text) is not None,
        late=late,
        forecast=_FORECAST.search(text) is not None,
        next_year=_NEXT_YEAR.search(text) is not None,
    )


def _number(match: re.Match[str]) -> int:
    written = (match[1] or match[2]).lower()
    return _NUMBERS.get(written) or int(written)


def without_timing(words: str) -> str:
    """An item's words without those that tell its length or that it is expected."""
    return " ".join(_WORDS.sub(" ", words).split())


def is_of(figure: Figure, asked: Period | None, timing: Timing | None = None) -> bool:
    """A year's figure is of twelve months, a quarter's of three or as many as are asked; a balance is of its day."""
    timing = timing or Timing()
    period = figure.period
    if asked is None or period.forecast is not timing.forecast or period.fiscal_year != asked.fiscal_year:
        return False
    if asked.quarter is None:
        return period.months in {0, _YEAR, None} and period.quarter in {None, 4}
    length = timing.length(asked.quarter)
    allowed = {0, length, None} if length == _QUARTER else {0, length}
    return _quarter(figure, timing) == asked.quarter and period.months in allowed


def is_of_other_length(figure: Figure, periods: tuple[Period, ...], timing: Timing) -> bool:
    """Whether a movement is of more or fewer months than any of `periods`."""
    months = figure.period.months
    if not months or not periods:
        return False
    lengths = {
        _YEAR if each.quarter is None else timing.length(each.quarter) for each in map(timing.placed, periods) if each
    }
    return months not in lengths


def _quarter(figure: Figure, timing: Timing) -> int | None:
    """The last three months of a year, and the balance at its end, are the fourth quarter's."""
    period, year_end = figure.period, timing.year_end
    if period.quarter is not None or period.months not in {0, _QUARTER} or year_end is None or period.end is None:
        return period.quarter
    return 4 if period.end.month == year_end.month else None
