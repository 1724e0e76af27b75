"""Japanese names as they are written in Latin letters: 架空 花子 for Hanako Kakuu, カクウ for Kakuu.

Latin spellings differ by system (Hepburn si/shi, long vowels or none) and in the order of given and family name: both
sides are brought to one spelling, and either order counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from rm_assistant.language.sounds import romaji
from rm_assistant.language.words import katakana_reading, normalise

_FOLDS = (
    ("sch", "s"),
    ("sh", "s"),
    ("tch", "t"),
    ("ch", "t"),
    ("ts", "t"),
    ("th", "s"),
    ("ph", "h"),
    ("ck", "k"),
    ("j", "z"),
    ("dz", "z"),
    ("f", "h"),
    ("l", "r"),
    ("v", "b"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
)
_GLIDE = re.compile(r"(?<=[bcdghkmnprstz])y(?=[auo])")
_LONG = re.compile(r"oh(?![aiueo])|ou|oo")
_MOST_PARTS = 4
_PART = re.compile(r"[\s・･.,]+")


@lru_cache(maxsize=65_536)
def romanised_likeness(words: tuple[str, ...], name: str) -> float:
    """0 to 1: how likely the Latin `words`, in either order, are the Japanese `name` read aloud."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415  only where a name is looked for by its sound

    heard = _heard(name)
    if not heard:
        return 0.0
    asked = {"".join(order) for order in _orders([_folded(word) for word in words])}
    spoken = {"".join(order) for order in _orders(heard)} if len(words) == 1 else {"".join(heard)}
    return max(Indel.normalized_similarity(one, other) for one in asked for other in spoken)


def _orders(parts: Sequence[str]) -> list[tuple[str, ...]]:
    return list(permutations(parts)) if len(parts) <= _MOST_PARTS else [tuple(parts)]


@lru_cache(maxsize=16_384)
def _heard(name: str) -> tuple[str, ...]:
    """The name's parts in Latin letters."""
    parts = _PART.split(normalise(name).strip())
    if any(len(part) == 1 for part in parts) and len(parts) > 2:
        parts = ["".join(parts)]
    return tuple(filter(None, (_spelled(part) for part in parts)))


def _spelled(part: str) -> str:
    if part.isascii():
        return _folded(part)
    return _LONG.sub("o", romaji(katakana_reading(part)))


def _folded(word: str) -> str:
    letters = re.sub("[^a-z]", "", word.lower())
    letters = re.sub(r"([a-z])\1", r"\1", letters)
    for spelling, sound in _FOLDS:
        letters = letters.replace(spelling, sound)
    return _GLIDE.sub("", _LONG.sub("o", letters))
