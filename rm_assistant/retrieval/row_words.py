"""The words of labels, headings and columns, and which of them other words leave unexplained.

English is compared by word stems. Japanese, which sets no spaces, is compared by its letters: what is left of a label
once the item's names, the usual qualifiers and whatever the question writes too are taken out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rm_assistant.language.terms import glossary
from rm_assistant.language.words import normalise, stems
from rm_assistant.retrieval.periods import without_periods

_ORDER = re.compile(r"\b(?:before|after|not|without|beginning|under)\b", re.IGNORECASE)
"""Words that search passes over, and that make a label another one's."""
_IMPLIED = frozenset(stems("equivalents expense expenses accounts percentage percent rate and"))
_UNIT = (
    r"(?:in\s+)?(?:U\.?S\.?\s+)?(?:dollars?|\$|yen|euros?)?\s*(?:in\s+)?(?:thousands?|millions?|billions?)[^()]*"
    r"|dollars\b[^()]*|(?:[十百千]?[万億兆]?(?:円|米?ドル|株|ユーロ|元))|％|%|名|人|社|倍|件|回|円\s?銭"
)
_ASIDE = re.compile(
    rf"\s*[(\[]\s*(?:notes?\b[^()]*|see\b[^()]*|refer\b[^()]*|\d{{1,2}}(?:\s*[,、・]\s*\d{{1,2}})*|[a-z]|[※*注][^()]*|{_UNIT}"
    r"|[△は減少増加損失\-]+|unaudited|[A-Z][A-Z&]{1,5}|losse?s?|expenses?|benefit|deficit|decrease|used(?:\s+(?:in|for))?"
    r")\s*[)\]]\s*\d?",
    re.IGNORECASE,
)
"""Brackets that explain no more than a note's number, a unit, an abbreviation or the sign does."""
_OTHER_SIGN = re.compile(r"\s*/\s*\(\w+\)|\(\w+\)\s*/\s*", re.IGNORECASE)
""" "(Loss)/earnings", "benefit/(expense)"."""
_ADDENDUM = re.compile(
    r"\s*[,–—-]\s*(?:net\s+of|less)\s+(?:allowances?|accumulated|doubtful|portion|income\s+tax|tax|discounts?|reserves?|current)\b.*$"
    r"|\s*[,–—-]\s*net$|\s+and\s+other$",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"[※*†‡]\s?\d{0,2}|\(?注\)?\s?\d{0,2}|(?<![(\[])\b[Nn]otes?\s+\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*\b|^\s*[(（]\d{1,2}[)）]|(?<=[a-z])\s\d$"
    r"|[\"'“”]"
)
_FIGURE_MARKS = re.compile(
    r"^(?:[\s,、，]*(?:[※*†‡][(（]?[0-9０-９]{0,2}[)）]?|[(（]?注[)）]?[0-9０-９]{0,2}[)）]?)(?=\s|[,、，]\s)[\s,、，]*)+"
    r"|(?<=[\d)）%])\s+(?:[*†‡]|[(（][0-9a-z][)）]|\d)$"
)
_QUALIFIERS = frozenset(
    stems(
        """
        total totals full consolidated company companies corporation incorporated inc group subsidiaries overall
        worldwide all attributable available common ordinary shareholders stockholders shareowners stockholder
        shareholder owners parent controlling basic amount amounts reported restated revised gaap ifrs ending
        ended end year years fiscal period date audited unaudited see million millions thousand
        thousands billion usd dollars yen except data approximately
        """
    )
)
_JAPANESE_QUALIFIERS = re.compile(
    r"又は(?:\w*損失|\w*損|\w*欠損金?)|の?(?:当?期末|年度末|期末)残高|連結財務諸表計上額|連結|合計|総計|小計|総額|純額|金額"
    r"|当社グループ|当社|全社|グループ|会社|当期|当連結会計年度|当事業年度|国際会計基準|国際財務報告基準|日本基準|米国基準|ifrs|usgaap"
    r"|監査後|基本的|単位|[十百千]?[万億兆]?円|[十百千]?[万億兆]?株|注記?|番号|期末|日現在|現在|時点|うち"
)
_PARTICLES = re.compile(r"[\u3041-\u309f\d\W_]|計(?!算|画)|額(?!面)|等|及|並|又|自|至|年度?|月|日|期|末")
_SENTENCE_WORDS = 7
_CAPITALISED = re.compile(r"(?<=[\w,] )[A-Z]\w+")
_FEWEST_SHARED = 2
"""Letters in a row that the question must share with a label for it to be in the question's words."""

OTHERWISE_MEASURED = re.compile(
    r"\badjusted\b|\bpro\s?forma\b|\bcore\b|\bexcluding\b|\bdiscontinued\b|\bunderlying\b|\borganic\b"
    r"|調整後|除く|非継続|仮定",
    re.IGNORECASE,
)
"""Labels, headings and titles of figures that are not those of the accounts."""


@lru_cache(maxsize=65_536)
def plain_label(text: str) -> str:
    """A label or heading without marks and numbers of notes, units in brackets and the sign's other name."""
    plain = _MARKS.sub("", normalise(" ".join(text.split())))
    plain = _ADDENDUM.sub("", _ASIDE.sub(_gap, _OTHER_SIGN.sub("", plain)).strip())
    return " ".join(plain.split()).strip(" :：-–—,、")


def _gap(aside: re.Match[str]) -> str:
    """What parted the words around it parts them still."""
    return " " if any(map(str.isspace, aside[0])) else ""


def plain_figure(text: str) -> str:
    """A figure's cell without the marks of notes beside it: ※１ 1,577."""
    return _FIGURE_MARKS.sub("", " ".join(text.split())).strip()


@dataclass(frozen=True, slots=True)
class Explained:
    """Words that account for others: English stems; Japanese names, and the letters of a question."""

    stems: frozenset[str]
    names: tuple[str, ...] = ()
    """Names in Japanese letters, the longest first."""
    letters: str = ""

    @classmethod
    def by(cls, names: Iterable[str] = (), *texts: str) -> Explained:
        """`names` in either language, and `texts` whose words all count."""
        given = list(names)
        spelled = sorted({letters_of(name) for name in given if not name.isascii()}, key=len, reverse=True)
        words = frozenset(word for text in (*given, *texts) for word in (*stems(text), *words_of(text)))
        return cls(words, tuple(spelled), " ".join(letters_of(text) for text in texts))

    def __or__(self, other: Explained) -> Explained:
        names = tuple(sorted({*self.names, *other.names}, key=len, reverse=True))
        return Explained(self.stems | other.stems, names, f"{self.letters} {other.letters}")


def leaves_unexplained(text: str, explained: Explained) -> bool:
    """Whether `text`, a plain label, holds a word that neither `explained` nor the usual qualifiers account for."""
    without = _without_periods(text)
    if without.isascii():
        return not words_of(without) <= explained.stems | _QUALIFIERS
    return bool(_leftover(letters_of(without), explained))


def names_a_thing(text: str, explained: Explained) -> bool:
    """Whether a heading or a title says more than which part of the accounts follows, and than is `explained`."""
    without = _without_periods(plain_label(text))
    if without.isascii():
        named = " ".join(_CAPITALISED.findall(without)) if _is_sentence(without) else without
        return not words_of(named) <= explained.stems | _STRUCTURE | _QUALIFIERS
    known = explained | Explained(frozenset(), _japanese_names())
    return bool(_leftover(_JAPANESE_STRUCTURE.sub(" ", letters_of(without)), known))


def _is_sentence(text: str) -> bool:
    """An announcement, in which only names are capitalised: "The following table shows sales of each segment:"."""
    words = text.split()
    return len(words) >= _SENTENCE_WORDS and 2 * sum(word[0].islower() for word in words) > len(words)


def has_own_words(text: str) -> bool:
    """False for a label that says no more than that it is a total, a period or a unit."""
    without = _without_periods(text)
    if without.isascii():
        return bool(words_of(without) - _QUALIFIERS)
    return bool(_leftover(letters_of(without), Explained(frozenset())))


def says_the_same(label: str, name: str) -> bool:
    """Whether a Japanese label is `name` with no more than what qualifies any: 期末残高, 合計."""
    plain = letters_of(label)
    return not plain.isascii() and letters_of(name) in {plain, _JAPANESE_QUALIFIERS.sub("", plain)}


_STRUCTURE = frozenset({"before", "after"}) | frozenset(
    stems(
        """
        assets liabilities equity current noncurrent non revenue revenues sales net cost costs expense expenses
        operating operations investing financing activities cash flow flows earnings income loss losses profit
        profits tax taxes provision share shares basic diluted weighted average outstanding per adjustments
        reconcile reconciliation changes other comprehensive supplemental supplementary disclosure information
        commitments contingencies depreciation amortization interest debt long short term borrowings dividends
        capital expenditures property plant equipment inventories inventory receivable receivables payable
        accrued retained gross margin selling general administrative research development used provided
        statement statements balance sheet sheets results selected financial summary key figures highlights five
        ten item items management discussion analysis condition table tables following follows overview
        liquidity resources performance measures measure metrics ratios employees headcount number quarterly
        annual annually report basis components details schedule computation position review notes supplement
        gaap
        """
    )
)
"""Words of headings and titles that name parts of the accounts: no product, region or segment is named by them."""
_JAPANESE_STRUCTURE = re.compile(
    r"主要な経営指標等の推移|経営指標等?|資産|負債|純資産|資本|流動|固定|非流動|費用|収益|利益|損失|の?部|の?帰属|営業外|営業|特別|その他の?項目"
    r"|活動による|キャッシュフロー|財政状態|経営成績|財務|諸表|計算書|貸借対照表|損益|包括|変動|注記事項|注記|関係|情報|内訳|明細|状況|概要|算定|基礎"
    r"|[一1]株当た?り|年度|会計|推移|主な|以下|とおり|次の|表"
)


@cache
def _japanese_names() -> tuple[str, ...]:
    names = {letters_of(name) for term in glossary() for name in term.japanese}
    return tuple(sorted(names, key=len, reverse=True))


@lru_cache(maxsize=65_536)
def words_of(text: str) -> frozenset[str]:
    """Stems of the words of `text`, without numbers and single letters, with those that say what comes before what."""
    order = (word.lower() for word in _ORDER.findall(text))
    return frozenset((*order, *(stem for stem in stems(text) if len(stem) > 1 and not stem[0].isdigit())))


def lacks(text: str, name: str) -> bool:
    """Whether `text` is a mere part of a name: "Depreciation" of "depreciation and amortization"."""
    return bool(missing_words(text, name))


def missing_words(text: str, name: str) -> frozenset[str]:
    """The telling words of `name` that `text`, which says no others, leaves out."""
    part, whole = words_of(text), words_of(name)
    return whole - part - _QUALIFIERS - _IMPLIED if part and part < whole else frozenset()


@lru_cache(maxsize=16_384)
def letters_of(text: str) -> str:
    return re.sub(r"[\s・]", "", normalise(text)).lower()


@lru_cache(maxsize=16_384)
def _without_periods(text: str) -> str:
    return _LENGTHS.sub(" ", without_periods(normalise(text)))


_LENGTHS = re.compile(
    r"\b(?:three|six|nine|twelve|\d{1,2})\s+months\b|\b(?:\d{2}|thirteen|fifty-(?:two|three))\s+weeks\b|\b(?:first|second|third|fourth)\s+quarter\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s*\d{0,2}\b|\bas\s+of\b|\bquarters?\b"
    r"|前連結会計年度末?|当連結会計年度末?|[前当]事業年度末?|[前当](?:中間|第\d四半期)?連結?(?:会計|累計)期間|連結会計期間|累計期間|第\s*\d+\s*期|回次|決算年月",
    re.IGNORECASE,
)


def _leftover(letters: str, explained: Explained) -> str:
    for name in explained.names:
        letters = letters.replace(name, " ")
    own = _JAPANESE_QUALIFIERS.sub(" ", _without_shared(letters, explained.letters))
    return _PARTICLES.sub("", own)


def _without_shared(letters: str, question: str) -> str:
    """`letters` without what stands in `question` too, from left to right the longest first."""
    kept: list[str] = []
    at = 0
    while at < len(letters):
        length = _shared_length(letters[at:], question)
        shared = length >= _FEWEST_SHARED
        kept.append(" " if shared else letters[at])
        at += length if shared else 1
    return "".join(kept)


def _shared_length(letters: str, question: str) -> int:
    length = 0
    while length < len(letters) and not letters[length].isspace() and letters[: length + 1] in question:
        length += 1
    return length
