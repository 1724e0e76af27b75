"""Claims made of a row's verbatim parts: its sub-heading, label, figure, unit and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rm_assistant.adapters.row_wording import RowWording, row_claim
from rm_assistant.domain.answers import DraftClaim, EvidenceSet, EvidenceSpan
from rm_assistant.domain.documents import Basis, DocumentId, SpanKind
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.numbers import numbers_in
from rm_assistant.language.terms import Term, glossary
from rm_assistant.retrieval.cell_periods import ANNUAL_FORMS
from rm_assistant.retrieval.query import Query
from rm_assistant.retrieval.row_match import Asked, RowMatch, match_row
from rm_assistant.retrieval.row_words import plain_figure

_RANK_COST = 0.01
"""What one place further down the evidence costs against a label that names the item more plainly."""
_FILER_ALONE = re.compile(r"提出会社|個別|単体|\b(?:parent|registrant)(?:\s+company)?[\s-]+only\b", re.IGNORECASE)
_FILERS_YEAR = re.compile(r"[前当]事業年度")
_AS_GOOD = 0.05
"""A row that names the item so little less plainly is a rival of the best."""


@dataclass(frozen=True, slots=True)
class _Offer:
    match: RowMatch
    rank: int

    @property
    def score(self) -> float:
        return self.match.score - _RANK_COST * self.rank

    @property
    def figures(self) -> tuple[Decimal, ...]:
        return tuple(number for cell in self.match.cells for number in numbers_in(plain_figure(cell.text)))


def figure_claims(query: Query, question: ResolvedQuestion, evidence: EvidenceSet, limit: int) -> list[DraftClaim]:
    """A row that prints all asked periods, and one for each period that such a row leaves out."""
    rows = [(rank, span) for rank, span in enumerate(evidence.spans) if span.kind is SpanKind.ROW]
    found = list(_claims(query, question, rows))[:limit]
    for period in question.scope.periods if len(question.scope.periods) > 1 else ():
        alone = replace(question, scope=replace(question.scope, periods=(period,)))
        known = {claim.spans for claim in found}
        found += [claim for claim in _claims(query, alone, rows) if claim.spans not in known]
    return found


_Rows = Sequence[tuple[int, EvidenceSpan]]


def _claims(query: Query, question: ResolvedQuestion, rows: _Rows) -> Iterator[DraftClaim]:
    """A row in the question's own words, else one for each item; all operands of a measure that is nowhere printed."""
    wanted = Asked.quoted(question, query) if query.label else (Asked.of(question, query, None),)
    own = next(filter(None, (_best(query, asked, rows) for asked in wanted)), None)
    if own is not None or query.label:
        yield from (_claim(match, question) for match in (own,) if match)
        return
    for term in query.asked:
        whole = _best(query, Asked.of(question, query, term), rows)
        found = [whole] if whole else [_best(query, Asked.of(question, query, item), rows) for item in _operands(term)]
        yield from (_claim(match, question) for match in found if match and all(found))


def _operands(term: Term) -> list[Term]:
    return [item for item in glossary().items_of(term)[1:] if not item.operands]


def _best(query: Query, asked: Asked, rows: _Rows) -> RowMatch | None:
    """The row that names the item most plainly, from the statements before other tables; none where rivals differ.

    A full year is taken from an annual filing where there is one.
    """
    matches = ((rank, match_row(span, asked)) for rank, span in rows)
    consolidated = {span.document for _, span in rows if span.basis is Basis.CONSOLIDATED}
    offers = _of_asked_basis([_Offer(match, rank) for rank, match in matches if match], query.basis, consolidated)
    offers = [offer for offer in offers if offer.match.is_of_statement] or offers
    if not any(period.quarter for period in asked.periods):
        offers = [offer for offer in offers if offer.match.span.form in ANNUAL_FORMS] or offers
    best = max(offers, key=lambda offer: offer.score, default=None)
    return best.match if best and not _has_rival(best, offers) else None


def _of_asked_basis(offers: Sequence[_Offer], asked: Basis | None, consolidated: set[DocumentId]) -> list[_Offer]:
    """The filer alone is quoted where that is asked for, or where its filing shows no group."""
    alone = asked is Basis.PARENT_ONLY
    wanted = [offer for offer in offers if _is_of_filer_alone(offer.match) is alone]
    return wanted or [offer for offer in offers if not alone and offer.match.span.document not in consolidated]


def _is_of_filer_alone(match: RowMatch) -> bool:
    """By its section, its table's title, or its column: of a group the years are 連結会計年度."""
    title, columns = match.span.table_title or "", (name for cell in match.cells for name in cell.columns)
    told = _FILER_ALONE.search(title) is not None or any(map(_FILERS_YEAR.search, columns))
    return told or match.span.basis is Basis.PARENT_ONLY


def _has_rival(best: _Offer, offers: Sequence[_Offer]) -> bool:
    """Whether another table of the filing prints another figure under as good a name."""
    if best.match.is_of_statement:
        return False
    rivals = (offer for offer in offers if offer.match.span.document == best.match.span.document)
    return any(offer.match.score >= best.match.score - _AS_GOOD and offer.figures != best.figures for offer in rivals)


def _claim(match: RowMatch, question: ResolvedQuestion) -> DraftClaim:
    return row_claim(RowWording(match.span, match.names, match.cells), question.language)
