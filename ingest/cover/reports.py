"""Earnings releases and annual reports to shareholders in English: documents without a prescribed cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.cover import issuers
from ingest.cover.fields import CoverFields
from ingest.cover.fiscal_years import quarter_ended, year_end_after, year_ends, year_named
from ingest.cover.text import next_date, one_line, period_words, plain
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind
from rm_assistant.language.dates import PeriodMention, find_dates, find_periods

_RELEASE = re.compile(
    r"exhibit\s+99\.\d|for\s+immediate\s+release|business\s?wire|pr\s?newswire|globe\s?newswire|press\s+release"
    r"|news\s+release|earnings\s+release|today\s+(?:announced|reported)",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:results|earnings|net\s+(?:sales|income)|revenues?)\b.*\b(?:quarter|year|half)\b"
    r"|\b(?:quarter|year|half)\b.*\b(?:results|earnings|net\s+(?:sales|income)|revenues?)\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"(?:summary\s+of\s+)?consolidated\s+financial\s+results\s+for\s+the", re.IGNORECASE)
"""The English edition of a 決算短信."""
_ANNUAL = re.compile(
    r"\bannual\s+(?:(?:financial|integrated|securities)\s+)?report\b|\bintegrated\s+report\b", re.IGNORECASE
)
_SECURITIES_REPORT = re.compile(r"\bannual\s+securities\s+report\b", re.IGNORECASE)
"""The English edition of a 有価証券報告書."""
_FROM = re.compile(r"\bfrom\s+(?=[A-Z\d])", re.IGNORECASE)
_ANNUAL_YEAR = re.compile(
    r"\b(20\d\d)(?:\s*[/–-]\s*(\d\d))?\s+annual\s+report|annual\s+report(?:\s*(?:&|and)\s*(?:accounts|financial\s+statements))?"
    r"(?:\s+(?:for|fiscal|year|fy))*\s+(20\d\d)(?:\s*[/–-]\s*(\d\d))?\b",
    re.IGNORECASE,
)
_NO_HEADLINE = re.compile(
    r"^(?:exhibit\s+99|for\s+immediate|page\s+\d|contacts?\b|media|investors?\b|[•\d(]|\W*$"
    r"|[A-Z][a-z]+ \d{1,2}, \d{4}$)",
    re.IGNORECASE,
)
_YEAR_ENDED = re.compile(r"\b(?:(?:fiscal|financial)\s+)?year\s+(?:ended|ending|to)\s*", re.IGNORECASE)
_ENDED = re.compile(r"\bended\s*", re.IGNORECASE)
_COMPANY_LINE = re.compile(
    r"company\s+name\s*:\s*([^\n:]{3,80}?)(?=\s{2,}|\s*\n|\s+(?:listing|stock|securities|tse)\b)", re.IGNORECASE
)
_CODE_LINE = re.compile(r"(?:securities|stock)?\s*code(?:\s+number)?\s*:\s*(\d{3}[\dA-Z])\b", re.IGNORECASE)
_FRONT = 3
_HEAD = 3000
_ALMOST_A_YEAR = 350


def is_release(pages: Sequence[str]) -> bool:
    head = one_line(pages[0])[:_HEAD]
    return bool(_SUMMARY.search(head) or (_RELEASE.search(head) and _RESULTS.search(head)))


def is_annual_report(pages: Sequence[str]) -> bool:
    return any(_ANNUAL.search(one_line(page)) for page in pages[:_FRONT])


# ── earnings releases ───────────────────────────────────────────────────────────────────────────────────────────────


def read_release(pages: Sequence[str]) -> CoverFields:
    head = one_line(pages[0])[:_HEAD]
    named = issuers.listed(head)
    quarter, year, label = _period_in(head)
    end = _end_of_period(pages)
    if end and quarter is None:
        quarter = quarter_ended(end, pages)
    if end and year is None:
        year = year_named(year_end_after(end, quarter) if quarter else end, pages)
    return CoverFields(
        issuer=named[0] if named else _company_line(pages[0]) or issuers.most_named(pages),
        identifiers=_identifiers(named[1] if named else None, pages[0]),
        form=FilingForm.EARNINGS_RELEASE,
        period_end=end,
        fiscal_year=year,
        fiscal_quarter=quarter,
        fiscal_label=label,
        filed_on=_released_on(head),
        title=_headline(pages[0]),
    )


def _company_line(page: str) -> str | None:
    found = _COMPANY_LINE.search(plain(page))
    return issuers.clean(found[1]) if found else None


def _identifiers(ticker: str | None, page: str) -> tuple[Identifier, ...]:
    code = _CODE_LINE.search(plain(page))
    found = [Identifier(IdentifierKind.TICKER, ticker)] if ticker else []
    return (*found, Identifier(IdentifierKind.SECURITIES_CODE, code[1])) if code else tuple(found)


def _period_in(head: str) -> tuple[int | None, int | None, str | None]:
    """Quarter, year and their words: the first quarter named, with its year or the next one named.

    "Fourth quarter and full year 2022" is the fourth quarter of 2022.
    """
    mentions = [found for found in find_periods(head) if found.fiscal_year or found.quarter]
    for index, found in enumerate(mentions):
        if found.quarter:
            dated = next((other for other in mentions[index:] if other.fiscal_year), None)
            return found.quarter, dated.fiscal_year if dated else None, _label(head, found, dated)
    if not mentions:
        return None, None, None
    return None, mentions[0].fiscal_year, head[mentions[0].start : mentions[0].end]


def _label(head: str, found: PeriodMention, dated: PeriodMention | None) -> str:
    end = dated.end if dated and dated.end - found.start <= 80 else found.end
    return head[found.start : end]


def _end_of_period(pages: Sequence[str]) -> date | None:
    """The first day that the text says a period ended on."""
    for page in pages[:_FRONT]:
        line = one_line(page)
        for match in _ENDED.finditer(line):
            if stated := next_date(line, match.end(), reach=12):
                return stated.date
    return None


def _released_on(head: str) -> date | None:
    for found in find_dates(head):
        if not head[: found.start].rstrip().lower().endswith(("ended", "ending", "to", "through", "as of")):
            return found.date
    return None


def _headline(page: str) -> str | None:
    """The first lines that speak of results, as one."""
    lines = [line.strip() for line in plain(page).splitlines()[:20]]
    kept = [line for line in lines if not _NO_HEADLINE.match(line)]
    if not kept:
        return None
    title = kept[0] if len(kept) == 1 or _RESULTS.search(kept[0]) else f"{kept[0]} {kept[1]}"
    return title if _RESULTS.search(title) and len(title) <= 200 else None


# ── annual reports ──────────────────────────────────────────────────────────────────────────────────────────────────


def read_annual_report(pages: Sequence[str]) -> CoverFields:
    front = " ".join(one_line(page)[:_HEAD] for page in pages[:_FRONT])
    titled, year = _annual_year(front)
    label = titled or _year_in_words(front)
    end = _year_end(front, year, pages)
    stated = CoverFields(
        issuer=issuers.most_named(pages),
        issuer_names=issuers.former_names("\n".join(pages[:_FRONT])),
        form=FilingForm.YUHO if _SECURITIES_REPORT.search(front) else FilingForm.ANNUAL_REPORT,
        period_end=end,
        fiscal_year=year,
        fiscal_label=label,
        title=titled,
    )
    return replace(stated, fiscal_year=year_named(end, pages)) if end and year is None else stated


def _annual_year(front: str) -> tuple[str | None, int | None]:
    found = _ANNUAL_YEAR.search(front)
    if found is None:
        return None, None
    year = int(found[1] or found[3])
    return found[0], year + 1 if found[2] or found[4] else year


def _year_in_words(front: str) -> str | None:
    """ "year ended 31 December 2022", as printed."""
    for found in _YEAR_ENDED.finditer(front):
        if stated := next_date(front, found.end(), reach=1):
            return period_words(front[found.start() : stated.end])
    return None


def _year_end(front: str, year: int | None, pages: Sequence[str]) -> date | None:
    """The cover's own date, else the day that the statements most often say the year ended on."""
    near = (year, year + 1) if year else None
    through = _through(front)
    if through and _fits(through, near):
        return through
    stated = [found.date for found in find_dates(front) if _fits(found.date, near)]
    ended = [day for day in year_ends(pages) if _fits(day, near)]
    return next((day for day in ended if day in stated), ended[0] if ended else None)


def _through(front: str) -> date | None:
    """The second day of "from April 1, 2022 to March 31, 2023"."""
    for found in _FROM.finditer(front):
        dates = find_dates(front[found.end() : found.end() + 60])
        if len(dates) > 1 and (dates[1].date - dates[0].date).days > _ALMOST_A_YEAR:
            return dates[1].date
    return None


def _fits(day: date, near: tuple[int, int] | None) -> bool:
    return near is None or day.year in near
