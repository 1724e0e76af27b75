"""How a question wants its result: decimals, scale and unit, and the question without the words that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rm_assistant.domain.calculations import Shape
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.language.numbers import SCALES

_COUNTS = {
    "zero": 0,
    "no": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "一": 1,
    "二": 2,
    "三": 3,
}
_CURRENCIES = {
    "usd": "USD",
    "us$": "USD",
    "$": "USD",
    "us dollars": "USD",
    "dollars": "USD",
    "ドル": "USD",
    "jpy": "JPY",
    "yen": "JPY",
    "¥": "JPY",
    "円": "JPY",
    "eur": "EUR",
    "euros": "EUR",
    "€": "EUR",
    "ユーロ": "EUR",
    "gbp": "GBP",
    "pounds": "GBP",
    "£": "GBP",
    "ポンド": "GBP",
}
_CURRENCY = r"(?P<currency>USD|US\$|U\.?S\.? dollars|dollars|JPY|yen|EUR|euros|GBP|pounds|[$¥€£])"
_SCALE = r"(?P<scale>thousand|million|billion|trillion)s?"
_COUNT = r"(?P<count>\d|zero|no|one|two|three|four|first|second)"

_DECIMALS = (
    re.compile(
        rf"[,(]?\s*(?:and\s+|please\s+)?(?:round(?:ed|ing)?)\b[^.?;()]{{0,40}}?\bto\s+(?:the\s+)?{_COUNT}\s*"
        r"(?:decimals?(?:\s+(?:places?|points?))?|d\.?p\.?)\)?",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:to|with)\s+{_COUNT}\s+decimals?(?:\s+(?:places?|points?))?", re.IGNORECASE),
    re.compile(
        r"(?:小数点?以下|小数点?)\s*第?\s*(?P<count>[0-4０-４一二三])\s*(?:桁|位)(?P<below>未満|以下切|を四捨五入|で四捨五入)?"
        r"(?:まで|に|で)?(?:四捨五入(?:して)?)?"
    ),
)
_WHOLE = (
    re.compile(
        r"[,(]?\s*(?:and\s+)?(?:round(?:ed)?)\b[^.?;()]{0,40}?\bto\s+the\s+nearest\s+"
        r"(?:whole\s+)?(?:number|integer|dollar|yen|day|percent|thousand|million|billion)\)?",
        re.IGNORECASE,
    ),
    re.compile(r"整数(?:で|に)(?:四捨五入(?:して)?)?"),
)
_AMOUNT = (
    re.compile(
        rf"[,(]?\s*(?:answer\s+|state\s+)?\bin\s+(?:units?\s+of\s+|terms\s+of\s+)?{_CURRENCY}?\s*{_SCALE}\b\)?",
        re.IGNORECASE,
    ),
    re.compile(r"[,(]?\s*\bin\s+(?:terms\s+of\s+)?(?P<currency>[$¥€£])\s?(?P<scale>k|mn?|bn?)\b\)?", re.IGNORECASE),
    re.compile(rf"[,(]?\s*\bin\s+{_CURRENCY}(?!\w)\)?", re.IGNORECASE),
    re.compile(
        r"[、（(]?(?P<scale>千|十億|百万|億|兆|万)(?P<currency>円|ドル|ユーロ|ポンド)(?:単位)?(?:で|にて|に換算して)"
        r"(?:答えて(?:ください)?|教えて(?:ください)?)?[)）]?"
    ),
)
_PERCENT = (
    re.compile(
        r"[,(]?\s*(?:answer\s+)?\b(?:in|as)\s+(?:a\s+|an?\s+)?(?:units?\s+of\s+|terms\s+of\s+)?(?:percent(?:s|ages?)?|%)(?:\s+terms)?(?!\s+of\b)(?!\s*\w+\s+of\b)\)?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:(?<=change)|(?<=crease))\s*\(\s*(?:in\s+)?(?:%|percent|percentage)\s*\)", re.IGNORECASE),
    re.compile(r"[、（(]?(?:％|%|パーセント)(?:単位)?(?:で|表示で|にて)[)）]?"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is the question without what was read into `shape`."""

    shape: Shape
    text: str


def read_shape(text: str) -> Asked:
    """What is not asked for stays None."""
    rest, decimals = _decimals(text)
    rest, percent = _first(rest, _PERCENT)
    rest, amount = _first(rest, _AMOUNT)
    scale = SCALES[amount["scale"].lower()] if amount and amount.groupdict().get("scale") else None
    return Asked(Shape(decimals, scale, _unit(percent, amount)), rest)


def _decimals(text: str) -> tuple[str, int | None]:
    rest, found = _first(text, _DECIMALS)
    if found:
        written = found["count"].lower()
        count = _COUNTS.get(written)
        count = int(written) if count is None else count
        rounds_off = found.groupdict().get("below")
        return rest, count - 1 if rounds_off else count
    rest, found = _first(text, _WHOLE)
    return (rest, 0) if found else (text, None)


def _unit(percent: re.Match[str] | None, amount: re.Match[str] | None) -> Unit | None:
    if percent:
        return Unit(UnitKind.PERCENT)
    currency = amount.groupdict().get("currency") if amount else None
    if currency is None:
        return None
    return Unit(UnitKind.CURRENCY, _CURRENCIES[currency.lower().replace("u.s.", "us").replace("u.s", "us")])


def _first(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[str, re.Match[str] | None]:
    """The text without the first match of any pattern."""
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return f"{text[: match.start()]} {text[match.end() :]}", match
    return text, None
