"""The filing that a question names: "according to the 2018 10-K", 「2020年3月期の有報によると」.

It chooses the document. Its year is the question's period only where no other is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.documents import Document, FilingForm
from rm_assistant.language.dates import PeriodMention, find_periods, fold_width
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.cell_periods import ANNUAL_FORMS
from rm_assistant.retrieval.periods import period_named

_FORM_NAMES: tuple[tuple[str, tuple[FilingForm, ...]], ...] = (
    ("10-k", (FilingForm.FORM_10K,)),
    ("10-q", (FilingForm.FORM_10Q,)),
    ("8-k", (FilingForm.FORM_8K,)),
    ("20-f", (FilingForm.FORM_20F,)),
    ("earnings release", (FilingForm.EARNINGS_RELEASE, FilingForm.TANSHIN)),
    ("有価証券報告書", (FilingForm.YUHO,)),
    ("有報", (FilingForm.YUHO,)),
    ("securities report", (FilingForm.YUHO,)),
    ("四半期報告書", (FilingForm.QUARTERLY_REPORT,)),
    ("半期報告書", (FilingForm.SEMIANNUAL_REPORT,)),
    ("決算短信", (FilingForm.TANSHIN,)),
    ("短信", (FilingForm.TANSHIN,)),
    ("業績予想の修正", (FilingForm.FORECAST_REVISION,)),
)
_ANNUAL_NAMES = ("annual report", "年次報告書", "アニュアルレポート")
"""Of whichever form the issuer files."""
_FORM = (
    r"(?:annual\s+report\s+on\s+)?(?:form\s+)?(?:10-?k|10-?q|20-?f|8-?k|annual\s+securities\s+report|securities\s+report|"
    r"annual\s+report|earnings\s+release|有価証券報告書|有報|四半期報告書|半期報告書|決算短信|短信|年次報告書|アニュアルレポート)"
    r"(?:/A)?(?:\s+(?:filing|report))?"
)
_AFTER_YEAR = re.compile(rf"(?:'s)?[\sの]*(?P<form>{_FORM})", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    rf"(?P<form>{_FORM})\s*[(,]?\s*(?:for|of|covering|from)\s+(?:the\s+)?(?:fiscal\s+|financial\s+)?(?:years?\s+)?(?:end(?:ed|ing)\s+)?$",
    re.IGNORECASE,
)
_SAYING = (
    r"(?:according\s+to|as\s+per|per|based\s+on|going\s+by|judging\s+by|looking\s+at|with\s+reference\s+to|on\s+the\s+basis\s+of|"
    r"(?:as\s+)?(?:reported|stated|shown|disclosed|given|printed|presented|told|filed|published|found|set\s+out)\s+(?:in|by|under))"
)
_WHOSE = r"(?:(?:the|its|their|that)\s+)?(?:(?:company's|group's|latest|most\s+recent)\s+)?"
_LEAD = re.compile(rf"[,(;]?\s*(?:\b(?:{_SAYING}|in|from|by|under|using|see)\s+)?{_WHOSE}$", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\s*(?:で開示された|に(?:よる|よれば|よると|おける|記載された|記載の|基づく|基づき|基づいて|載っている)と?|を見ると|ベースで|上で|では|で|の|から)、?|\s*\))?"
)
_NO_YEAR = re.compile(
    rf"[,(]?\s*\b{_SAYING}\s+{_WHOSE}{_FORM}\)?|{_FORM}(?:に(?:よると|よれば|基づくと)|を見ると)、?", re.IGNORECASE
)
_JAPANESE = re.compile("[\u3041-\u30fa\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _NamedFiling:
    """Text `[start, end)` names a filing by its year and its form."""

    start: int
    end: int
    year: PeriodMention
    form: str


def forms_named(text: str) -> frozenset[FilingForm]:
    plain = normalise(text).lower()
    named = {form for name, forms in _FORM_NAMES if name in plain for form in forms}
    return frozenset(named or (ANNUAL_FORMS if any(name in plain for name in _ANNUAL_NAMES) else ()))


def within_filings(text: str, documents: Sequence[Document]) -> list[Document]:
    """Of each client the filings that the question names by year and form; all where it names none that is there."""
    named = list(_named_filings(text))
    if not named:
        return list(documents)
    clients = {
        document.client: [each for each in documents if each.client == document.client] for document in documents
    }
    chosen = {
        document.id
        for filed in clients.values()
        for document in [each for each in filed if any(_is_named(each, name, filed) for name in named)] or filed
    }
    return [document for document in documents if document.id in chosen]


def _is_named(document: Document, named: _NamedFiling, documents: Sequence[Document]) -> bool:
    metadata, period = document.metadata, period_named(named.year, documents)
    if period is None or metadata.form not in forms_named(named.form):
        return False
    quarter = period.quarter is None or metadata.fiscal_quarter in {None, period.quarter}
    return metadata.fiscal_year == period.fiscal_year and quarter


@lru_cache(maxsize=256)
def without_filings(text: str) -> str:
    """The question without the filing that it names, whose year stays where no other is asked."""
    named = list(_named_filings(text))
    years = [mention for mention in find_periods(text) if not any(_holds(each, mention) for each in named)]
    for each in reversed(named):
        year = "" if years else _year_alone(text[each.year.start : each.year.end])
        text = f"{text[: each.start]} {year} {text[each.end :]}"
    return _NO_YEAR.sub(" ", text) if named or _NO_YEAR.search(text) else text


def _year_alone(written: str) -> str:
    return f"{written}の" if _JAPANESE.search(written) else f"in {written}"


def _holds(named: _NamedFiling, mention: PeriodMention) -> bool:
    return named.start <= mention.start < named.end


def _named_filings(text: str) -> Iterator[_NamedFiling]:
    folded = fold_width(text)
    for mention in find_periods(text):
        after = _AFTER_YEAR.match(folded, mention.end)
        before = None if after else _BEFORE_YEAR.search(folded[: mention.start])
        form = after or before
        if form is None:
            continue
        first, last = before.start() if before else mention.start, after.end() if after else mention.end
        lead, tail = _LEAD.search(folded[:first]), _TAIL.match(folded, last)
        start, end = lead.start() if lead else first, tail.end() if tail else last
        yield _NamedFiling(start, end, mention, form["form"])
