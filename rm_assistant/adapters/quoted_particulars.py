"""A particular of the company quoted from where filings say it: its auditor, its headquarters, the average salary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rm_assistant.adapters.row_wording import RowWording, row_claim
from rm_assistant.domain.answers import DraftClaim, EvidenceCell, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Basis, SpanKind
from rm_assistant.domain.questions import ResolvedQuestion, Scope
from rm_assistant.language.topics import Topic
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.cell_periods import is_figure, pick_cell
from rm_assistant.retrieval.concepts import Concept, Text
from rm_assistant.retrieval.places import FRONT_PAGES
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.row_match import row_label
from rm_assistant.retrieval.row_words import plain_label

_MOST = 3
_ENOUGH = 0.5
"""The share of what the question says besides that a passage must speak of."""


def particulars(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> list[DraftClaim]:
    """Those of the asked filings, cells before sentences; none where the topic is no particular or nothing says it."""
    topic = query.topic
    if topic is None or not topic.is_particular:
        return []
    besides = _besides(query, topic, question.text)
    spans = [span for span in evidence.spans if _is_asked(span, question.scope) and _speaks(span, besides)]
    claims = [claim for span in _in_order(spans, topic, question.scope) for claim in _claims(span, topic, question)]
    once = list({claim.text: claim for claim in claims}.values())
    return once[: 1 if topic.single else _MOST]


def _is_asked(span: EvidenceSpan, scope: Scope) -> bool:
    """Of the filings of the asked period, of the latest where none is asked; another may name the year in its words."""
    if span.document in scope.preferred or not scope.preferred:
        return True
    return any(str(period.fiscal_year) in span.text for period in scope.periods)


def _besides(query: Query, topic: Topic, text: str) -> list[Concept]:
    """What the question is about besides the topic and the words that ask for it."""
    said = Text.of(*(match[0] for match in topic.asks.finditer(normalise(text))))
    return [concept for concept in query.concepts if concept.word != topic.key and not concept.is_in(said)]


def _speaks(span: EvidenceSpan, besides: Sequence[Concept]) -> bool:
    """Of every other item that the question names, and of most of its words."""
    text = Text.of(span.text, span.table_title or "", span.section or "", span.heading or "")
    words = [concept for concept in besides if not concept.named]
    held = sum(concept.is_in(text) for concept in words)
    return held >= _ENOUGH * len(words)


def _in_order(spans: Sequence[EvidenceSpan], topic: Topic, scope: Scope) -> list[EvidenceSpan]:
    """Filings of the asked period first, in their order; in each the group, the cover, rows, sections on the topic."""
    places = {document: at for at, document in enumerate((*scope.preferred, *scope.documents))}
    return sorted(
        spans,
        key=lambda span: (
            places.get(span.document, len(places)),
            span.basis is Basis.PARENT_ONLY,
            not (topic.cover and span.page <= FRONT_PAGES),
            span.kind is not SpanKind.ROW,
            not span.on_topic,
        ),
    )


def _claims(span: EvidenceSpan, topic: Topic, question: ResolvedQuestion) -> Iterator[DraftClaim]:
    cells = list(_cells(span, topic, question.scope)) if span.kind is SpanKind.ROW else []
    yield from (row_claim(RowWording(span, (name,), (cell,)), question.language) for name, cell in cells[:1])
    if not cells and topic.is_told(span.text):
        yield DraftClaim(" ".join(span.text.split()), (span.id,), quote=span.text)


def _cells(span: EvidenceSpan, topic: Topic, scope: Scope) -> Iterator[tuple[str, EvidenceCell]]:
    """The figure under a column that names it, or the one of the asked period in a row that does, with that name."""
    label, dated = row_label(span), pick_cell(span, scope.periods)
    if dated is not None and topic.is_told("", (label,)):
        yield plain_label(label), dated
    for cell in filter(is_figure, span.cells):
        names = [name for name in cell.columns if topic.is_told("", (name,))]
        yield from ((plain_label(name), cell) for name in names[:1])
