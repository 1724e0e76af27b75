"""The unit and scale of a printed figure, from what stands near it: never guessed.

The nearest statement wins: the row's label, its columns, the table's unit, the table's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.language.words import normalise

_SCALES: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), scale)
    for pattern, scale in (
        (r"\btrillions?\b|兆円", 10**12),
        (r"\bbillions?\b|\bbn\b|十億(?:円|米?ドル|ユーロ)", 10**9),
        (r"億(?:円|米?ドル|ユーロ)", 10**8),
        (r"\bmillions?\b|\bmn\b|\bmil\b|百万(?:円|米?ドル|ユーロ|ポンド|元|株)?", 10**6),
        (r"\bthousands?\b|'000s?\b|\b000s\b|千(?:円|米?ドル|ユーロ|ポンド|元|株)", 10**3),
        (r"^\W*(?:単位\W*)?(?:in\s+)?(?:円|株|人|米?ドル|u\.?s\.? dollars?|dollars?|yen|euros?|shares?)\W*$", 1),
    )
)
_PERCENT = re.compile(r"%|\bper\s?cent\b|\bpercent(?:age)?\b|\bratio\b|\brate\b|\bmargin\b|割合|率", re.IGNORECASE)
_SHARE_COLUMN = re.compile(r"%|\bper\s?cent\b|構成比|増減率", re.IGNORECASE)
"""A column of shares and changes in a table of amounts."""
_PER_SHARE = re.compile(r"\bper\b[\w\s]{0,20}\bshare\b|[一1]株当た?り", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")
_IN_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_UNIT_CELL = re.compile(
    r"[(（][^()（）\d]{1,16}[)）]|[十百千]?[万億兆]?(?:円|米?ドル|ユーロ|株|元)|[％%倍人名社件]|U?S?\$|(?:in\s+)?(?:thousands|millions|billions)",
    re.IGNORECASE,
)
"""(百万円), 百万円, (％), 倍: a cell of its own beside the label."""
_SAID_OF_ALL = re.compile(
    r"\b[Ii]n\s+(?:[A-Z]{3}\s+|US\s+|U\.S\.\s+)?(?:dollars\s+in\s+)?(?:[Tt]housands|[Mm]illions|[Bb]illions|[Tt]rillions)\b"
    r"|\b[A-Z]{3}\s+(?:thousands|millions|billions|trillions)\b|単位\s*[:：]?\s*\S+",
)


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """`text` as printed; None where nothing near the figure states a unit. `scale` is None where it is not known."""

    text: str | None
    scale: int | None
    percent: bool


def scale_of(text: str) -> int | None:
    """The scale that `text` states: 1,000,000 for "(Millions)", 単位：百万円; 1 for 円; None where it states none."""
    folded = normalise(text)
    return next((scale for pattern, scale in _SCALES if pattern.search(folded)), None)


def scale_said_of_all(claim: str) -> int | None:
    """The scale a claim states for its figures in general: "(in millions)", "USD millions", （単位：百万円）."""
    said = [*_IN_BRACKETS.findall(claim), *_SAID_OF_ALL.findall(normalise(claim))]
    return next((scale for scale in map(scale_of, said) if scale is not None and scale > 1), None)


def printed_unit(span: EvidenceSpan, cell: EvidenceCell | None) -> PrintedUnit:
    """What is printed of the unit of `cell` (of any number of `span` where None)."""
    if cell is not None and _PERCENT.search(normalise(cell.text)):
        return PrintedUnit(None, None, percent=True)  # "43.5%" says its own, whatever the table is in
    if cell is not None and any(_SHARE_COLUMN.search(normalise(name)) for name in cell.columns):
        return PrintedUnit(None, None, percent=True)
    label = normalise(row_label(span))
    stated = tuple(_statements(span, cell))
    percent = any(_PERCENT.search(normalise(text)) for text in (label, *stated))
    per_share = any(_PER_SHARE.search(normalise(text)) for text in (label, *span.path))
    for text in stated:
        scale = scale_of(text)
        if scale is not None or _is_own_unit(text, span):
            return _without_scale(text, percent=percent) if per_share else PrintedUnit(text, scale, percent)
    return PrintedUnit(span.unit, 1 if per_share else None, percent)


def _without_scale(text: str, *, percent: bool) -> PrintedUnit:
    """The unit of an amount a share: what is said of millions is not said of it, unless it says so itself."""
    said = scale_of(text) == 1 or _PER_SHARE.search(normalise(text)) is not None
    return PrintedUnit(text if said else None, 1, percent)


def row_label(span: EvidenceSpan) -> str:
    """The words of a row before its first figure; a sentence has none."""
    words: list[str] = []
    for cell in span.cells:
        if _DIGIT.search(cell.text) and not _LETTERS.search(cell.text):
            break
        words.append(cell.text.strip())
    return " ".join(words) if _LETTERS.search(" ".join(words)) else ""


def _statements(span: EvidenceSpan, cell: EvidenceCell | None) -> Iterator[str]:
    """What is said of units, nearest first: in the row, over its column, in the rows above it, of the table."""
    yield from _IN_BRACKETS.findall(row_label(span))
    yield from _unit_cells(span)
    if cell is not None:
        yield from reversed(cell.columns)
    for heading in reversed(span.path):
        yield from _IN_BRACKETS.findall(heading)
        yield from (word for word in heading.split() if _UNIT_CELL.fullmatch(word))
    if span.unit:
        yield span.unit
    if span.table_title:
        yield from _IN_BRACKETS.findall(span.table_title)


def _unit_cells(span: EvidenceSpan) -> Iterator[str]:
    yield from (cell.text.strip() for cell in span.cells[1:] if _UNIT_CELL.fullmatch(cell.text.strip()))


def _is_own_unit(text: str, span: EvidenceSpan) -> bool:
    """A cell of the row, or a bracket in or over its label, that says percent or times: no scale, and yet its unit."""
    if text in _unit_cells(span):
        return True
    around = " ".join((row_label(span), *span.path))
    return text in around and bool(_PERCENT.search(normalise(text)))
