"""Figures of an answer that a later filing prints otherwise: both, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rm_assistant.domain.answers import EvidenceSet, Reckoned
from rm_assistant.domain.calculations import Result
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.retrieval.row_words import plain_figure, plain_label
from rm_assistant.retrieval.span_writer import fiscal_label

_Pair = tuple[FoundFigure, FoundFigure]


def restatements(evidence: EvidenceSet, documents: Sequence[Document], language: Language) -> list[str]:
    """ "Cost of sales: 2,248 (10-K FY2023, p. 14), 2,262 (10-K FY2024, p. 13)", each once."""
    known = {document.id: document for document in documents}
    pairs = [pair for each in evidence.reckoned for pair in _pairs(each)]
    named = [pair for pair in pairs if all(each.document in known for each in pair)]
    return list(dict.fromkeys(_told_pair(pair, known, language) for pair in named))


def _pairs(reckoned: Reckoned) -> Iterator[_Pair]:
    """What the answer tells, beside what a later filing prints for the same line and year."""
    told = [bound.found for bound in reckoned.outcome.operands] if isinstance(reckoned.outcome, Result) else []
    for later in reckoned.restated:
        yield from ((each, later) for each in told if _is_same(each, later) and each.document != later.document)


def _is_same(one: FoundFigure, other: FoundFigure) -> bool:
    line = one.row.item == other.row.item if one.row.item else one.row.label == other.row.label
    ours, theirs = one.figure.period, other.figure.period
    return line and (ours.fiscal_year, ours.quarter or 4) == (theirs.fiscal_year, theirs.quarter or 4)


def _told_pair(pair: _Pair, known: dict[str, Document], language: Language) -> str:
    colon, comma = ("：", "、") if language is Language.JAPANESE else (": ", ", ")
    figures = comma.join(_told(each, known[each.document], language) for each in pair)
    return f"{plain_label(pair[0].row.label)}{colon}{figures}"


def _told(found: FoundFigure, document: Document, language: Language) -> str:
    amount, filing = plain_figure(found.figure.text), f"{document.metadata.form} {fiscal_label(document)}".strip()
    if language is Language.JAPANESE:
        return f"{amount}（{filing}、{found.row.page}ページ）"
    return f"{amount} ({filing}, p. {found.row.page})"
