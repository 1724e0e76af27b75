"""Numbers as filings print them: 1,577 (1,577) △1,577 $1.2 billion 12.5% 3億5,000万円, in full width too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rm_assistant.language.dates import fold_width


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number at `[start, end)`, with its sign, currency, scale word and percent sign where they stand beside it.

    `value` is as printed, before scale and percent: 1.2 for "$1.2 billion", -12.5 for "(12.5)%". A chain of scales is
    told in its smallest: 35000 with scale 10,000 for "3億5,000万円". `currency` is an ISO 4217 code. `scale` is None
    where no scale word is printed with the number: a table's unit may still give one.
    """

    start: int
    end: int
    text: str
    value: Decimal
    percent: bool = False
    currency: str | None = None
    scale: int | None = None
    bracketed: bool = False
    """Only brackets say that it is negative, which prose also puts around positive numbers: "rose by $5 (12.5%)"."""

    @property
    def base_value(self) -> Decimal:
        """In units: 1,200,000,000 for "$1.2 billion", 0.125 for "12.5%"."""
        return self.value / 100 if self.percent else self.value * (self.scale or 1)

    @property
    def decimals(self) -> int:
        """Digits after the point, as printed."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bil": 10**9,
    "tn": 10**12,
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "億": 10**8,
    "十億": 10**9,
    "百億": 10**10,
    "千億": 10**11,
    "兆": 10**12,
    "十兆": 10**13,
    "百兆": 10**14,
    "千兆": 10**15,
}
"""Words of scale in both languages, in lower case and the singular."""
_CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "u.s. dollar": "USD",
    "us dollar": "USD",
    "dollar": "USD",
    "ドル": "USD",
    "米ドル": "USD",
    "c$": "CAD",
    "a$": "AUD",
    "hk$": "HKD",
    "nt$": "TWD",
    "s$": "SGD",
    "¥": "JPY",
    "jpy": "JPY",
    "yen": "JPY",
    "円": "JPY",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "ユーロ": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "ポンド": "GBP",
    "元": "CNY",
    "人民元": "CNY",
}
_ONE_CHARACTER = {ord("￥"): "¥", ord("−"): "-", ord("–"): "-", ord("▲"): "△"}

_DIGITS = re.compile(r"(?<![A-Za-z0-9_.])(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?!\.\d)")
_SIGN = r"(?:△[ ]?|(?<![A-Za-z0-9)])[-+])"
_PREFIX = re.compile(
    rf"(?:(?P<outer>\()[ ]?)?(?P<sign>{_SIGN})?"
    r"(?:(?P<currency>(?<![A-Za-z])(?:US|HK|NT|[CAS])?\$|[¥€£]|\b(?:USD|JPY|EUR|GBP)\b)[ ]{0,3})?"
    rf"(?:(?P<inner>\()[ ]?)?(?P<inner_sign>{_SIGN})?$",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:[ ]?(?P<percent{n}>%|パーセント|[ ]?per[ ]?cent\b(?!age))"
    r"|[ -]?(?P<word{n}>(?:thousand|million|billion|trillion|mn|bn|tn|mil|bil)\b\.?)s?"
    r"|(?P<letter{n}>(?:mm|k|m|b)(?![A-Za-z0-9]))"
    r"|(?P<kanji{n}>[十百千]?[万億兆]|千(?=[円株ドユポ元人])))?"
    r"(?:[ ]?(?P<currency{n}>米?ドル|ユーロ|ポンド|人民元|元(?!年)|円|(?:(?:u\.?s\.?|us)[ ])?dollars?\b|yen\b"
    r"|euros?\b|pounds?\b|USD\b|JPY\b|EUR\b|GBP\b))?"
)
_SUFFIX = re.compile(
    _UNIT.format(n=1) + r"(?P<close>[ ]?\))?" + _UNIT.format(n=2).replace("[ ]?%", "%"),
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"(?:[※†‡#]|注\)?|(?<![\d)])(?<![\d)] )\*)[ ]?\(?(?:\d{1,2}[ ]?[,、・][ ]?)*$")
_NAME_BEFORE = re.compile(r"[A-Za-z]-$")
_LONGEST_MARK = 2
"""Digits of a note's number."""
_ATTACHED_LETTER = re.compile(r"(?!x\b)[A-Za-z_]|-[A-Za-z]{1,2}\b")
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*$")
_CHAINED = re.compile(r"[十百千]?[万億兆]$")
_LONGEST_PREFIX = 9


def find_numbers(text: str) -> list[PrintedNumber]:
    """Every number of `text`, in reading order.

    Digits that are part of a name (7Z, 10-K, FY2018, Q4, COVID-19), list marks ("(1) Revenue") and marks of notes (※1,
    *2, 注3) are not numbers; years and days are, and `language.dates` knows them.
    """
    folded = fold_width(text).translate(_ONE_CHARACTER)
    found: list[PrintedNumber] = []
    for digits in _DIGITS.finditer(folded):
        floor = found[-1].end if found else 0
        if digits.start() < floor:
            continue
        number = _number_at(text, folded, digits, floor)
        if number is None:
            continue
        if found and _continues(found[-1], number):
            number = _chained(text, found.pop(), number)
        found.append(number)
    return found


def _number_at(text: str, folded: str, digits: re.Match[str], floor: int) -> PrintedNumber | None:
    prefix = _PREFIX.search(folded, max(floor, digits.start() - _LONGEST_PREFIX), digits.start())
    suffix = _SUFFIX.match(folded, digits.end())
    if prefix is None or suffix is None:  # both may be empty, and always match
        return None
    closed = bool((prefix["inner"] or prefix["outer"]) and suffix["close"])
    end = suffix.end() if closed else _end_without_bracket(suffix)
    start = prefix.start() if closed or not prefix["outer"] else prefix.end("outer")
    currency = prefix["currency"] or suffix["currency1"] or (suffix["currency2"] if closed else None)
    scale, end = _scale(suffix, currency=prefix["currency"], closed=closed, end=end)
    if _ATTACHED_LETTER.match(folded, end) or (closed and _is_list_mark(folded, prefix.start(), end, digits[0])):
        return None
    if _is_mark_or_name(folded, prefix, digits):
        return None
    signed = (prefix["sign"] or "") + (prefix["inner_sign"] or "")
    bracketed = closed and _is_negative_bracket(text, digits, signed)
    value = Decimal(digits[0].replace(",", ""))
    percent = bool(suffix["percent1"] or (closed and suffix["percent2"]))
    return PrintedNumber(
        start=start,
        end=end,
        text=text[start:end],
        value=-value if bracketed or any(sign in signed for sign in "△-") else value,
        percent=percent,
        currency=_CURRENCIES[_singular(currency)] if currency else None,
        scale=scale,
        bracketed=bracketed,
    )


def _is_mark_or_name(folded: str, prefix: re.Match[str], digits: re.Match[str]) -> bool:
    """The 1 of ※1 and 注1, the 19 of COVID-19."""
    if _NAME_BEFORE.search(folded, max(0, digits.start() - 2), digits.start()):
        return True
    short = digits[0].isdigit() and len(digits[0]) <= _LONGEST_MARK
    return short and _NOTE_MARK.search(folded, max(0, prefix.start() - 12), digits.start()) is not None


def _end_without_bracket(suffix: re.Match[str]) -> int:
    """Where the unit directly after the digits ends."""
    ends = [suffix.end(group) for group in ("percent1", "word1", "letter1", "kanji1", "currency1")]
    return max(suffix.start(), *ends)


def _scale(suffix: re.Match[str], *, currency: str | None, closed: bool, end: int) -> tuple[int | None, int]:
    """The scale and where the number ends; a bare letter (5M) is a scale beside a currency only."""
    for group in ("1", "2") if closed else ("1",):
        word = suffix["word" + group] or suffix["kanji" + group]
        if word:
            return SCALES[word.lower().rstrip(".")], end
        letter = suffix["letter" + group]
        if letter and currency:
            return SCALES[letter.lower()], end
        if letter:
            return None, suffix.start("letter" + group)
    return None, end


def _singular(currency: str) -> str:
    lowered = currency.lower().replace("u.s ", "us ")
    return lowered.removesuffix("s") if lowered.isascii() and len(lowered) > 3 else lowered


def _is_negative_bracket(text: str, digits: re.Match[str], signed: str) -> bool:
    """Brackets of full width explain, and a year in brackets is a year."""
    plain_year = len(digits[0]) == 4 and digits[0].isdigit() and digits[0].startswith(("19", "20"))
    opening = text.rfind("(", max(0, digits.start() - _LONGEST_PREFIX), digits.start())
    return opening >= 0 and not plain_year and not signed


def _is_list_mark(folded: str, start: int, end: int, digits: str) -> bool:
    if len(digits) > 2 or not _LIST_MARK.search(folded, max(0, start - 20), start):
        return False
    return folded[end : end + 2].strip()[:1].isalpha()


def _continues(before: PrintedNumber, number: PrintedNumber) -> bool:
    """True for the 5,000万 of 3億5,000万."""
    smaller = before.scale is not None and (number.scale or 1) < before.scale
    return smaller and before.end == number.start and bool(_CHAINED.search(before.text)) and number.value >= 0


def _chained(text: str, before: PrintedNumber, number: PrintedNumber) -> PrintedNumber:
    scale = number.scale or 1
    ratio = (before.scale or 1) // scale
    value = abs(before.value) * ratio + number.value
    return PrintedNumber(
        start=before.start,
        end=number.end,
        text=text[before.start : number.end],
        value=-value if before.value < 0 else value,
        percent=number.percent,
        currency=before.currency or number.currency,
        scale=number.scale,
        bracketed=before.bracketed,
    )


def numbers_in(text: str) -> Iterator[Decimal]:
    """The values alone, as printed."""
    return (number.value for number in find_numbers(text))
