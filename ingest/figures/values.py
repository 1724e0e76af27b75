"""What a cell prints: one number or several, a dash for nothing, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from rm_assistant.domain.figures import FigureKind, Unit, UnitKind
from rm_assistant.language.dates import fold_width
from rm_assistant.language.printed_units import PrintedUnit
from rm_assistant.language.units import units_alone

LONGEST_CELL = 120
"""Characters of a cell that may still be a number; longer ones are prose."""


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A number, a dash or words at `[start, end)` of the cell.

    `value` is signed by △ and minus signs, before any scale; `bracketed` says that it stands alone in round brackets,
    which make it negative or set it aside, as the table has it. `unit` is what the cell itself prints beside it.
    """

    start: int
    end: int
    kind: FigureKind
    value: Decimal | None = None
    unit: PrintedUnit | None = None
    currency: str | None = None
    bracketed: bool = False


_ONE_TO_ONE = {ord(c): "-" for c in "−–—―‐‑－ー‒─━"} | {
    ord("▲"): "△",
    ord("￥"): "¥",
    ord("〔"): "[",
    ord("〕"): "]",
    ord("\n"): " ",
    ord("\u2009"): " ",
    ord("\u202f"): " ",
    ord("，"): ",",
    ord("％"): "%",
}
_MARK = (
    r"(?:[※*†‡§#]+\s*(?:\(?\d{1,2}(?:[,、・]\s*\d{1,2})*\)?(?=\s|\(|[,、]\s*[※*]))?"
    r"|[(\[]\s*(?:(?:注|\*)\s*\d{1,2}[)\]]|\*[)\]]|注[)\]]\s*\d{1,2})(?=\s)|注\s*\d{1,2}(?=\s))"
)
_DIGITS = r"(?!0\d)\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|(?!0\d)\d+(?:\.\d+)?|\.\d+"
_CURRENCY = r"US\$|HK\$|NT\$|[CAS]\$|R\$|\$|¥|€|£"
_UNIT = (
    r"%\s?pts?\.?|%\s?points?|bps?\b|pts?\b|[十百千]?[万億兆]?(?:円|米?ドル|株|ユーロ|元)|[十百千]?[万億兆]株?|%|名|人|社|倍|件|個|口|銘柄|店舗"
    r"|年間?|ヶ月|ヵ月|カ月|か月|日間?|歳|回|台|点"
    r"|ポイント|単元|㎡|トン|[x×](?![a-z])|percent\b|per cent\b|years?\b|months?\b|days?\b"
    r"|times\b|shares?\b|million\b|billion\b|thousand\b|trillion\b|basis points\b|bbls?\b|MW\b|t\b"
)
_SIGN = r"[△+-]\s?(?:\s(?=[\d$¥€£]))?"
_NUMBER = re.compile(
    rf"(?P<open>[(\[]\s*)?(?P<sign>{_SIGN})?(?P<currency>(?:{_CURRENCY})\s*)?(?P<inner>\(\s*)?(?P<sign2>{_SIGN})?"
    rf"(?P<digits>{_DIGITS})(?P<sen>円\s?(?P<cents>\d\d?)\s?銭)?"
    rf"(?:\s?(?P<unit>{_UNIT}))?(?P<close>\s*[)\]]{{1,2}})?(?P<after>\s?%)?",
    re.IGNORECASE,
)
_NIL = re.compile(
    rf"(?P<open>[(\[]\s*)?(?P<currency>(?:{_CURRENCY})\s*)?"
    rf"(?:-+(?!\s?[\d.])|該当なし|該当事項なし|n/a|n\.a\.|nil|none|n/m|nm\b)\s?(?:%|{_UNIT})?(?P<close>\s*[)\]])?"
    r"(?:\s*%)?",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s/、]*")
_SIGN_AT_END = re.compile(rf"({_CURRENCY})\s*$")
""" "5.6 $": numbers set so close that the sign of the next column is in this cell are of one currency."""
_TRAILING_MARK = re.compile(
    r"\s*(?:[※*†‡§#]+\s*\d{0,2}"
    r"|\(\s*(?:注\s*\d{0,2}(?:[,、・]\s*\d{1,2})*|[a-z]{1,2}|\*\d{0,2}|\d)\s*\)\s*\d{0,2}|注\s*\d{1,2}|\d(?=$)(?<=\s\d)|[¹²³⁴⁵⁶⁷⁸⁹])",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"\s*(?:{_MARK}[\s,、・]*)*(?:[^\s\d,.]{{0,6}}株式\s+)?(?:約|計\s?)?")
_YEAR_NAME = re.compile(r"(?:19|20)\d\d\s?年?度?")
_MONTH = re.compile(r"\d{1,2}/\d\d(?:/\d\d(?:\d\d)?)?")
"""12/17 and 6/30/22 are times."""
_PLAIN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+|(?:0|[1-9][0-9]{0,2})(?:\.[0-9]+)?")
"""Most cells: no sign, no unit, nothing to look for."""
_SHORT_SCALES = {"million": 10**6, "billion": 10**9, "thousand": 10**3, "trillion": 10**12} | {
    digits + myriad: multiple * power
    for digits, multiple in (("", 1), ("十", 10), ("百", 100), ("千", 1000))
    for myriad, power in (("万", 10**4), ("億", 10**8), ("兆", 10**12))
}


@lru_cache(maxsize=60_000)
def read_cell(text: str) -> tuple[PrintedValue, ...]:
    """The numbers of a cell that prints nothing else, a single dash, or its words; empty for a cell without text.

    Marks of notes are passed over: `※(1) 212,869` is 212,869.
    """
    if _PLAIN.fullmatch(text):
        return (PrintedValue(0, len(text), FigureKind.NUMBER, Decimal(text.replace(",", ""))),)
    if not text.strip():
        return ()
    if len(text) <= LONGEST_CELL:
        folded = fold_width(text).translate(_ONE_TO_ONE)
        numbers = () if _MONTH.fullmatch(folded.strip()) else _numbers(folded)
        if numbers:
            return numbers
    start = len(text) - len(text.lstrip())
    return (PrintedValue(start, len(text.rstrip()), FigureKind.WORDS),)


def _numbers(text: str) -> tuple[PrintedValue, ...]:
    """Numbers and dashes from end to end; none where anything else is printed."""
    found: list[PrintedValue] = []
    at = _end(_LEADING, text, 0)
    while at < len(text):
        match = _NIL.match(text, at) or _NUMBER.match(text, at)
        if match is None or match.end() == at or _runs_on(text, match.end()) or _YEAR_NAME.fullmatch(match[0]):
            at = _past_marks(text, at) if found else at
            break
        found.append(_nil(match) if match.re is _NIL else _number(match))
        at = _end(_GAP, text, _past_marks(text, match.end()))
    if found and at < len(text) and (sign := _SIGN_AT_END.match(text, at)):
        found[-1] = replace(found[-1], currency=found[-1].currency or _CODES.get(sign[1]))
        return tuple(found)
    return tuple(found) if at >= len(text) and found else ()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _past_marks(text: str, at: int) -> int:
    while at < len(text):
        match = _TRAILING_MARK.match(text, at)
        if match is None or match.end() == at:
            break
        at = match.end()
    return at


def _runs_on(text: str, end: int) -> bool:
    """A number that goes straight into letters or another number is no number: 10-K, 3番, 2019/12."""
    following = text[end : end + 1]
    return bool(following) and (following.isalnum() or following in "-.:～~&+@")


def _nil(match: re.Match[str]) -> PrintedValue:
    bracketed = bool(match["open"] and match["close"])
    currency = _CODES.get((match["currency"] or "").strip())
    return PrintedValue(match.start(), match.end(), FigureKind.NIL, currency=currency, bracketed=bracketed)


def _number(match: re.Match[str]) -> PrintedValue:
    value = Decimal(re.sub(r"[,\s]", "", match["digits"]))
    if match["cents"]:
        value += Decimal(match["cents"]) / 100
    signs = (match["sign"] or "") + (match["sign2"] or "")
    negative = "△" in signs or "-" in signs
    opening = (match["open"] or match["inner"] or "").strip()
    closed = opening == "(" and ")" in (match["close"] or "")
    start, end = _extent(match)
    return PrintedValue(
        start=start,
        end=end,
        kind=FigureKind.NUMBER,
        value=-value if negative else value,
        unit=_unit(match),
        currency=_CODES.get((match["currency"] or "").strip()),
        bracketed=closed and not negative,
    )


def _extent(match: re.Match[str]) -> tuple[int, int]:
    """Brackets belong to the number where both are there."""
    if match["open"] and not match["close"]:
        return match.end("open"), match.end()
    if match["close"] and not (match["open"] or match["inner"]):
        return match.start(), match.start("close")
    return match.start(), match.end()


def _unit(match: re.Match[str]) -> PrintedUnit | None:
    if match["sen"]:
        return units_alone("円")[0]
    written = match["after"] or match["unit"]
    if not written:
        return None
    plain = written.strip().lower()
    if plain in _SHORT_SCALES:
        return PrintedUnit(None, _SHORT_SCALES[plain])
    found = units_alone(_UNIT_NAMES.get(plain, plain))
    return found[0] if found else PrintedUnit(Unit(UnitKind.PURE, measure=plain))


_UNIT_NAMES = {
    "×": "x",
    "日間": "日",
    "年間": "年",
    "year": "years",
    "month": "months",
    "day": "days",
    "share": "shares",
}
_CODES = {
    "US$": "USD",
    "$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "C$": "CAD",
    "A$": "AUD",
    "S$": "SGD",
    "R$": "BRL",
    "¥": "JPY",
    "€": "EUR",
    "£": "GBP",
}
