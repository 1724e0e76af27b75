"""The catalog as people browse it: filtered, counted by facet, a part at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rm_assistant.domain.documents import Document, FilingForm, Language
from rm_assistant.domain.errors import CursorError

_CURSOR = re.compile(r"[0-9]{20}\.[0-9a-f]{64}")
"""What `_position` writes."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty means no restriction. `words` must all stand in the issuer, the client or the name, whatever their case."""

    clients: tuple[str, ...] = ()
    forms: tuple[FilingForm, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    languages: tuple[Language, ...] = ()
    words: str = ""

    def admits(self, document: Document) -> bool:
        metadata = document.metadata
        return (
            _chosen(document.client, self.clients)
            and _chosen(metadata.form, self.forms)
            and _chosen(metadata.fiscal_year, self.fiscal_years)
            and _chosen(metadata.language, self.languages)
            and _mentions(document, self.words)
        )


def _chosen(value: object, choices: Sequence[object]) -> bool:
    return not choices or value in choices


def _mentions(document: Document, words: str) -> bool:
    names = (document.name, document.client, document.metadata.issuer or "", *document.metadata.issuer_names)
    text = " ".join(names).casefold()
    return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many documents each value would give beside the other choices; most frequent first, years newest first."""

    clients: tuple[FacetValue, ...]
    forms: tuple[FacetValue, ...]
    fiscal_years: tuple[FacetValue, ...]
    languages: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class DocumentList:
    """`total` counts all that the filter admits; `next_cursor` is None at the end."""

    items: tuple[Document, ...]
    total: int
    facets: Facets
    next_cursor: str | None = None


def browse(documents: Sequence[Document], chosen: Filter, *, cursor: str | None, limit: int) -> DocumentList:
    """Part of `documents`, newest first, after the one that `cursor` names.

    A cursor stays good while documents come and go, since it says where in the order the last part ended. Raises
    CursorError for one that no part has given.
    """
    if cursor is not None and not _CURSOR.fullmatch(cursor):
        raise CursorError("The cursor is not one that this list gave: ask without one to begin at the top.")
    admitted = sorted((document for document in documents if chosen.admits(document)), key=_position, reverse=True)
    rest = [document for document in admitted if cursor is None or _position(document) < cursor]
    part = tuple(rest[:limit])
    following = _position(part[-1]) if len(rest) > limit else None
    return DocumentList(part, len(admitted), facets_of(documents, chosen), following)


def _position(document: Document) -> str:
    microseconds = int(document.ingested_at.timestamp() * 1_000_000)
    return f"{microseconds:020d}.{document.id}"


def facets_of(documents: Sequence[Document], chosen: Filter) -> Facets:
    years = _count(documents, replace(chosen, fiscal_years=()), lambda found: str(found.metadata.fiscal_year or ""))
    return Facets(
        clients=_count(documents, replace(chosen, clients=()), lambda found: found.client),
        forms=_count(documents, replace(chosen, forms=()), lambda found: found.metadata.form),
        fiscal_years=tuple(sorted(years, key=lambda facet: facet.value, reverse=True)),
        languages=_count(documents, replace(chosen, languages=()), lambda found: found.metadata.language),
    )


def _count(documents: Sequence[Document], others: Filter, value: Callable[[Document], str]) -> tuple[FacetValue, ...]:
    counts = Counter(value(document) for document in documents if others.admits(document))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetValue(name, count) for name, count in ordered if name)
