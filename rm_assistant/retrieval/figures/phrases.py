"""Labels, headings and the phrases of a question, made comparable.

English is compared by word stems. Japanese sets no spaces: it is compared by pairs of neighbouring letters, which keeps
their order and forgives a word more or less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rm_assistant.language.words import normalise, stems
from rm_assistant.retrieval.periods import without_periods

_ALTERNATIVE = re.compile(
    r"(?:又は|または|もしくは|若しくは)[^()、]*?(?:損失|損|欠損金?|減少|費用)(?:額|金額)?(?:\([△▲-][^)]*\))?"
    r"|\((?:[△▲-]は?\s*)?(?:損失|損|減少|増加|費用|欠損金?)(?:額)?\)|\([△▲-][^)]*\)"
)
"""The name that a line bears when its sign turns: 又は当期純損失（△）."""
_UNIT = re.compile(
    r"\((?:単位[:：]?)?(?:[十百千]*[万億兆]?(?:円|株|人|名|口|件|個|%|倍|年|歳|社|銘柄|単元|ヶ月|米?ドル)(?:[・.]?銭)?"
    r"|注\s*[\d,、]*|\*\d*)\)\d?"
    r"|\((?:in\s+)?(?:us)?\$?\s*(?:thousands|millions|billions|dollars|yen|shares|%|note \d+)[^()]*\)"
    r"|単位[:：].*|[※*†]\s*\d*|【|】",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"\([^()]*改正[^()]*\)")
_NET = re.compile(r"\((?:純額|net|税引後|税引前|net of tax)\)|,?\s+net$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:[(]?(?:\d{1,2}|[ⅰ-ⅻⅠ-Ⅻa-zア-ン①-⑳])[).．、]\s*|[①-⑳]\s*|[○●・]\s*)+")
_NUMERAL = re.compile(r"^(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨ]|i{1,3}x?|iv|vi{0,3})\s+(?=\S)", re.IGNORECASE)
_TIMES = re.compile(
    r"\(?(?:自\s*至|第\d+期)\)?|[前当翌](?:第\d四半期)?連結?(?:会計年度|累計期間|会計期間)末?|[前当]事業年度末?|回次|決算年月"
    r"|(?:日本|国際会計|米国)基準|\bifrs\b|日?現在|時点の?|(?:の(?:当?期[首末])?|当?期[首末])残高(?=\(|$|\s)"
    r"|\b(?:years?|months?|quarter)?\s*ended\b|\bas (?:of|at)\b|\bfiscal\b|\b(?:three|six|nine|twelve) months\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:金額|割合|合計|総合計|計|小計|総計|残高|期首残高?|期末残高?|修正後|修正再表示後|年度?|期末?|月|末|額|当期|前期"
    r"|total|amount|balance|\W)*",
    re.IGNORECASE,
)
"""Labels that say which sum or day, and not of what."""
_TOTAL = re.compile(r"^(?:合計|総計|小計|計)$|(?<=.)(?:合計|総額|計)$|^total\s+|\s+total$", re.IGNORECASE)
_NOT_A_TOTAL = re.compile(r"(?:会計|統計|設計|時計|累計|家計)$")
_CONSOLIDATED = re.compile(
    "^連結(?!子会社|会社|会計|決算|調整|修正|範囲|除外|貸借|財務|損益|キャッシュ|包括利益計算|株主資本等|持分|納税|附属|のみ)"
)
"""A basis rather than a part of the name."""
_WHOLES = (
    *("合計", "連結", "連結財務諸表計上額", "純資産合計", "資本合計", "普通株式", "計"),
    *("total equity", "total", "consolidated"),
)
_JOINERS = re.compile(r"[\s・:：、,.\-－―‐‑–—~〜「」()\[\]<>〈〉/]|及び|および|並びに|ならびに")


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """`letters` is what is compared letter by letter, `grams` the stems or pairs of letters.

    Told apart as objects: the same text gives the same one, and comparisons are remembered by it.
    """

    letters: str
    grams: frozenset[str]


EMPTY = Phrase("", frozenset())


@lru_cache(maxsize=65_536)
def phrase(text: str) -> Phrase:
    """A label or a part of a question, without units, marks and the name it bears when its sign turns."""
    return _phrase(plain(text))


@lru_cache(maxsize=65_536)
def untimed(text: str) -> Phrase:
    """A heading or label without what it says of periods, balances and totals; empty where it says nothing else."""
    rest = re.sub(r"\(\s*\)", " ", _TIMES.sub(" ", without_periods(plain(text)))).strip()
    return EMPTY if _NOTHING.fullmatch(rest) else _phrase(_CONSOLIDATED.sub("", rest))


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    folded = _AMENDED.sub("", _UNIT.sub(" ", normalise(" ".join(text.split()))))
    folded = _ALTERNATIVE.sub("", folded if folded.isascii() else folded.replace(" ", ""))
    return _NUMERAL.sub("", _NUMBERED.sub("", folded.strip())).strip()


@lru_cache(maxsize=65_536)
def without_total(text: str) -> Phrase:
    """What a total is of: 流動資産 of 流動資産合計."""
    spoken = _CONSOLIDATED.sub("", _NET.sub("", plain(text)))
    return _phrase(spoken if _NOT_A_TOTAL.search(spoken) else _TOTAL.sub("", spoken))


@lru_cache(maxsize=65_536)
def _phrase(text: str) -> Phrase:
    if text.isascii():
        words = frozenset(word for word in stems(text) if len(word) > 1 or word.isalpha())
        return Phrase(" ".join(sorted(words)), words)
    letters = _JOINERS.sub("", text.lower())
    if len(letters) < 2:
        return Phrase(letters, frozenset({letters} if letters else ()))
    return Phrase(letters, frozenset(a + b for a, b in pairwise(letters)))


@cache
def wholes() -> frozenset[str]:
    """The letters of names of columns that stand for the whole."""
    return frozenset(phrase(name).letters for name in _WHOLES)


def union(phrases: Iterable[Phrase]) -> frozenset[str]:
    return frozenset().union(*(each.grams for each in phrases))


def likeness(one: Phrase, other: Phrase) -> float:
    """0 to 1: 1 where both say the same."""
    if one.letters == other.letters:
        return 1.0 if one.letters else 0.0
    shared = len(one.grams & other.grams)
    return 2 * shared / (len(one.grams) + len(other.grams)) if shared else 0.0


def covered(part: Phrase, whole: Phrase) -> float:
    """How much of `part` stands in `whole`, 0 to 1."""
    if not part.grams:
        return 0.0
    if part.letters in whole.letters and whole.letters:
        return 1.0
    return len(part.grams & whole.grams) / len(part.grams)


def unexplained(text: Phrase, known: frozenset[str]) -> float:
    """The share of `text` that none of `known` says."""
    return len(text.grams - known) / len(text.grams) if text.grams else 0.0
