"""The little of CSS that decides what a reader sees: hidden, bold, inline, raised, indented, and page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from lxml import etree

from ingest.html.document import tag_of, text_of

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_MEDIA_PRINT = re.compile(r"@media\s+print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"^([a-z][a-z0-9]*)?(?:\.([\w-]+))?$", re.IGNORECASE)
"""Tag, class, or tag with class: what filing software writes. Others are passed over."""
_BREAKS = frozenset({"always", "page", "left", "right", "recto", "verso"})
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_MAX_RULES = 5000
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,20})?)(pt|px|em|in|cm|mm|pc)")
_POINTS = {"pt": 1.0, "px": 0.75, "em": 10.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0}
"""An em is taken for ten points: filings rarely set other sizes in tables."""


@dataclass(frozen=True, slots=True)
class Style:
    """None leaves what the parent has, or what the tag is by itself."""

    hidden: bool | None = None
    bold: bool | None = None
    inline: bool | None = None
    raised: bool | None = None
    break_before: bool | None = None
    break_after: bool | None = None
    indent: float | None = None
    """How far the first line begins right of the box around it, in points."""

    def __or__(self, stronger: Style) -> Style:
        stated = {item.name: value for item in fields(stronger) if (value := getattr(stronger, item.name)) is not None}
        return replace(self, **stated)


_PLAIN = Style()


class Styles:
    """Styles of elements by the document's own style sheets and `style` attributes."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[tuple[str, str], Style] = {}
        self._seen: dict[tuple[str, str, str], Style] = {}
        for element in root.iter(etree.Element):
            if tag_of(element) == "style":
                self._add_sheet(text_of(element))

    def of(self, element: etree._Element, tag: str) -> Style:
        key = (tag, element.get("class") or "", element.get("style") or "")
        style = self._seen.get(key)
        if style is None:
            style = self._seen[key] = self._resolve(*key)
        return style | Style(hidden=True) if element.get("hidden") is not None else style

    def _resolve(self, tag: str, classes: str, inline: str) -> Style:
        style = Style(bold=True) if tag in _BOLD_TAGS else Style(raised=True) if tag == "sup" else _PLAIN
        names = classes.split()
        for key in ((tag, ""), *(("", name) for name in names), *((tag, name) for name in names)):
            style |= self._rules.get(key, _PLAIN)
        return style | _declared(inline) if inline else style

    def _add_sheet(self, sheet: str) -> None:
        for selectors, declarations in _rules_of(sheet):
            style = _declared(declarations)
            if style == _PLAIN:
                continue
            for selector in selectors.split(","):
                simple = _SELECTOR.match(selector.strip())
                if simple and len(self._rules) < _MAX_RULES:
                    key = ((simple[1] or "").lower(), simple[2] or "")
                    self._rules[key] = self._rules.get(key, _PLAIN) | style


def _rules_of(sheet: str) -> Iterator[tuple[str, str]]:
    for rule in _RULE.finditer(_AT_MEDIA_PRINT.sub("", _COMMENT.sub("", sheet))):
        yield rule[1], rule[2]


def _declared(declarations: str) -> Style:
    values: dict[str, bool] = {}
    indents: dict[str, float] = {}
    raised_position = False
    for declaration in declarations.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        raised_position |= name == "top" and value.startswith("-")
        values.update(_read(name, value))
        indents.update(_read_indent(name, value))
    if raised_position and "position:relative" in declarations.replace(" ", "").lower():
        values["raised"] = True
    return Style(**values, indent=sum(indents.values()) or None)


def _read_indent(name: str, value: str) -> dict[str, float]:
    """Left margin and padding, and the first line's own, by the side that sets them; the last declared wins."""
    if name in {"margin-left", "padding-left", "text-indent"}:
        return {name: _points(value)}
    if name in {"margin", "padding"}:
        sides = value.split()
        return {f"{name}-left": _points(sides[3 if len(sides) == 4 else 1 if len(sides) > 1 else 0])} if sides else {}
    return {}


def _points(length: str) -> float:
    """0 for what is relative to something else."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _read(name: str, value: str) -> dict[str, bool]:
    match name:
        case "display":
            stated = {"hidden": value == "none"} | ({"inline": True} if value == "inline" else {})
        case "visibility":
            stated = {"hidden": value in {"hidden", "collapse"}}
        case "font-weight":
            stated = {"bold": value in {"bold", "bolder"} or (value.isdigit() and int(value) >= 600)}
        case "font" if "bold" in value.split():
            stated = {"bold": True}
        case "vertical-align" if value in {"super", "text-top"}:
            stated = {"raised": True}
        case "page-break-before" | "break-before":
            stated = {"break_before": value in _BREAKS}
        case "page-break-after" | "break-after":
            stated = {"break_after": value in _BREAKS}
        case _:
            stated = {}
    return stated
