"""The sentences and table rows of a page, as spans that can be cited, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rm_assistant.domain.documents import BlockKind, Page, SpanKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.words import index_terms, normalise, sentences
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.rows import (
    Row,
    column_names,
    has_figure,
    is_contents,
    label_of,
    name_fit,
    quoted_fit,
    rows_of,
)

_DIGIT = re.compile(r"\d")
_SHORTEST_SENTENCE = 20
_LONG = 80
"""Terms from which on text counts as long."""
_LESS = 0.3
"""What a row without figures counts, or any row where reasons are asked for."""
_ASKED, _NEEDED, _OWN_WORDS, _YEAR, _FIGURES = 1.0, 0.7, 0.35, 0.15, 0.1
"""How much each counts: the row of the asked item, of an operand; words of the question itself; year; figures."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A sentence or row of a page. `score` is of the span alone; `row` is set where it is one."""

    kind: SpanKind
    start: int
    end: int
    score: float
    row: Row | None = None


def spans_of(page: Page, query: Query, periods: Sequence[Period]) -> list[FoundSpan]:
    """All spans of `page` in reading order. Header rows, running heads, contents and page numbers are none."""
    found = [*_rows(page, query, periods), *_sentences(page, query, periods)]
    return sorted(found, key=lambda span: (span.start, span.end))


def _rows(page: Page, query: Query, periods: Sequence[Period]) -> Iterator[FoundSpan]:
    for table in page.tables:
        if is_contents(table, page.text):
            continue
        columns = column_names(table, page.text)
        year = _year_share(" ".join(name for names in columns.values() for name in names), periods)
        for row in rows_of(table):
            if row.index >= table.header_rows:
                yield FoundSpan(SpanKind.ROW, row.start, row.end, _row_score(row, page, query, year), row)


def _row_score(row: Row, page: Page, query: Query, year: float) -> float:
    label = label_of(row, page.text)
    named = _named(label, query) + _OWN_WORDS * _shared(label, query)
    figures = has_figure(row, page.text)
    if not figures or query.asks_why:
        return _LESS * named
    return named + _YEAR * year + _FIGURES


def _named(label: str, query: Query) -> float:
    """A line that the question quotes is wanted word for word; the glossary's other names count half beside it."""
    asked = _ASKED * max((name_fit(label, item) for item in query.asked), default=0.0)
    needed = _NEEDED * max((name_fit(label, item) for item in query.items), default=0.0)
    if not query.label:
        return max(asked, needed)
    return max(quoted_fit(label, query.label), 0.5 * max(asked, needed))


def _sentences(page: Page, query: Query, periods: Sequence[Period]) -> Iterator[FoundSpan]:
    tables = sorted((table.start, table.end) for table in page.tables)
    for start, end in _prose(page):
        for first, last in sentences(page.text[start:end], page.language):
            span = (start + first, start + last)
            if last - first >= _SHORTEST_SENTENCE and not _overlaps(span, tables):
                yield FoundSpan(SpanKind.SENTENCE, *span, _sentence_score(page.text[span[0] : span[1]], query, periods))


def _prose(page: Page) -> Iterator[tuple[int, int]]:
    """Stretches of prose; the whole page where its blocks are not known."""
    if not page.blocks:
        yield 0, len(page.text)
    for block in page.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            yield block.start, block.end


def _overlaps(span: tuple[int, int], tables: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in tables)


def _sentence_score(text: str, query: Query, periods: Sequence[Period]) -> float:
    figures = bool(_DIGIT.search(text))
    return _shared(text, query) + _YEAR * _year_share(text, periods) + _FIGURES * (figures and not query.asks_why)


def _shared(text: str, query: Query) -> float:
    """The share of the question's words that `text` holds; long text by chance holds more, and counts less."""
    if not query.words:
        return 0.0
    if text.isascii():
        terms = index_terms(text)
        held, length = len(set(terms).intersection(query.words)), len(terms)
    else:
        # Morphemes cost too much here, and most terms of Japanese stand in the text as they are.
        folded = normalise(text).lower()
        held, length = sum(word in folded for word in query.words), len(folded) // 2
    return held / len(query.words) * (1.0 if length < _LONG else _LONG / length)


def _year_share(text: str, periods: Sequence[Period]) -> float:
    return sum(str(period.fiscal_year) in text for period in periods) / len(periods) if periods else 0.0


def columns_by_table(page: Page) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    return {table.id: column_names(table, page.text) for table in page.tables}
