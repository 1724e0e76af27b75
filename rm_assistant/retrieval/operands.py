"""Operands of a calculation looked up among the figures of the filings in scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from rm_assistant.calculation.reckoning import LookUp
from rm_assistant.domain.access import Principal
from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.documents import Document, DocumentId, Language
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import index_terms
from rm_assistant.ports import FigureIndex, Reach
from rm_assistant.retrieval.naming import Names
from rm_assistant.retrieval.operand_rows import Offer, Wanted, best, is_of, offers
from rm_assistant.retrieval.query import query_of
from rm_assistant.retrieval.row_words import Explained

_MOST_DOCUMENTS = 5
_FEW_ROWS, _MOST_ROWS = 40, 100
"""Rows that are read: few where a statement among them prints the item, else many."""


class OperandLookUp:
    """Fills `calculation.reckoning.LookUp`: by the first filing, in the order given, that prints the operand."""

    def __init__(
        self, index: FigureIndex, question: ResolvedQuestion, documents: Sequence[Document], principal: Principal
    ) -> None:
        """`documents` are of the scope, those to be taken first before the others."""
        self._index = index
        self._question = question
        self._documents = tuple(documents)[:_MOST_DOCUMENTS]
        self._principal = principal
        self._query = query_of(question)
        self._companies = (*question.scope.companies, *question.scope.written)
        self._offered: dict[tuple[DocumentId, str, str], list[Offer]] = {}

    def __call__(self, operand: Operand) -> FoundFigure | Unfound:
        return self._find(operand, self._documents)

    def by_filing(self) -> Iterator[LookUp]:
        """The look-up within each filing alone."""
        for document in self._documents if len(self._documents) > 1 else ():
            yield partial(self._find, documents=(document,))

    def _find(self, operand: Operand, documents: Sequence[Document]) -> FoundFigure | Unfound:
        wanted, period = self._wanted(operand), self._period(operand, documents)
        told = Unfound(Obstacle.MISSING)
        for document in documents:
            outcome = self._in(document, wanted, period)
            if isinstance(outcome, FoundFigure) or outcome.obstacle is Obstacle.AMBIGUOUS:
                return outcome
            told = outcome if told.obstacle is Obstacle.MISSING else told
        return told

    def _wanted(self, operand: Operand) -> Wanted:
        term = _term(operand.term)
        words = operand.words or (term.english[0] if term else operand.term)
        text = f"{words} {operand.member or ''}".strip()
        names = Names.of(words, (*term.english, *term.japanese) if term else (), operand.member or "")
        named = self._query.statements[0] if self._names_one_statement() and term else None
        return Wanted(
            names=names,
            term=term,
            text=text,
            named=operand.statement or named,
            basis=self._query.basis,
            companies=self._companies,
            known=Explained.by((*names.english, *names.japanese), text),
        )

    def _names_one_statement(self) -> bool:
        return self._query.names_statement and len(self._query.statements) == 1

    def _period(self, operand: Operand, documents: Sequence[Document]) -> Period | None:
        """A period that only the question names is every operand's; without one the latest of the first filing."""
        period = operand.period or next(reversed(self._question.scope.periods), None) or _latest(documents)
        back = operand.back + (operand.opening and operand.period is None)
        if period is None or not back:
            return period
        return Period(period.fiscal_year - back, period.quarter)

    # ── within one filing ───────────────────────────────────────────────────────────────────────────────────────────

    def _in(self, document: Document, wanted: Wanted, period: Period | None) -> FoundFigure | Unfound:
        found = self._offers(document, wanted)
        timely = [offer for offer in found if is_of(offer.figure, period)]
        if not timely:
            return Unfound(Obstacle.NO_PERIOD if found else Obstacle.MISSING)
        chosen = best(timely, wanted)
        return chosen if isinstance(chosen, Unfound) else FoundFigure(document.id, chosen.row, chosen.figure)

    def _offers(self, document: Document, wanted: Wanted) -> list[Offer]:
        key = (document.id, wanted.term.key if wanted.term else "", wanted.text)
        if key not in self._offered:
            found = self._search(document, wanted, _FEW_ROWS)
            on_statement = any(offer.is_on_statement for offer in found)
            self._offered[key] = found if on_statement else self._search(document, wanted, _MOST_ROWS)
        return self._offered[key]

    def _search(self, document: Document, wanted: Wanted, limit: int) -> list[Offer]:
        japanese = document.metadata.language is Language.JAPANESE
        names = wanted.names.japanese if japanese else wanted.names.english
        terms = tuple(dict.fromkeys(term for name in names or (wanted.text,) for term in index_terms(name)))
        items = (wanted.term.key,) if wanted.term else ()
        hits = self._index.search(terms, Reach(self._principal, (document.id,)), limit, items=items)
        rows = self._index.rows([hit.key for hit in hits], self._principal)
        return [offer for row in rows for offer in offers(row, wanted)]


def _latest(documents: Sequence[Document]) -> Period | None:
    metadata = documents[0].metadata if documents else None
    if metadata is None or metadata.fiscal_year is None:
        return None
    return Period(metadata.fiscal_year, metadata.fiscal_quarter)


def _term(key: str) -> Term | None:
    try:
        return glossary().get(key)
    except KeyError:
        return None
