"""Words by which a question tells a part of the company from the whole, though search passes over them as words.

"Small Business revenue", "900 revenues", "Segment B", 二輪事業, IT事業: general words, digits and lone letters. Were
they not heard, the figure of the whole company would answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rm_assistant.domain.documents import Language
from rm_assistant.language.morphemes import morphemes
from rm_assistant.language.terms import Term
from rm_assistant.language.words import KANJI, STOP_WORDS, normalise, stems
from rm_assistant.retrieval.concepts import Concept, is_telling, japanese_words

_TOKEN = re.compile(
    r"\d+[ -](?:year|quarter|month|week|day)s?\b|[A-Za-z0-9][A-Za-z0-9&.-]*[A-Za-z0-9]|[A-Za-z0-9]|'s\b|[^\sA-Za-z0-9]"
)
_KINDS = frozenset(
    {"segment", "segments", "division", "divisions", "business", "businesses", "group", "unit", "units", "region"}
)
"""What a part of a company is called."""
_PLAIN = frozenset(
    stems(
        """
        total overall full annual quarterly quarter fiscal year average growth change increase decrease rate ratio
        percentage percent margin turnover return net gross amount figure value number company corporation group firm
        business segment division unit report reported form item latest recent current previous prior next last first
        second third fourth per usd us jpy million thousand billion what how please give provide calculate compute
        based according using answer question unadjusted
        higher highest lower lowest larger largest biggest smaller smallest top best worst main
        """
    )
)
"""Words that are written before an item or with a capital, and name no part."""
_NO_CODE = re.compile(
    r"(?:FY|CY|[QH]\d|\d[QH]|\d+-?[KQ]\b|\d{4}\b|\d+[ -](?:year|month|day|week|quarter))", re.IGNORECASE
)
_STOPS = frozenset(".?!:")
_JAPANESE_PART = re.compile(rf"([A-Za-z0-9{KANJI}\u30a1-\u30fa\u30fc・&-]+?)(?:事業部?|部門|セグメント|本部|向け)")
_ANY_PART = re.compile(
    r"^(?:各|全|主|主要|主力|報告|同|当該|他の?|本|両|その他|全体|全社|既存|新規|新|複数|連結|会社)$"
)
_COUNTERS = frozenset("つ次間目倍名人社件回番度割台店国種口円")


def find_part_names(core: str, language: Language, terms: Sequence[Term]) -> tuple[Concept, ...]:
    """`core` is the question without its periods and companies, `terms` are the items found in it."""
    plain = normalise(core)
    if language is Language.JAPANESE:
        found = (Concept(name, (), (name,)) for name in _japanese(plain))
    else:
        found = (Concept(word, (frozenset({word}),)) for word in _english(plain, terms))
    return tuple(dict.fromkeys(found))


def _japanese(core: str) -> Iterator[str]:
    for number, suffix in pairwise(morphemes(core)):
        if number.detail == "数詞" and suffix.kind == "接尾辞" and not _COUNTERS.intersection(suffix.surface):
            yield f"{number.surface}{suffix.surface}".lower()
    for match in _JAPANESE_PART.finditer(core):
        name = match[1].replace("・", "").lower()
        if not _ANY_PART.match(name) and not any(japanese_words(name)):
            yield name


def _english(core: str, terms: Sequence[Term]) -> Iterator[str]:
    tokens = _TOKEN.findall(core)
    items = _items_in(core, terms)
    yield from (_word(token) for token in _before_items(tokens, items) if _is_name(token, items))
    for kind, name in pairwise(tokens):
        if kind.lower() in _KINDS and (name.isdigit() or (len(name) == 1 and name.isupper())):
            yield name.lower()


def _before_items(tokens: Sequence[str], items: frozenset[str]) -> Iterator[str]:
    """What stands before an item's name or a kind of part, back to a small word, a stop or the first word."""
    run: list[str] = []
    for before, token in pairwise([".", *tokens]):
        if _word(token) in items or token.lower() in _KINDS:
            yield from run
            run = []
        elif token.lower() in STOP_WORDS or not token[0].isalnum() or before in _STOPS:
            run = []
        else:
            run.append(token)


def _is_name(token: str, items: frozenset[str]) -> bool:
    """A code, or a general word with a capital: others are concepts of their own, or say nothing."""
    word = _word(token)
    if not word or word in items or word in _PLAIN or _NO_CODE.match(token):
        return False
    has_digit = any(letter.isdigit() for letter in token)
    return has_digit or (not is_telling(word) and token[0].isupper())


def _word(token: str) -> str:
    return next(iter(stems(token)), "")


def _items_in(core: str, terms: Sequence[Term]) -> frozenset[str]:
    """The words of the names by which the question calls its items."""
    said = frozenset(stems(core))
    names = (frozenset(stems(name)) for term in terms for name in term.english)
    return frozenset(word for name in names if name and name <= said for word in name)
