"""Dates and fiscal periods, as filings and questions write them in English and Japanese.

Offsets are into the text as given. Full-width digits and letters are read as their plain forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

Mention = TypeVar("Mention", "DateMention", "PeriodMention")

FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(0x5E)} | {0x3000: 0x20, 0x2019: 0x27, 0x00A0: 0x20}
"""One character to one, so that offsets stay: full-width ASCII, wide and no-break spaces, the curly apostrophe."""

ERA_FIRST_YEARS = {"令和": 2019, "平成": 1989, "昭和": 1926, "R": 2019, "H": 1989, "S": 1926}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_PIVOT = 70
"""Two-digit years below are of this century."""
_YEAR_END_SLACK = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class DateMention:
    """Text `[start, end)` states `date`."""

    start: int
    end: int
    date: date


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """Text `[start, end)` names a fiscal period, a date, or a plain year.

    `fiscal_year` is the year in the name as written (FY2018, 2018年12月期, 2018), None where only a date is stated.
    A first half counts as quarter 2, the quarter it ends with.
    """

    start: int
    end: int
    fiscal_year: int | None = None
    quarter: int | None = None
    end_date: date | None = None
    """The day the period ends on, where the name states it (2023年3月期, Jan '23, December 31, 2018)."""
    ordinal: int | None = None
    """118 of 第118期."""
    names_start: bool = False
    """True for 2018年度: most issuers mean the period that *begins* in that year."""
    explicit: bool = True
    """False for a plain year, which may be anything."""


def fold_width(text: str) -> str:
    """The same text, of the same length, with full-width ASCII as plain ASCII."""
    return text if text.isascii() else text.translate(FULL_WIDTH)


def fiscal_year_ending(end: date) -> int:
    """The year of `end`, but for 52/53-week years that run a few days into January: those belong to the year before."""
    return (end - _YEAR_END_SLACK).year


def month_end(year: int, month: int) -> date:
    """Raises ValueError where there is no such month."""
    first = date(year, month, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_MONTH = (
    r"(?:(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?)"
)
_ERA = r"(?P<era>令\s*和|平\s*成|昭\s*和)\s*(?P<era_year>元|\d{1,2})"
_JA_YEAR = rf"(?:(?<!\d)(?P<year>\d{{4}})|{_ERA})\s*年"
_JA_MONTH = r"(?P<number>1[0-2]|0?[1-9])\s*月"

_DIGIT = re.compile(r"\d")
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![a-z]){_MONTH}[\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|[\s-]+)(?P<year>\d{{4}})(?!\d)",
        rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d)",
        r"(?<![\d.,/-])(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/-])",
        r"(?<![\d.,/-])(?P<number>\d{1,2})(?P<mark>[/-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/-])",
        r"(?<![\d.,/-])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})(?![\d.])",
        rf"{_JA_YEAR}\s*{_JA_MONTH}\s*(?P<day>\d{{1,2}})\s*日",
        r"(?<![a-z\d])(?P<era>[RHS])\s*(?P<era_year>元|\d{1,2})[./年]\s*(?P<number>\d{1,2})[./月]\s*(?P<day>\d{1,2})(?!\d)",
    )
)


def find_dates(text: str) -> list[DateMention]:
    """Full dates in reading order. 03/04/2023 is read month first, as in the United States, where that is a date."""
    folded = fold_width(text)
    if not _DIGIT.search(folded):
        return []
    found = [mention for pattern in _DATES for match in pattern.finditer(folded) if (mention := _date_of(match))]
    return list(_leftmost_longest(found))


def _date_of(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    year, month, day = _year(groups), _month(groups), int(groups["day"])
    if groups.get("mark") == "/" and month > 12:
        month, day = day, month
    try:
        stated = date(year, month, day)
    except ValueError:
        return None
    return DateMention(match.start(), match.end(), stated) if 1900 <= year <= 2100 else None


def _year(groups: dict[str, str | None]) -> int:
    """0 where none is written."""
    era, era_year = groups.get("era"), groups.get("era_year")
    if era and era_year:
        elapsed = 0 if era_year == "元" else int(era_year) - 1
        return ERA_FIRST_YEARS[re.sub(r"\s", "", era).upper()] + elapsed
    digits = groups.get("year") or groups.get("short_year")
    return _four_digits(digits) if digits else 0


def _four_digits(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < _PIVOT else 1900)


def _month(groups: dict[str, str | None]) -> int:
    name = groups.get("month")
    return MONTHS.index(name[:3].lower()) + 1 if name else int(groups.get("number") or 0)


# ── periods ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_PART = (
    r"(?<![a-z\d])(?:Q\s?(?P<quarter>[1-4])|(?P<quarter_before>[1-4])\s?Q"
    r"|(?P<quarter_word>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?quarter"
    r"|H\s?(?P<half>[12])|(?P<half_before>[12])\s?H|(?P<half_word>first|second)[\s-]+half)(?![a-z\d])"
)
_GLUED_PART = r"(?<![a-z\d])(?:(?P<quarter>[1-4])Q|Q(?P<quarter_before>[1-4])|(?P<half>[12])H|H(?P<half_before>[12]))"
_FISCAL = r"(?:FY|fiscal(?:[\s-]+years?)?|financial[\s-]+years?)"
_FISCAL_YEAR = rf"(?<![a-z]){_FISCAL}\s*'?\s*(?P<year>\d{{4}}|\d{{2}})(?![\d,]\d|\d|%)"
_YEAR_NAME = rf"(?:{_FISCAL_YEAR}|(?<![\d,.$'])(?P<plain>(?:19|20)\d\d)(?!\d)|'(?P<short_year>\d\d)(?!\d))"
_JA_QUARTER = r"第\s*(?P<quarter>[1-4一二三四])\s*四\s*半\s*期"
_JA_PART = rf"(?:{_JA_QUARTER}|(?P<half_name>中間期|上半期|上期|半期)|(?P<late_half>下半期|下期))"

_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_PART}(?:\s+(?:of|for|in))?(?:\s+the)?,?\s*{_YEAR_NAME}",
        rf"{_GLUED_PART}\s?'?(?:FY\s?'?)?(?P<year>\d{{4}}|\d{{2}})(?!\d)",
        rf"{_YEAR_NAME}(?:'s)?\s*{_PART}",
        r"(?<![a-z\d])(?:FY)?(?P<year>(?:19|20)\d\d)Q(?P<quarter>[1-4])(?![a-z\d])",
        _FISCAL_YEAR,
        r"(?<![\d,.$])(?P<year>(?:19|20)\d\d)\s+(?:fiscal|financial)[\s-]+year(?![a-z])",
        r"(?<![a-z])FY\s?(?P<number>1[0-2]|0?[1-9])/(?P<year>\d{4}|\d{2})(?!\d)",
        rf"(?<![a-z\d])(?:{_FISCAL}\s*)?(?<![\d,.$/-])(?P<split>(?:19|20)\d\d)[/–-](?P<split_end>\d\d)(?![\d/-])",
        rf"(?<![a-z]){_MONTH}(?:\s*,?\s*(?P<year>(?:19|20)\d\d)|\s*['-]\s?(?P<short_year>\d\d))(?!\d)",
        _PART,
        r"(?<![\d,.$¥€£'a-z])(?P<plain>(?:19[5-9]|20[0-6])\d)(?![\d%年]|[,.]\d)",
    )
)
_JAPANESE_PERIODS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_JA_YEAR}\s*(?P<fiscal>{_JA_MONTH}\s*(?P<middle>中間)?\s*期)(?:\s*[(の]?\s*{_JA_PART})?",
        rf"{_JA_YEAR}\s*(?P<nendo>度)(?:\s*[(の]?\s*{_JA_PART})?",
        rf"{_JA_YEAR}\s*(?:の\s*)?{_JA_PART}",
        rf"第\s*(?P<ordinal>\d{{1,3}})\s*期(?:(?P<middle>中)|\s*{_JA_PART})?",
        rf"{_JA_QUARTER}|(?P<half_name>中間期|上半期|上期)",
        rf"{_JA_YEAR}\s*{_JA_MONTH}(?:\s*末)?",
        rf"(?P<bare>{_JA_YEAR})",
    )
)
_YEAR_ENDED = re.compile(
    r"(?:fiscal\s+|financial\s+)?years?\s+(?:then\s+)?end(?:ed|ing|s)?\s*(?:on\s+|at\s+)?:?\s*$", re.IGNORECASE
)


def find_periods(text: str) -> list[PeriodMention]:
    """Periods, dates and years in reading order, never overlapping: of two that begin together, the longer."""
    folded = fold_width(text)
    patterns = _PERIODS if folded.isascii() else (*_PERIODS, *_JAPANESE_PERIODS)
    found = [mention for pattern in patterns for match in pattern.finditer(folded) if (mention := _period_of(match))]
    found += [_period_ending(mention, folded) for mention in find_dates(folded)]
    return list(_leftmost_longest(found))


def _period_ending(mention: DateMention, text: str) -> PeriodMention:
    """A date alone, or the fiscal year that the words before the date say ends on it."""
    before = _YEAR_ENDED.search(text, max(0, mention.start - 40), mention.start)
    if before is None:
        return PeriodMention(mention.start, mention.end, end_date=mention.date)
    year = fiscal_year_ending(mention.date)
    return PeriodMention(before.start(), mention.end, fiscal_year=year, end_date=mention.date)


def _period_of(match: re.Match[str]) -> PeriodMention | None:
    groups = match.groupdict()
    if groups.get("split"):
        return _split_year(match)
    year, quarter = _named_year(groups), _quarter(groups)
    ordinal = groups.get("ordinal")
    if groups.get("middle") and year:
        return _half_ending(match, month_end(year, _month(groups)))
    end_date = month_end(year, month) if year and (month := _month(groups)) else None
    if end_date and not _names_fiscal_month(groups):
        return PeriodMention(match.start(), match.end(), end_date=end_date)
    return PeriodMention(
        match.start(),
        match.end(),
        fiscal_year=year,
        quarter=2 if groups.get("middle") else quarter,
        end_date=_quarter_end(end_date, quarter) if end_date else None,
        ordinal=int(ordinal) if ordinal else None,
        names_start=bool(groups.get("nendo")),
        explicit=_is_explicit(groups, quarter),
    )


def _split_year(match: re.Match[str]) -> PeriodMention | None:
    """2021/22, a fiscal year named by both its calendar years: it ends in the second."""
    second = int(match["split"]) + 1
    if second % 100 != int(match["split_end"]):
        return None
    return PeriodMention(match.start(), match.end(), fiscal_year=second)


def _half_ending(match: re.Match[str], end: date) -> PeriodMention:
    """2024年9月中間期: the first half of the fiscal year that ends six months later."""
    return PeriodMention(match.start(), match.end(), _months_later(end, 6).year, quarter=2, end_date=end)


def _named_year(groups: dict[str, str | None]) -> int | None:
    plain = groups.get("plain")
    if plain:
        return int(plain)
    year = _year(groups)
    return year if 1900 <= year <= 2100 else None


def _names_fiscal_month(groups: dict[str, str | None]) -> bool:
    """FY3/2024 and 2024年3月期 name a fiscal year; January 2023 and 2023年1月 only a month."""
    return bool(groups.get("fiscal")) or ("number" in groups and "era" not in groups)


def _is_explicit(groups: dict[str, str | None], quarter: int | None) -> bool:
    plain = bool(groups.get("plain") or groups.get("bare"))
    return not plain or quarter is not None


def _quarter(groups: dict[str, str | None]) -> int | None:
    written = groups.get("quarter") or groups.get("quarter_before") or groups.get("quarter_word")
    if written:
        return _QUARTERS.get(written.lower()) or int(written[0])
    half = groups.get("half") or groups.get("half_before") or groups.get("half_word") or groups.get("half_name")
    return 2 if half and half.lower() not in {"2", "second"} else None


def _quarter_end(year_end: date, quarter: int | None) -> date:
    return _months_later(year_end, -3 * (4 - quarter)) if quarter else year_end


def _months_later(end: date, months: int) -> date:
    """The last day of the month `months` after that of `end`."""
    index = end.year * 12 + end.month - 1 + months
    return month_end(index // 12, index % 12 + 1)


def _leftmost_longest(mentions: Iterable[Mention]) -> Iterator[Mention]:
    reached = 0
    for mention in sorted(mentions, key=lambda found: (found.start, -found.end)):
        if mention.start >= reached:
            reached = mention.end
            yield mention
