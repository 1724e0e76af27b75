"""Numbers of a claim that are not figures to be found: dates, years, periods, names, references.

What remains is told apart by what it commits to: a `loose` number (a small count, or one that the question brought in)
need not stand in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rm_assistant.domain.answers import EvidenceSpan
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.language.dates import find_periods, fold_width
from rm_assistant.language.numbers import PrintedNumber, find_numbers

_REFERENCE = re.compile(
    r"\b(?:notes?|items?|parts?|sections?|pages?|tables?|exhibits?|schedules?|chapters?|levels?|topics?|tiers?|stages?|no|nos"
    r"|asc|asu|ifrs|ias|sfas|fas|rule|form|ids?|series|class|phase|act)\.?:?\s?(?:\d[\d.-]*(?:\s?(?:,|and|&|to|-)\s?)?)+"
    r"|(?:注記|注|第|表|図|別紙|レベル|ステージ|項番|ページ|頁)\s?\d[\d.-]*"
    r"|\d+\s?(?:頁|ページ)|\[\d+\]",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"(?<=[^\W\d_])\s?[(（]\d{1,2}(?:\s?[,、]\s?\d{1,2})*[)）]")
"""The (1) after a word; a loss is printed so too."""
_NAME_BEFORE = re.compile(r"(?<=[\w,] )[A-Z][\w&.]*\s$")
_NAME_AFTER = re.compile(r"\s[A-Z]\w|-[A-Z\d]")
_MONTHS = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$")
_LONGEST_NAME_NUMBER = 9_999
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_COUNT_LIMIT = 31
_DURATION = re.compile(
    r"\s?-?\s?(?:days?|weeks?|months?|years?|quarters?|日|週|か月|ヶ月|カ月|ヵ月|年|四半期|期)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number that a claim states as a fact. `loose` ones need not stand in the source.

    A `named` one may belong to a name or a note's mark (Model 737, "Services (1)"): it is a figure only where a cell
    prints it.
    """

    number: PrintedNumber
    loose: bool
    named: bool = False


def stated_numbers(claim: str, spans: Sequence[EvidenceSpan], question: ResolvedQuestion) -> tuple[StatedNumber, ...]:
    """The numbers of `claim` that are figures, in reading order."""
    names = list(_names(claim, spans))
    outside = [*_periods(claim), *(match.span() for match in _REFERENCE.finditer(claim))]
    asked = {number.base_value for number in find_numbers(question.text)}
    numbers = (
        number
        for number in find_numbers(claim)
        if not (_is_within(number, names) or (_is_within(number, outside) and not _has_unit(number)))
    )
    marks = [match.span() for match in _NOTE_MARK.finditer(claim)]
    return tuple(_stated(number, claim, asked, marks) for number in numbers)


def _stated(number: PrintedNumber, claim: str, asked: set[Decimal], marks: Sequence[tuple[int, int]]) -> StatedNumber:
    mark = _is_within(number, marks) and not _has_unit(number)
    return StatedNumber(number, mark or _is_loose(number, claim, asked), mark or _is_beside_a_name(number, claim))


def _periods(claim: str) -> Iterator[tuple[int, int]]:
    for mention in find_periods(claim):
        yield mention.start, mention.end


def _names(claim: str, spans: Sequence[EvidenceSpan]) -> Iterator[tuple[int, int]]:
    folded = fold_width(claim).casefold()
    names = {fold_width(name).casefold() for span in spans for name in _names_of(span) if _LETTER.search(name)}
    for name in names:
        pattern = r"\s+".join(map(re.escape, name.split()))
        yield from (match.span() for match in re.finditer(pattern, folded))


def _names_of(span: EvidenceSpan) -> Iterator[str]:
    """Whose the span is, and what its table, headings and columns are called: "Restated (Note 2)", "Notes due 2030"."""
    yield from (span.issuer, span.document_name, span.table_title or "")
    yield from span.path
    for heading in span.path:
        yield from _BRACKETS.split(heading)
    yield from (" ".join(cell.columns) for cell in span.cells)
    yield from (name for cell in span.cells for name in cell.columns)


def _is_within(number: PrintedNumber, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in ranges)


def _has_unit(number: PrintedNumber) -> bool:
    """A number with a unit of its own is a figure even where its digits could be a year."""
    return number.percent or number.scale is not None or number.currency is not None


def _is_beside_a_name(number: PrintedNumber, claim: str) -> bool:
    """Digits alone next to a capitalised word: 737 MAX, S&P 500, 737-800."""
    plain = number.text.isdigit() and number.value <= _LONGEST_NAME_NUMBER
    if not plain:
        return False
    before = claim[: number.start]
    named = _NAME_BEFORE.search(before) and not _MONTHS.search(before)
    return bool(named) or _NAME_AFTER.match(claim, number.end) is not None


def _is_loose(number: PrintedNumber, claim: str, asked: set[Decimal]) -> bool:
    if number.base_value in asked:
        return True
    if number.percent or number.scale or number.currency or number.decimals:
        return False
    is_duration = _DURATION.match(claim, number.end) is not None
    return is_duration or (0 <= number.value <= _COUNT_LIMIT and not number.bracketed)
