"""Rows between an opening and a closing balance: the movements of the time from one to the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ingest.figures.periods import Named
from rm_assistant.domain.figures import Source
from rm_assistant.language.dates import fold_width
from rm_assistant.language.period_labels import PeriodLabel, read_period_label

_WORTH_A_LOOK = re.compile(
    r"残高|期首|期末|\d日|\bbalances?\b|\b(?:beginning|end) of\b|\b(?:19|20)\d\d$", re.IGNORECASE
)
_DATE_ALONE = re.compile(
    r"(?:(?i:(?:outstanding|un-?vested|non-?vested|exercisable)(?: balance)?,?(?: as of| at| on)?) )?"
    r"(?:(?:\d{4}|[^\d\s]{2}\d{1,2}|[^\d\s]{2}元)年\d{1,2}月\d{1,2}日(?:現在)?|[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4})"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


def between_balances(labels: Sequence[str]) -> list[Named | None]:
    """For each row, the period that the balances around it enclose, or the day of a balance that it names alone."""
    balances = [(at, _balance(label)) for at, label in enumerate(labels)]
    marks = [(at, balance) for at, balance in balances if balance is not None]
    found = [
        Named(balance, label, Source.ROW) if balance and balance.end else None
        for (_, balance), label in zip(balances, labels, strict=True)
    ]
    for (first, opening), (last, closing) in pairwise(marks):
        enclosed = _enclosed(opening, closing)
        if enclosed is not None:
            found[first + 1 : last] = [Named(enclosed, labels[last], Source.PARENT_ROW)] * (last - first - 1)
    return found


def _balance(label: str) -> PeriodLabel | None:
    if not label or not _WORTH_A_LOOK.search(label):
        return None
    plain = " ".join(label.split())
    read = read_period_label(plain)
    if read.opening or read.closing:
        return read
    dated = read.end is not None and _DATE_ALONE.fullmatch(_BRACKETS.sub("", fold_width(plain)).strip())
    return replace(read, closing=True, months=0) if dated else None


def _enclosed(opening: PeriodLabel, closing: PeriodLabel) -> PeriodLabel | None:
    if opening.opening and closing.opening:
        return closing
    if opening.end is None or closing.end is None:
        return PeriodLabel(moves=True) if opening.opening and closing.closing else None
    if opening.end == closing.end:
        return closing
    months = _months(opening.end, closing.end)
    return PeriodLabel(end=closing.end, months=months, moves=True) if months else None


def _months(opening: date, closing: date) -> int:
    months = round((closing - opening).days / 30.44)
    return months if 0 < months <= 24 else 0
