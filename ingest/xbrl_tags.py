"""Numbers and words tagged in inline XBRL 1.0 and 1.1: what the tag says of the text that it stands around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from ingest.xbrl_contexts import Context, Definitions, XbrlUnit, attribute, element_name, local_name

_LARGEST_SCALE = 15
_ZERO = frozenset({"zerodash", "fixedzero", "numdash", "nocontent"})
"""Formats that show zero as a dash or words (Inline XBRL Transformation Registry)."""
_COMMA_DECIMAL = re.compile(r"^num.*comma(?:decimal)?$")
_NOT_DIGITS = re.compile(r"[^\d.]")


@dataclass(frozen=True, slots=True)
class InlineTag:
    """A tag as its markup gives it; `context` and `unit` are ids that the files' definitions resolve."""

    concept: str
    context: str
    unit: str | None = None
    numeric: bool = True
    scale: int = 0
    """A power of ten."""
    negative: bool = False
    nil: bool = False
    format: str = ""


@dataclass(frozen=True, slots=True)
class TaggedNumber:
    """A tag at page text `[start, end)`, with the context and unit that it refers to; None where none is defined.

    `value` is in base units and signed as XBRL means it; None for nil, for words, and where the format is not known.
    """

    page: int
    start: int
    end: int
    concept: str
    numeric: bool
    value: Decimal | None
    scale: int
    nil: bool
    context: Context | None
    unit: XbrlUnit | None


def read_tag(element: etree._Element) -> InlineTag | None:
    """None for an element without a name or a context, which are no facts."""
    concept, context = attribute(element, "name"), attribute(element, "contextRef")
    if not concept or not context:
        return None
    return InlineTag(
        concept=concept,
        context=context,
        unit=attribute(element, "unitRef"),
        numeric=element_name(element) == "nonfraction",
        scale=_power(attribute(element, "scale")),
        negative=attribute(element, "sign") == "-",
        nil=attribute(element, "nil") in {"true", "1"},
        format=transformation(element),
    )


def transformation(element: etree._Element) -> str:
    """The local name of its format, in lower case without the hyphens that older registries write; empty for none."""
    return local_name(attribute(element, "format") or "").replace("-", "").lower()


def tagged_number(tag: InlineTag, text: str, page: int, start: int, definitions: Definitions) -> TaggedNumber:
    """`text` stands at `start` of the page."""
    return TaggedNumber(
        page=page,
        start=start,
        end=start + len(text),
        concept=tag.concept,
        numeric=tag.numeric,
        value=_value(tag, text),
        scale=tag.scale,
        nil=tag.nil,
        context=definitions.contexts.get(tag.context),
        unit=definitions.units.get(tag.unit or ""),
    )


def _power(text: str | None) -> int:
    """0 where the scale is left out, or no scale that a filing can mean."""
    try:
        power = int(text or "0")
    except ValueError:
        return 0
    return power if abs(power) <= _LARGEST_SCALE else 0


def _value(tag: InlineTag, text: str) -> Decimal | None:
    if not tag.numeric or tag.nil:
        return None
    if tag.format in _ZERO:
        return Decimal(0)
    if _COMMA_DECIMAL.match(tag.format):
        text = text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(_NOT_DIGITS.sub("", text)) * Decimal(10) ** tag.scale
    except InvalidOperation:
        return None
    return -value if tag.negative else value
