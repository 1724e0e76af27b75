"""Covers of the SEC's forms: 10-K, 10-Q, 8-K, 20-F (17 CFR 249)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ingest.cover import issuers
from ingest.cover.fields import CoverFields
from ingest.cover.fiscal_years import quarter_ended, year_end_after, year_ends, year_named
from ingest.cover.text import next_date, one_line, period_words, plain
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind

COVER_WITHIN = 40
"""Pages: an annual report to shareholders may wrap a 10-K, and its own pages come first."""

_COMMISSION = re.compile(r"securities\s+and\s+exchange\s+commission\b.{0,80}?\bwashington", re.IGNORECASE)
"""With its seat, as the head of a form has it; running text names the Commission alone."""
_FORM = re.compile(r"\bFORM\s+(10|8|20|40|6)\s?-\s?(KT|QT|K|Q|F)(?:405)?(\s?/\s?A)?(?!\w)", re.IGNORECASE)
_FORMS = {
    "10-K": FilingForm.FORM_10K,
    "10-KT": FilingForm.FORM_10K,
    "10-Q": FilingForm.FORM_10Q,
    "10-QT": FilingForm.FORM_10Q,
    "8-K": FilingForm.FORM_8K,
    "20-F": FilingForm.FORM_20F,
}
_AMENDMENT = re.compile(r"\bAmendment\s+No\.?\s*\d", re.IGNORECASE)
_AMENDMENT_WITHIN = 600
_FILE_NUMBER = r"commission\s+file\s*:?\s*(?:nos?\.?|numbers?)?\s*:?\s*\d{1,3}\s?-\s?\d{2,6}(?:-\d\d)?"
_MARKS_OF_COVER = re.compile(
    r"exact\s+name\s+of|commission\s+file|date\s+of\s+report|for\s+the\s+fis\s?cal\s+year", re.IGNORECASE
)
_EXACT_NAME = re.compile(r"\(?\s*exact\s+name\s+of\s+(?:the\s+)?(?:registrant|company|issuer)", re.IGNORECASE)
_DATE = r"(?:[A-Z][a-z]+\s+\d{1,2},?\s+\d{4})"
_BEFORE_NAME = re.compile(
    rf"{_FILE_NUMBER}|_{{3,}}|-{{3,}}|reported\)?\s*:?\s*{_DATE}|washington,?\s+d\.?\s?c\.?\s*\d{{5}}"
    rf"|act\s+of\s+1934|period\s+from[\s_]*(?:{_DATE})?[\s_]*to[\s_.]*(?:{_DATE})?|ended:?\s*{_DATE}|\(mark\s+one\)",
    re.IGNORECASE,
)
_FILE_NUMBER_LINE = re.compile(_FILE_NUMBER, re.IGNORECASE)
_PERIOD = re.compile(r"(?:fis\s?cal\s+year|quarterly\s+period|year|period|quarter)\s+ended\s*:?\s*", re.IGNORECASE)
_REPORTED = re.compile(r"date\s+of\s+(?:the\s+)?earliest\s+event\s+reported\s*\)?\s*:?\s*", re.IGNORECASE)
_SYMBOL = re.compile(
    r"(?i:common|ordinary|capital)\s+(?i:stock|shares?)\b[^\n]{0,90}?\s([A-Z]{1,5}(?:[.-][A-Z])?)\s+"
    r"(?i:\(?the\s+)?(?i:new\s+york|nyse|nasdaq)"
)


def find_cover(pages: Sequence[str]) -> int | None:
    """Index of the page that is the cover of a form, among the first ones."""
    for index, page in enumerate(pages[:COVER_WITHIN]):
        line = one_line(page)
        if _COMMISSION.search(line) and _FORM.search(line) and _MARKS_OF_COVER.search(line):
            return index
    return None


def read_sec_cover(pages: Sequence[str], cover: int) -> CoverFields:
    """`cover` is the index that `find_cover` gave."""
    page = pages[cover]
    line = one_line(page)
    form, amends = _form(line)
    stated = CoverFields(
        issuer=_issuer(page, pages),
        issuer_names=issuers.former_names(page),
        identifiers=_symbols(page),
        form=form,
        amends=amends or None,
    )
    return _with_period(stated, line, pages)


def _form(line: str) -> tuple[FilingForm, bool]:
    found = _FORM.search(line)
    if found is None:
        return FilingForm.OTHER, False
    form = _FORMS.get(f"{found[1]}-{found[2].upper()}", FilingForm.OTHER)
    return form, bool(found[3] or _AMENDMENT.search(line[found.end() : found.end() + _AMENDMENT_WITHIN]))


# ── the registrant ──────────────────────────────────────────────────────────────────────────────────────────────────


def _issuer(page: str, pages: Sequence[str]) -> str | None:
    line = one_line(page)
    marker = _EXACT_NAME.search(line)
    name = _name_before(line, marker.start()) if marker else _line_after_file_number(page)
    return (name and issuers.clean(name, pages)) or issuers.signed(pages)


def _name_before(line: str, marker: int) -> str | None:
    """What stands between the last other thing on the cover and "(Exact name of registrant …)"."""
    ends = [found.end() for found in _BEFORE_NAME.finditer(line, 0, marker)]
    name = line[max(ends, default=0) : marker].strip()
    return name if 1 < len(name) <= issuers.MAX_LENGTH else None


def _line_after_file_number(page: str) -> str | None:
    lines = [text.strip() for text in plain(page).splitlines() if text.strip()]
    for text, following in pairwise(lines):
        if _FILE_NUMBER_LINE.search(text):
            return following
    return None


def _symbols(page: str) -> tuple[Identifier, ...]:
    """The ticker of the common stock, from a table with a column for it."""
    if "symbol" not in page.lower():
        return ()
    found = _SYMBOL.search(plain(page))
    return (Identifier(IdentifierKind.TICKER, found[1]),) if found and found[1] not in {"NYSE", "NONE"} else ()


# ── the period ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_period(stated: CoverFields, line: str, pages: Sequence[str]) -> CoverFields:
    label, end = _period(stated.form, line)
    if end is None and stated.form in {FilingForm.FORM_10K, FilingForm.FORM_20F}:
        ends = year_ends(pages)
        end = ends[0] if ends else None
    if end is None:
        return stated
    quarter = quarter_ended(end, pages) if stated.form is FilingForm.FORM_10Q else None
    return replace(
        stated,
        period_end=end,
        fiscal_year=_year(stated.form, end, quarter, pages),
        fiscal_quarter=quarter,
        fiscal_label=label,
    )


def _period(form: FilingForm | None, line: str) -> tuple[str | None, date | None]:
    """The period as printed, and the day it ends on; of an 8-K, the day of the event."""
    if form is FilingForm.FORM_8K:
        found = _REPORTED.search(line)
        dated = next_date(line, found.end()) if found else None
        return (line[dated.start : dated.end], dated.date) if dated else (None, None)
    for found in _PERIOD.finditer(line):
        if dated := next_date(line, found.end()):
            return period_words(line[found.start() : dated.end]), dated.date
    return None, None


def _year(form: FilingForm | None, end: date, quarter: int | None, pages: Sequence[str]) -> int:
    if form is FilingForm.FORM_8K:
        return end.year
    return year_named(year_end_after(end, quarter) if quarter else end, pages)
