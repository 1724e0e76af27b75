"""百万円, 千株, ％, 名, 千米ドル: units of Japanese tables, alone or several in a row."""

from __future__ import annotations

import re

from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.language.numbers import SCALES
from rm_assistant.language.printed_units import PERCENT, PrintedUnit

_CURRENCIES = {
    "円": "JPY",
    "米ドル": "USD",
    "US$": "USD",
    "USD": "USD",
    "米$": "USD",
    "$": "USD",
    "ドル": "USD",
    "アメリカドル": "USD",
    "加ドル": "CAD",
    "カナダドル": "CAD",
    "豪ドル": "AUD",
    "オーストラリアドル": "AUD",
    "香港ドル": "HKD",
    "HK$": "HKD",
    "シンガポールドル": "SGD",
    "ニュージーランドドル": "NZD",
    "台湾ドル": "TWD",
    "ニュー台湾ドル": "TWD",
    "新台湾ドル": "TWD",
    "台湾元": "TWD",
    "ユーロ": "EUR",
    "€": "EUR",
    "ポンド": "GBP",
    "英ポンド": "GBP",
    "スターリングポンド": "GBP",
    "英国ポンド": "GBP",
    "人民元": "CNY",
    "中国元": "CNY",
    "元": "CNY",
    "RMB": "CNY",
    "ウォン": "KRW",
    "韓国ウォン": "KRW",
    "バーツ": "THB",
    "タイバーツ": "THB",
    "ルピー": "INR",
    "インドルピー": "INR",
    "ルピア": "IDR",
    "インドネシアルピア": "IDR",
    "リンギット": "MYR",
    "マレーシアリンギット": "MYR",
    "リンギ": "MYR",
    "ペソ": None,
    "フィリピンペソ": "PHP",
    "メキシコペソ": "MXN",
    "ドン": "VND",
    "ベトナムドン": "VND",
    "レアル": "BRL",
    "ブラジルレアル": "BRL",
    "スイスフラン": "CHF",
    "フラン": "CHF",
    "ルーブル": "RUB",
    "ズロチ": "PLN",
    "ランド": "ZAR",
    "トルコリラ": "TRY",
    "クローナ": None,
    "スウェーデンクローナ": "SEK",
    "コルナ": "CZK",
    "フォリント": "HUF",
}
_COUNTED = {
    "株": UnitKind.SHARES,
    "人": UnitKind.PEOPLE,
    "名": UnitKind.PEOPLE,
    "倍": UnitKind.RATIO,
    "年": UnitKind.DURATION,
    "ヶ月": UnitKind.DURATION,
    "ヵ月": UnitKind.DURATION,
    "カ月": UnitKind.DURATION,
    "か月": UnitKind.DURATION,
    "月": UnitKind.DURATION,
    "日": UnitKind.DURATION,
    "歳": UnitKind.DURATION,
    "才": UnitKind.DURATION,
}
_THINGS = (
    "単元|個|口|社|件|銘柄|店舗|店|台|戸|室|棟|ヶ所|箇所|か所|カ所|本|枚|回|隻|機|品目|トン|t|kg|g|kl|kL|KL|L|㎡|m2|m²|ha|km|㎞|坪"
    "|kWh|MWh|GWh|kW|MW|GW|m3|㎥|㎘|㌧|バレル|t-CO2|tCO2|ユニット|TEU|GJ|TJ|床|拠点|か国|ヵ国|席|便|ライン"
)
_MONEY = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_JAPANESE = re.compile(
    rf"(?P<scale>[十百千]?[万億兆]|[十百千]億|[百千])?(?P<spaced>\s?)"
    rf"(?:(?P<money>{_MONEY})(?:[・.、\s]*(?P<sen>銭))?|(?P<percent>%|パーセント)|(?P<counted>{'|'.join(_COUNTED)})"
    rf"|(?:面積|数量|台数|所有株式数)?[\s:]*(?P<scale2>[百千万億]+)?(?P<things>{_THINGS}))"
)
_PER = re.compile(r"\s*[/／]\s*(?:株|share)$|^1株(?:当|あ)たり|\bper\s+share\b", re.IGNORECASE)
_DIVIDER = re.compile(r"[、,，/／・;；]\s*|\s+")


def japanese_units(text: str) -> tuple[PrintedUnit, ...]:
    """The units that all of `text` consists of; plain width is expected. Empty where it says anything else."""
    whole = _japanese(text)
    if whole:
        return (whole,)
    parts = [part for part in _DIVIDER.split(text) if part]
    units = [_japanese(part) for part in parts]
    return tuple(unit for unit in units if unit) if parts and all(units) else ()


def _japanese(text: str) -> PrintedUnit | None:
    per = _PER.search(text)
    text = text[: per.start()] if per and per.start() else text
    match = _JAPANESE.fullmatch(text)
    if match is None or (match["spaced"] and not match["scale"]):
        return None
    scale = _scale(match)
    if match["money"]:
        kind = UnitKind.PER_SHARE if per else UnitKind.CURRENCY
        code = _CURRENCIES[match["money"]]
        return PrintedUnit(Unit(kind, code, None if code else match["money"]), scale)
    if match["percent"]:
        return PrintedUnit(PERCENT) if scale == 1 else None
    if match["counted"]:
        return PrintedUnit(Unit(_COUNTED[match["counted"]], measure=match["counted"]), scale)
    return PrintedUnit(Unit(UnitKind.COUNT, measure=match["things"]), scale)


def _scale(match: re.Match[str]) -> int:
    scale = SCALES.get(match["scale"] or "", 1)
    return scale * SCALES.get(match["scale2"] or "", 1)
