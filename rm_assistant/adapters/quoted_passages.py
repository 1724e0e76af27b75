"""Whole sentences and rows quoted where no figure answers: those that speak of most of what the question is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rm_assistant.domain.answers import DraftClaim, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import SpanKind
from rm_assistant.domain.questions import ResolvedQuestion, Scope, ScopeDoubt
from rm_assistant.retrieval.cell_periods import pick_cell
from rm_assistant.retrieval.concepts import Concept, Text
from rm_assistant.retrieval.query import Query

MOST_PASSAGES, MOST_ON_TOPIC = 3, 5
_ENOUGH, _ENOUGH_OF_ANYBODY = 0.5, 0.75
"""The share of what is asked, by weight, that a passage must speak of; more of it where no company is named."""
_CLOSE = 0.1
"""How far a passage may stay behind the best one and be quoted beside it."""
_MOST_UNREAD = 1 / 3
"""The share of what is asked that no passage speaks of, above which the question is about something else."""
_REASON = re.compile(
    r"\b(?:because|due\s+to|driven\s+by|as\s+a\s+result|result(?:ed|ing)?\s+(?:from|in)|owing\s+to|attributable\s+to|"
    r"reflect(?:s|ed|ing)?|primarily|mainly|offset|thanks\s+to|led\s+by)\b|ため|により|によって|ことから|影響|要因|寄与|主に",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:increas|decreas|declin|rose|risen|fell|fallen|grew|grown|growth|higher|lower|up|down|improv|reduc)\w*|"
    r"増加|減少|増収|減収|増益|減益|上昇|下落|上回|下回|伸長|好調|低迷|改善|悪化",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+\s*(?:[名人社件店棟台]|employees|people|persons|full|part))(?!\s*(?:%|％|percent))",
    re.IGNORECASE,
)
"""A number of things or people, rather than a share or a year."""
_LEADS_OVER = re.compile(
    r"\bthe\s+following\b|\bas\s+follows\b|\bdescribed\s+(?:in|under)\b|\b(?:see|refer\s+to)\b|\bno\s+material\s+change|"
    r"次のとおり|以下のとおり|次の通り|以下の通り|に記載のとおり|文中の将来",
    re.IGNORECASE,
)
"""Sentences that say where something is told, rather than tell it."""


def quoted_passages(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> list[DraftClaim]:
    """The best passages first, each of the asked periods where any is asked: few, more of them for a topic.

    Where nothing but a topic is asked, what its own sections say is enough. Filings repeat themselves from year to
    year: what was quoted once is not quoted again.
    """
    spans = [span for span in evidence.spans if _may_answer(span, query, question.scope)]
    shares = [_share(query, evidence.weights, span) for span in spans]
    enough = _ENOUGH_OF_ANYBODY if ScopeDoubt.COMPANY_OPEN in question.scope.doubts else _ENOUGH
    needed = max(enough, max(shares, default=0.0) - _CLOSE)
    found = _latest([span for span, share in zip(spans, shares, strict=True) if share >= needed], question.scope)
    if query.topic and not query.topic.captions and all(concept.word == query.topic.key for concept in query.concepts):
        found = [span for span in found if span.on_topic] or found
    quoted: dict[str, DraftClaim] = {}
    for span in sorted(found, key=lambda span: _order(span, query, question.scope)):
        text = " ".join(span.text.split())
        quoted.setdefault(text, DraftClaim(text, (span.id,), quote=span.text))
    return list(quoted.values())[: MOST_ON_TOPIC if query.topic and not query.asks_number else MOST_PASSAGES]


def _latest(spans: Sequence[EvidenceSpan], scope: Scope) -> Sequence[EvidenceSpan]:
    """Where no period is asked, those of the latest filings, if there are any: what older ones say may hold no more."""
    latest = [span for span in spans if span.document in scope.preferred]
    return spans if scope.periods else latest or spans


def goes_unread(query: Query, evidence: EvidenceSet) -> bool:
    """True where too many of the question's words are nowhere in the evidence: an answer would be to another question.

    Items and topics are left to what looks for them: a measure is answered by its operands.
    """
    texts = [_text(span) for span in evidence.spans]
    words = [concept for concept in query.concepts if not concept.named]
    unread = [concept for concept in words if not any(concept.is_in(text) for text in texts)]
    total = _weight(query.concepts, evidence.weights)
    return total > 0 and _weight(unread, evidence.weights) / total > _MOST_UNREAD


def _may_answer(span: EvidenceSpan, query: Query, scope: Scope) -> bool:
    """Sentences for what is told in prose; numbers where a number is asked for; of the asked periods.

    Of a period are the filing, the words of a passage, or a row's columns.
    """
    topic = query.topic
    if topic and query.asks_number and not any(character.isdigit() for character in span.text):
        return False
    if span.kind is SpanKind.ROW:
        prose = topic is not None and topic.prose
        return not prose and (not scope.periods or any(pick_cell(span, [period]) for period in scope.periods))
    if not scope.periods or span.document in scope.preferred:
        return True
    return any(str(period.fiscal_year) in span.text for period in scope.periods)


def _share(query: Query, weights: Mapping[str, float], span: EvidenceSpan) -> float:
    """The share of what is asked, by weight, that the passage speaks of; 0 where it is about none of the items."""
    text = _text(span)
    held = [concept for concept in query.concepts if _speaks(concept, text, query, topical=span.on_topic)]
    total = _weight(query.concepts, weights)
    if not total or any(concept.named for concept in query.concepts) > any(concept.named for concept in held):
        return 0.0
    return _weight(held, weights) / total


def _speaks(concept: Concept, text: Text, query: Query, *, topical: bool) -> bool:
    """A passage of a section about the topic speaks of it, whatever its words; but a number must be of something."""
    whole = topical and not query.asks_number and query.topic is not None and concept.word == query.topic.key
    return whole or concept.is_told_in(text)


def _weight(concepts: Sequence[Concept], weights: Mapping[str, float]) -> float:
    return sum(weights.get(concept.word, 1.0) for concept in concepts)


def _text(span: EvidenceSpan) -> Text:
    return _prepared(span.text, span.table_title or "", span.section or "", span.heading or "")


@lru_cache(maxsize=1024)
def _prepared(*parts: str) -> Text:
    return Text.of(*parts)


def _order(span: EvidenceSpan, query: Query, scope: Scope) -> tuple[int, ...]:
    """Of a topic, what its own sections tell first, rows and what leads over to it last.

    Then the filings of the asked period; reasons where they are asked for, and numbers where a number is.
    """
    topical = query.topic is not None
    return (
        topical and bool(_LEADS_OVER.search(span.text)),
        not span.on_topic,
        topical and span.kind is SpanKind.ROW,
        span.document not in scope.preferred,
        query.asks_why and not topical and -_explains(span.text),
        query.asks_number and not _counts(span, query),
    )


def _counts(span: EvidenceSpan, query: Query) -> bool:
    """Whether the passage's own words give a number of what is asked."""
    own = _prepared(span.text)
    return bool(_COUNT.search(span.text)) and any(concept.is_told_in(own) for concept in query.concepts)


def _explains(text: str) -> int:
    """0 to 3: that something changed counts more than a word of reason, both together most."""
    return 2 * bool(_CHANGE.search(text)) + bool(_REASON.search(text))
