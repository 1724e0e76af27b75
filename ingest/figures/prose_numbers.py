"""The numbers of a sentence that are figures: those with a unit, a currency or a thing counted beside them.

Dates, years, numbers of notes and sections, identifiers and the rates in the names of securities are none. Prose states
a number whole: only what is printed with it is known of its unit and scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.figures.values import PrintedValue, read_cell
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FigureKind, Unit, UnitKind

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_CURRENCY = r"(?:US|HK|NT|[CAS])?\$|[¥€£]"
_SCALE = r"thousand|million|billion|trillion"
_COUNTED = {
    "employees": UnitKind.PEOPLE,
    "associates": UnitKind.PEOPLE,
    "people": UnitKind.PEOPLE,
    "shareholders": UnitKind.PEOPLE,
    "stockholders": UnitKind.PEOPLE,
    "holders of record": UnitKind.PEOPLE,
    "shares": UnitKind.SHARES,
    "square feet": UnitKind.COUNT,
    "countries": UnitKind.COUNT,
    "stores": UnitKind.COUNT,
    "restaurants": UnitKind.COUNT,
    "locations": UnitKind.COUNT,
    "facilities": UnitKind.COUNT,
    "properties": UnitKind.COUNT,
    "branches": UnitKind.COUNT,
    "patents": UnitKind.COUNT,
    "subsidiaries": UnitKind.COUNT,
    "customers": UnitKind.COUNT,
    "barrels": UnitKind.COUNT,
    "times": UnitKind.RATIO,
}
_POINTS = ("basis points", "percentage points")
_ENGLISH = re.compile(
    rf"(?=[-(−–$¥€£USHKNTCA.\d])(?<![\w.,/$-])(?:"
    rf"[-(−–]?(?P<currency>{_CURRENCY})\s?(?P<inner>\()?(?P<amount>{_DIGITS})(?!\d)(?(inner)\))"
    rf"(?:\s+(?P<scale>{_SCALE})\b)?"
    rf"|[-(−–]?(?P<number>{_DIGITS})(?:\)?\s?(?P<percent>%|percent\b|per cent\b)"
    rf"|\s+(?P<bare>{_SCALE})\b(?:\s+(?:U\.S\.\s+)?(?P<money>dollars|yen|euros)\b)?"
    r"(?:\s+(?P<many>shares|square feet|people|barrels)\b)?"
    rf"|\s+(?!(?:from|to|in|for|of|and|or)\b)(?:[a-z]+[ -](?!(?:from|to|in|for|of|and|or)\b)){{0,3}}?"
    rf"(?P<counted>{'|'.join(_COUNTED)})\b|\s+(?P<points>{'|'.join(_POINTS)})\b))",
)
_ENGLISH_HINTS = ("$", "%", "¥", "€", "£", "percent", "million", "billion", "thousand")
_COUNTS_SOMETHING = re.compile(
    rf"\d[\d,.]*\s+(?:[a-z][a-z -]{{0,40}}? )?(?:{'|'.join(_COUNTED)}|{'|'.join(_POINTS)})\b"
)
_NAMES_SECURITY = re.compile(
    r"\s*(?:[A-Z][\w-]*\s+|(?:fixed|floating|senior|unsecured|convertible|subordinated|guaranteed|cumulative"
    r"|preferred|medium|term)[\s-]+){0,5}(?:[Nn]otes?|[Dd]ebentures?|[Bb]onds?|[Pp]referred|[Ss]tock)\b"
)
_RANGE_BEGINS = re.compile(r"\d\s*(?:to|–|-|—|through)\s*$|\bbetween\s+(?:\S+\s+(?:\w+\s+)?and\s*)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGES = re.compile(r"\b(?:increas|decreas|declin|improv|rise|rose|grew|grow|fell|up|down)")
_BESIDE = 40
_RANGE_GOES_ON = re.compile(r"\s*(?:to|–|-|—|[～~〜])\s*(?:approximately\s+)?[$¥€£]?\d")
_A_SHARE = re.compile(r"\s*(?:per|a)\s+(?:[\w-]+\s+){0,3}?(?:share|unit|ADS)\b|\s+(?:diluted|basic)\s+EPS")
_MONEY = {"dollars": "USD", "yen": "JPY", "euros": "EUR"}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_AMOUNT = r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
_JAPANESE = re.compile(
    rf"[△▲−-]?(?<![0-9０-９.．,，])(?P<chain>(?:{_AMOUNT}[十百千]?[兆億万])*{_AMOUNT})"
    r"\s{0,3}(?P<unit>[十百千]?[兆億万]?円(?:\s?[0-9０-９]{1,2}\s?銭)?|[％%]|パーセント|ポイント|[十百千]?[億万]?米?ドル"
    r"|[十百千]?[億万]?ユーロ|千?株(?!当|あた|につき|式|の割合)|名(?!義)|人(?![工以口])|社(?![債員内])|店舗|か国|カ国|ヵ国|倍(?![率増])|件(?!の決)|台(?!湾)|トン|㎡)"
)
_JAPANESE_PART = re.compile(rf"({_AMOUNT})([十百千]?[兆億万])?")
_JAPANESE_A_SHARE = re.compile(r"[1１一]株(?:当(?:た)?り|あたり|につき)[^、。]{0,30}$")
_JAPANESE_LIMIT = re.compile(r"\s*(?:に満た|以上|以下|未満|超|を超|以内|[～~〜]|から[0-9０-９])")
"""A bound or a range is no figure."""
_JAPANESE_NOT = re.compile(r"[～~〜]$|から$|[第年月日番号条項注図表]$|(?:約款|令和|平成|昭和)$")
_JAPANESE_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_TENS = {"十": 10, "百": 100, "千": 1000}
_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_DIGIT = re.compile(r"\d")
_DIGIT_GROUPS = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number at `[start, end)` of its sentence; `value` in base units where `scale` is known, else as printed."""

    start: int
    end: int
    value: Decimal
    unit: Unit | None
    scale: int | None
    counted: str = ""
    """The noun that it counts: employees, stores."""

    @property
    def is_percent(self) -> bool:
        return self.unit is not None and self.unit.kind is UnitKind.PERCENT


def may_hold_numbers(text: str, language: Language) -> bool:
    """Cheap: whether it is worth a look."""
    if language is Language.JAPANESE:
        return _DIGIT.search(text) is not None
    return any(hint in text for hint in _ENGLISH_HINTS) or _COUNTS_SOMETHING.search(text) is not None


def numbers_of(sentence: str, language: Language) -> list[ProseNumber]:
    """In order; none for a sentence that is mostly numbers."""
    found = list(_japanese(sentence) if language is Language.JAPANESE else _english(sentence))
    if len(found) > 2 and len(_DIGIT_GROUPS.findall(sentence)) * 12 > len(sentence) * (
        2 if language is Language.JAPANESE else 1
    ):
        return []
    return found


# ── English ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _english(sentence: str) -> Iterator[ProseNumber]:
    for match in _ENGLISH.finditer(sentence):
        if _is_of_a_range(sentence, match):
            continue
        if match["percent"] and _NAMES_SECURITY.match(sentence, match.end()):
            continue
        if not (match["counted"] and _YEAR.fullmatch(match["number"])):
            yield _of_english(sentence, match)


def _is_of_a_range(sentence: str, match: re.Match[str]) -> bool:
    """ "20 to 22 percent", but not "rose $3.0 billion to $5.3 billion"."""
    before = sentence[max(0, match.start() - _BESIDE) : match.start()]
    if _RANGE_BEGINS.search(before):
        return True
    return bool(_RANGE_GOES_ON.match(sentence, match.end())) and not _CHANGES.search(before)


def _of_english(sentence: str, match: re.Match[str]) -> ProseNumber:
    value = Decimal((match["amount"] or match["number"]).replace(",", ""))
    first = sentence[match.start()]
    start, end = match.start(), match.end()
    if first == "(":
        bracketed = sentence[match.end("number") : match.end("number") + 1] == ")" if match["number"] else False
        start, value = (start, -value) if bracketed else (start + 1, value)
    elif first in "-−–" or match["inner"]:
        value = -value
    scale, unit = _english_unit(sentence, match)
    if match["counted"] or match["points"]:
        end = match.end("number")
    factor = Decimal("0.01") if unit and unit.kind is UnitKind.PERCENT else Decimal(scale or 1)
    counted = match["counted"] if unit and match["counted"] and unit.kind is not UnitKind.SHARES else None
    return ProseNumber(start, end, value * factor, unit, scale, counted or "")


def _english_unit(sentence: str, match: re.Match[str]) -> tuple[int | None, Unit | None]:
    scale = _SCALES.get(match["scale"] or match["bare"] or "")
    if match["currency"]:
        currency = _code(match["currency"])
        if scale is None and _A_SHARE.match(sentence, match.end()):
            return 1, Unit(UnitKind.PER_SHARE, currency)
        return scale, Unit(UnitKind.CURRENCY, currency)
    if match["percent"]:
        return 1, Unit(UnitKind.PERCENT)
    if match["bare"]:
        return scale, _unit_after_scale(match)
    if match["points"]:
        return 1, Unit(UnitKind.COUNT, measure=match["points"])
    counted = match["counted"]
    kind = _COUNTED[counted]
    plain = Unit(kind) if kind is UnitKind.SHARES else Unit(kind, measure=counted)
    return 1, plain


def _unit_after_scale(match: re.Match[str]) -> Unit | None:
    if match["money"]:
        return Unit(UnitKind.CURRENCY, _MONEY[match["money"]])
    if match["many"]:
        kind = _COUNTED[match["many"]]
        return Unit(kind) if kind is UnitKind.SHARES else Unit(kind, measure=match["many"])
    return None


def _code(sign: str) -> str | None:
    value = read_cell(f"{sign}1")[0]
    return value.currency


# ── Japanese ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _japanese(sentence: str) -> Iterator[ProseNumber]:
    for match in _JAPANESE.finditer(sentence):
        before = sentence[max(0, match.start() - 2) : match.start()]
        if _JAPANESE_NOT.search(before) or _JAPANESE_LIMIT.match(sentence, match.end()):
            continue
        number = _of_japanese(sentence, match)
        if number is not None:
            yield number


def _of_japanese(sentence: str, match: re.Match[str]) -> ProseNumber | None:
    chain = match["chain"].translate(_PLAIN_DIGITS)
    parts = _JAPANESE_PART.findall(chain)
    last = parts[-1][0] + (parts[-1][1] or "") + match["unit"]
    printed = read_cell(last)[0]
    if printed.kind is not FigureKind.NUMBER or printed.value is None:
        return None
    scale, unit = _japanese_unit(sentence, match, printed)
    head = sum((_amount(digits, word) for digits, word in parts[:-1]), Decimal(0))
    value = head + printed.value * scale
    if unit is not None and unit.kind is UnitKind.PERCENT:
        value /= 100
    negative = sentence[match.start()] in "△▲−-"
    return ProseNumber(match.start(), match.end(), -value if negative else value, unit, scale)


def _amount(digits: str, word: str) -> Decimal:
    scale = _TENS.get(word[:1], 1) * _JAPANESE_SCALES.get(word[-1:], 1)
    return Decimal(digits.replace(",", "")) * scale


def _japanese_unit(sentence: str, match: re.Match[str], printed: PrintedValue) -> tuple[int, Unit | None]:
    if printed.unit is None:
        return 1, Unit(UnitKind.COUNT, measure=match["unit"])
    unit = printed.unit.unit
    if unit is not None and unit.kind is UnitKind.CURRENCY and _JAPANESE_A_SHARE.search(sentence[: match.start()]):
        unit = replace(unit, kind=UnitKind.PER_SHARE)
    return printed.unit.scale or 1, unit
