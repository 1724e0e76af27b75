"""Finding an operand in one given table: the figure whose row, columns and period say all of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from eval.tatqa_places import (
    SOFT,
    Place,
    is_of_kind,
    is_said,
    is_unasked_share,
    number_penalty,
    opening_penalty,
    side_penalty,
    stands_for_column,
    stems_of,
    telling_words,
    turns,
    unsaid,
    words_of,
)
from eval.tatqa_years import date_fit, named_years, years_of
from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow, FoundFigure, Role
from rm_assistant.domain.questions import Period
from rm_assistant.language.terms import glossary

DOCUMENT = "table"
_NEARLY = 0.04
"""A figure that fits so little less well is a rival."""
_LEAST = 0.4
_UNREAD, _UNREAD_SOFT = 0.9, 0.35
"""What a label costs that the question says nothing of, and one whose words tell little."""
_PLAIN = 2
"""Words that must be said where a column's head is among them, and no label."""
_VERBATIM = 0.05
_LONG_WORD = 6
_ALIKE = 0.82
_IN_PROSE = 0.8
"""A sentence is no rival of the table's own row that fits as well."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: FigureRow
    figure: Figure
    score: float


class TableLookUp:
    """Looks operands up among the figures of a table, and of the sentences around it."""

    def __init__(self, rows: Sequence[FigureRow], context: str = "") -> None:
        self._context = words_of(context)
        self._rows = [row for row in rows if row.figures]
        self._vocabulary = frozenset(word for row in self._rows if row.table for word in words_of(row.label))
        self.periods = tuple(sorted({Period(year) for year in self._years()}, key=lambda p: -p.fiscal_year))

    def __call__(self, operand: Operand) -> FoundFigure | Unfound:
        candidates = sorted(self._candidates(operand), key=lambda candidate: -candidate.score)
        if not candidates:
            return Unfound(Obstacle.MISSING)
        best = candidates[0]
        rivals = [
            each
            for each in candidates[1:]
            if best.score - each.score < _NEARLY and each.figure.value != best.figure.value
        ]
        if rivals:
            return Unfound(Obstacle.AMBIGUOUS, rivals[0].row.label)
        return FoundFigure(DOCUMENT, best.row, best.figure)

    def _years(self) -> Iterator[int]:
        for row in self._rows:
            if row.table is not None:
                for figure in row.figures:
                    yield from years_of(row, figure)

    def _candidates(self, operand: Operand) -> Iterator[_Candidate]:
        wanted, *others = [self._spelled(words) for words in _wanted(operand)]
        for row in self._rows:
            for figure in row.figures:
                if figure.kind is FigureKind.WORDS or not is_of_kind(operand, figure):
                    continue
                timely = self._timeliness(operand, row, figure)
                full = [words for words in others if Place.of(row, figure).says(words)]
                fit = max(self._fit(words, row, figure) for words in (wanted, *full))
                fit -= number_penalty(operand, figure)
                if timely > 0 and fit > _LEAST:
                    verbatim = _VERBATIM if row.table and is_said(row.label, operand) else 0.0
                    yield _Candidate(row, figure, fit * timely * (1.0 if row.table else _IN_PROSE) + verbatim)

    def _spelled(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Words that the table spells a little otherwise, as it does: slips of who asked, and of who set it."""
        return tuple(dict.fromkeys(self._as_printed(word) for word in wanted))

    def _as_printed(self, word: str) -> str:
        if len(word) < _LONG_WORD or word in self._vocabulary:
            return word
        alike = (each for each in self._vocabulary if each[0] == word[0] and len(each) >= _LONG_WORD - 1)
        return next(iter(get_close_matches(word, alike, n=1, cutoff=_ALIKE)), word)

    def _fit(self, wanted: tuple[str, ...], row: FigureRow, figure: Figure) -> float:
        """How well a figure's place says what is wanted, 0 where it leaves a telling word unsaid."""
        place = Place.of(row, figure)
        missing = [word for word in wanted if word not in place.label and word not in place.over]
        if row.role is Role.TOTAL and not place.label and "total" in wanted:
            return self._fit_of_total(missing, place)
        if len(missing) == len(wanted):
            return 0.0
        whole = place.label <= set(wanted)
        costs = [unsaid(word, place, self._context, whole=whole) for word in missing]
        unread = [word for word in place.label if word not in wanted and not word.isdigit()]
        if turns(unread) or is_unasked_share(row.label, wanted):
            return 0.0
        if None in costs or ("total" in wanted and unread and "total" not in place.label | place.over):
            return 0.0  # a component does not stand for a total
        penalty = sum(cost for cost in costs if cost) + _cost_of(unread) / max(1, len(place.label))
        penalty += side_penalty(wanted, row, figure) + opening_penalty(wanted, place)
        penalty += min(0.2, 0.05 * sum(word not in wanted for word in telling_words(" ".join(figure.columns))))
        if not any(word in place.label for word in wanted):
            if len(wanted) - len(missing) < _PLAIN and words_of(" ".join(figure.columns)).intersection(wanted):
                return 0.0  # "the current": one word of a head is too little
            penalty += 0.2 if stands_for_column(row, figure, place) else 0.5
        return max(0.01, 1.0 - penalty)

    def _fit_of_total(self, missing: Sequence[str], place: Place) -> float:
        """A sum without a label is of all its table is about, and not of a thing that some of its rows name."""
        hard = [word for word in missing if word not in SOFT]
        known = place.around | self._context
        if any(word in self._vocabulary or word not in known for word in hard):
            return 0.0
        return 0.75 - 0.05 * len(hard)

    def _timeliness(self, operand: Operand, row: FigureRow, figure: Figure) -> float:
        """1 for a figure of the asked period, less where that is not sure, 0 where it is of another."""
        years = years_of(row, figure)
        asked = operand.period.fiscal_year if operand.period else self._latest(operand.back)
        if asked is None:
            return 1.0
        headed = named_years(" ".join(figure.columns))
        if headed and asked not in headed:
            return 0.0
        if years and asked not in years:
            return 0.0
        if not years and operand.period is None:
            return 1.0
        if not years:
            return 0.9 if asked == self._latest(0) or not self.periods else 0.0
        return date_fit(operand.when, row, figure)

    def _latest(self, back: int) -> int | None:
        return self.periods[back].fiscal_year if back < len(self.periods) else None


def _cost_of(unread: Sequence[str]) -> float:
    return sum(_UNREAD_SOFT if word in SOFT else _UNREAD for word in unread)


def _wanted(operand: Operand) -> list[tuple[str, ...]]:
    """The words asked for, then the other names of the item."""
    words = [operand.words or operand.term]
    term = glossary().find_key(operand.term)
    names = [*words, *(term.english if term else ())]
    return [tuple(dict.fromkeys(stems_of(name))) for name in names]
