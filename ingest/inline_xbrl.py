"""Facts about the filing itself, tagged in inline XBRL: who filed what, when, and for which period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.html.document import tag_of, text_of
from ingest.reading import TaggedFact
from ingest.xbrl_tags import transformation

_VOCABULARIES = ("dei", "jpdei", "tse-")
"""Prefixes of the SEC's, the FSA's and the Tokyo Stock Exchange's taxonomies of document information."""
_COVER_PAGE = re.compile(r"CoverPage$")
_MAX_VALUE = 400
_SPACES = re.compile(r"\s+")
_IDENTIFIER_CONCEPTS = (
    ("sec.gov/CIK", "EntityCentralIndexKey"),
    ("edinet-fsa.go.jp", "EDINETCodeDEI"),
    ("tse.or.jp/sicc", "SecuritiesCode"),
)
"""What the entity identifier of a context is, by its scheme (XBRL 2.1, 4.7.3.1)."""


def has_inline_xbrl(root: etree._Element) -> bool:
    return any(tag_of(element).startswith("ix:") for element in root.iter(etree.Element))


def cover_facts(root: etree._Element) -> tuple[TaggedFact, ...]:
    """Each concept once, as first stated with a value, in the order of the document."""
    found: dict[str, TaggedFact] = {}
    for element in root.iter(etree.Element):
        for fact in _facts_of(element):
            found.setdefault(fact.concept, fact)
    return tuple(found.values())


def _facts_of(element: etree._Element) -> Iterator[TaggedFact]:
    tag = tag_of(element)
    if tag == "ix:nonnumeric":
        prefix, _, concept = (element.get("name") or "").partition(":")
        if prefix.startswith(_VOCABULARIES) or _COVER_PAGE.search(concept):
            yield from _fact(concept, _value(element))
    elif tag == "other:identifier":
        scheme = element.get("scheme") or ""
        for part, concept in _IDENTIFIER_CONCEPTS:
            if part in scheme:
                yield from _fact(concept, (element.text or "").strip().removesuffix("-000"))


def _fact(concept: str, value: str) -> Iterator[TaggedFact]:
    if concept and value and len(value) <= _MAX_VALUE:
        yield TaggedFact(concept, value)


def _value(element: etree._Element) -> str:
    """The text shown, in one line; of a mark that stands for yes or no, which."""
    form = transformation(element)
    if "boolean" in form or form in {"fixedtrue", "fixedfalse"}:
        return "true" if form.endswith("true") else "false"
    return _SPACES.sub(" ", text_of(element).replace("\u3000", " ")).strip()
