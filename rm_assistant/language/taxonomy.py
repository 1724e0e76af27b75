"""Members and concepts of reporting taxonomies, by the ids that questions and tags name them with.

Standard ones (OutsideDirectorsMember, NetSales) have printed names of their own. Issuers make further ones of English
words (SecurityServicesReportableSegmentsMember) or of a person's name (HanakoYamadaMember).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rm_assistant.language.words import stems

_MEMBER = re.compile(r"(?<![A-Za-z0-9])(?:[a-z0-9-]+_(?:cor:)?|[a-z-]+:)?([A-Z][A-Za-z0-9&]*Member)(?![A-Za-z0-9])")
_SUFFIX = re.compile(r"(?:IFRS)?(?:Reportable)?(?:Segments?)?Member$|(?:IFRS)?Member$")
_WORDS = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]{2,}|[A-Z][a-z]*|[a-z]+|\d+")
_SUMMARY = "SummaryOfBusinessResults"
_SILENT = frozenset(
    {"and", "of", "the", "etc", "co", "ltd", "inc", "member", "business", "businesses", "segment", "segments"}
)


@dataclass(frozen=True, slots=True)
class Member:
    """`names` are those that filings print, empty for an issuer's own member; `words` are of its id, in lower case."""

    id: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    segment: bool = False
    """Its id says that it is a reportable segment."""


def find_member(text: str) -> Member | None:
    """The first member that `text` names by its id."""
    match = _MEMBER.search(text)
    return read_member(match[1]) if match else None


def without_members(text: str) -> str:
    return _MEMBER.sub(" ", text)


@lru_cache(maxsize=4096)
def read_member(member: str) -> Member:
    """Raises nothing: an id without known words has none."""
    spelled = re.sub(r"IFRS(?=Member$)", "", member)
    bare = spelled.removesuffix("Member")
    names = _tables().members.get(bare, ())
    own = _SUFFIX.sub("", member)
    words = tuple(word.lower() for word in _WORDS.findall(own or bare))
    return Member(member, names, tuple(word for word in words if word not in _SILENT), "Segment" in member)


def japanese_words(word: str) -> tuple[str, ...]:
    """What an English word of an issuer's own member is in Japanese; empty where that is not known."""
    return _tables().words.get(word, ())


def japanese_words_of_stem(stem: str) -> tuple[str, ...]:
    """As `japanese_words`, for words as `words.stems` leaves them."""
    return _by_stem().get(stem, ())


def other_labels(label: str) -> tuple[str, ...]:
    """Other words that filings print for a standard label."""
    return _tables().labels.get(label, ())


def is_printed(part: str) -> bool:
    """Whether filings print such a part of a standard label: trades, 銀行業, stand in the taxonomy alone."""
    return part not in _tables().unprinted


@dataclass(frozen=True, slots=True)
class _Tables:
    unprinted: frozenset[str]
    members: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


@cache
def _tables() -> _Tables:
    text = resources.files("rm_assistant.language").joinpath("taxonomy_members.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    unprinted = frozenset(tables["unprinted"]["ends"])
    return _Tables(unprinted, _listed(tables["members"]), _listed(tables["labels"]), _listed(tables["words"]))


@cache
def _by_stem() -> Mapping[str, tuple[str, ...]]:
    return {stem: names for word, names in _tables().words.items() for stem in stems(word)}


def _listed(table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(names) for key, names in table.items()}


def concept_names(concept: str) -> tuple[str, ...]:
    """The names that Japanese filings print for a concept's local name (`NetSales`); empty where it is not known."""
    return _concepts().get(concept.removesuffix(_SUMMARY), ())


def is_summary(concept: str) -> bool:
    """Whether a concept is one of 主要な経営指標等の推移."""
    return concept.endswith(_SUMMARY)


@cache
def _concepts() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("rm_assistant.language").joinpath("taxonomy_concepts.toml").read_text(encoding="utf-8")
    return _listed(tomllib.loads(text))
