"""What clauses of both languages share: readings of two names put together, and of one name over several moments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, product

from rm_assistant.calculation.moments import LATEST, Horizon, Moment, earliest_first
from rm_assistant.calculation.operations import OverTime, compound_growth
from rm_assistant.calculation.phrases import Phrase
from rm_assistant.domain.calculations import Expression

MOST_READINGS = 8

Readings = list[Expression]
Combine = Callable[[Expression, Expression], Expression]
Read = Callable[[str, tuple[Moment, ...]], Readings]

_MOST_READS = 120
_DEEPEST = 8


class Effort:
    """How much is spent on one question: words that nest without an end are not read rather than read for ever."""

    def __init__(self) -> None:
        self._reads = 0
        self._depth = 0

    def limited(self, read: Callable[[], Readings]) -> Readings:
        """What `read` gives, nothing where it would be too much."""
        self._reads += 1
        if self._depth >= _DEEPEST or self._reads > _MOST_READS:
            return []
        self._depth += 1
        try:
            return read()
        finally:
            self._depth -= 1


class Combining:
    """`read` reads a clause given the moments around it, `split` parts its periods from its words."""

    def __init__(self, read: Read, split: Callable[[str], Phrase], horizon: Horizon) -> None:
        self._read = read
        self._split = split
        self._horizon = horizon

    def both(self, left: str, right: str, combine: Combine, inherited: tuple[Moment, ...]) -> Readings:
        """A period that stands with one of the two is the other's too."""
        of_left, of_right = self._split(left).moments, self._split(right).moments
        lefts = self._read(left, of_left or of_right or inherited)
        rights = self._read(right, of_right or of_left or inherited)
        return [combine(a, b) for a, b in islice(product(lefts, rights), MOST_READINGS)]

    def over_time(self, text: str, inherited: tuple[Moment, ...], operation: OverTime) -> Readings:
        """Between the first and the last of the moments that the clause names."""
        phrase = self._split(text)
        moments = self.ends(phrase.moments or inherited)
        return self._reckoned(phrase.words, moments, operation)

    def compound(self, text: str, inherited: tuple[Moment, ...]) -> Readings:
        """The yearly rate between two fiscal years; none where the years are not both known."""
        phrase = self._split(text)
        ends = earliest_first(phrase.moments or inherited)
        if len(ends) < 2 or not ends[0].period or not ends[-1].period:
            return []
        years = ends[-1].period.fiscal_year - ends[0].period.fiscal_year
        if years < 1:
            return []
        return self._reckoned(
            phrase.words, (ends[0], ends[-1]), lambda of, moments: compound_growth(of, moments, years)
        )

    def _reckoned(self, words: str, moments: Sequence[Moment], operation: OverTime) -> Readings:
        return self.at_moments(
            words, moments, lambda parts: operation(dict(zip(moments, parts, strict=True)).__getitem__, moments)
        )

    def at_moments(
        self, words: str, moments: Sequence[Moment], combine: Callable[[Sequence[Expression]], Expression]
    ) -> Readings:
        """Each reading of the words, combined over the moments."""
        each = [self._read(words, (moment,)) for moment in moments]
        return [combine(parts) for parts in zip(*each, strict=False)]

    def ends(self, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
        """Two moments at least: the one before where one is given, the last two where none is."""
        if len(moments) > 1:
            return moments
        if moments:
            return (moments[0].before, moments[0])
        recent = self._horizon.recent(2)
        return tuple(reversed(recent)) if len(recent) > 1 else (LATEST.before, LATEST)

    def averaged(self, moments: tuple[Moment, ...], years: int | None) -> tuple[Moment, ...]:
        """All that are named; one and those before it; of none, as many as are shown."""
        if len(moments) > 1:
            return moments
        if not moments and years is None:
            return tuple(reversed(self._horizon.recent(max(2, len(self._horizon.shown)))))
        earlier = [moments[0] if moments else next(iter(self._horizon.recent(1)), LATEST)]
        while len(earlier) < (years or 2):
            earlier.append(earlier[-1].before)
        return tuple(reversed(earlier))
