"""Which item of the glossary a label names: the whole label, not a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rm_assistant.domain.documents import StatementKind
from rm_assistant.language.terms import Term, glossary
from rm_assistant.language.words import normalise, stems

_ALTERNATIVE = re.compile(r"(?:又は|または)[^(（]*(?:[(（]\s*[△▲][^)）]*[)）])?|[(（]\s*[△▲－-][^)）]*[)）]")
_LOSS = re.compile(r"\((?:loss(?:es)?|income|benefit|deficit|expense|credit|provision|gain)\)", re.IGNORECASE)
_UNITS = re.compile(
    r"[(（](?:百万円|千円|億円|円|株|千株|%|％|倍|人|名|円・銭|純額)[)）]|[(（](?:in\s)?(?:millions|thousands)[)）]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]+|[(（]?\d{1,2}[)）.．]?)\s+")


@lru_cache(maxsize=20_000)
def item_of(label: str, statement: StatementKind | None = None) -> Term | None:
    """The term that `label` is a name of; of several, the one that `statement` prints, else none."""
    terms = next((found for spelling in _spellings(label) if (found := _named(spelling))), ())
    if len(terms) == 1:
        return terms[0]
    fitting = [term for term in terms if statement in term.statements]
    return fitting[0] if len(fitting) == 1 else None


def _spellings(label: str) -> Iterator[str]:
    yield label
    plain = _UNITS.sub("", _LOSS.sub("", _ALTERNATIVE.sub("", _NUMBERED.sub("", label)))).strip()
    if plain != label:
        yield plain
    shorter = re.sub(r"^(?:total)\s+|(?<=.)(?:合計|金額|総額|額)$|,?\s+(?:net|total)$", "", plain, flags=re.IGNORECASE)
    if shorter != plain:
        yield shorter


def _named(label: str) -> tuple[Term, ...]:
    key = tuple(stems(label)) if label.isascii() else _characters(label)
    return _index().get(key, ()) if key else ()


@cache
def _index() -> dict[tuple[str, ...] | str, tuple[Term, ...]]:
    names: dict[tuple[str, ...] | str, tuple[Term, ...]] = {}
    for term in glossary():
        for name in (*term.english, *term.japanese):
            key = tuple(stems(name)) if name.isascii() else _characters(name)
            if term not in names.get(key, ()):
                names[key] = (*names.get(key, ()), term)
    return names


def _characters(text: str) -> str:
    return re.sub(r"[\s・]", "", normalise(text)).upper()
