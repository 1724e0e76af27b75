"""What one witness says of a filing, and how witnesses are weighed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from rm_assistant.domain.documents import (
    FilingForm,
    FilingMetadata,
    Identifier,
    IdentifierKind,
    Language,
    MetadataSource,
)


@dataclass(frozen=True, slots=True)
class CoverFields:
    """The fields of FilingMetadata, each None or empty where the witness is silent."""

    issuer: str | None = None
    issuer_names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    form: FilingForm | None = None
    period_start: date | None = None
    period_end: date | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    fiscal_label: str | None = None
    filed_on: date | None = None
    amends: bool | None = None
    title: str | None = None


Witness = tuple[MetadataSource, CoverFields]

_COLLECTED = frozenset({"issuer_names", "identifiers"})
_TRUSTED = frozenset({MetadataSource.MANIFEST, MetadataSource.XBRL, MetadataSource.COVER})
"""Witnesses whose second name of the issuer is worth keeping beside the first's."""


def weigh(witnesses: Sequence[Witness], language: Language) -> FilingMetadata:
    """Each field as the first witness states it; names and identifiers of all, one value an identifier's kind."""
    values: dict[str, Any] = {}
    sources: dict[str, MetadataSource] = {}
    for item in fields(CoverFields):
        if item.name not in _COLLECTED and (stated := _first(item.name, witnesses)):
            sources[item.name], values[item.name] = stated
    names = _names(witnesses, values.get("issuer"))
    identifiers = _identifiers(witnesses)
    if names:
        values["issuer_names"], sources["issuer_names"] = tuple(names), next(iter(names.values()))
    if identifiers:
        values["identifiers"] = tuple(found for found, _ in identifiers.values())
        sources["identifiers"] = next(source for _, source in identifiers.values())
    return FilingMetadata(language=language, sources=sources, **values)


def _first(name: str, witnesses: Sequence[Witness]) -> tuple[MetadataSource, object] | None:
    """A quarter is taken only from the witness that first states the period, or one before it.

    A file's name never makes a year a quarter.
    """
    for source, found in witnesses:
        value = getattr(found, name)
        if value is not None:
            return source, value
        if name == "fiscal_quarter" and (found.period_end or found.fiscal_year):
            return None
    return None


def _names(witnesses: Iterable[Witness], issuer: str | None) -> dict[str, MetadataSource]:
    names: dict[str, MetadataSource] = {}
    for source, found in witnesses:
        for name in (found.issuer, *found.issuer_names):
            if source in _TRUSTED and name and name != issuer:
                names.setdefault(name, source)
    return names


def _identifiers(witnesses: Iterable[Witness]) -> dict[IdentifierKind, tuple[Identifier, MetadataSource]]:
    kinds: dict[IdentifierKind, tuple[Identifier, MetadataSource]] = {}
    for source, found in witnesses:
        for identifier in found.identifiers:
            kinds.setdefault(identifier.kind, (identifier, source))
    return kinds
