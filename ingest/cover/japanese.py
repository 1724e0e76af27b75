"""Covers in Japanese: the 【】 fields of EDINET documents, and the heads of 決算短信 and other TDnet notices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ingest.cover.fields import CoverFields
from ingest.cover.fiscal_years import year_end_after
from ingest.cover.text import one_line, plain
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind
from rm_assistant.language.dates import DateMention, PeriodMention, find_dates, find_periods, fold_width

_FRONT = 3
_SPACE = r"[\s\u3000]*"
_DOCUMENTS = (
    ("四半期報告書", FilingForm.QUARTERLY_REPORT),
    ("半期報告書", FilingForm.SEMIANNUAL_REPORT),
    ("有価証券報告書", FilingForm.YUHO),
)
"""The longer name first: one holds the other."""
_NOTICES = (
    (re.compile(r"業績予想[^。]{0,30}修正|業績予想の修正"), FilingForm.FORECAST_REVISION),
    (re.compile(r"決\s*算\s*短\s*信"), FilingForm.TANSHIN),
    (re.compile(r"(?:統合|年次|アニュアル)\s*(?:報告書|レポート)"), FilingForm.ANNUAL_REPORT),
)
_TITLE_WITHIN = 30
_TITLE_LENGTH = 120
_EDINET_CODE = re.compile(r"\((E\d{5})\)")
_FIVE_DIGITS = re.compile(r"^(\d{3}[\dA-Z])0$")
_SHORT_FORMS = (("㈱", "株式会社"), ("(株)", "株式会社"), ("㈲", "有限会社"), ("(有)", "有限会社"))
_QUARTER = re.compile(r"第\s*([1-4一二三四])\s*四\s*半\s*期")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_FORMER = re.compile(r"\(旧(?:会社名|英訳名|商号|社名)?[:\s]*([^()]+)\)")
_NOTE = re.compile(r"\(注\).*$|※.*$")
_BEFORE_BRACKET = re.compile(r"[^(（]*")
_RANGE_MARK = re.compile(r"^\s*[~〜～-]")


def _spaced(word: str) -> str:
    """Pattern of a label that may be set with spaces between its characters (会 社 名)."""
    return _SPACE.join(word)


_CODE = re.compile(
    rf"(?:{_spaced('コード番号')}|{_spaced('証券コード')}){_SPACE}[::]?{_SPACE}(\d{{3}}[\dA-Z])(?![\dA-Z])"
)
_COMPANY = re.compile(
    rf"(?:{_spaced('上場会社名')}|{_spaced('会社名')}){_SPACE}[::]?{_SPACE}(\S[^\n]{{1,60}}?)"
    rf"(?=[ \u3000]{{2,}}|[ \u3000]*\n|[ \u3000](?:{_spaced('上場')}|{_spaced('代表')}|{_spaced('コード')})|$)"
)


def read_japanese_cover(pages: Sequence[str]) -> CoverFields:
    front = "\n".join(plain(page) for page in pages[:_FRONT])
    if _field(front, "提出書類"):
        return _read_edinet(front)
    return _read_notice(plain(pages[0]))


def form_named(document: str) -> FilingForm:
    """The form that a document's own name says it is."""
    for word, form in _DOCUMENTS:
        if word in document:
            return form
    return next((form for pattern, form in _NOTICES if pattern.search(document)), FilingForm.OTHER)


def clean_issuer(name: str | None) -> str | None:
    """One kind of space, and the legal form in full: ㈱ and （株） are 株式会社."""
    line = one_line(fold_width(name or ""))
    for short, full in _SHORT_FORMS:
        line = line.replace(short, full)
    return _NOTE.sub("", _FORMER.sub("", line)).strip(" :・") or None


def _former_names(*printed: str | None) -> tuple[str, ...]:
    """Names before a change, which a cover keeps in brackets: （旧会社名 …）."""
    found = (match for name in printed for match in _FORMER.finditer(one_line(fold_width(name or ""))))
    return tuple(match[1].strip() for match in found)


def securities_code(text: str) -> str:
    """Four characters: the fifth of the exchange's own form is a 0 for common stock."""
    return _FIVE_DIGITS.sub(r"\1", fold_width(text).strip())


# ── EDINET ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_edinet(front: str) -> CoverFields:
    document = _field(front, "提出書類") or ""
    filed = find_dates(_field(front, "提出日") or "")
    japanese, english = _field(front, "会社名"), _field(front, "英訳名")
    names = (clean_issuer(english), *_former_names(japanese, english))
    folded = fold_width(front)
    stated = CoverFields(
        issuer=clean_issuer(japanese),
        issuer_names=tuple(name for name in names if name),
        identifiers=_identifiers(_EDINET_CODE.search(folded), _CODE.search(folded)),
        form=form_named(document),
        filed_on=filed[0].date if filed else None,
        amends=True if "訂正" in document else None,
    )
    return with_term(stated, _term(front))


def _field(front: str, label: str) -> str | None:
    """The value beside 【label】, on its line or the next."""
    found = re.search(rf"【{_spaced(label)}】{_SPACE}([^\n【]+)", front)
    return found[1].strip() if found else None


def _term(front: str) -> str:
    """The value of 【事業年度】, 【中間会計期間】 or 【四半期会計期間】, whose dates may run on to the next line."""
    labels = "|".join(_spaced(label) for label in ("四半期会計期間", "中間会計期間", "事業年度"))
    found = re.search(rf"【(?:{labels})】([^【]+)", front)
    return one_line(found[1]) if found else ""


def with_term(stated: CoverFields, term: str) -> CoverFields:
    """`stated` with its period: 第118期（自 2018年１月１日 至 2018年12月31日）."""
    dates = [found.date for found in find_dates(term)]
    if not dates:
        return stated
    start, end = (dates[0], dates[1]) if len(dates) > 1 else (None, dates[0])
    quarter = _quarter_of_term(stated.form, term)
    label = _BEFORE_BRACKET.match(term)
    return replace(
        stated,
        period_start=start,
        period_end=end,
        fiscal_year=(year_end_after(end, quarter) if quarter else end).year,
        fiscal_quarter=quarter,
        fiscal_label=label[0].strip() or None if label else None,
    )


def _quarter_of_term(form: FilingForm | None, term: str) -> int | None:
    if form is FilingForm.YUHO:
        return None
    found = _QUARTER.search(fold_width(term))
    if found:
        return _QUARTERS.get(found[1]) or int(found[1])
    return 2 if form is FilingForm.SEMIANNUAL_REPORT else None


def _identifiers(edinet: re.Match[str] | None, security: re.Match[str] | None) -> tuple[Identifier, ...]:
    found = ((IdentifierKind.EDINET, edinet), (IdentifierKind.SECURITIES_CODE, security))
    return tuple(Identifier(kind, match[1]) for kind, match in found if match)


# ── 決算短信 and notices ────────────────────────────────────────────────────────────────────────────────────────────


def _read_notice(page: str) -> CoverFields:
    title = _title(page)
    form = form_named(title or "")
    folded = fold_width(page)
    company = _COMPANY.search(page)
    dates = find_dates(folded)
    stated = CoverFields(
        issuer=clean_issuer(company[1]) if company else None,
        identifiers=_identifiers(None, _CODE.search(folded)),
        form=form,
        filed_on=_announced_on(folded, dates),
        amends=True if title and "訂正" in title else None,
        title=title,
    )
    for text in (fold_width(title or ""), folded):
        term = _named_term(text)
        if term and form is not FilingForm.OTHER:
            return _with_named_term(stated, term, text[term.start : term.end], _range(folded, dates))
    return stated


def _title(page: str) -> str | None:
    lines = [one_line(line) for line in page.splitlines() if line.strip()][:_TITLE_WITHIN]
    return next(
        (line for line in lines if len(line) <= _TITLE_LENGTH and form_named(line) is not FilingForm.OTHER), None
    )


def _named_term(text: str) -> PeriodMention | None:
    return next((found for found in find_periods(text) if found.fiscal_year and found.explicit), None)


def _with_named_term(
    stated: CoverFields, term: PeriodMention, label: str, between: tuple[date, date] | None
) -> CoverFields:
    start, end = between or (None, term.end_date)
    title_quarter = _QUARTER.search(fold_width(stated.title or ""))
    quarter = term.quarter or (int(title_quarter[1]) if title_quarter and title_quarter[1].isdigit() else None)
    return replace(
        stated,
        period_start=start,
        period_end=end,
        fiscal_year=term.fiscal_year,
        fiscal_quarter=quarter,
        fiscal_label=label,
    )


def _range(folded: str, dates: Sequence[DateMention]) -> tuple[date, date] | None:
    """The first two days with ～ between them: the days between which the period runs."""
    for first, second in pairwise(dates):
        if second.start - first.end <= 4 and _RANGE_MARK.match(folded[first.end : second.start]):
            return first.date, second.date
    return None


def _announced_on(folded: str, dates: Sequence[DateMention]) -> date | None:
    """The first day printed, unless it belongs to a period."""
    for found in dates:
        after, before = folded[found.end : found.end + 4], folded[max(0, found.start - 3) : found.start]
        if not _RANGE_MARK.match(after) and not re.search(r"[~〜～自至(]\s*$", before):
            return found.date
    return None
