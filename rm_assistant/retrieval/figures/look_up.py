"""The look-up of figures: from a question's words, or an item's names, to a figure, its rivals and a confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import Document
from rm_assistant.domain.figures import FigureRow, FoundFigure
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.ports import FigureIndex, Reach, RowKey
from rm_assistant.retrieval.figures.asked import FigureQuestion, read_figure_question
from rm_assistant.retrieval.figures.candidates import (
    find_rows,
    rows_of_item,
    rows_of_statements,
    rows_of_table,
    scoped,
)
from rm_assistant.retrieval.figures.confidence import CONFIDENT_BY_NAME, confidence_of, confidence_of_item
from rm_assistant.retrieval.figures.doubts import doubts_of_item, doubts_of_line, unread_words
from rm_assistant.retrieval.figures.fit import Fit, Fitted
from rm_assistant.retrieval.figures.named import (
    Offer,
    best,
    is_of_statement_by_name,
    offers,
    offers_of_member,
)
from rm_assistant.retrieval.figures.outcomes import Doubt, LookUp, NotDisclosed, refused
from rm_assistant.retrieval.figures.row_names import names_whole
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.figures.timing import is_of

MOST_RIVALS = 9
_MOST_TABLES = 8
_OFTEN = 0.2
_FEW_ROWS, _MOST_ROWS = 40, 100
"""Rows that are read for an item: few where a statement among them prints it by its plain name, else more."""


class FigureLookUp:
    """Looks into documents in reach alone."""

    def __init__(self, index: FigureIndex) -> None:
        self._index = index

    def line(self, question: ResolvedQuestion, reach: Reach, *, table: str | None = None) -> LookUp:
        """The one line that `question` asks for in free words, or quotes by its name, within its scope and `reach`.

        With `table` it is sought among that table's figures alone.
        """
        asked, ranked = self._ranked(question, reach, table)
        if not ranked:
            return refused(Doubt.NOTHING)
        named = _called_by_name(asked, question, ranked)
        first = named or ranked[0]
        rivals = [each for each in ranked if each is not first]
        confidence = CONFIDENT_BY_NAME if named else confidence_of(first, rivals)
        unread = tuple(unread_words(asked.words, first.row, first.figure.columns))
        doubts = tuple(dict.fromkeys(doubts_of_line(asked, first, rivals, confidence, unread)))
        return LookUp(
            _found(first),
            tuple(map(_found, rivals[:MOST_RIVALS])),
            confidence,
            NotDisclosed(doubts, unread) if doubts else None,
        )

    def item(self, sought: Sought, document: Document, principal: Principal) -> LookUp:
        """The figure of `document` whose row names what is sought."""
        rows, found = self._named(sought, document, principal)
        if sought.member and not found:
            found = list(self._parts_of_totals(sought, rows, document, principal))
        timely = best([offer for offer in found if is_of(offer.figure, sought.period, sought.timing)], sought)
        if not timely:
            return refused(Doubt.PERIOD if found else Doubt.NOTHING)
        first, rivals = timely[0], timely[1:]
        doubts = tuple(doubts_of_item(sought, first, rivals, rows.values()))
        return LookUp(
            FoundFigure(document.id, first.row, first.figure),
            tuple(FoundFigure(document.id, each.row, each.figure) for each in rivals[:MOST_RIVALS]),
            confidence_of_item(first, rivals),
            NotDisclosed(doubts) if doubts else None,
        )

    def tables(self, question: ResolvedQuestion, reach: Reach, limit: int) -> list[str]:
        """The tables whose figures fit the question best, the best first."""
        _, ranked = self._ranked(question, reach, None)
        return list(dict.fromkeys(each.row.table for each in ranked if each.row.table))[:limit]

    def _ranked(
        self, question: ResolvedQuestion, reach: Reach, table: str | None
    ) -> tuple[FigureQuestion, list[Fitted]]:
        asked, within = read_figure_question(question), scoped(reach, question)
        if table is None:
            rows = find_rows(asked, within, self._index, question.scope.preferred)
        else:
            rows = rows_of_table(table, within.documents or (), within, self._index)
        return asked, Fit(_of_latest(asked, rows.values()), question.scope.preferred).rank(rows)

    def _parts_of_totals(
        self, sought: Sought, rows: Mapping[RowKey, FigureRow], document: Document, principal: Principal
    ) -> Iterator[Offer]:
        """Of tables that say what they are of by their total alone."""
        tables = dict.fromkeys(row.table for row in rows.values() if row.table and any(offers_of_member(row, sought)))
        for table in list(tables)[:_MOST_TABLES]:
            whole = [row for _, row in self._index.table(document.id, table, principal)]
            if any(names_whole(row, sought) for row in whole):
                yield from (offer for row in whole for offer in offers_of_member(row, sought))

    def _named(
        self, sought: Sought, document: Document, principal: Principal
    ) -> tuple[Mapping[RowKey, FigureRow], Sequence[Offer]]:
        """Rows found for what is sought, and their figures that it names.

        By its first name too: among many other names the words of the plainest count for little. A statement's own row
        is always among them, by whatever name.
        """
        language, reach = document.metadata.language, Reach(principal, (document.id,))
        rows: dict[RowKey, FigureRow] = {}
        found: list[Offer] = []
        for read_rows in (
            partial(rows_of_item, sought.terms(language, 1), sought.term, most=_FEW_ROWS),
            partial(rows_of_statements, sought.own_statements),
            partial(rows_of_item, sought.terms(language), sought.term, most=_FEW_ROWS),
            partial(rows_of_item, sought.terms(language), sought.term, most=_MOST_ROWS),
        ):
            read = read_rows(reach=reach, index=self._index)
            found += [offer for key, row in read.items() if key not in rows for offer in offers(row, sought)]
            rows |= read
            if any(is_of_statement_by_name(offer) for offer in found):
                break
        return rows, found


def _found(fitted: Fitted) -> FoundFigure:
    return FoundFigure(fitted.key[0], fitted.row, fitted.figure)


def _called_by_name(asked: FigureQuestion, question: ResolvedQuestion, ranked: Sequence[Fitted]) -> Fitted | None:
    """The figure that a statement prints by the very name of the item that is asked for, where there is but one."""
    if asked.item is None or asked.opening or not asked.periods:
        return None
    scope, document = question.scope, ranked[0].key[0]
    companies = (*scope.companies, *scope.written)
    sought = Sought.of(asked.item, period=asked.periods[-1], basis=asked.basis, companies=companies)
    rows = {each.key: each.row for each in ranked if each.key[0] == document}
    found = [offer for row in rows.values() for offer in offers(row, sought) if is_of(offer.figure, sought.period)]
    chosen = best(found, sought)
    if len(chosen) != 1 or not is_of_statement_by_name(chosen[0]):
        return None
    return next((each for each in ranked if each.figure is chosen[0].figure), None)


def _of_latest(asked: FigureQuestion, rows: Iterable[FigureRow]) -> FigureQuestion:
    """Where no period is asked, the latest that the rows show often is meant: not that of a single forecast."""
    if asked.periods:
        return asked
    years = Counter(figure.period.fiscal_year for row in rows for figure in row.figures if not figure.period.forecast)
    years.pop(None, None)
    often = [year for year, count in years.items() if year is not None and count >= _OFTEN * years.total()]
    return replace(asked, periods=(Period(max(often)),)) if often else asked
