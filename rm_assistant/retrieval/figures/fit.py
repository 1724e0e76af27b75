"""How well the figures of rows fit a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rm_assistant.domain.documents import Basis, DocumentId, StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow, UnitKind
from rm_assistant.ports import RowKey
from rm_assistant.retrieval.figures.asked import FigureQuestion
from rm_assistant.retrieval.figures.features import Features, FigureFeatures, RowFeatures, Wording
from rm_assistant.retrieval.figures.members import member_likeness
from rm_assistant.retrieval.figures.phrases import Phrase, covered, likeness, unexplained, untimed, wholes
from rm_assistant.retrieval.figures.printed import (
    ColumnTexts,
    Places,
    PrintedLine,
    RowTexts,
    column_texts,
    is_aside,
    printed_lines,
)
from rm_assistant.retrieval.figures.weights import OWN_FILING, most_of_figure, of_figure, of_row, of_wording
from rm_assistant.retrieval.figures.wording import Reading

_PRIMARY = frozenset(
    {
        StatementKind.BALANCE_SHEET,
        StatementKind.INCOME_STATEMENT,
        StatementKind.COMPREHENSIVE_INCOME,
    }
)
_RATIOS = frozenset({UnitKind.PERCENT, UnitKind.RATIO})
_OPENING = re.compile(r"期首|\bbeginning of\b|\bopening\b", re.IGNORECASE)
_SAME_ITEM = 0.9
"""How well another name of the same glossary item names it."""
_OF_A_GROUP = 0.6
"""How much the name over several columns, or of a parent row, says about one of its figures."""
_SURE = 0.9
_WORTH = 8.0
"""Figures whose score is lower than the best by more than this are not looked at."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A figure with how well it fits: higher is better, comparable within one question."""

    key: RowKey
    row: FigureRow
    figure: Figure
    score: float
    of_row: RowFeatures
    wording: Wording
    of_figure: FigureFeatures


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line. `score` is what it says by itself, `worded` how well it says with `columns`, all of its columns
    together, what is asked: none of them says more.
    """

    key: RowKey
    row: FigureRow
    printed: PrintedLine
    features: RowFeatures
    score: float
    columns: ColumnTexts
    worded: tuple[float, Wording]

    @property
    def most(self) -> float:
        return self.score + self.worded[0]


class Fit:
    """Rows and figures against one question. `own` are the filings of the asked period."""

    def __init__(self, question: FigureQuestion, own: Iterable[DocumentId] = ()) -> None:
        self._question = question
        self._own = frozenset(own)
        self._statements = question.statements or tuple(kind for item in question.items for kind in item.statements)
        self._items = frozenset(item.key for item in question.items)
        self._years = frozenset(period.fiscal_year for period in question.periods)
        self._most_of_figure = most_of_figure(
            year=bool(question.periods),
            basis=question.basis is not None,
            member=question.member is not None,
            aside=question.aside,
        )
        self._quarters = frozenset(period.quarter for period in question.periods) or frozenset({None})
        self._heads: dict[tuple[Phrase, tuple[Phrase, ...]], float] = {}
        self._near: dict[tuple[tuple[Phrase, ...], tuple[Phrase, ...]], float] = {}
        self._far_heads: dict[tuple[Phrase, Places], float] = {}
        self._far: dict[tuple[tuple[Phrase, ...], Places], float] = {}
        self._unsaid: dict[Phrase, float] = {}

    def rank(self, rows: Mapping[RowKey, FigureRow]) -> list[Fitted]:
        """The figures of `rows`, best first, without those that are far behind."""
        lines = [line for key, row in rows.items() for line in self._lines(key, row)]
        found: list[Fitted] = []
        best = float("-inf")
        for line in sorted(lines, key=lambda each: each.most, reverse=True):
            if line.most + self._most_of_figure < best - _WORTH:
                break
            found += self._fitted(line)
            best = max(best, *(fitted.score for fitted in found[-len(line.printed.figures) :]))
        return sorted(found, key=lambda fitted: fitted.score, reverse=True)

    def all_features(self, row: FigureRow) -> Iterator[tuple[Figure, Features]]:
        """Of each figure in every reading: for finding the weights."""
        for line in printed_lines(row):
            of_row_ = self._of_row(row, line.texts)
            for figure in line.figures:
                columns = column_texts(figure.columns)
                own = self._of_figure(row, figure, columns)
                for reading in self._question.readings:
                    yield figure, (*of_row_, *self._wording(reading, row, line.texts, columns), *own)

    def _lines(self, key: RowKey, row: FigureRow) -> Iterator[_Line]:
        for printed in printed_lines(row):
            features = self._of_row(row, printed.texts)
            score = of_row(features) + OWN_FILING * (key[0] in self._own)
            columns = printed.all_columns()
            worded = self._best_wording(row, printed.texts, columns)
            yield _Line(key, row, printed, features, score, columns, worded)

    def _fitted(self, line: _Line) -> Iterator[Fitted]:
        for columns, figures in line.printed.by_columns():
            same = columns == line.columns
            worded, wording = line.worded if same else self._best_wording(line.row, line.printed.texts, columns)
            for figure in figures:
                own = self._of_figure(line.row, figure, columns)
                score = line.score + worded + of_figure(own)
                yield Fitted(line.key, line.row, figure, score, line.features, wording, own)

    def _best_wording(self, row: FigureRow, texts: RowTexts, columns: ColumnTexts) -> tuple[float, Wording]:
        """Of the readings of the question the one that fits best. More columns never fit less."""
        wordings = [self._wording(each, row, texts, columns) for each in self._question.readings]
        return max((of_wording(each), each) for each in wordings)

    # ── the row ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_row(self, row: FigureRow, texts: RowTexts) -> RowFeatures:
        member = self._question.member
        names_member = member is not None and member_likeness(member, row.label) > _OF_A_GROUP
        equity = row.statement is StatementKind.EQUITY
        return RowFeatures(
            label_extra=0.0 if names_member else self._unexplained(texts.label),
            path_extra=self._most_unexplained(texts.path),
            title_extra=self._unexplained(texts.places.title),
            statement=float(row.statement in self._statements),
            primary=float(member is None and row.statement in _PRIMARY),
            cash_flow=float(row.statement is StatementKind.CASH_FLOW),
            equity=float(equity and member is None),
            equity_member=float(equity and member is not None and bool(member.names)),
            key_figures=float(row.statement is StatementKind.KEY_FIGURES),
            blank_label=float(not texts.label.grams),
            opening=float(not self._question.opening and bool(_OPENING.search(row.label))),
        )

    def _wording(self, reading: Reading, row: FigureRow, texts: RowTexts, columns: ColumnTexts) -> Wording:
        head, places = reading.head, texts.places
        same_item = _SAME_ITEM if reading.names_item and row.item in self._items else 0.0
        label = max(likeness(head, texts.named), likeness(head, texts.label), same_item)
        column, path = self._best(head, columns.printed), self._best(head, texts.path)
        union = max(_union(head, texts, columns.own), same_item)
        named = max(label, column, path, self._far_head(head, places))
        near = [self._said_near(ways, texts, columns) for ways in reading.contexts]
        said = [max(one, self._said_far(ways, places)) for one, ways in zip(near, reading.contexts, strict=True)]
        unsaid = union if reading.joined else 1.0
        return Wording(
            label=label,
            label_same=float(label == 1.0),
            head=named,
            union=union,
            column=column,
            path=path,
            context=_mean(said, unsaid),
            context_least=min(said, default=unsaid),
            context_same=_mean([float(each == 1.0) for each in near], unsaid),
            weakest=min(max(named, union), *said) if said else max(named, union),
            joined=float(reading.joined),
        )

    def _best(self, head: Phrase, fields: tuple[Phrase, ...]) -> float:
        """Rows of one table share their columns and parents: what these say is reckoned once a question."""
        if not fields:
            return 0.0
        found = self._heads.get((head, fields))
        if found is None:
            found = self._heads[head, fields] = max([likeness(head, each) for each in fields])
        return found

    def _said_near(self, ways: tuple[Phrase, ...], texts: RowTexts, columns: ColumnTexts) -> float:
        own = max([_said(way, texts.label) for way in ways])
        return max(own, self._most_said(ways, texts.path), self._most_said(ways, columns.printed))

    def _most_said(self, ways: tuple[Phrase, ...], fields: tuple[Phrase, ...]) -> float:
        if not fields:
            return 0.0
        found = self._near.get((ways, fields))
        if found is None:
            found = self._near[ways, fields] = max([_said(way, each) for way in ways for each in fields])
        return found

    def _far_head(self, head: Phrase, places: Places) -> float:
        found = self._far_heads.get((head, places))
        if found is None:
            said = [max(likeness(head, each), 0.6 * covered(head, each)) for each in places.heads]
            found = self._far_heads[head, places] = max(0.5 * covered(head, places.section), *said)
        return found

    def _said_far(self, ways: tuple[Phrase, ...], places: Places) -> float:
        found = self._far.get((ways, places))
        if found is None:
            said = [0.6 * covered(way, each) + 0.4 * likeness(way, each) for way in ways for each in places.heads]
            section = [0.7 * covered(way, places.section) for way in ways]
            found = self._far[ways, places] = max(*section, *said)
        return found

    # ── the figure ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_figure(self, row: FigureRow, figure: Figure, columns: ColumnTexts) -> FigureFeatures:
        question, period = self._question, figure.period
        member = self._member(row, figure)
        dated = period.fiscal_year is not None and bool(self._years)
        same_year = dated and period.fiscal_year in self._years and period.quarter in self._quarters
        timed = question.moment is not None and period.months is not None
        unasked = question.basis is None and figure.basis is Basis.PARENT_ONLY
        known_basis = question.basis is not None and figure.basis is not None
        kind = figure.unit.kind if figure.unit else None
        measured = not question.quoted and question.unit is not None and kind is not None
        same_unit = measured and (kind is question.unit or {kind, question.unit} <= _RATIOS)
        in_words = figure.kind is FigureKind.WORDS
        return FigureFeatures(
            column_extra=self._most_unexplained(columns.own) * (1.0 - member),
            year=float(same_year),
            year_other=float(dated and not same_year),
            moment_other=float(timed and (period.months == 0) is not question.moment),
            basis=float(known_basis and figure.basis is question.basis),
            basis_other=float(known_basis and figure.basis is not question.basis),
            parent_unasked=float(unasked and row.statement is not StatementKind.KEY_FIGURES),
            parent_key_figures=float(unasked and row.statement is StatementKind.KEY_FIGURES),
            member=member,
            member_sure=float(member > _SURE),
            unit_other=float(measured and not same_unit),
            words_other=float(figure.kind is not FigureKind.NIL and in_words is not question.in_words),
            aside=float(question.aside and is_aside(figure)),
        )

    def _member(self, row: FigureRow, figure: Figure) -> float:
        """The name nearest to the figure counts whole; one of a group of columns or rows less."""
        asked = self._question.member
        if asked is None:
            return 0.0
        of_whole = bool(figure.columns) and not untimed(figure.columns[-1]).grams
        nearest = (row.label, figure.member or "", *figure.columns[-2 if of_whole else -1 :])
        around = (*row.path[-1:], *figure.columns)
        near = max([member_likeness(asked, each) for each in nearest])
        return max(near, _OF_A_GROUP * max([member_likeness(asked, each) for each in around], default=0.0))

    def _most_unexplained(self, texts: Sequence[Phrase]) -> float:
        return max([self._unexplained(each) for each in texts if each.letters not in wholes()], default=0.0)

    def _unexplained(self, text: Phrase) -> float:
        found = self._unsaid.get(text)
        if found is None:
            found = self._unsaid[text] = unexplained(text, self._question.known)
        return found


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _said(asked: Phrase, field: Phrase) -> float:
    return 0.3 * covered(asked, field) + 0.7 * likeness(asked, field)


def _union(head: Phrase, texts: RowTexts, columns: Sequence[Phrase]) -> float:
    unsaid = head.grams - texts.named.grams
    for each in (*columns, *texts.path, texts.places.title):
        unsaid = unsaid - each.grams
    return 1.0 - len(unsaid) / len(head.grams) if head.grams else 0.0
