"""Japanese text by its morphemes, with what kind of word each is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.language.words import japanese_dictionary

_LONGEST = 4_000
"""Characters: questions and names are shorter."""


@dataclass(frozen=True, slots=True)
class Morpheme:
    """`kind` and `detail` are the first two parts of speech of UniDic (名詞, 普通名詞), `form` the normalised form."""

    surface: str
    form: str
    kind: str
    detail: str


@lru_cache(maxsize=4096)
def morphemes(text: str) -> tuple[Morpheme, ...]:
    """The shortest units: 宇宙, 旅行, 事業 of 宇宙旅行事業."""
    from sudachipy import SplitMode  # noqa: PLC0415  loads 40 MB: only where there is Japanese

    tokeniser = japanese_dictionary().tokenizer(mode=SplitMode.A, fields={"normalized_form", "pos"})
    return tuple(
        Morpheme(token.surface(), token.normalized_form(), *token.part_of_speech()[:2])
        for token in tokeniser.tokenize(text[:_LONGEST])
    )
