"""Which fiscal periods a question asks about, and how well a filing fits them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from rm_assistant.domain.documents import Document, FilingForm, Language
from rm_assistant.domain.questions import Period
from rm_assistant.language.dates import PeriodMention, find_periods, fiscal_year_ending, fold_width
from rm_assistant.retrieval.cell_periods import ANNUAL_FORMS

SURE_FIT = 0.7
"""A filing that fits as well as this is of the asked period."""
ENOUGH_FIT = 0.25
"""A filing that fits as well as this may show the asked period in a column for comparison."""

_JAPANESE_YEAR_END = 3
_NEAR = timedelta(days=10)
_LONGEST_RANGE = 10
_RANGE = re.compile(r"\s*(?:-|–|—|~|〜|～|to|through|until|から|より)\s*(?:the\s+)?", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+end\s+of\s+)?$", re.IGNORECASE)
_FROM_THEN_ON = re.compile("以降|以来")
_QUOTED = re.compile("「[^」]*」")
_LAST_YEARS = re.compile(
    r"(?:last|past|previous|trailing|recent|latest)\s+(?P<n>\d|two|three|four|five)[\s-]+(?:fiscal\s+)?years"
    r"|(?:直近|過去)\s*(?P<ja>\d)\s*(?:年|期)",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_YEAR_BEFORE = re.compile(
    r"(?:last|prior|previous|preceding)\s+(?:fiscal\s+)?year|(?:前期|前年度|昨年度|前事業年度|前連結会計年度)(?!比|末|同期)",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(
    r"(?:this|current|latest|most\s+recent)\s+(?:fiscal\s+)?year|当期(?!純|利)|今期|当年度|今年度|最新|直近",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\b(?:forecast|guidance|outlook|expect|expects|expected|expecting|project|projected|projecting|plan|plans|planned|"
    r"anticipate|target|will)\b|forecasting|予想|見通し|計画|予定|見込",
    re.IGNORECASE,
)


def asked_periods(text: str, documents: Sequence[Document]) -> tuple[Period, ...]:
    """The periods of a question, earliest first, as the issuer of `documents` would name them.

    A range names the years between. A plain year counts where no fiscal year is named beside it, or stands next to one.
    What stands in 「」 is a line's name, and its periods are not the question's.
    """
    text = _QUOTED.sub(lambda quoted: "\n" * len(quoted[0]), text)
    mentions = find_periods(text)
    named = [(mention, period_named(mention, documents)) for mention in mentions]
    known = [(mention, period) for mention, period in named if period is not None]
    explicit = {period.fiscal_year for mention, period in known if mention.explicit}
    kept = [
        (mention, period)
        for mention, period in known
        if mention.explicit or not explicit or min(abs(period.fiscal_year - year) for year in explicit) <= 1
    ]
    spanned = (*_between(text, kept), *_since(text, kept, documents))
    periods = {*(period for _, period in kept), *spanned} or set(_relative(text, documents))
    return tuple(sorted(periods, key=lambda period: (period.fiscal_year, period.quarter or 4)))


def period_named(mention: PeriodMention, documents: Sequence[Document]) -> Period | None:
    """As the issuer of `documents` names the period of a mention; None where that cannot be said."""
    if mention.fiscal_year is not None:
        later = mention.names_start and _year_end_month(documents) < 12 and not _is_foreign(documents)
        return Period(mention.fiscal_year + later, mention.quarter)
    if mention.end_date is not None:
        return _period_ending(mention.end_date, documents)
    if mention.ordinal is not None:
        return _numbered(mention.ordinal, documents)
    latest = latest_year(documents)
    return Period(latest, mention.quarter) if latest and mention.quarter else None


def _is_foreign(documents: Sequence[Document]) -> bool:
    """The fiscal 2022 of an issuer that files no Japanese forms is 2022年度, whenever it begins."""
    return bool(documents) and all(document.metadata.form in _FOREIGN_FORMS for document in documents)


def _period_ending(end: date, documents: Sequence[Document]) -> Period:
    for document in documents:
        filed = document.metadata
        if filed.period_end and filed.fiscal_year and abs(filed.period_end - end) <= _NEAR:
            return Period(filed.fiscal_year, filed.fiscal_quarter)
    months_over = (fiscal_year_ending(end) * 12 + (end - _NEAR).month - _year_end_month(documents)) % 12
    year = fiscal_year_ending(end) + (months_over > 0 and (end - _NEAR).month > _year_end_month(documents))
    quarter = months_over // 3 if months_over % 3 == 0 and _is_month_end(end) else 0
    return Period(year, quarter or None)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _numbered(ordinal: int, documents: Sequence[Document]) -> Period | None:
    """第118期, counted from a filing whose label gives both its number and its year."""
    for document in documents:
        label = find_periods(document.metadata.fiscal_label or "")
        number = next((mention.ordinal for mention in label if mention.ordinal), None)
        if number and document.metadata.fiscal_year:
            return Period(document.metadata.fiscal_year + ordinal - number)
    return None


def _year_end_month(documents: Sequence[Document]) -> int:
    """The month in which most annual filings end: December where nothing is known, March in Japan."""
    months = Counter(
        (document.metadata.period_end - _NEAR).month
        for document in documents
        if document.metadata.period_end and document.metadata.fiscal_quarter in {None, 4}
    )
    if months:
        return months.most_common(1)[0][0]
    japanese = any(document.metadata.form in _JAPANESE_FORMS for document in documents)
    return _JAPANESE_YEAR_END if japanese else 12


_FOREIGN_FORMS = frozenset({FilingForm.FORM_10K, FilingForm.FORM_10Q, FilingForm.FORM_8K, FilingForm.FORM_20F})
_JAPANESE_FORMS = frozenset(
    {FilingForm.YUHO, FilingForm.TANSHIN, FilingForm.SEMIANNUAL_REPORT, FilingForm.QUARTERLY_REPORT}
)


def _between(text: str, kept: Sequence[tuple[PeriodMention, Period]]) -> Iterator[Period]:
    """The years inside "FY2018 - FY2020" and "from 2016 to 2018"."""
    folded = fold_width(text)
    for (before, first), (after, last) in pairwise(kept):
        joined = _RANGE.fullmatch(folded, before.end, after.start)
        if joined and last.fiscal_year - first.fiscal_year <= _LONGEST_RANGE and not first.quarter:
            yield from (Period(year) for year in range(first.fiscal_year + 1, last.fiscal_year))


def _since(text: str, kept: Sequence[tuple[PeriodMention, Period]], documents: Sequence[Document]) -> Iterator[Period]:
    """The years after "since 2020" and 2020年3月期以降, to the latest filing's."""
    latest = latest_year(documents) or 0
    for mention, period in kept:
        since = _SINCE.search(text, 0, mention.start) or _FROM_THEN_ON.match(text, mention.end)
        if since and not period.quarter and latest - period.fiscal_year <= _LONGEST_RANGE:
            yield from (Period(year) for year in range(period.fiscal_year + 1, latest + 1))


def _relative(text: str, documents: Sequence[Document]) -> Iterator[Period]:
    latest = latest_year(documents)
    if latest is None:
        return
    span = _LAST_YEARS.search(fold_width(text))
    if span:
        written = (span["n"] or span["ja"]).lower()
        count = _NUMBERS.get(written) or int(written)
        yield from (Period(latest - back) for back in range(count))
    elif _YEAR_BEFORE.search(text):
        yield Period(latest - 1)
    elif _THIS_YEAR.search(text):
        yield Period(latest)


def span_of_years(text: str, documents: Sequence[Document]) -> tuple[re.Match[str], tuple[Period, ...]] | None:
    """The words for the last few years and those years, earliest first; None where the text counts none."""
    found = _LAST_YEARS_PHRASE.search(text)
    years = tuple(sorted(_relative(found[0], documents), key=lambda each: each.fiscal_year)) if found else ()
    return (found, years) if found and len(years) > 1 else None


_LAST_YEARS_PHRASE = re.compile(
    rf"(?:\b(?:over|for|in|during|of|across|through)\s+)?(?:\b(?:each\s+of\s+)?(?:the|its)\s+)?(?:{_LAST_YEARS.pattern})(?:間|分)?(?:の|における|で)?",
    re.IGNORECASE,
)


def spell_out_years(text: str, subjects: Sequence[tuple[str, Sequence[Document]]]) -> str:
    """年度 with the fiscal year it is taken for, 2023年度（2024年3月期）, as each company of `subjects` ends its years.

    The year in which a 年度 begins names it, whatever the issuer calls it in its filings.
    """
    for mention in reversed(find_periods(text)):
        if not mention.names_start or mention.fiscal_year is None or _SPELT_OUT.match(text, mention.end):
            continue
        meant = {name: _year_label(mention, documents) for name, documents in subjects}
        labels = set(meant.values())
        note = labels.pop() if len(labels) == 1 else "、".join(f"{name}は{year}" for name, year in meant.items())
        text = f"{text[: mention.end]}（{note}）{text[mention.end :]}"
    return text


def without_periods(text: str) -> str:
    for mention in reversed(find_periods(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def without_spelt_out_years(text: str) -> str:
    """A question as it was before `spell_out_years`: what was taken for one company does not hold for the next."""
    for mention in reversed(find_periods(text)):
        noted = _SPELT_OUT.match(text, mention.end) if mention.names_start else None
        if noted:
            text = text[: mention.end] + text[noted.end() :]
    return text


_SPELT_OUT = re.compile(r"（[^（）]*月期）")


def _year_label(mention: PeriodMention, documents: Sequence[Document]) -> str:
    period = period_named(mention, documents)
    year = period.fiscal_year if period else mention.fiscal_year
    return f"{year}年{_year_end_month(documents)}月期"


def naming_offset(document: Document) -> int:
    """-1 where the issuer names the year that ends in January 2024 fiscal 2023."""
    end, year = document.metadata.period_end, document.metadata.fiscal_year
    annual = document.metadata.fiscal_quarter in {None, 4}
    return year - fiscal_year_ending(end) if end and year and annual else 0


def year_names(periods: Iterable[Period], documents: Sequence[Document], language: Language) -> list[str]:
    """`periods` as readers of `language` name them: FY2024; 2024年3月期, as issuers of `documents` end their years."""
    if language is not Language.JAPANESE:
        return [str(period) for period in periods]
    month = _year_end_month(documents)
    quarters = {None: ""} | {quarter: f"第{quarter}四半期" for quarter in range(1, 5)}
    return [f"{period.fiscal_year}年{month}月期{quarters[period.quarter]}" for period in periods]


def latest_year(documents: Sequence[Document]) -> int | None:
    """The latest year that is over, where there is a filing of one."""
    filed = [document.metadata for document in documents]
    yearly = [each for each in filed if each.fiscal_quarter in {None, 4} and each.form in _YEARLY_FORMS]
    return max((each.fiscal_year or 0 for each in yearly or filed), default=0) or None


_YEARLY_FORMS = ANNUAL_FORMS | {FilingForm.TANSHIN, FilingForm.EARNINGS_RELEASE}


def looks_forward(text: str) -> bool:
    """True where the question asks what was expected: the filing of the year before tells."""
    return bool(_FORWARD.search(text))


def period_fit(document: Document, periods: Sequence[Period], *, forward: bool = False) -> float:
    """How well a filing fits the latest of the asked `periods`, 0 to 1; one half where none is asked.

    Next year's annual report restates this year, and the one after often still does.
    """
    if not periods:
        return 0.5
    latest = periods[-1]
    fit = _year_fit(document, latest.fiscal_year, forward=forward)
    if not fit and any(document.metadata.fiscal_year == period.fiscal_year for period in periods):
        fit = 0.4
    return max(0.0, fit - _quarter_misfit(document, latest.quarter))


def _year_fit(document: Document, year: int, *, forward: bool) -> float:
    filed = document.metadata.fiscal_year
    end = document.metadata.period_end
    if filed is None:
        return 0.7 if end and end.year == year else 0.4
    if filed == year:
        return 1.0
    if forward and filed == year - 1:
        return 0.9
    if end and end.year == year:
        return 0.75
    shown = {**_YEARS_SHOWN, **(_YEARS_SHOWN_IN_JAPAN if document.metadata.form is FilingForm.YUHO else {})}
    return shown.get(filed - year, 0.0)


_YEARS_SHOWN = {1: 0.45, 2: 0.3}
_YEARS_SHOWN_IN_JAPAN = {3: 0.26, 4: 0.26}
"""By how many years a filing is later: annual reports restate two years, 有価証券報告書 list key figures of five."""


def _quarter_misfit(document: Document, quarter: int | None) -> float:
    filed = document.metadata.fiscal_quarter
    if quarter is None:
        return 0.0 if filed in {None, 4} else 0.35
    if filed == quarter:
        return 0.0
    return 0.3 if filed is None else 0.4
