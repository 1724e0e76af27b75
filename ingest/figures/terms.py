"""Words by which a row is found: of its label, the labels above, its columns, its table's title, its item."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rm_assistant.language.terms import Term
from rm_assistant.language.words import index_terms


def terms_of(texts: Iterable[str], item: Term | None) -> str:
    words: dict[str, None] = {}
    for text in texts:
        words.update(_words(text))
    if item is not None:
        words.update(_names(item))
    return " ".join(words)


@lru_cache(maxsize=30_000)
def _words(text: str) -> dict[str, None]:
    return dict.fromkeys(index_terms(text))


@lru_cache(maxsize=2_000)
def _names(item: Term) -> dict[str, None]:
    return dict.fromkeys(term for name in (*item.english, *item.japanese) for term in index_terms(name))
