"""The glossary of financial items and measures: their names in both languages, and the statements that print them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

from rm_assistant.domain.documents import Language, StatementKind
from rm_assistant.language.words import normalise, stems

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Term:
    """An item of a statement, or a measure computed from `operands` (keys of other terms).

    `statements` are those that print it, the likeliest first; empty where it stands in notes and prose.
    `formulas` are a measure's usual definitions in the notation of `calculation.notation`, the first preferred, and
    `gives` its unit by language. An item of `magnitude` enters a calculation without its sign.
    """

    key: str
    english: tuple[str, ...]
    japanese: tuple[str, ...]
    statements: tuple[StatementKind, ...] = ()
    operands: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    gives: tuple[tuple[Language, str], ...] = ()
    magnitude: bool = False

    def names(self, language: Language) -> tuple[str, ...]:
        return self.japanese if language is Language.JAPANESE else self.english


class Glossary:
    """Finds terms in text, by word stems in English and by characters in Japanese, the longest name first."""

    def __init__(self, terms: Iterable[Term], statements: Mapping[StatementKind, tuple[str, ...]]) -> None:
        self._terms = {term.key: term for term in terms}
        names = [(name, term) for term in self._terms.values() for name in (*term.english, *term.japanese)]
        kinds = [(name, kind) for kind, spelled in statements.items() for name in spelled]
        self._names: _Names[Term | StatementKind] = _Names([*names, *kinds])
        self._statements = dict(statements)
        self._vocabulary = frozenset(stem for name, _ in names for stem in stems(name))

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def get(self, key: str) -> Term:
        """Raises KeyError."""
        return self._terms[key]

    def find_key(self, key: str) -> Term | None:
        """The term of a key, None for words that are no key."""
        return self._terms.get(key)

    def find(self, text: str) -> list[Term]:
        """The terms that `text` names, longest name first, each once.

        A name inside a longer one is not named by itself: neither "cash" in "cash flow statement".
        """
        return [named for named in dict.fromkeys(self._names.find(text)) if isinstance(named, Term)]

    def find_statements(self, text: str) -> list[StatementKind]:
        """The statements that `text` calls by name."""
        return [named for named in dict.fromkeys(self._names.find(text)) if isinstance(named, StatementKind)]

    def statement_names(self, kind: StatementKind) -> tuple[str, ...]:
        return self._statements.get(kind, ())

    def items_of(self, term: Term) -> list[Term]:
        """The lines to look up for `term`: itself, and all that a measure is computed from, down to items."""
        found = [term]
        for key in term.operands:
            found += [item for item in self.items_of(self._terms[key]) if item not in found]
        return found

    def is_trade_word(self, word: str) -> bool:
        """True where every word of `word` occurs in the names of terms: "Net Income" is no company."""
        words = stems(word)
        return bool(words) and all(stem in self._vocabulary for stem in words)


@cache
def glossary() -> Glossary:
    text = resources.files("rm_assistant.language").joinpath("finance_terms.toml").read_text(encoding="utf-8")
    return read_glossary(tomllib.loads(text))


def read_glossary(tables: Mapping[str, Any]) -> Glossary:
    """Raises ValueError where a key is given twice, or a measure is made of unknown keys."""
    entries = [*tables.get("item", ()), *tables.get("measure", ())]
    terms = [_term(entry) for entry in entries]
    keys = {term.key for term in terms}
    if len(keys) != len(terms):
        raise ValueError("a key stands twice in the glossary")
    for term in terms:
        unknown = set(term.operands) - keys
        if unknown:
            raise ValueError(f"{term.key} is made of unknown {', '.join(sorted(unknown))}")
    statements = {StatementKind(entry["kind"]): (*entry["en"], *entry["ja"]) for entry in tables.get("statement", ())}
    return Glossary(terms, statements)


def _term(entry: Mapping[str, Any]) -> Term:
    return Term(
        key=entry["key"],
        english=tuple(entry["en"]),
        japanese=tuple(entry["ja"]),
        statements=tuple(StatementKind(kind) for kind in entry.get("on", ())),
        operands=tuple(entry.get("of", ())),
        formulas=tuple(entry.get("formula", ())),
        gives=_units(entry),
        magnitude=entry.get("magnitude", False),
    )


def _units(entry: Mapping[str, Any]) -> tuple[tuple[Language, str], ...]:
    unit = entry.get("gives")
    if unit is None:
        return ()
    return ((Language.ENGLISH, unit), (Language.JAPANESE, entry.get("gives_ja", unit)))


class _Names(Generic[Named]):
    """Names, and what they name."""

    def __init__(self, names: Iterable[tuple[str, Named]]) -> None:
        self._english: dict[tuple[str, ...], list[Named]] = {}
        self._japanese: dict[str, list[Named]] = {}
        for name, named in names:
            if name.isascii():
                self._english.setdefault(tuple(stems(name)), []).append(named)
            else:
                self._japanese.setdefault(_characters(name), []).append(named)
        self._longest = max((len(key) for key in self._english), default=0)
        spelled = sorted(self._japanese, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, spelled)) or r"(?!)")

    def find(self, text: str) -> list[Named]:
        japanese = [named for match in self._pattern.finditer(_characters(text)) for named in self._japanese[match[0]]]
        return [*self._in_english(stems(text)), *japanese]

    def _in_english(self, words: list[str]) -> Iterator[Named]:
        taken: set[int] = set()
        for length in range(min(self._longest, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                places = range(first, first + length)
                named = self._english.get(tuple(words[first : first + length]))
                if named and taken.isdisjoint(places):
                    taken.update(places)
                    yield from named


def _characters(text: str) -> str:
    """Japanese names are printed with and without middle dots and spaces."""
    return re.sub(r"[\s・]", "", normalise(text)).upper()
