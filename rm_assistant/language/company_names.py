"""The spellings of one company's name: without legal form, short, as initials, as a Japanese reader abbreviates it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rm_assistant.language.morphemes import morphemes
from rm_assistant.language.words import KANJI, katakana_reading, normalise

LEGAL_FORMS = frozenset(
    """
    inc incorporated corp corporation co company companies ltd limited plc llc llp lp nv sa ag se spa ab asa oyj bv gmbh
    kk kabushiki kaisha pte pty bhd tbk sarl srl kgaa kg
    """.split()  # noqa: SIM905
)
GROUP_WORDS = frozenset(
    """
    holding holdings group international industries enterprises worldwide global trust bancorp bancshares
    ホールディングス グループ ホールディング
    """.split()  # noqa: SIM905
)
COMMON_FIRST_WORDS = frozenset(
    """
    advanced air allied american applied asia asian associated atlantic bank best british canadian capital central china
    city commercial community consolidated continental data digital east eastern electric electronic energy enterprise
    european express federal financial first foot general global golden grand great green health home independent
    industrial insurance international japan life marine medical metro mid national new nippon north northern old
    pacific power premier public pure real red regional republic resource royal science smart south southern standard
    star state sun technology trans union united universal us usa water west western white world
    """.split()  # noqa: SIM905
)
"""Words that open many names: alone they name nobody."""
TRADE_WORDS = frozenset(
    """
    ceo cfo coo cogs cash ebit ebita ebitda ebitdar eps esg fcf fy gaap ifrs ipo jpy usd eur gbp mda ppe ppne roa roe
    roic roi sga sgna rnd sec dpo dso dio ccc capex opex yoy qoq usa apac emea kpi npl nim nav fx lifo fifo aro rsu psu
    espp
    """.split()  # noqa: SIM905
)
"""Abbreviations of the trade, which are never read as a company's initials."""

_JAPANESE_FORM = re.compile(
    "株式会社|有限会社|合同会社|合名会社|合資会社|相互会社|一般社団法人|(?:\\(|\u3231)(?:株|有|同|相)\\)|㈱"
)
_JAPANESE_TRADE = re.compile(
    "(?:自動車|自動車工業|電機|電器|電気|電工|製作所|製造|重工業|工業|産業|興業|製薬|薬品工業|薬品|化学|化成|化学工業|建設|銀行|証券|物産|"
    "商事|不動産|鉄道|旅客鉄道|電力|瓦斯|ガス|製鉄|製鋼|鉄鋼|製紙|食品|水産|海運|航空|通信|技研工業|技研|精機|精工|硝子|"
    "フィナンシャルグループ|ファイナンシャルグループ|フィナンシャル|ホールディングス|グループ本社|グループ|ケミカル|"
    "インシュアランス|生命保険|海上火災保険|損害保険)+$"
)
_JAPANESE_LAST_WORD = re.compile("(?:ホールディングス|グループ本社|グループ|工業|産業|興業|製作所|製造)$")
"""Left off in speech where the words before it stay: 技研 of 技研工業, 薬品 of 薬品工業."""
_COMMON_JAPANESE = frozenset(
    """
    日本 東京 大阪 関西 関東 東洋 東北 九州 中部 北海道 中国 四国 名古屋 京都 神戸 横浜 第一
    大 全国 新 中央 国際 太平洋 西日本 東日本 太陽 共同
    """.split()  # noqa: SIM905
)
_EVERYDAY = frozenset(
    """
    国内 海外 連結 個別 単体 全社 当社 同社 各社 主要 完成 電気 産業用 商業 民間 公共 大手 業界 地方 新型 中古
    """.split()  # noqa: SIM905
)
"""What may stand before a trade and makes no name of it."""
_NAME_TOKEN = re.compile(rf"[^\W_]+(?:['.][^\W_]+)*|[{KANJI}]+")
_ABBREVIATED_FORM = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_WEB_NAME = re.compile(r"\.(?:com|net|org|co\.jp|jp)\b", re.IGNORECASE)
_GLUED_FORM = re.compile(r"(?<=[a-z])(?:Co|Corp)\b")
_GA = re.compile(rf"(?<=[{KANJI}])[ケヵがガ](?=[{KANJI}])")
_KANJI_ONLY = re.compile(rf"[{KANJI}ヶ]*[{KANJI}]")
_SHORTEST_OPENING = 2
_MIN_INITIALS = 3
_MIN_READING = 3


@lru_cache(maxsize=16_384)
def normalise_company(name: str) -> str:
    """The name without legal form, case, punctuation and "the": equal for two spellings of one registered name.

    "The Widget Co., Ltd." and "WIDGET COMPANY LIMITED" give "widget"; 株式会社ABC, （株）ＡＢＣ and ABC㈱ give "abc".
    A name that is nothing but legal form is kept.
    """
    words = _name_words(name)
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)


def fold_ga(text: str) -> str:
    """ヶ between kanji is also written ケ, ヵ and が: one spelling, of the same length."""
    return text if text.isascii() else _GA.sub("ヶ", text)


def squashed(name: str) -> str:
    """Without spaces: "JP Widget" and "JPWidget" are one name."""
    return name.replace(" ", "")


def _name_words(name: str) -> list[str]:
    plain = fold_ga(_JAPANESE_FORM.sub(" ", normalise(_JAPANESE_FORM.sub(" ", name))).lower())
    plain = _ABBREVIATED_FORM.sub(r"\1", plain).replace("'s ", "s ").replace("/", " ")
    words = [word.replace("'", "").replace(".", "") for word in _NAME_TOKEN.findall(plain)]
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def short_names(name: str) -> Iterator[str]:
    """Shorter names in use, normalised: without group words, the opening words, initials; Japanese without the trade.

    Any of them may fit another company too: the caller keeps those that fit one only.
    """
    words = normalise_company(name).split()
    core = [word for word in words if word not in GROUP_WORDS]
    for pattern in (_WEB_NAME, _GLUED_FORM):
        if pattern.search(name):
            yield normalise_company(pattern.sub(" ", name))
    if 0 < len(core) < len(words):
        yield " ".join(core)
    for length in range(len(core) - 1, 0, -1):
        opening = core[:length]
        if length > 1 or _names_alone(opening[0]):
            yield " ".join(opening)
    for word in core[:1]:
        yield from _japanese_short(word)


def blends(name: str) -> Iterator[str]:
    """The beginnings of a name's first two words put together: "widex" for Widget Express."""
    words = [word for word in normalise_company(name).split() if word.isascii() and word.isalpha()]
    if len(words) == 2:
        first, second = words
        yield from (first[:i] + second[:j] for i in range(2, 5) for j in range(2, 5) if 4 <= i + j <= 7)


def _names_alone(word: str) -> bool:
    return len(word) > 2 and word not in COMMON_FIRST_WORDS and not word.isdigit()


def _japanese_short(word: str) -> Iterator[str]:
    if word.isascii():
        return
    short = _JAPANESE_TRADE.sub("", word)
    if short and short != word and len(short) >= 2 and short not in _COMMON_JAPANESE:
        yield short
    without_last = _JAPANESE_LAST_WORD.sub("", word)
    if without_last not in {word, "", short} and without_last not in _COMMON_JAPANESE:
        yield without_last


def has_trade(name: str) -> bool:
    """True for 架空精機, whose last word is the trade, false for 精機 alone and for 国内自動車, which is no name."""
    first = _JAPANESE_TRADE.sub("", name)
    return len(first) >= _SHORTEST_OPENING and first != name and first not in _COMMON_JAPANESE | _EVERYDAY


def openings(name: str) -> Iterator[str]:
    """The first words of a Japanese name, in kanji: 架空 and 架空湖 of 架空湖フーズ. Weaker than a short name."""
    word = normalise_company(name).partition(" ")[0]
    end = 0
    for morpheme in morphemes(word)[:-1] if not word.isascii() else ():
        end += len(morpheme.surface)
        opening = word[:end]
        if end >= _SHORTEST_OPENING and _KANJI_ONLY.fullmatch(opening) and opening not in _COMMON_JAPANESE:
            yield opening


def reading(name: str) -> str:
    """How a Japanese name is read, in katakana; empty where it is short or already in kana or Latin letters."""
    if name.isascii() or not re.search(f"[{KANJI}]", name):
        return ""
    kana = katakana_reading(name)
    return kana if len(kana) >= _MIN_READING else ""


def initials(name: str) -> Iterator[str]:
    """Initials in lower case: "wgt", and for "Abe & Bell" "a&b", "anb", "ab" where that is how it is read."""
    words = normalise_company(name).split()
    if not all(word.isascii() for word in words):
        return
    joined = [word[0] for word in words if word not in {"and", "of", "the"}]
    if "&" in name and len(joined) == 2:
        yield f"{joined[0]}&{joined[1]}"
        yield f"{joined[0]}n{joined[1]}"
    for count in {len(joined), len([word for word in words if word not in GROUP_WORDS])}:
        short = "".join(joined[:count])
        if len(short) >= _MIN_INITIALS and short not in TRADE_WORDS:
            yield short
    whole = [word[0] for word in _name_words(name) if word not in {"and", "of", "the"}]
    if len(whole) > len(joined) >= 2 and "".join(whole) not in TRADE_WORDS:
        yield "".join(whole)


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> re.Pattern[str]:
    """Finds `name` in normalised text however it is spelt: in full, short, by its initials, with or without 's."""
    spellings = {normalise_company(name), *short_names(name), *initials(name), *blends(name)}
    kana = reading(name)
    written = sorted({*spellings, *([kana] if kana else [])} - {""}, key=len, reverse=True)
    return re.compile("|".join(_spelt(spelling) for spelling in written) or r"(?!)", re.IGNORECASE)


def without_companies(text: str, names: Iterable[str]) -> str:
    """`text`, normalised, with a gap wherever it names one of the companies."""
    for name in names:
        text = name_pattern(name).sub(" ", text)
    return text


def _spelt(spelling: str) -> str:
    if not spelling.isascii():
        return re.escape(spelling).replace(r"\ ", r"[\s・]*")
    words = r"[\s.,&'-]*(?:and\s+)?".join(re.escape(word) for word in spelling.split())
    return rf"(?<![A-Za-z0-9]){words}{_WEB_ENDING}{_FORM}(?:'s)?(?![A-Za-z0-9])"


_WEB_ENDING = r"(?:\.(?:com|net|org|co\.jp|jp)\b)?"
_FORM = rf"(?:,?\s+(?:{'|'.join(sorted(LEGAL_FORMS, key=len, reverse=True))})\b\.?)*"
