"""What a refusal says besides why: how the question was understood, what is printed instead, and what to try."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, RefusalCode
from rm_assistant.domain.documents import Document, Language, SpanKind
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.periods import year_names
from rm_assistant.retrieval.query import query_of
from rm_assistant.retrieval.row_match import row_label
from rm_assistant.retrieval.row_words import has_own_words, plain_label

LINES_NAMED, COMPANIES_NAMED = 3, 3
_LONGEST_LINE = 60
_SEARCHED_IN_VAIN = frozenset({RefusalCode.NOT_IN_DOCUMENTS, RefusalCode.FIGURE_IN_DOUBT})
_UNDERSTOOD = ("The question was read as: {read}.", "質問は「{read}」と解釈しました。")
_LINES = (
    "Lines printed nearby are {lines}: ask for one of them, or in the words of the filing.",
    "近くには{lines}の記載があります。これらの項目、または資料の表記で質問してみてください。",
)
_REWORD = (
    "Ask in the words of the filing, with the company and the year.",
    "資料の表記で、会社名と期間を添えて質問してみてください。",
)
_BELOW = ("The closest passages are below.", "近い記載を下に示します。")
_WRITTEN_YEAR = re.compile(r"(20\d\d)年度")


def advice_of(
    code: RefusalCode,
    question: ResolvedQuestion,
    evidence: EvidenceSet,
    documents: Sequence[Document],
    *,
    shown: bool,
) -> Iterator[str]:
    """Sentences in the question's language. `shown` says that the nearest passages stand below."""
    if code not in _SEARCHED_IN_VAIN:
        return
    in_japanese = question.language is Language.JAPANESE
    read = understood(question, documents)
    if read:
        yield _UNDERSTOOD[in_japanese].format(read=read)
    lines = nearest_lines(evidence)
    joint = "、" if in_japanese else ", "
    quoted = ("「{}」" if in_japanese else "“{}”").format
    yield _LINES[in_japanese].format(lines=joint.join(map(quoted, lines))) if lines else _REWORD[in_japanese]
    if shown:
        yield _BELOW[in_japanese]


def understood(question: ResolvedQuestion, documents: Sequence[Document]) -> str:
    """Companies, items and periods that were read of the question; empty where it names none of them."""
    companies = [name.rstrip(".") for name in question.scope.companies[:COMPANIES_NAMED]]
    items = [term.names(question.language)[0] for term in query_of(question).asked]
    return " · ".join((*companies, *items, *periods_asked(question, documents)))


def item_asked(question: ResolvedQuestion) -> str:
    """The items that it asks for, as readers of its language name them."""
    in_japanese = question.language is Language.JAPANESE
    names = [term.names(question.language)[0] for term in query_of(question).asked]
    if not names:
        return "この内容" if in_japanese else "this"
    return f"「{'・'.join(names)}」" if in_japanese else f"“{', '.join(names)}”"


def periods_asked(question: ResolvedQuestion, documents: Sequence[Document]) -> list[str]:
    """As the reader wrote them too, where that names a year otherwise: 2024年度（2025年3月期）."""
    periods = question.scope.periods
    names = year_names(periods, documents, question.language)
    written = [int(year) for year in _WRITTEN_YEAR.findall(normalise(question.text))]
    if question.language is not Language.JAPANESE or len(written) != len(periods):
        return names
    return [_as_written(year, period, name) for year, period, name in zip(written, periods, names, strict=True)]


def _as_written(year: int, period: Period, name: str) -> str:
    return name if year == period.fiscal_year else f"{year}年度（{name}）"


def nearest_lines(evidence: EvidenceSet) -> list[str]:
    """Labels of the best rows of figures, each once."""
    rows = (span for span in evidence.spans if span.kind is SpanKind.ROW and _has_amount(span))
    labels = (plain_label(row_label(span)) for span in rows)
    told = (label for label in labels if has_own_words(label) and len(label) <= _LONGEST_LINE)
    return list(dict.fromkeys(told))[:LINES_NAMED]


def _has_amount(span: EvidenceSpan) -> bool:
    """A figure of a known unit, rather than a number in an address or a date."""
    return any(found.figure.unit is not None for found in span.figures)
