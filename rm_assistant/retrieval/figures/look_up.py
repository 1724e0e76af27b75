"""From a question to the figure that answers it, with its rivals, a confidence, and reasons to give none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rm_assistant.domain.figures import FigureRow, FoundFigure, Role
from rm_assistant.domain.questions import Period, ResolvedQuestion
from rm_assistant.language.sounds import sounds_alike
from rm_assistant.language.taxonomy import japanese_words_of_stem
from rm_assistant.ports import FigureIndex, Reach
from rm_assistant.retrieval.concepts import Concept, Text
from rm_assistant.retrieval.figures.asked import FigureQuestion, read_figure_question
from rm_assistant.retrieval.figures.candidates import find_rows, rows_of_table, scoped
from rm_assistant.retrieval.figures.confidence import CONFIDENT, confidence_of
from rm_assistant.retrieval.figures.fit import Fit, Fitted
from rm_assistant.retrieval.figures.printed import is_aside

MOST_RIVALS = 9
_HARDLY_SAID = 0.35
"""Less of the line's name than this is another line."""
_MOST_UNASKED = 0.5
_OFTEN = 0.2


class Doubt(StrEnum):
    """Why a look-up gives no figure as the answer."""

    NOTHING = "nothing"
    """No row in scope says what is asked."""
    PERIOD = "period"
    """The line is there, and not for the period."""
    RIVAL = "rival"
    """Another figure, of another value, fits about as well."""
    COMPONENT = "component"
    """The figure is a part (of which, a segment's) of what is asked."""
    UNIT = "unit"
    """It counts something else than what is asked: a ratio for an amount."""
    UNREAD = "unread"
    """A word of the question is said by nothing about the figure."""


@dataclass(frozen=True, slots=True)
class NotDisclosed:
    """No answer among the figures. `unread` are the words of the question that went unread."""

    doubts: tuple[Doubt, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUp:
    """`best` is the likeliest figure even where it is no answer; `rivals` come next, best first.

    `confidence` is the share of like cases in which the best figure was the right one (`confidence.py`).
    """

    best: FoundFigure | None
    rivals: tuple[FoundFigure, ...] = ()
    confidence: float = 0.0
    not_disclosed: NotDisclosed | None = None

    @property
    def answer(self) -> FoundFigure | None:
        return None if self.not_disclosed else self.best


class FigureLookUp:
    def __init__(self, index: FigureIndex) -> None:
        self._index = index

    def find(self, question: ResolvedQuestion, reach: Reach, *, table: str | None = None) -> LookUp:
        """The figure that answers `question`, within its scope and `reach`; with `table` among that table's alone."""
        asked, ranked = self._ranked(question, reach, table)
        if not ranked:
            return LookUp(None, not_disclosed=NotDisclosed((Doubt.NOTHING,)))
        best, rivals = ranked[0], ranked[1:]
        confidence = confidence_of(best, rivals)
        unread = tuple(concept.word for concept in _unread(asked.words, best.row, best.figure.columns))
        doubts = tuple(dict.fromkeys(_doubts(asked, best, confidence, unread)))
        return LookUp(
            _found(best),
            tuple(_found(each) for each in rivals[:MOST_RIVALS]),
            confidence,
            NotDisclosed(doubts, unread) if doubts else None,
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


def _found(fitted: Fitted) -> FoundFigure:
    return FoundFigure(fitted.key[0], fitted.row, fitted.figure)


def _of_latest(asked: FigureQuestion, rows: Iterable[FigureRow]) -> FigureQuestion:
    """Where no period is asked, the latest that the rows show often is meant: not that of a single forecast."""
    if asked.periods:
        return asked
    years = Counter(figure.period.fiscal_year for row in rows for figure in row.figures if not figure.period.forecast)
    years.pop(None, None)
    often = [year for year, count in years.items() if year is not None and count >= _OFTEN * years.total()]
    return replace(asked, periods=(Period(max(often)),)) if often else asked


def _doubts(asked: FigureQuestion, best: Fitted, confidence: float, unread: Sequence[str]) -> Iterator[Doubt]:
    line = max(best.wording.head, best.wording.union)
    if (line if asked.quoted else best.wording.weakest) < _HARDLY_SAID:
        yield Doubt.NOTHING
    if asked.periods and not best.of_figure.year and not asked.in_words:
        yield Doubt.PERIOD
    if best.of_figure.unit_other:
        yield Doubt.UNIT
    if _is_part(asked, best):
        yield Doubt.COMPONENT
    if unread:
        yield Doubt.UNREAD
    if confidence < CONFIDENT:
        yield Doubt.RIVAL


def _is_part(asked: FigureQuestion, best: Fitted) -> bool:
    """A figure set aside, or a member's, where neither is asked."""
    if asked.aside or asked.member is not None:
        return False
    aside = best.row.role is Role.COMPONENT or is_aside(best.figure)
    return aside or (best.figure.member is not None and best.of_figure.column_extra > _MOST_UNASKED)


def _unread(words: Sequence[Concept], row: FigureRow, columns: Sequence[str]) -> list[Concept]:
    text = Text.of(row.label, *row.path, *columns, row.title or "", row.section or "", *row.headings)
    return [word for word in words if not (word.is_in(text) or _is_said_in_japanese(word, text))]


def _is_said_in_japanese(word: Concept, text: Text) -> bool:
    """An English word of the question, by its meaning or its sound."""
    if not word.word.isascii() or not text.letters:
        return False
    meant = any(japanese in text.letters for japanese in japanese_words_of_stem(word.word))
    return meant or any(sounds_alike(katakana, word.word) for katakana in _KATAKANA.findall(text.letters))


_KATAKANA = re.compile("[ァ-ヶー]{2,}")
