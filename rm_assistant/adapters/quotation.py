"""Claims made of verbatim parts: a row's label, figure, unit and column; or a whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rm_assistant.domain.answers import DraftClaim, EvidenceCell, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Basis, Language, SpanKind
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.terms import Term
from rm_assistant.language.words import index_terms
from rm_assistant.retrieval.query import Query, read_query
from rm_assistant.retrieval.rows import is_worded, name_fit, pick_cell, quoted_fit
from rm_assistant.verification.units import printed_unit

MOST_CLAIMS = 3
_GOOD_FIT = 0.6
"""Below this a row's label does not name the item (see `retrieval.rows.name_fit`)."""
_RANK_COST = 0.01
"""What one place further down the evidence costs against a better fitting label."""
_ENOUGH_WORDS = 2


@dataclass(frozen=True, slots=True)
class _RowOffer:
    """A row that could answer: its label and its cells of the asked periods."""

    span: EvidenceSpan
    label: str
    cells: tuple[EvidenceCell, ...]
    rank: int


def quotations(question: ResolvedQuestion, evidence: EvidenceSet) -> tuple[DraftClaim, ...]:
    """One to three claims, or none where the evidence says nothing of what is asked."""
    query = read_query(question.text, question.language, question.scope.companies)
    figures = () if query.asks_why else tuple(_figures(query, question, evidence))
    claims = figures or tuple(_passages(query, question, evidence))
    return tuple(dict.fromkeys(claims))[:MOST_CLAIMS]


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _figures(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> Iterator[DraftClaim]:
    """The row that the question names; the rows of the operands where the measure itself is nowhere printed."""
    offers = _of_asked_basis([offer for offer in _offers(evidence, question.scope.periods) if offer.label], query.basis)
    quoted = _best_quoted(query.label, offers) if query.label else None
    if quoted is not None:
        yield _figure_claim(quoted, question.language)
        return
    for term in query.asked:
        own = _best_named(term, offers)
        found = [own] if own else [_best_named(item, offers) for item in query.items if item is not term]
        yield from (_figure_claim(offer, question.language) for offer in found if offer)


def _offers(evidence: EvidenceSet, periods: Sequence[Period]) -> Iterator[_RowOffer]:
    for rank, span in enumerate(evidence.spans):
        if span.kind is SpanKind.ROW:
            cells = [pick_cell(span, [period]) for period in periods] if periods else [pick_cell(span, ())]
            found = tuple(dict.fromkeys(cell for cell in cells if cell is not None))
            if found:
                yield _RowOffer(span, _label(span), found, rank)


def _of_asked_basis(offers: Sequence[_RowOffer], asked: Basis | None) -> Sequence[_RowOffer]:
    """The filer alone is quoted where that is asked for, or where nothing else is on offer."""
    wanted = [offer for offer in offers if (offer.span.basis is Basis.PARENT_ONLY) is (asked is Basis.PARENT_ONLY)]
    return wanted or offers


def _label(span: EvidenceSpan) -> str:
    """The words of a row before its first figure."""
    words: list[str] = []
    for cell in span.cells:
        if not is_worded(cell.text):
            break
        words.append(cell.text.strip())
    return " ".join(words)


def _best_named(term: Term, offers: Sequence[_RowOffer]) -> _RowOffer | None:
    fits = [(name_fit(offer.label, term), offer) for offer in offers]
    good = [(fit - _RANK_COST * offer.rank, offer) for fit, offer in fits if fit >= _GOOD_FIT]
    return max(good, key=lambda pair: pair[0])[1] if good else None


def _best_quoted(label: str, offers: Sequence[_RowOffer]) -> _RowOffer | None:
    fits = [(quoted_fit(offer.label, label), offer) for offer in offers]
    good = [(fit - _RANK_COST * offer.rank, offer) for fit, offer in fits if fit >= _GOOD_FIT]
    return max(good, key=lambda pair: pair[0])[1] if good else None


def _figure_claim(offer: _RowOffer, language: Language) -> DraftClaim:
    """ "Purchases of PP&E: (1,577) (Millions), 2018 — Issuer, Consolidated Statement of Cash Flows"."""
    japanese = language is Language.JAPANESE
    colon, comma, dash = ("：", "、", "　―　") if japanese else (": ", ", ", " — ")
    values = comma.join(_value(cell, offer, comma) for cell in offer.cells)
    source = comma.join(part for part in (offer.span.issuer, offer.span.table_title) if part)
    return DraftClaim(f"{offer.label}{colon}{values}{dash}{source}", (offer.span.id,), quote=offer.span.text)


def _value(cell: EvidenceCell, offer: _RowOffer, comma: str) -> str:
    """With the unit as printed nearest to it, unless the label has said it."""
    amount, unit = cell.text.strip(), printed_unit(offer.span, cell).text
    if unit and unit not in f"{offer.label}{amount}":
        amount = f"{amount} {unit}"
    column = " ".join(name for name in cell.columns if name != unit)
    return f"{amount}{comma}{column}" if column else amount


# ── passages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _passages(query: Query, question: ResolvedQuestion, evidence: EvidenceSet) -> Iterator[DraftClaim]:
    """The first spans of the evidence that share about as many of the question's own words as any does.

    Filings repeat themselves from year to year: what was quoted once is not quoted again.
    """
    asked = frozenset(query.words) - _names(question, evidence)
    shared = [(len(asked & _words(span)), span) for span in evidence.spans]
    most = max((count for count, _ in shared), default=0)
    needed = max(min(_ENOUGH_WORDS, len(asked)), most - 1)
    quoted: set[str] = set()
    for count, span in shared:
        text = " ".join(span.text.split())
        if count >= needed > 0 and text not in quoted:
            quoted.add(text)
            yield DraftClaim(text, (span.id,), quote=span.text)


def _names(question: ResolvedQuestion, evidence: EvidenceSet) -> frozenset[str]:
    """Words of the companies' names, which say nothing of what is asked about them."""
    names = {*question.scope.companies, *(span.issuer for span in evidence.spans)}
    return frozenset(term for name in names for term in index_terms(name))


def _words(span: EvidenceSpan) -> frozenset[str]:
    return frozenset(index_terms(f"{span.text} {span.table_title or ''}"))
