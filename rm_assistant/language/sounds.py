"""Names by their sound, so that a foreign name is known by its katakana: クイル for Quill.

Katakana keeps a foreign name's consonants in order and adds vowels of its own; it does not tell l from r, b from v, or
s from th. Both scripts are brought to the consonants they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

_VOWELS = "aiueo"
_SYLLABLES = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タチツテト",
    "d": "ダヂヅデド", "n": "ナニヌネノ", "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ",
    "r": "ラリルレロ", "y": "ヤ ユ ヨ", "w": "ワ   ヲ",
}  # fmt: skip
_ROMAJI = {
    kana: consonant + vowel
    for consonant, row in _SYLLABLES.items()
    for kana, vowel in zip(row, _VOWELS, strict=True)
    if kana != " "
} | {"ン": "n", "ヴ": "bu", "ヶ": "ga", "ヵ": "ka"}
_SMALL = dict(zip("ァィゥェォャュョ", "aiueoauo", strict=True))
_CLASSES = dict(zip("kgsztdnhbpmr", "KKSSTTNHPPMR", strict=True))

_SPELLINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"sch", ("S", "SK")),
    (r"tch|ti(?=a)", ("T",)),
    (r"[st]ion", ("SN",)),
    (r"ch", ("T", "K", "S")),
    (r"ck|kh|q", ("K",)),
    (r"sh|ss", ("S",)),
    (r"th", ("S", "T")),
    (r"ph", ("H",)),
    (r"t[sz]", ("T",)),
    (r"dg(?=e)|j", ("S",)),
    (r"nz", ("NS", "NT")),
    (r"ng(?=[aeiouy])|ng$", ("NK", "N")),
    (r"ng", ("N", "NK")),
    (r"gh", ("", "K")),
    (r"^x|[sz]", ("S",)),
    (r"x", ("KS",)),
    (r"c(?=[eiy])", ("S",)),
    (r"g(?=[eiy])", ("S", "K")),
    (r"[cgk]", ("K",)),
    (r"[td]", ("T",)),
    (r"m(?=[bp])", ("N", "M")),
    (r"n", ("N",)),
    (r"m", ("M",)),
    (r"[bpv]", ("P",)),
    (r"f|(?<![a-z])h|(?<=[aeiouy])h(?=[aeiouy])", ("H",)),
    (r"h", ("", "H")),
    (r"r(?=e$)", ("", "R")),
    (r"r(?=[aeiouy])|l", ("R",)),
    (r"[aeiouyrw]|.", ("",)),
)
"""How a spelling may sound, the likelier first. An r before a consonant or at the end only lengthens the vowel."""
_SPELLING = re.compile("|".join(f"(?P<s{n}>{pattern})" for n, (pattern, _) in enumerate(_SPELLINGS)))
_MOST_READINGS = 32
_SHORTEST = 2
_LONG_ENOUGH_TO_SLIP = 4
_ALIKE, _ALIKE_UNSURE = 0.45, 0.6
"""The least likeness of the letters: more is wanted of few consonants, and of consonants that differ."""
_LATIN_FOLDS = (
    ("ph", "h"),
    ("th", "z"),
    ("x", "ks"),
    ("l", "r"),
    ("q", "k"),
    ("c", "k"),
    ("v", "b"),
    ("f", "h"),
    ("j", "z"),
)


def romaji(katakana: str) -> str:
    """In Latin letters, without long vowels and doubled consonants: `kuiru` for クイル."""
    letters = ""
    for kana in katakana:
        if kana in _SMALL:
            letters = letters[:-1] + _SMALL[kana]
        else:
            letters += _ROMAJI.get(kana, "")
    return letters


def sounds_alike(katakana: str, name: str) -> bool:
    """Whether `katakana` may be how the Latin `name` is read aloud in Japanese."""
    heard = romaji(katakana)
    key = _key_of_romaji(heard)
    readings = _keys_of_latin(name)
    if len(key) < _SHORTEST or not any(_fits(key, reading) for reading in readings):
        return False
    sure = key in readings and len(key) > _SHORTEST
    return _likeness(heard, _folded(name)) >= (_ALIKE if sure else _ALIKE_UNSURE)


def _key_of_romaji(letters: str) -> str:
    return "".join(_CLASSES.get(letter, "") for letter in letters)


@lru_cache(maxsize=8192)
def _keys_of_latin(name: str) -> tuple[str, ...]:
    """The consonants of every likely reading of `name`."""
    sounds = list(_sounds(name))
    return tuple(dict.fromkeys("".join(reading) for reading in islice(product(*sounds), _MOST_READINGS)))


def _sounds(name: str) -> Iterator[tuple[str, ...]]:
    single = re.sub(r"([a-z])\1", r"\1", re.sub("[^a-z]", "", name.lower()))
    for match in _SPELLING.finditer(single):
        yield _SPELLINGS[int((match.lastgroup or "s0")[1:])][1]


def _fits(heard: str, written: str) -> bool:
    """The same consonants; in a long name one may differ."""
    if heard == written:
        return True
    if min(len(heard), len(written)) < _LONG_ENOUGH_TO_SLIP:
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  only where a name is looked for by its sound

    return Levenshtein.distance(heard, written, score_cutoff=1) <= 1


def _likeness(heard: str, name: str) -> float:
    """0 to 1, by the letters that both hold in order: vowels tell names of like consonants apart."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    return Indel.normalized_similarity(heard, name)


def _folded(name: str) -> str:
    letters = re.sub(r"([a-z])\1", r"\1", re.sub("[^a-z]", "", name.lower()))
    for spelling, sound in _LATIN_FOLDS:
        letters = letters.replace(spelling, sound)
    return letters
