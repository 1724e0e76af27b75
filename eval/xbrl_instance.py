"""Headline facts of an XBRL instance: key figures and the totals of the primary statements, in EDINET's taxonomies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from ingest.xbrl_contexts import Context, Definitions, local_name, read_definitions
from rm_assistant.domain.documents import Basis
from rm_assistant.language.taxonomy import concept_names, is_summary

_PERIOD_END = "CurrentPeriodEndDateDEI"
_FILER = "EDINETCodeDEI"
_KEY_FIGURES = frozenset({"NumberOfEmployees"})
"""Of 主要な経営指標等の推移 without its suffix."""
_TAXONOMIES = ("jppfs/", "jpcrp/", "jpigp/")


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` in base units; `names` are those that filings print for the concept."""

    concept: str
    names: tuple[str, ...]
    key_figure: bool
    end: date
    months: int
    basis: Basis
    value: Decimal


@dataclass(frozen=True, slots=True)
class Instance:
    """`period_end` is that of the period reported on, `filer` the EDINET code."""

    path: Path
    period_end: date | None
    filer: str | None
    facts: tuple[Fact, ...]


def read_instance(path: Path) -> Instance:
    """Raises lxml.etree.XMLSyntaxError for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    root = etree.fromstring(path.read_bytes(), parser)
    about = {local_name(_name(item)): (item.text or "").strip() for item in root if "jpdei" in _namespace(item)}
    end = about.get(_PERIOD_END)
    facts = dict.fromkeys(_facts(root, read_definitions(root)))
    return Instance(path, date.fromisoformat(end) if end else None, about.get(_FILER), tuple(facts))


def _facts(root: etree._Element, definitions: Definitions) -> Iterator[Fact]:
    for item in root:
        context = definitions.contexts.get(item.get("contextRef") or "")
        value = _number(item.text)
        if context is None or value is None or not any(part in _namespace(item) for part in _TAXONOMIES):
            continue
        fact = _fact(_name(item), context, value)
        if fact is not None:
            yield fact


def _fact(concept: str, context: Context, value: Decimal) -> Fact | None:
    """None for concepts that are no headline, and for parts of the whole."""
    names, months = concept_names(concept), context.months
    if not names or context.parts or context.end is None or months is None:
        return None
    basis = context.basis or Basis.CONSOLIDATED
    return Fact(concept, names, is_summary(concept) or concept in _KEY_FIGURES, context.end, months, basis, value)


def _namespace(item: etree._Element) -> str:
    return str(item.tag).partition("}")[0]


def _name(item: etree._Element) -> str:
    return str(item.tag).rpartition("}")[2]


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal((text or "").strip())
    except InvalidOperation:
        return None
