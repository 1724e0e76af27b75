"""Questions that set numbers beside each other: "compare …", "which company has the highest …", 「最も高い年度は」.

Such a question is read as the plain one for the number, and what its answers are to be ranked over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rm_assistant.domain.documents import Language


class Over(StrEnum):
    COMPANIES = "companies"
    YEARS = "years"
    MEMBERS = "members"
    """Segments, products, regions."""


class Extreme(StrEnum):
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Ranking:
    """`question` asks for the number alone. `extreme` is None of a comparison that seeks neither end."""

    over: Over
    question: str
    extreme: Extreme | None = None
    members: str = ""
    """What is ranked in the question's word: segment, 地域."""


_TOP = r"highest|largest|biggest|greatest|most|best|strongest|higher|larger|bigger|greater|more|better|stronger"
_BOTTOM = r"lowest|smallest|least|fewest|worst|weakest|lower|smaller|less|fewer|worse|weaker|thinnest"
_END = rf"(?:the\s+|an?\s+)?(?:(?P<top>{_TOP})|(?P<bottom>{_BOTTOM}))\b"
_HAS = (
    r"(?:has|have|had|is|are|was|were|generate[sd]?|report(?:ed|s)?|earn(?:ed|s)?|post(?:ed|s)?|ma(?:kes?|de)|"
    r"contribute[sd]?|record(?:ed|s)?|show(?:s|ed)?|sa[wy]s?|recorded|brought\s+in|did|does)"
)
_COMPANY = (
    r"(?:company|companies|client|issuer|firm|one|business|"
    r"of\s+(?:them|these|those|the\s+(?:two|three|four|companies)))"
)
_MEMBER = (
    r"(?P<members>(?:(?:business|operating|reportable|geographic(?:al)?|product|revenue|sales)\s+)?"
    r"(?:segment|division|unit|product(?:\s+(?:line|group|category))?|category|region|geography|country|area|"
    r"business\s+line|line))s?"
)
_WHICH_YEAR = r"^\W*(?:in|for|during)?\s*(?:which|what)\s+(?:(?:fiscal|financial)\s+)?years?"
_AT_ITS = r"\s+(?:at\s+)?(?:its\s+)?"
_OF_NAMES = r"(?:\s*(?:of|among|between)?[\s,]*(?:and|or|vs\.?|versus)?[\s,]*)*"
_ENGLISH: tuple[tuple[Over, re.Pattern[str]], ...] = tuple(
    (over, re.compile(pattern, re.IGNORECASE))
    for over, pattern in (
        (Over.YEARS, rf"{_WHICH_YEAR}\s+{_HAS}\s+{_END}\s+(?P<x>.+)$"),
        (Over.YEARS, rf"{_WHICH_YEAR}\s+(?:did\s+)?{_HAS}?\s*(?P<x>.+?){_AT_ITS}{_END}\s*(?P<t>.*)$"),
        (Over.YEARS, rf"^\W*when\s+(?:was|were)\s+(?P<x>.+?){_AT_ITS}{_END}\s*(?P<t>.*)$"),
        (
            Over.MEMBERS,
            rf"^\W*(?:which|what)\s+{_MEMBER}\b[^?]*?\s+{_HAS}\s+{_END}\s*(?:by|in\s+terms\s+of)?\s+(?P<x>.+)$",
        ),
        (Over.MEMBERS, rf"^\W*(?:which|what)\s+(?:is|was)\s+{_END}\s+{_MEMBER}\b(?:\s+by\s+(?P<x>.+))?$"),
        (
            Over.COMPANIES,
            rf"^\W*(?:which|who|what\s+(?={_COMPANY}))\b{_OF_NAMES}(?:{_COMPANY})?{_OF_NAMES}{_HAS}\s+{_END}\s+(?P<x>.+)$",
        ),
        (Over.COMPANIES, r"^\W*(?:please\s+)?(?:compare|contrast)\s+(?P<x>.+)$"),
    )
)
_QUALITIES = {
    "profitable": "net margin",
    "leveraged": "debt to equity ratio",
    "indebted": "debt to equity ratio",
    "liquid": "current ratio",
}
"""Adjectives that a measure tells."""
_LEFT_OF_NAMES = re.compile(
    r"\s*,?\s*\b(?:(?:of|for|at|by|between|among|and|or|vs\.?|versus|with|to|against)[\s,]+)+"
    r"(?=(?:in|for|at|as\s+of|during|on)\b|[,.?]|$)"
    r"|\b(?:of|for|at|by|between|among)\s+(?=(?:in|for|during|as\s+of)\b)|^\s*(?:and|or|'s|,)+\s+|(?:[\s,]+(?:and|or))+[\s,]*[.?]?$",
    re.IGNORECASE,
)
"""What a list of companies leaves behind once their names are taken out."""
_QUALITY = re.compile(rf"^({'|'.join(_QUALITIES)})\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:on|by|in\s+terms\s+of|regarding|its|their)\s+", re.IGNORECASE)

_JA_HIGH = r"(?:高|大き|多|上|良|強)"
_JA_LOW = r"(?:低|小さ|少な|下|悪|弱)"
_JA_END = (
    rf"(?:(?:最も|一番|もっとも|最|より)\s*)?(?:(?P<top>{_JA_HIGH})|(?P<bottom>{_JA_LOW}))(?:い|かった|な|くなった|の)?"
)
_JA_FIRM = r"(?:会社|企業|社|の|ほう|方|先)"
_JA_MEMBER = r"(?P<members>(?:報告|事業)?セグメント|事業(?:部門|分野)?|部門|地域|製品(?:群|区分)?|品目|国)"
_JA_TIME = r"(?:事業年度|会計年度|年度|決算期|年|期)"
_JA_MOST = r"(?:最も|一番|もっとも)"
_JA_WHICH = r"(?:どちら|どこ|どれ|どの)"
_JA_AMONG = r"(?:は)?、?[と\s、]*(?:の|では)?(?:うち|中で)?、?"
_JAPANESE: tuple[tuple[Over, re.Pattern[str]], ...] = tuple(
    (over, re.compile(pattern))
    for over, pattern in (
        (Over.YEARS, rf"^(?P<x>.+?)(?:が|の)、?{_JA_MOST}{_JA_END}{_JA_TIME}(?:は|を|$)"),
        (Over.YEARS, rf"^(?P<x>.+?)(?:が|は)、?{_JA_MOST}{_JA_END}のは(?:いつ|何年|どの(?:年|期))"),
        (Over.MEMBERS, rf"^(?P<t>.*?){_JA_MOST}(?P<x>[^、]+?)(?:の|が){_JA_END}{_JA_MEMBER}"),
        (Over.MEMBERS, rf"^(?P<x>.+?)(?:が|の)、?{_JA_MOST}{_JA_END}{_JA_MEMBER}"),
        (Over.MEMBERS, rf"^(?P<x>.+?)(?:が|は)、?{_JA_MOST}{_JA_END}のは(?:どの){_JA_MEMBER}"),
        (Over.COMPANIES, rf"^(?P<x>.+?)(?:が|の|は)、?(?:{_JA_MOST}|より){_JA_END}{_JA_FIRM}"),
        (Over.COMPANIES, rf"^(?:どちら|どの(?:会社|企業)|どこ)の(?:ほう|方)?(?:が|の)?、?(?P<x>.+?)(?:が|は){_JA_END}"),
        (Over.COMPANIES, rf"^(?P<x>.+?)(?:が|の|は)、?{_JA_END}(?:会社|企業|のは|の){_JA_AMONG}{_JA_WHICH}"),
        (Over.COMPANIES, rf"^(?P<x>.+?)は、?{_JA_WHICH}(?:会社|企業)?の?(?:ほう|方)?が、?{_JA_END}"),
        (
            Over.COMPANIES,
            r"^(?P<x>.+?)(?:を|の)?比較(?:して(?:ください|下さい|ほしい)?|すると|せよ|)[。？?\s]*(?:どう.*)?$",
        ),
    )
)
_JA_LEFT_OF_NAMES = re.compile(
    r"^(?:[\s、と]*(?:および|及び)?)*(?:のうち|の中|の間|では|で|の|について|に関して)*[、\s]*"
)


def read_ranking(text: str, language: Language) -> Ranking | None:
    """Of a question without the names of its companies; None where it is of another kind."""
    sentence = " ".join(text.split()).rstrip(" ?.？。")
    japanese = language is Language.JAPANESE
    if japanese:
        sentence = _JA_LEFT_OF_NAMES.sub("", sentence)
    for over, pattern in _JAPANESE if japanese else _ENGLISH:
        match = pattern.search(sentence)
        if match:
            return _ranking(over, match, japanese=japanese)
    return None


def _ranking(over: Over, match: re.Match[str], *, japanese: bool) -> Ranking | None:
    groups = match.groupdict()
    extreme = Extreme.HIGHEST if groups.get("top") else Extreme.LOWEST if groups.get("bottom") else None
    item = groups.get("x") or ("売上高" if japanese else "revenue")
    around, members = groups.get("t") or "", groups.get("members") or ""
    if japanese:
        return Ranking(over, f"{around}{_JA_LEFT_OF_NAMES.sub('', item)}は？", extreme, members)
    plain = " ".join(_LEFT_OF_NAMES.sub(" ", f"{item} {around}").strip(" ,").split())
    plain = _PREPOSITION.sub("", _QUALITY.sub(lambda word: _QUALITIES[word[1].lower()], plain))
    return Ranking(over, f"What is {plain}?", extreme, members) if plain else None
