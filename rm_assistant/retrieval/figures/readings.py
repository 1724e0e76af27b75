"""What an operand in a question's own words may mean: an item of the glossary, of a member, or of the filer alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rm_assistant.calculation.names import term_named
from rm_assistant.domain.calculations import Operand
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.figures.timing import without_timing
from rm_assistant.retrieval.row_words import words_of

_KIND = r"(?:\s+(?:business\s+|operating\s+|reportable\s+)?(?:segment|division|business|unit|region)s?)"
_ITEM_FIRST = re.compile(
    rf"^(?P<item>.+?)\s+(?:of|in|from|for|at)\s+(?:(?:in|the)\s+)*(?P<member>[A-Z][^?]*?)(?:'s)?{_KIND}?$"
)
_MEMBER = re.compile(rf"^(?:the\s+)?(?P<member>[A-Z].*?)(?:'s)?{_KIND}?(?:'s)?$")
_JAPANESE = re.compile(
    r"^(?P<member>[^の]+?)(?:事業部門|事業部|事業|部門|セグメント)?(?:における|での|向け|の)(?P<item>.+)$"
)
_WHOLE = re.compile(
    r"^(?:連結|単体|単独|個別|非連結|提出会社|当社|同社|会社|全社|全体|グループ|企業|期末|期首|年度末|通期|年間|合計|総額|実績|直近|最新|普通株式?"
    r"|(?:(?:total|consolidated|company|group|overall|net|gross|adjusted|non-?gaap)\s*)+)$",
    re.IGNORECASE,
)
_OF_FILER = re.compile(
    r"^(?:連結|単体|単独|個別|非連結|提出会社|当社|同社|会社)(?:全体|ベース|決算)?の|の(?:合計|総)額$|(?<=[投費])総額$"
)


def plain_operand(operand: Operand) -> Operand:
    """Without what tells its length, that it is expected or whose it is, where an item of the glossary is left."""
    if glossary().find_key(operand.term) is not None:
        return _truer(operand)
    words = without_timing(operand.words or operand.term)
    for spoken in (words, _OF_FILER.sub("", words)):
        term = term_named(spoken) if spoken else None
        if term is not None:
            return replace(operand, term=term.key, words=spoken)
    return replace(operand, term=words, words="") if words != operand.term and not operand.words else operand


def _truer(operand: Operand) -> Operand:
    """Income *before* taxes is no tax: names are told apart by the small words that search passes over.

    Left in its own words where it would enter a calculation by another sign.
    """
    said = words_of(operand.words)
    if said.isdisjoint(_ORDER):
        return operand
    named = [term for term in glossary() if any(words_of(name) == said for name in term.english)]
    if not named or any(term.key == operand.term for term in named):
        return operand
    mistaken = glossary().find_key(operand.term)
    same = mistaken is None or mistaken.magnitude is named[0].magnitude
    return replace(operand, term=named[0].key if same else operand.words)


_SEGMENT = re.compile(
    r"((?:[A-Z][\w&'-]*,?\s+(?:(?:and|&|of)\s+)?)+)(?:business\s+|operating\s+)?(?:segment|division)\b"
)
_OF_SEVERAL = re.compile(
    r"%|\b(?:percent\w*|share|portion|proportion|total|overall|compare\w*|versus|vs)\b", re.IGNORECASE
)


def segment_named(text: str) -> str:
    """The one segment that an English question is about, by its capitals; empty where it relates it to the whole."""
    found = [] if _OF_SEVERAL.search(text) else _SEGMENT.findall(text)
    return found[0].strip() if len(found) == 1 else ""


_ORDER = frozenset({"before", "after"})


def of_members(operand: Operand) -> Iterator[Operand]:
    """The operand as an item of a segment, region or product; the shortest name of an item is tried last."""
    if operand.member is not None or glossary().find_key(operand.term) is not None:
        return
    words = (operand.words or operand.term).strip()
    for member, item in _splits(words):
        term = term_named(item)
        if term is not None and not term.formulas and not _WHOLE.match(member):
            yield replace(operand, term=term.key, words=item, member=member)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    if not words.isascii():
        match = _JAPANESE.match(words)
        if match:
            yield match["member"], match["item"]
        return
    match = _ITEM_FIRST.match(words)
    if match:
        yield match["member"], re.sub(r"\s+of$", "", match["item"])
    parts = words.split()
    for at in range(1, len(parts)):
        match = _MEMBER.match(" ".join(parts[:at]))
        if match:
            yield match["member"], " ".join(parts[at:])
