"""Which companies a question names, among those that the documents are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rm_assistant.domain.documents import Document, DocumentId, Identifier, IdentifierKind
from rm_assistant.language.company_names import (
    COMMON_FIRST_WORDS,
    blends,
    initials,
    normalise_company,
    reading,
    short_names,
    squashed,
)
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import KANJI, STOP_WORDS, normalise

FULL, SHORT, SYMBOL, INITIALS, MISSPELT = 1.0, 0.9, 0.95, 0.8, 0.6
"""How sure a match is."""


@dataclass(frozen=True, slots=True)
class CompanyMatch:
    """A company that a question names. `name` is the issuer's as filed, `written` what the question says."""

    name: str
    documents: tuple[DocumentId, ...]
    written: str
    certainty: float


@dataclass(frozen=True, slots=True)
class _Named:
    """A document as far as its company's names go; hashable, so that a library's names are spelt out once."""

    document: DocumentId
    issuer: str | None
    others: tuple[str, ...]
    identifiers: tuple[Identifier, ...]


@dataclass(slots=True)
class _Company:
    name: str
    documents: list[DocumentId] = field(default_factory=list)
    full: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    """Names as written, for short forms."""
    symbols: set[str] = field(default_factory=set)


def match_companies(question: str, documents: Sequence[Document]) -> list[CompanyMatch]:
    """Companies that `question` names, surest first, each with its documents.

    A short name, initials or a misspelling count only where they fit one company of the library, and never over a
    stretch that spells out another name. Two libraries' worth of the same registered name are one company.
    """
    return _directory(tuple(_named(document) for document in documents)).match(question)


def _named(document: Document) -> _Named:
    metadata = document.metadata
    others = dict.fromkeys((*metadata.issuer_names, document.client))
    return _Named(document.id, metadata.issuer, tuple(name for name in others if name), metadata.identifiers)


@lru_cache(maxsize=16)
def _directory(named: tuple[_Named, ...]) -> _Directory:
    return _Directory(_companies(named))


def _companies(named: Iterable[_Named]) -> list[_Company]:
    """Documents of one registered name or one registered number are of one company."""
    by_key: dict[str, _Company] = {}
    companies: list[_Company] = []
    for item in named:
        name = item.issuer or next(iter(item.others), None)
        if not name:
            continue
        keys = [squashed(normalise_company(name)), *_registrations(item.identifiers)]
        company = next((by_key[key] for key in keys if key in by_key), None)
        if company is None:
            company = _Company(name)
            companies.append(company)
        by_key.update(dict.fromkeys(keys, company))
        _add_names(company, item, name)
    return companies


def _registrations(identifiers: Iterable[Identifier]) -> Iterator[str]:
    for identifier in identifiers:
        if identifier.kind is not IdentifierKind.TICKER:
            yield f"{identifier.kind}:{identifier.value.lower()}"


def _add_names(company: _Company, item: _Named, name: str) -> None:
    company.documents.append(item.document)
    for spelling in {name, *item.others}:
        company.full.add(squashed(normalise_company(spelling)))
        company.spellings.add(spelling)
    company.symbols.update(identifier.value.lower() for identifier in item.identifiers)


@dataclass(frozen=True, slots=True)
class _Written:
    """A word of the question at `[start, end)` of its normalised text."""

    text: str
    start: int
    end: int

    owns: bool = False
    """Written with 's."""

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() or self.text[:1].isdigit()


_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[&.'/-][A-Za-z0-9\u00c0-\u024f]+)*&?|&|[^\x00-\x7f]+")
_LONGEST_NAME = 6
_SYMBOL_LETTERS = 2
_MIN_FUZZY = 6


class _Directory:
    """Every spelling of every company of a library."""

    def __init__(self, companies: Sequence[_Company]) -> None:
        self._companies = companies
        self._full = _by_spelling((name, company) for company in companies for name in company.full if len(name) > 1)
        self._short = _unique(
            (squashed(short), company)
            for company in companies
            for spelling in company.spellings
            for short in short_names(spelling)
        )
        self._initials = _unique(
            (letters, company)
            for company in companies
            for spelling in company.spellings
            for letters in (*initials(spelling), *blends(spelling))
        )
        self._symbols = _unique((symbol, company) for company in companies for symbol in company.symbols)
        names = [name for name in {*self._full, *self._short} if not name.isascii()]
        self._readings = _unique(
            (kana, company)
            for name in names
            for company in (self._full.get(name) or [self._short[name]])
            if (kana := reading(name)) and kana not in self._full
        )
        self._japanese = sorted({*names, *self._readings}, key=len, reverse=True)

    def match(self, question: str) -> list[CompanyMatch]:
        text = normalise(question)
        words = _words(text)
        spoken = not text.isascii() or any(word.text[:1].islower() for word in words)
        found: list[tuple[_Company, str, float]] = []
        taken: set[int] = set()
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                run = words[first : first + length]
                if taken.isdisjoint(range(first, first + length)):
                    following = words[first + length] if first + length < len(words) else None
                    hits = self._look_up(run, following, spoken=spoken)
                    found += [(company, text[run[0].start : run[-1].end], sure) for company, sure in hits]
                    taken.update(range(first, first + length) if hits else ())
        found += self._inside_japanese(text)
        if not found:
            found += self._misspelt(text, words)
        return _ranked(found)

    def _look_up(
        self, run: Sequence[_Written], following: _Written | None, *, spoken: bool
    ) -> list[tuple[_Company, float]]:
        key = squashed(normalise_company(" ".join(word.text for word in run)))
        capital = run[0].capital or not spoken or len(run) > 1
        if key in self._full and (capital or not _is_plain_word(key)):
            return [(company, FULL) for company in self._full[key]]
        if key in self._short and capital and not _goes_on(run[-1], following):
            return [(self._short[key], SHORT)]
        if len(run) == 1:
            return list(self._look_up_mark(run[0].text, spoken=spoken))
        return []

    def _look_up_mark(self, word: str, *, spoken: bool) -> Iterator[tuple[_Company, float]]:
        """Tickers and codes, then initials: both are written in capitals or digits."""
        mark = word.lower()
        if mark in self._symbols and len(mark) >= _SYMBOL_LETTERS and (_shouted(word) and spoken):
            yield self._symbols[mark], SYMBOL
        elif mark in self._initials and spoken and sum(letter.isupper() for letter in word) >= 2:
            yield self._initials[mark], INITIALS

    def _inside_japanese(self, text: str) -> Iterator[tuple[_Company, str, float]]:
        """Japanese writes no spaces: names are looked for inside the text, the longest first."""
        rest = squashed(normalise_company(text)) if not text.isascii() else ""
        for name in self._japanese:
            pattern = re.escape(name) if name in self._full else _standing_alone(name)
            if name in rest and re.search(pattern, rest):
                rest = re.sub(pattern, "\n", rest)
                owners = self._full.get(name) or [self._short.get(name) or self._readings[name]]
                yield from ((company, name, FULL if name in self._full else SHORT) for company in owners)

    def _misspelt(self, text: str, words: Sequence[_Written]) -> Iterator[tuple[_Company, str, float]]:
        from rapidfuzz.distance import OSA  # noqa: PLC0415  only where no name is spelt right

        names = {**self._short, **{name: owners[0] for name, owners in self._full.items() if len(owners) == 1}}
        for run in _capital_runs(words):
            key = squashed(normalise_company(" ".join(word.text for word in run)))
            if key in COMMON_FIRST_WORDS or glossary().is_trade_word(key):
                continue
            near = [name for name in names if name[:1] == key[:1] and 0 < OSA.distance(name, key) <= _slips(name, key)]
            owners = {id(names[name]): names[name] for name in near}
            if len(owners) == 1:
                yield next(iter(owners.values())), text[run[0].start : run[-1].end], MISSPELT


def _standing_alone(name: str) -> str:
    """Not a part of a longer name: neither kanji nor katakana beside it."""
    return f"(?<![{KANJI}\u30a1-\u30fc]){re.escape(name)}(?![{KANJI}\u30a1-\u30fc])"


def _slips(name: str, key: str) -> int:
    """How many slips of the pen are allowed: in a short word only two letters changing places."""
    length = min(len(name), len(key))
    if length < _MIN_FUZZY:
        return 1 if length > 3 and sorted(name) == sorted(key) else 0
    return 2 if length > 9 else 1


def _words(text: str) -> list[_Written]:
    words = []
    for match in _WORD.finditer(text):
        word = re.sub("'s?$", "", match[0])
        words.append(_Written(word, match.start(), match.start() + len(word), owns=word != match[0]))
    return words


def _shouted(word: str) -> bool:
    return not any(letter.islower() for letter in word) and not re.fullmatch("(?:19|20)[0-9]{2}", word)


def _goes_on(last: _Written, following: _Written | None) -> bool:
    """True where a capital follows that is no word of the trade: a longer name, of another company."""
    if last.owns or following is None or following.start != last.end + 1:
        return False
    if not (following.text[:1].isupper() and following.text[1:2].islower()):
        return False
    return not glossary().is_trade_word(following.text) and following.text.lower() not in STOP_WORDS


def _is_plain_word(key: str) -> bool:
    """A name of one short word, written small, is more likely the word ("block", "target")."""
    return key.isalpha() and key.isascii() and len(key) < 9


def _by_spelling(pairs: Iterable[tuple[str, _Company]]) -> dict[str, list[_Company]]:
    owners: dict[str, list[_Company]] = {}
    for name, company in pairs:
        if company not in owners.setdefault(name, []):
            owners[name].append(company)
    return owners


def _unique(pairs: Iterable[tuple[str, _Company]]) -> dict[str, _Company]:
    return {name: owners[0] for name, owners in _by_spelling(pairs).items() if len(owners) == 1}


def _ranked(found: Iterable[tuple[_Company, str, float]]) -> list[CompanyMatch]:
    best: dict[int, CompanyMatch] = {}
    for company, written, certainty in found:
        known = best.get(id(company))
        if known is None or known.certainty < certainty:
            best[id(company)] = CompanyMatch(company.name, tuple(company.documents), written, certainty)
    return sorted(best.values(), key=lambda match: -match.certainty)


def _capital_runs(words: Sequence[_Written]) -> Iterator[list[_Written]]:
    """Stretches of one to three words that open with a capital, the longest first."""
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            run = list(words[first : first + length])
            if all(word.capital and word.text.lower() not in STOP_WORDS for word in run):
                yield run
