"""Amounts, amounts a share, and ratios: a figure of one kind is no answer for another."""

from __future__ import annotations

import re
from enum import Enum, auto

from rm_assistant.domain.answers import EvidenceCell, EvidenceSpan
from rm_assistant.language.terms import Term
from rm_assistant.language.words import normalise

_PER_SHARE = re.compile(
    r"\bper\s+(?:\w+\s+){0,3}shares?\b|\beps\b|[1一]株当た?り|潜在株式調整後[1一]株|/\s*share\b", re.IGNORECASE
)
_SHARES = re.compile(r"\b(?:average|number\s+of)\b.*\bshares\b|\bshares\s+(?:used|outstanding)\b|株式数", re.IGNORECASE)
"""Numbers of shares, of which many are said to be used for an amount a share."""
_RATIO = re.compile(
    r"%|\bper\s?cent(?:age)?\b|\bratio\b|\brate\b|\bmargin\b|\breturn on\b|\byield\b|\bpayout\b|\bgrowth\b|\btimes\b"
    r"|率|割合|構成比|倍$|増減$|伸び",
    re.IGNORECASE,
)
_SAYS_RATIO = re.compile(r"%|\bper\s?cent(?:age)?s?\b|\bratio\b|\brate\b|率|割合|構成比|\(倍\)", re.IGNORECASE)
"""What makes a column or a label one of ratios. "Margin" does not: gross margin is an amount more often than not."""
_RATIO_GIVEN = frozenset({"percent", "ratio"})


class Measure(Enum):
    AMOUNT = auto()
    PER_SHARE = auto()
    RATIO = auto()


def asked_measure(item: Term | None, question: str) -> Measure:
    """What the item is, or what the question makes of it: "net income per share", "sales as a % of total"."""
    plain = normalise(question)
    first = normalise(item.english[0] if item and item.english else "")
    if _PER_SHARE.search(first) or _PER_SHARE.search(plain):
        return Measure.PER_SHARE
    gives = {unit for _, unit in item.gives} if item else set()
    if gives & _RATIO_GIVEN or _RATIO.search(first) or _SAYS_RATIO.search(plain):
        return Measure.RATIO
    return Measure.AMOUNT


def measure_of(span: EvidenceSpan, cell: EvidenceCell) -> Measure:
    """From the figure itself, then from what stands nearest to it."""
    text = normalise(cell.text)
    if "%" in text:
        return Measure.RATIO
    names = (*_labels(span), *span.path, *cell.columns)
    plain = [normalise(name) for name in names]
    if any(_PER_SHARE.search(name) for name in plain) and not any(_SHARES.search(name) for name in plain):
        return Measure.PER_SHARE
    currency = any(sign in text for sign in "$€£¥円")
    if not currency and any(_SAYS_RATIO.search(name) for name in plain):
        return Measure.RATIO
    return Measure.AMOUNT


def _labels(span: EvidenceSpan) -> list[str]:
    """The words of the row, its unit among them."""
    return [
        cell.text
        for cell in span.cells
        if not any(character.isdigit() for character in cell.text) or cell is span.cells[0]
    ]
