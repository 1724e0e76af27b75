"""Finding an operand in one given table: the figure whose row, columns and period say all of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.domain.calculations import Obstacle, Operand, Unfound
from rm_assistant.domain.figures import Figure, FigureKind, FigureRow, FoundFigure, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.dates import find_dates, find_periods, fiscal_year_ending
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import stems

DOCUMENT = "table"
_SOFT = frozenset(
    stems(
        "total amount number value figure balance company recorded recognized reported incurred net year fiscal period "
        "cost expense annual group given respective respectively costs amounts expenses used"
    )
)
"""Words that a question may hold and the table need not."""
_SIDE = re.compile(r"%|\b(?:percent|percentage|change|changes|variance|increase|decrease)\b", re.IGNORECASE)
_SIDE_WORDS = frozenset(stems("percent percentage percentages rate rates margin change variance increase decrease"))
_SHORT_YEAR = re.compile(r"\bF'?(\d\d)\b")
_PLAIN_HEADS = frozenset(
    stems(
        "years year ended end fiscal december january march june september july august october april may november "
        "february weeks months million millions thousand thousands dollars total amount usd eur"
    )
)
_NEARLY = 0.04
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
        self._context = frozenset(stems(context))
        self._rows = [row for row in rows if row.figures]
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
                    yield from _years_of(row, figure)

    def _candidates(self, operand: Operand) -> Iterator[_Candidate]:
        wanted = _wanted(operand)
        named = glossary().find_key(operand.term)
        for row in self._rows:
            for figure in row.figures:
                if figure.kind is FigureKind.WORDS:
                    continue
                timely = self._timeliness(operand, row, figure)
                fit = max((_fit(words, row, figure, self._context) for words in wanted), default=0.0)
                if named and row.item == named.key:
                    fit = max(fit, 0.6)
                if timely > 0 and fit > 0:
                    yield _Candidate(row, figure, fit * timely * (1.0 if row.table else _IN_PROSE))

    def _timeliness(self, operand: Operand, row: FigureRow, figure: Figure) -> float:
        """1 for a figure of the asked period, less where that is not sure, 0 where it is of another."""
        years = _years_of(row, figure)
        asked = operand.period.fiscal_year if operand.period else self._latest(operand.back)
        if asked is None:
            return 1.0
        if years and asked not in years:
            return 0.0
        if not years:
            return 0.9 if asked == self._latest(0) or not self.periods else 0.0
        return _date_fit(operand.when, row, figure)

    def _latest(self, back: int) -> int | None:
        return self.periods[back].fiscal_year if back < len(self.periods) else None


def _wanted(operand: Operand) -> list[tuple[str, ...]]:
    """The words asked for, then the other names of the item."""
    words = [operand.words or operand.term]
    term = glossary().find_key(operand.term)
    names = [*words, *(term.english if term else ())]
    return [found for name in names if (found := tuple(dict.fromkeys(stems(name))))]


def _fit(wanted: tuple[str, ...], row: FigureRow, figure: Figure, context: frozenset[str]) -> float:
    """How well a figure's place says what is wanted, 0 where it leaves a telling word unsaid."""
    label = _label_words(row.label)
    over = _label_words(" ".join((*row.path, *figure.columns, figure.member or "")))
    title = _label_words(row.title or "")
    missing = [word for word in wanted if word not in label and word not in over]
    if len(missing) == len(wanted):
        return 0.0
    hard = [word for word in wanted if word not in _SOFT]
    told = 2 * sum(word in hard for word in missing) <= len(hard)
    penalty = 0.0
    for word in missing:
        if word in _SOFT:
            penalty += 0.06
        elif word in title:
            penalty += 0.08
        elif told and word in context:
            penalty += 0.15
        else:
            return 0.0
    unread = [word for word in label if word not in wanted and not word.isdigit()]
    if "total" in wanted and unread and "total" not in label | over:
        return 0.0  # a component does not stand for a total
    penalty += 0.35 * len(unread) / max(1, len(label))
    penalty += _side_penalty(wanted, row, figure)
    penalty += min(0.2, 0.05 * sum(word not in wanted for word in _telling_words(" ".join(figure.columns))))
    if not any(word in label for word in wanted):
        penalty += 0.2
    return max(0.01, 1.0 - penalty)


def _side_penalty(wanted: tuple[str, ...], row: FigureRow, figure: Figure) -> float:
    """A share or a change beside the amounts is not meant where the question does not say so."""
    if any(word in _SIDE_WORDS for word in wanted):
        return 0.0
    amounts = any(not _is_side(other) for other in row.figures)
    return 0.3 if _is_side(figure) and amounts else 0.0


def _is_side(figure: Figure) -> bool:
    percent = figure.unit is not None and figure.unit.kind is UnitKind.PERCENT
    return percent or bool(_SIDE.search(" ".join(figure.columns)))


@lru_cache(maxsize=10_000)
def _telling_words(header: str) -> frozenset[str]:
    """Words of a header besides its periods and units."""
    for mention in reversed(find_periods(header)):
        header = f"{header[: mention.start]} {header[mention.end :]}"
    return frozenset(word for word in stems(header) if word not in _PLAIN_HEADS and not word.isdigit())


@lru_cache(maxsize=10_000)
def _label_words(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _years_of(row: FigureRow, figure: Figure) -> frozenset[int]:
    """The years that the column is of, else those that the row names."""
    period = figure.period
    own = {
        period.fiscal_year,
        fiscal_year_ending(period.end) if period.end else None,
        period.end.year if period.end else None,
    }
    years = {year for year in own if year} | _years_in(" ".join(figure.columns))
    return frozenset(years) or _years_in(" ".join((row.label, *row.path)))


@lru_cache(maxsize=10_000)
def _years_in(text: str) -> frozenset[int]:
    mentions = find_periods(text)
    years = {
        mention.fiscal_year or (fiscal_year_ending(mention.end_date) if mention.end_date else 0) for mention in mentions
    }
    short = {2000 + int(digits) for digits in _SHORT_YEAR.findall(text)}
    return frozenset(years - {0}) or frozenset(short)


def _date_fit(when: str, row: FigureRow, figure: Figure) -> float:
    """A day that the question names is better said than not, and another day worse."""
    asked = {mention.date for mention in find_dates(when)}
    said = {mention.date for mention in find_dates(" ; ".join((row.label, *row.path, " ".join(figure.columns))))}
    said |= {figure.period.end} if figure.period.end else set()
    if not asked or not said:
        return 1.0
    return 1.0 if asked & said else 0.7
