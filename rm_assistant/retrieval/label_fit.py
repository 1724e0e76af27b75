"""How well a row's label names an item, for ranking: lenient, since a near name leads to the right page too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.language.terms import Term
from rm_assistant.language.words import normalise, stems

_LABEL_MARKS = re.compile(r"[\s・:：※*()（）\[\]【】、,.\-－―]|注\d*")
_WEAKER_NAME = 0.97
"""The first names of a term are its plainest; later ones count a little less."""


@lru_cache(maxsize=65_536)
def name_fit(label: str, term: Term) -> float:
    """How well a row's label names `term`, 0 to 1: 1 where it is its plainest name, less for words more or fewer."""
    words, letters = _label_words(label), "" if label.isascii() else _letters(label)
    names = _spellings(term)
    fits = [0.0]
    if not names.stems.isdisjoint(words):
        fits += [_stem_fit(name, words) * _WEAKER_NAME ** min(at, 5) for at, name in enumerate(names.english)]
    if letters:
        fits += [overlap(name, letters) * _WEAKER_NAME ** min(at, 5) for at, name in enumerate(names.japanese)]
    return max(fits)


@dataclass(frozen=True, slots=True)
class _Spellings:
    """A term's names, plainest first: English ones as sets of stems, of which `stems` is the union."""

    english: tuple[frozenset[str], ...]
    stems: frozenset[str]
    japanese: tuple[str, ...]


@lru_cache(maxsize=1024)
def _spellings(term: Term) -> _Spellings:
    english = tuple(frozenset(stems(name)) for name in term.english)
    return _Spellings(english, frozenset().union(*english), tuple(_letters(name) for name in term.japanese))


def _stem_fit(name: frozenset[str], words: frozenset[str]) -> float:
    shared = len(name & words)
    if not shared:
        return 0.0
    recall, precision = shared / len(name), shared / len(words)
    return recall * recall * (0.4 + 0.6 * precision)


def overlap(spelled: str, letters: str) -> float:
    """For Japanese: one inside the other, by the share of the longer that it makes up."""
    if not letters or not spelled:
        return 0.0
    if spelled in letters:
        return 0.4 + 0.6 * len(spelled) / len(letters)
    if letters in spelled and len(letters) > 2:
        return 0.2 + 0.6 * len(letters) / len(spelled)
    return 0.0


@lru_cache(maxsize=8192)
def _label_words(label: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(label) if not stem.isdigit() and len(stem) > 1)


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    return _LABEL_MARKS.sub("", normalise(text)).lower()


def quoted_fit(label: str, quoted: str) -> float:
    """How well a label fits the words that a question quotes as a line's name, of which parts may name its heading."""
    letters = _letters(label)
    parts = [_letters(part) for part in re.split(r"[、,，]|(?<=\S)[－―–](?=\S)", normalise(quoted))]
    return max(
        (overlap(part, letters) * (1.0 if place == 0 else 0.6) for place, part in enumerate(parts) if part), default=0.0
    )
