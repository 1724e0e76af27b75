"""Whether a figure says what a gold answer of the `tables` layout says: numbers in base units, dates, words, a dash."""

from __future__ import annotations

import html
import re
from decimal import Decimal, InvalidOperation

from rm_assistant.domain.figures import Figure, FigureKind
from rm_assistant.language.dates import find_dates

_NIL = frozenset("－―‐-—ー–−")


def same_value(figure: Figure, gold: str) -> bool:
    """Numbers as the line means them, signed; a dash is any dash; words without spaces; dates as year-month-day."""
    if gold.strip() in _NIL:
        return figure.kind is FigureKind.NIL
    number = _number(gold)
    if figure.value is not None and number is not None:
        return figure.value * figure.meant == number
    return _words(figure.text) == _words(gold)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _words(text: str) -> str:
    plain = html.unescape(text)
    dates = find_dates(plain)
    if len(dates) == 1 and len(plain.strip()) <= dates[0].end - dates[0].start + len("生"):
        return dates[0].date.isoformat()
    return re.sub(r"\s", "", plain)
