"""A sentence read: its numbers with what each is of, and of when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.figures import prose_english, prose_japanese
from ingest.figures.prose_numbers import ProseNumber
from ingest.figures.prose_periods import PeriodPhrase, periods_of
from ingest.figures.prose_said import Said
from rm_assistant.domain.documents import Language

_RESPECTIVELY = re.compile("respectively|それぞれ")
_CLAUSE = re.compile(r";|\b(?:and|but|while|whereas)\s+(?!(?:19|20)\d\d)")
_BESIDE = 12


@dataclass(frozen=True, slots=True)
class Stated:
    """`period` is its label, empty where the sentence names none."""

    number: ProseNumber
    said: Said
    period: str


def stated_in(sentence: str, numbers: Sequence[ProseNumber], language: Language) -> list[Stated]:
    """The numbers of which the sentence says whose they are."""
    japanese = language is Language.JAPANESE
    said = list((prose_japanese if japanese else prose_english).said_of(sentence, numbers))
    if not any(said):
        return []
    place = _led_in if japanese else _named
    return list(place(numbers, said, periods_of(sentence, language), sentence))


def _led_in(
    numbers: Sequence[ProseNumber], said: Sequence[Said | None], phrases: Sequence[PeriodPhrase], sentence: str
) -> Iterator[Stated]:
    """Japanese names the period before the number, or 「前期及び当期において、それぞれ」 the periods before all."""
    for first, last in _runs(said):
        run, of = numbers[first : last + 1], said[first : last + 1]
        periods = [_single(_leading(phrases, number.start)) for number in run]
        if len(run) > 1 and _RESPECTIVELY.search(sentence, max(0, run[0].start - _BESIDE), run[0].start):
            periods = [phrase.labels[0] for phrase in phrases if phrase.end <= run[0].start and not phrase.compared]
            periods = periods if len(periods) == len(run) else []
        for number, each, period in zip(run, of, periods, strict=False):
            if each is not None:
                yield Stated(number, each, period)


def _named(
    numbers: Sequence[ProseNumber], said: Sequence[Said | None], phrases: Sequence[PeriodPhrase], sentence: str
) -> Iterator[Stated]:
    """English names the period after a number, or in front of all."""
    free = list(phrases)
    for first, last in _runs(said):
        end = numbers[last + 1].start if last + 1 < len(numbers) else len(sentence)
        run = _Run(numbers[first : last + 1], said[first : last + 1], end)
        for number, of, period in zip(run.numbers, run.said, run.periods(free, sentence), strict=False):
            if of is not None:
                yield Stated(number, of, period)
        taken = [phrase for each in run.compared() for phrase in _between(free, sentence, each.end, end)]
        free = [phrase for phrase in free if phrase not in taken]


@dataclass(frozen=True, slots=True)
class _Run:
    """Numbers of one thing, one after the other; `end` is where the next begins."""

    numbers: Sequence[ProseNumber]
    said: Sequence[Said | None]
    end: int

    def compared(self) -> list[ProseNumber]:
        return [number for number, of in zip(self.numbers, self.said, strict=True) if of is not None and of.compared]

    def periods(self, phrases: Sequence[PeriodPhrase], sentence: str) -> list[str]:
        """The one after each, its share of a list after or before all, or what leads in.

        None where the numbers are shared out, "respectively", among other things than periods.
        """
        stops = [*(number.start for number in self.numbers[1:]), self.end]
        within = [_between(phrases, sentence, each.end, to) for each, to in zip(self.numbers, stops, strict=True)]
        listed, leading = _listed(within[-1]), _leading(phrases, self.numbers[0].start)
        for years in (listed, leading):
            if len(years) == len(self.numbers) > 1 and not any(within[:-1]):
                return years
        if len(self.numbers) > 1 and _RESPECTIVELY.search(sentence, self.numbers[0].start, self.end):
            return []
        compared = self.compared()
        shared = _single(leading) or ("" if compared else _single(listed))
        return [
            _single(_listed(_nearest(found, number.end))) or ("" if number in compared else shared)
            for number, found in zip(self.numbers, within, strict=True)
        ]


def _runs(said: Sequence[Said | None]) -> Iterator[tuple[int, int]]:
    """Places of numbers of which the same is said one after the other."""
    first = 0
    for place in range(1, len(said) + 1):
        of = said[place] if place < len(said) else None
        if of is None or not of.follows:
            yield first, place - 1
            first = place


def _between(phrases: Sequence[PeriodPhrase], sentence: str, start: int, end: int) -> list[PeriodPhrase]:
    """Those after a number, up to where another clause begins: "12.4% and in 2016 earned 5.8%"."""
    clause = _CLAUSE.search(sentence, start, end)
    end = clause.start() if clause else end
    return [phrase for phrase in phrases if start <= phrase.start < end and not phrase.compared]


def _nearest(phrases: list[PeriodPhrase], end: int) -> list[PeriodPhrase]:
    """Of several the one right after the number."""
    return phrases[:1] if len(phrases) > 1 and phrases[0].start - end <= _BESIDE else phrases


def _listed(phrases: Sequence[PeriodPhrase]) -> list[str]:
    return [label for phrase in phrases for label in phrase.labels]


def _single(labels: Sequence[str]) -> str:
    """Of several nothing says which is meant."""
    return labels[0] if len(labels) == 1 else ""


def _leading(phrases: Sequence[PeriodPhrase], start: int) -> list[str]:
    """Of the last before the number that it is not compared with."""
    before = [
        phrase
        for phrase in phrases
        if phrase.end <= start and not phrase.compared and (phrase.until is None or start < phrase.until)
    ]
    return list(before[-1].labels) if before else []
