"""The sentences and table rows of a page, as spans that can be cited, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rm_assistant.domain.documents import BlockKind, Page, SpanKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.words import index_terms, normalise, sentences
from rm_assistant.retrieval.concepts import Text
from rm_assistant.retrieval.label_fit import name_fit, quoted_fit
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.row_paths import row_paths
from rm_assistant.retrieval.rows import Row, column_names, has_figure, is_contents, label_of, rows_of

_DIGIT = re.compile(r"\d")
_SHORTEST_SENTENCE = 20
_LONG = 80
"""Terms from which on text counts as long."""
_LESS = 0.3
"""What a row without figures counts, or any row where reasons are asked for."""
_ASKED, _NEEDED, _OWN_WORDS, _PART, _YEAR, _FIGURES = 1.0, 0.7, 0.35, 0.3, 0.15, 0.1
"""How much each counts: the row of the asked item, of an operand; the question's own words; a part of the company that
it names; year; figures."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A sentence or row of a page. `score` is of the span alone; `row` is set where it is one.

    `caption` says of a sentence that it is all of its paragraph.
    """

    kind: SpanKind
    start: int
    end: int
    score: float
    row: Row | None = None
    caption: bool = False


def spans_of(page: Page, query: Query, periods: Sequence[Period]) -> list[FoundSpan]:
    """All spans of `page` in reading order. Header rows, running heads, contents and page numbers are none."""
    found = [*_rows(page, query, periods), *_sentences(page, query, periods)]
    return sorted(found, key=lambda span: (span.start, span.end))


def _rows(page: Page, query: Query, periods: Sequence[Period]) -> Iterator[FoundSpan]:
    for table in page.tables:
        if is_contents(table, page.text):
            continue
        columns = column_names(table, page.text)
        heads = " ".join(dict.fromkeys(name for names in columns.values() for name in names))
        year = _year_share(heads, periods)
        paths = row_paths(page, table) if _may_hold_a_part(page.text[table.start : table.end], query) else {}
        for row in rows_of(table):
            if row.index >= table.header_rows:
                around = (*paths[row.index], heads) if row.index in paths else ()
                yield FoundSpan(SpanKind.ROW, row.start, row.end, _row_score(row, around, page, query, year), row)


def _may_hold_a_part(text: str, query: Query) -> bool:
    """Whether a table speaks of all that the question says besides its items: a segment, a region, a product."""
    words = [concept.word for concept in query.concepts if not concept.named]
    lowered = normalise(text).lower()
    return bool(words) and sum(word in lowered for word in words) >= max(1, len(words) - 1)


def _row_score(row: Row, around: Sequence[str], page: Page, query: Query, year: float) -> float:
    """`around` are the headings over the row and its columns, which may name the item while the row names a part."""
    label = label_of(row, page.text)
    named = _named(label, query)
    parts = [concept for concept in query.concepts if not concept.named]
    if around and any(part.is_in(Text.of(label, *around)) for part in parts):
        named = max(named, *(_named(text, query) for text in around)) + _PART
    named += _OWN_WORDS * _shared(label, query)
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
        found = sentences(page.text[start:end], page.language)
        for first, last in found:
            span = (start + first, start + last)
            text = page.text[span[0] : span[1]]
            long = last - first >= _SHORTEST_SENTENCE or (query.topic is not None and query.topic.is_told(text))
            if long and not _overlaps(span, tables):
                caption = len(found) == 1 and text.endswith(".")
                yield FoundSpan(SpanKind.SENTENCE, *span, _sentence_score(text, query, periods), caption=caption)


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
    """The share of the question's words that `text` holds, or of its concepts if that is more.

    Long text by chance holds more, and counts less.
    """
    if not query.words:
        return 0.0
    if text.isascii():
        terms = index_terms(text)
        held, length = len(set(terms).intersection(query.words)), len(terms)
        spoken = Text(frozenset(terms), "")
    else:
        # Morphemes cost too much here, and most terms of Japanese stand in the text as they are.
        folded = normalise(text).lower()
        held, length = sum(word in folded for word in query.words), len(folded) // 2
        spoken = Text(frozenset(), folded)
    share = max(held / len(query.words), _spoken(spoken, query))
    return share * (1.0 if length < _LONG else _LONG / length)


def _spoken(text: Text, query: Query) -> float:
    return sum(concept.is_in(text) for concept in query.concepts) / max(1, len(query.concepts))


def _year_share(text: str, periods: Sequence[Period]) -> float:
    return sum(str(period.fiscal_year) in text for period in periods) / len(periods) if periods else 0.0
