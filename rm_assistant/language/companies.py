"""Which companies a question names, among those that the documents are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rm_assistant.domain.documents import Document, DocumentId, Identifier, IdentifierKind
from rm_assistant.language.company_guesses import Guesses
from rm_assistant.language.company_names import (
    blends,
    fold_ga,
    initials,
    normalise_company,
    reading,
    short_names,
    squashed,
)
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import KANJI, STOP_WORDS, normalise

FULL, SHORT, SYMBOL, INITIALS, GUESSED = 1.0, 0.9, 0.95, 0.8, 0.6
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


@dataclass(slots=True, eq=False)
class _Company:
    name: str
    documents: list[DocumentId] = field(default_factory=list)
    full: set[str] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    """Names as written, for short forms."""
    symbols: set[str] = field(default_factory=set)


def match_companies(question: str, documents: Sequence[Document]) -> list[CompanyMatch]:
    """Companies that `question` names, surest first, each with its documents.

    A short name, initials or a guess (see `company_guesses`) count only where they fit one company of the library, and
    never over a stretch that spells out another name. Two libraries' worth of the same registered name are one company.
    """
    return _directory(tuple(_named(document) for document in documents)).match(question)


def rival_companies(question: str, documents: Sequence[Document]) -> list[str]:
    """The names of the companies among which `question` does not choose: its short name fits each of them."""
    return _directory(tuple(_named(document) for document in documents)).rivals(question)


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


_WORD = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f]+(?:[&.'/-][A-Za-z0-9\u00c0-\u024f]+)*&?|&|[^\x00-\x7f\u3000-\u3004\u3008-\u3020・、。「」『』（）【】！？：；〜～]+"
)
_LONGEST_NAME = 6
_SYMBOL_LETTERS = 2
_COMPARES = re.compile(r"\b(?:compare[ds]?|comparison|versus|vs|than|both|and|or|either|among)\b", re.IGNORECASE)
_BLANK = "\n"

_Found = tuple[_Company, int, int, float]
"""A company, where in the normalised text it is named, and how sure that is."""


class _Directory:
    """Every spelling of every company of a library."""

    def __init__(self, companies: Sequence[_Company]) -> None:
        self._full = _by_spelling((name, company) for company in companies for name in company.full if len(name) > 1)
        short = _by_spelling(
            (squashed(short), company)
            for company in companies
            for spelling in company.spellings
            for short in short_names(spelling)
        )
        self._short = _unique(short)
        self._shared = {name: owners for name, owners in short.items() if len(owners) > 1}
        self._initials = _unique(
            _by_spelling(
                (letters, company)
                for company in companies
                for spelling in company.spellings
                for letters in (*initials(spelling), *blends(spelling))
            )
        )
        self._symbols = _unique(_by_spelling((symbol, company) for company in companies for symbol in company.symbols))
        names = [name for name in {*self._full, *self._short} if not name.isascii()]
        self._readings = _unique(
            _by_spelling(
                (kana, company)
                for name in names
                for company in (self._full.get(name) or [self._short[name]])
                if (kana := reading(name)) and kana not in self._full
            )
        )
        self._japanese = sorted({*names, *self._readings}, key=len, reverse=True)
        self._guesses = Guesses(
            {**self._short, **_unique(self._full)},
            ((spelling, company) for company in companies for spelling in company.spellings),
        )

    def match(self, question: str) -> list[CompanyMatch]:
        text = normalise(question)
        found = [*self._spelt(text, _words(text)), *self._inside_japanese(text)]
        rest = _blanked(text, found)
        if not rest.isascii():
            found += [(company, start, end, GUESSED) for company, start, end in self._guesses.in_japanese(rest)]
        if not found or _COMPARES.search(text):
            found += self._misspelt(_words(rest))
        return _ranked(text, found)

    def rivals(self, question: str) -> list[str]:
        text = normalise(question)
        if self.match(question):
            return []
        for run in _capital_runs(_words(text)):
            key = squashed(normalise_company(" ".join(word.text for word in run)))
            if key in self._shared and not glossary().is_trade_word(key):
                return [company.name for company in self._shared[key]]
        for name in sorted(self._shared, key=len, reverse=True):
            if not name.isascii() and re.search(_standing_alone(name), fold_ga(text)):
                return [company.name for company in self._shared[name]]
        return [company.name for company in self._guesses.rivals(text)]

    def _spelt(self, text: str, words: Sequence[_Written]) -> Iterator[_Found]:
        """Names written in words, the longest first."""
        spoken = not text.isascii() or any(word.text[:1].islower() for word in words)
        taken: set[int] = set()
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                run = words[first : first + length]
                if taken.isdisjoint(range(first, first + length)):
                    following = words[first + length] if first + length < len(words) else None
                    hits = self._look_up(run, following, spoken=spoken)
                    yield from ((company, run[0].start, run[-1].end, sure) for company, sure in hits)
                    taken.update(range(first, first + length) if hits else ())

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

    def _inside_japanese(self, text: str) -> Iterator[_Found]:
        """Japanese writes no spaces: names are looked for inside the text, the longest first."""
        rest, places = _squeezed(text) if not text.isascii() else ("", [])
        for name in self._japanese:
            if name not in rest:
                continue
            pattern = re.escape(name) if name in self._full else _standing_alone(name)
            for match in re.finditer(pattern, rest):
                owners = self._full.get(name) or [self._short.get(name) or self._readings[name]]
                sure = FULL if name in self._full else SHORT
                yield from ((owner, places[match.start()], places[match.end() - 1] + 1, sure) for owner in owners)
            rest = re.sub(pattern, lambda found: _BLANK * len(found[0]), rest)

    def _misspelt(self, words: Sequence[_Written]) -> Iterator[_Found]:
        for run in _capital_runs(words):
            key = squashed(normalise_company(" ".join(word.text for word in run)))
            company = self._guesses.misspelt(key)
            if company is not None:
                yield company, run[0].start, run[-1].end, GUESSED


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Lower case without spaces and middle dots, as names are spelt here, and where each letter stood."""
    kept = [(letter.lower(), place) for place, letter in enumerate(fold_ga(text)) if letter not in " \u3000・"]
    return "".join(letter[:1] for letter, _ in kept), [place for _, place in kept]


def _blanked(text: str, found: Iterable[_Found]) -> str:
    for _, start, end, _ in found:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


def _standing_alone(name: str) -> str:
    """Not a part of a longer name: neither kanji nor katakana beside it."""
    return f"(?<![{KANJI}\u30a1-\u30fc]){re.escape(name)}(?![{KANJI}\u30a1-\u30fc])"


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


def _unique(owners_by_name: Mapping[str, Sequence[_Company]]) -> dict[str, _Company]:
    return {name: owners[0] for name, owners in owners_by_name.items() if len(owners) == 1}


def _ranked(text: str, found: Iterable[_Found]) -> list[CompanyMatch]:
    """Surest first; of equally sure ones the first named."""
    best: dict[_Company, CompanyMatch] = {}
    for company, start, end, certainty in sorted(found, key=lambda match: (-match[3], match[1])):
        best.setdefault(company, CompanyMatch(company.name, tuple(company.documents), text[start:end], certainty))
    return list(best.values())


def _capital_runs(words: Sequence[_Written]) -> Iterator[list[_Written]]:
    """Stretches of one to three words that open with a capital, the longest first."""
    for length in (3, 2, 1):
        for first in range(len(words) - length + 1):
            run = list(words[first : first + length])
            if all(word.capital and word.text.lower() not in STOP_WORDS for word in run):
                yield run
