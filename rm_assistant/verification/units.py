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
_PER_SHARE = re.compile(r"\bper\b[\w\s]{0,20}\bshare\b|一株当たり|1株当たり|1株当り", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_UNIT_CELL = re.compile(r"[(（][^()（）\d]{1,16}[)）]")
"""(百万円), (％), (倍): a cell of its own beside the label."""
_SAID_OF_ALL = re.compile(
    r"\bin\s+(?:[A-Z]{3}\s+|US\s+|U\.S\.\s+)?(?:dollars\s+in\s+)?(?:thousands|millions|billions|trillions)\b"
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
    label = normalise(row_label(span))
    stated = tuple(_statements(span, cell))
    percent = any(_PERCENT.search(normalise(text)) for text in (label, *stated))
    per_share = _PER_SHARE.search(label)
    for text in stated:
        scale = scale_of(text)
        if scale is not None or _is_own_unit(text, span):
            return PrintedUnit(text, 1 if per_share else scale, percent)
    return PrintedUnit(span.unit, 1 if per_share else None, percent)


def row_label(span: EvidenceSpan) -> str:
    """The text of a row before its first figure; a sentence has none."""
    if not span.cells:
        return ""
    return next((cell.text for cell in span.cells if re.search(r"[^\W\d_]", cell.text)), "")


def _statements(span: EvidenceSpan, cell: EvidenceCell | None) -> Iterator[str]:
    yield from _IN_BRACKETS.findall(row_label(span))
    yield from (other.text.strip() for other in span.cells if _UNIT_CELL.fullmatch(other.text.strip()))
    if cell is not None:
        yield from reversed(cell.columns)
    if span.unit:
        yield span.unit
    if span.table_title:
        yield from _IN_BRACKETS.findall(span.table_title)


def _is_own_unit(text: str, span: EvidenceSpan) -> bool:
    """A cell of the row, or a bracket in its label, that says percent or times: no scale, and yet its unit."""
    if any(text == cell.text.strip() for cell in span.cells):
        return True
    return text in row_label(span) and bool(_PERCENT.search(normalise(text)))
