"""Whether a printed name is the member that a question asks for by its taxonomy id."""

from __future__ import annotations

import re
from functools import lru_cache

from rm_assistant.language.romanised import romanised_likeness
from rm_assistant.language.taxonomy import Member, japanese_words
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.figures.phrases import likeness, phrase

_BRACKETS = re.compile(r"[(（].*?[)）]")
_CHANCE = 0.45
"""How alike any two names sound."""
_WEAKER_NAME = 0.95
"""The first printed name of a member is the usual one."""


@lru_cache(maxsize=65_536)
def member_likeness(member: Member, printed: str) -> float:
    """0 to 1: 1 where `printed` is a name of the member."""
    if not printed:
        return 0.0
    if member.names:
        shown = phrase(printed)
        return max(likeness(phrase(name), shown) * _WEAKER_NAME ** min(at, 2) for at, name in enumerate(member.names))
    if not member.words:
        return 0.0
    heard = romanised_likeness(member.words, _BRACKETS.sub("", printed))
    return max(_by_meaning(member, printed), (heard - _CHANCE) / (1 - _CHANCE))


def _by_meaning(member: Member, printed: str) -> float:
    """The words of the id that `printed` says in Japanese, against the letters that they leave unsaid."""
    letters = "".join(normalise(printed).lower().split()) or " "
    said = [next((word for word in (each, *japanese_words(each)) if word in letters), "") for each in member.words]
    share = sum(map(bool, said)) / len(said)
    explained = min(1.0, sum(map(len, set(said))) / len(letters.removesuffix("事業") or letters))
    return 2 * share * explained / (share + explained) if share else 0.0
