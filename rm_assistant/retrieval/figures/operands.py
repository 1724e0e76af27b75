"""The look-up in the hands of a calculation: operands by their names, or the one line that a question asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from rm_assistant.calculation.reckoning import LookUp as OperandsFound
from rm_assistant.domain.access import Principal
from rm_assistant.domain.calculations import BoundOperand, Obstacle, Operand, Unfound
from rm_assistant.domain.documents import Document, DocumentId
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.company_names import without_companies
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import normalise
from rm_assistant.ports import FigureIndex, Reach
from rm_assistant.retrieval.concepts import Text, concept_of
from rm_assistant.retrieval.figures.confidence import CONFIDENT
from rm_assistant.retrieval.figures.look_up import FigureLookUp
from rm_assistant.retrieval.figures.outcomes import Doubt, LookUp, refused
from rm_assistant.retrieval.figures.readings import of_members, plain_operand, segment_named
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.figures.timing import Timing, is_of, read_timing
from rm_assistant.retrieval.query import query_of

_MOST_DOCUMENTS = 5
_OF_WORDS = frozenset({Doubt.NOTHING, Doubt.UNREAD})
"""Doubts that do not hold against a line quoted by its name: taxonomies name it in other words than filings print."""


class OperandLookUp:
    """Fills `calculation.reckoning.LookUp`: by the first filing, in the order given, that prints the operand."""

    def __init__(
        self, index: FigureIndex, question: ResolvedQuestion, documents: Sequence[Document], principal: Principal
    ) -> None:
        """`documents` are of the scope, those to be taken first before the others."""
        self._look_up = FigureLookUp(index)
        self._question = question
        self._documents = tuple(documents)[:_MOST_DOCUMENTS]
        self._principal = principal
        self._timing = read_timing(question.text)
        companies = (*question.scope.companies, *question.scope.written)
        self._segment = segment_named(without_companies(normalise(question.text), companies))
        self._found: dict[tuple[Operand, Period | None, DocumentId], LookUp] = {}

    def __call__(self, operand: Operand) -> FoundFigure | Unfound:
        return self._find(operand, self._documents)

    def by_filing(self) -> Iterator[OperandsFound]:
        """The look-up within each filing alone."""
        for document in self._documents if len(self._documents) > 1 else ():
            yield partial(self._find, documents=(document,))

    def restated(self, bound: BoundOperand) -> FoundFigure | None:
        """What a later filing prints for the same item and period on a statement of its own, where that differs."""
        period = self._period(bound.operand, self._documents)
        for document in self._later_than(bound.found.document) if period else ():
            found = self._in(document, self._of_segment(plain_operand(bound.operand)), period).answer
            if found and _is_comparable(found, bound.found):
                return found if found.figure.value != bound.found.figure.value else None
        return None

    def _later_than(self, held: DocumentId) -> list[Document]:
        holder = next(each for each in self._documents if each.id == held)
        return [each for each in self._documents if _is_later(each, holder)]

    def _find(self, operand: Operand, documents: Sequence[Document]) -> FoundFigure | Unfound:
        """A rival in one filing is no reason to ask another."""
        operand = self._of_segment(plain_operand(operand))
        period = self._period(operand, documents)
        told = refused(Doubt.NOTHING)
        for document in documents:
            found = self._in(document, operand, period)
            if found.answer:
                return found.answer
            if found.unfound.obstacle is Obstacle.AMBIGUOUS:
                return found.unfound
            told = found if told.unfound.obstacle is Obstacle.MISSING else told
        return told.unfound

    def _of_segment(self, operand: Operand) -> Operand:
        """As the question says of which segment, where the operand does not."""
        if operand.member is not None or glossary().find_key(operand.term) is None or not self._segment:
            return operand
        return replace(operand, member=self._segment)

    def _in(self, document: Document, operand: Operand, period: Period | None) -> LookUp:
        key = (operand, period, document.id)
        if key not in self._found:
            self._found[key] = self._in_any_reading(document, operand, period)
        return self._found[key]

    def _in_any_reading(self, document: Document, operand: Operand, period: Period | None) -> LookUp:
        """As it is said, else as an item of a member of the company."""
        timing = self._timing.of_filing(_year_end(document))
        told = self._look_up.item(self._sought(operand, period, timing), document, self._principal)
        for reading in of_members(operand) if told.answer is None else ():
            found = self._look_up.item(self._sought(reading, period, timing), document, self._principal)
            if found.answer:
                return found
        return told

    def _sought(self, operand: Operand, period: Period | None, timing: Timing) -> Sought:
        query, scope = query_of(self._question), self._question.scope
        names_one = query.names_statement and len(query.statements) == 1
        return Sought.of(
            operand,
            period=period,
            basis=query.basis,
            statement=query.statements[0] if names_one else None,
            companies=(*scope.companies, *scope.written),
            timing=timing,
        )

    def _period(self, operand: Operand, documents: Sequence[Document]) -> Period | None:
        """A period that only the question names is every operand's; without one the latest of the first filing."""
        period = operand.period or next(reversed(self._question.scope.periods), None) or self._latest(documents)
        period = self._timing.placed(period)
        back = operand.back + (operand.opening and operand.period is None)
        if period is None or not back:
            return period
        return replace(period, fiscal_year=period.fiscal_year - back)

    def _latest(self, documents: Sequence[Document]) -> Period | None:
        latest = _latest(documents)
        return Period(latest.fiscal_year + 1) if latest and self._timing.next_year else latest


class LineLookUp:
    """Fills `calculation.reckoning.LookUp` for a question that is about one figure: it says more than its operand."""

    def __init__(
        self, index: FigureIndex, question: ResolvedQuestion, principal: Principal, *, quoted: bool = False
    ) -> None:
        self._look_up = FigureLookUp(index)
        self._question = question
        self._principal = principal
        self._quoted = quoted

    def __call__(self, operand: Operand) -> FoundFigure | Unfound:
        found = self._look_up.line(self._question, Reach(self._principal, self._question.scope.documents))
        answer = found.best if self._quoted and _is_sure_of_a_quoted_line(found) else found.answer
        if answer is None:
            return found.unfound
        if not self._quoted and not self._says_items(answer):
            return Unfound(Obstacle.MISSING)
        timing = read_timing(self._question.text)
        timely = operand.period is None or is_of(answer.figure, timing.placed(operand.period), timing)
        return answer if timely else Unfound(Obstacle.NO_PERIOD)

    def _says_items(self, found: FoundFigure) -> bool:
        """Whether the row or what stands around it says each item that the question names besides."""
        row = found.row
        around = (row.label, *row.path, *found.figure.columns, row.title or "", row.section or "", *row.headings)
        text = Text.of(*around)
        return all(concept_of(term).is_in(text) for term in query_of(self._question).asked)


class PartLookUp:
    """Fills `calculation.reckoning.LookUp` for a ratio or a movement of lines that no filing prints by their name."""

    def __init__(
        self, index: FigureIndex, question: ResolvedQuestion, principal: Principal, operands: OperandsFound
    ) -> None:
        self._index = index
        self._question = question
        self._principal = principal
        self._operands = operands

    def __call__(self, operand: Operand) -> FoundFigure | Unfound:
        found = self._operands(operand)
        if isinstance(found, FoundFigure) or found.obstacle not in _NOT_THERE or glossary().find_key(operand.term):
            return found
        period = operand.period or next(reversed(self._question.scope.periods), None)
        scope = replace(self._question.scope, periods=(period,) if period else ())
        alone = replace(self._question, text=operand.words or operand.term, scope=scope)
        return LineLookUp(self._index, alone, self._principal)(operand)


_NOT_THERE = frozenset({Obstacle.MISSING, Obstacle.NO_PERIOD})


def _is_sure_of_a_quoted_line(found: LookUp) -> bool:
    return found.confidence >= CONFIDENT and _OF_WORDS.issuperset(found.doubts)


def _latest(documents: Sequence[Document]) -> Period | None:
    metadata = documents[0].metadata if documents else None
    if metadata is None or metadata.fiscal_year is None:
        return None
    return Period(metadata.fiscal_year, metadata.fiscal_quarter)


def _year_end(document: Document) -> date | None:
    """Of a filing that is of a whole year or its last quarter."""
    metadata = document.metadata
    return metadata.period_end if metadata.fiscal_quarter in {None, 4} else None


def _is_later(document: Document, than: Document) -> bool:
    one, other = document.metadata.period_end, than.metadata.period_end
    return document.client == than.client and bool(one and other and one > other)


def _is_comparable(one: FoundFigure, other: FoundFigure) -> bool:
    """On the same statement, in the same unit and scale."""
    if one.row.statement is None or one.row.statement is not other.row.statement:
        return False
    return (one.figure.unit, one.figure.scale) == (other.figure.unit, other.figure.scale)
