"""Figures that a model asks for while it writes: looked up inside its question's scope and the asker's walls alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rm_assistant.calculation.names import term_named
from rm_assistant.domain.access import Principal
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Listed, SpanId
from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.documents import Basis, Document
from rm_assistant.domain.figures import FigureId, FigureKind, FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.companies import match_companies
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import detect_language, normalise
from rm_assistant.ports import Catalog, FigureIndex
from rm_assistant.retrieval.figure_spans import FigureSpans, PlacedSpan, cited_lists
from rm_assistant.retrieval.figures.operands import LineLookUp, OperandLookUp
from rm_assistant.retrieval.figures.timing import is_of
from rm_assistant.retrieval.periods import asked_periods
from rm_assistant.retrieval.places import Places
from rm_assistant.retrieval.span_writer import SpanWriter

_BASIS_WORDS = {Basis.CONSOLIDATED: "consolidated 連結", Basis.PARENT_ONLY: "parent-only 個別", None: ""}


_MOST_NAMES, _LONGEST_NAME = 10, 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, in words. Empty is unsaid: the question's only company, its latest period, any basis."""

    item: str
    company: str = ""
    period: str = ""
    basis: Basis | None = None
    segment: str = ""


class NotUnderstoodError(ValueError):
    """The words name no company in scope, or no period; the message says what to give instead."""


class AskedFigures:
    """Of one request: `question` says which filings are in scope, and `principal` which of them may be read."""

    def __init__(self, index: FigureIndex, catalog: Catalog, question: ResolvedQuestion, principal: Principal) -> None:
        self._index = index
        self._catalog = catalog
        self._question = question
        self._principal = principal
        self._filings: list[Document] | None = None

    def find(self, asked: Asked) -> FoundFigure | Unfound:
        """Raises NotUnderstoodError."""
        documents = self._documents(asked.company)
        period = _period(asked.period, documents)
        question = self._narrowed(asked, documents, period)
        operand = replace(named(Operand(asked.item)), period=period, member=asked.segment or None)
        found = OperandLookUp(self._index, question, documents, self._principal)(operand)
        if isinstance(found, Unfound) and _may_be_a_line(operand):
            found = LineLookUp(self._index, question, self._principal)(operand)
        return _on_basis(found, asked.basis)

    def operands(self, company: str = "") -> OperandLookUp:
        """The look-up of a calculation's items. Raises NotUnderstoodError."""
        documents = self._documents(company)
        scope = replace(self._question.scope, documents=tuple(each.id for each in documents))
        return OperandLookUp(self._index, replace(self._question, scope=scope), documents, self._principal)

    def with_spans(
        self, found: Sequence[FoundFigure], evidence: EvidenceSet, nonce: str
    ) -> tuple[EvidenceSet, dict[FigureId, SpanId]]:
        """`evidence` with the rows that the figures stand in, and which span each stands in.

        A row that is there keeps its id; new ids go on as `nonce-n`.
        """
        figures = FigureSpans(self._index, self._catalog, self._principal)
        known = {(span.document, span.page, span.start) for span in evidence.spans}
        placed = [each for each in figures.of((), [Listed(tuple(found))]) if each.key not in known]
        new = {each.key: each for each in placed if not _holds(evidence.spans, each)}
        first = len(evidence.spans) + 1
        written = [self._written(each, f"{nonce}-{n}", figures) for n, each in enumerate(new.values(), first)]
        spans = (*evidence.spans, *written)
        (places,) = cited_lists([Listed(tuple(found))], spans)
        return replace(evidence, spans=spans), dict(places.spans)

    def _written(self, placed: PlacedSpan, span_id: SpanId, figures: FigureSpans) -> EvidenceSpan:
        writer = SpanWriter(Places(self._catalog, self._principal, None))
        document = self._catalog.get(placed.document, self._principal)
        return figures.with_figures(writer.write(document, placed.page, placed.span, span_id, score=placed.score))

    def _documents(self, company: str) -> list[Document]:
        in_scope = self._in_scope()
        issuers = list(dict.fromkeys(each.metadata.issuer or each.client for each in in_scope))
        if not company:
            if len(issuers) > 1:
                raise NotUnderstoodError(f"say which company: {_some(issuers)}")
            return in_scope
        matched = next(iter(match_companies(company, in_scope)), None)
        if matched is None:
            raise NotUnderstoodError(f"no filing in scope is of this company; those in scope: {_some(issuers)}")
        return [each for each in in_scope if each.id in matched.documents]

    def _in_scope(self) -> list[Document]:
        if self._filings is None:
            scope = self._question.scope
            self._filings = [self._catalog.get(document, self._principal) for document in scope.documents]
        return self._filings

    def _narrowed(self, asked: Asked, documents: Sequence[Document], period: Period | None) -> ResolvedQuestion:
        """The same question, asked for one figure in so many words."""
        when = str(period) if period else ""
        text = " ".join(filter(None, (_BASIS_WORDS[asked.basis], asked.item, asked.segment, when)))
        scope = replace(
            self._question.scope,
            documents=tuple(each.id for each in documents),
            periods=(period,) if period else self._question.scope.periods,
            parts=(),
        )
        return replace(self._question, text=text, language=detect_language(asked.item), scope=scope)


def figure_in(span: EvidenceSpan, operand: Operand) -> FoundFigure | Unfound:
    """The figure of a line's column, by words of the column's name, else by period; the only one where neither says."""
    numbers = [found for found in span.figures if found.figure.kind is not FigureKind.WORDS]
    if operand.when:
        fit = [found for found in numbers if _is_headed(found, operand.when)]
    elif operand.period:
        fit = [found for found in numbers if is_of(found.figure, operand.period)]
    else:
        fit = numbers
    if len(fit) == 1:
        return fit[0]
    return Unfound(Obstacle.AMBIGUOUS if fit else Obstacle.NO_PERIOD if numbers else Obstacle.NOT_A_NUMBER)


def _some(names: Sequence[str]) -> str:
    """The first few: filings name their issuers, and a library may hold thousands."""
    shown = "; ".join(" ".join(name.split())[:_LONGEST_NAME] for name in names[:_MOST_NAMES])
    return shown if len(names) <= _MOST_NAMES else f"{shown}; …"


def _is_headed(found: FoundFigure, words: str) -> bool:
    return normalise(words).lower() in normalise(" / ".join(found.figure.columns)).lower()


def named(operand: Operand) -> Operand:
    """By the glossary's key where the words are a name of one: `net_sales` and "Net sales" are one item."""
    if glossary().find_key(operand.term) is not None:
        return operand
    words = operand.term.replace("_", " ")
    term = term_named(words)
    return replace(operand, term=term.key if term else words, words=operand.words or words)


def _may_be_a_line(operand: Operand) -> bool:
    """An item of the glossary that its statement does not print is not there, unless a segment's is asked."""
    return operand.member is not None or glossary().find_key(operand.term) is None


def _on_basis(found: FoundFigure | Unfound, basis: Basis | None) -> FoundFigure | Unfound:
    if basis is None or isinstance(found, Unfound) or found.figure.basis in {None, basis}:
        return found
    return Unfound(Obstacle.BASES)


def _period(words: str, documents: Sequence[Document]) -> Period | None:
    if not words:
        return None
    periods = asked_periods(words, documents)
    if not periods:
        raise NotUnderstoodError("the period was not understood: write it as FY2023 or FY2023 Q2")
    return periods[-1]


def _holds(spans: Iterable[EvidenceSpan], placed: PlacedSpan) -> bool:
    """A span of the same row that begins elsewhere on the line."""
    row = placed.span.row
    cells = {cell.id for cell in row.cells} if row else set()
    return any(span.document == placed.document and cells & {cell.id for cell in span.cells} for span in spans)
