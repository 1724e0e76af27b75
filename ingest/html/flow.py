"""A document's tree as paragraphs, tables and page breaks in reading order, without recursion.

What a reader does not see is left out: hidden elements, scripts, style sheets, the header of inline XBRL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.html.document import tag_of
from ingest.html.fragments import Fragment, PageBreak, Paragraph
from ingest.html.headings import heading_level
from ingest.html.marks import INVISIBLE, OpenMark, marks_of, marks_within, printed_length
from ingest.html.styles import Style, Styles
from ingest.html.tables import OpenCell, OpenTable
from ingest.xbrl_tags import read_tag

_SKIPPED = frozenset(
    """
    head script style title template noscript svg math object iframe canvas select button textarea rt rp
    ix:header ix:hidden
    """.split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dir div dl document dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol p pre section summary table tbody td text
    tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ID_ATTRIBUTES = ("id", "cell-id", "table-id")

_LINE_BREAK = "\u2028"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
_NEWLINE_IN_JAPANESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
"""White space with a newline between two wide characters is not shown (CSS Text 3, 4.1.3)."""
_LEADING_SPACES = re.compile("[ \t\r\n\u00a0\u3000]*")
_SPACE_WIDTHS = {"\u00a0": 2.5, "\u3000": 9.0}
"""In points, at the size of most tables."""
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def read_flow(root: etree._Element, styles: Styles) -> list[Fragment]:
    return _Flow(styles).read(root)


@dataclass(slots=True)
class _Open:
    """An element that has begun: what its children inherit from it."""

    tag: str
    style: Style
    block: bool
    bold: bool
    raised: bool
    preformatted: bool
    heading: str | None
    classes: str
    indent: float = 0.0
    """Of text in it, from the left edge of the cell or the document."""
    mark: OpenMark | None = None


@dataclass(slots=True)
class _Region:
    """Where fragments go: the document itself, or a cell of a table."""

    fragments: list[Fragment] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    all_bold: bool = True
    anchor: str | None = None
    marks: list[OpenMark] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        return any(not piece.isspace() for piece in self.pieces)


class _Flow:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[_Open] = [_Open("", Style(), True, False, False, False, None, "")]
        self._regions: list[_Region] = [_Region()]
        self._tables: list[OpenTable] = []

    def read(self, root: etree._Element) -> list[Fragment]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._close(element)
            elif not self._begin(element):
                walk.skip_subtree()
        self._flush()
        return self._regions[0].fragments

    # ── elements ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, element: etree._Element) -> bool:
        """False where the element and all in it are not shown."""
        tag = tag_of(element)
        style = self._styles.of(element, tag)
        shown = not (style.hidden or tag in _SKIPPED)
        if not shown:
            self._open.append(_Open(tag, Style(), False, False, False, False, None, ""))
            return False
        opened = self._opened(element, tag, style)
        if opened.block or style.break_before:
            self._flush()
        if style.break_before:
            self._regions[-1].fragments.append(PageBreak())
        self._open.append(opened)
        self._note_anchor(element, tag)
        self._begin_tag(element, tag)
        self._add_text(element.text)
        return True

    def _opened(self, element: etree._Element, tag: str, style: Style) -> _Open:
        parent = self._open[-1]
        block = tag in _BLOCKS and not (style.inline and tag not in {"td", "th", "tr", "table"})
        return _Open(
            tag,
            style,
            block,
            bold=parent.bold if style.bold is None else style.bold,
            raised=parent.raised if style.raised is None else style.raised,
            preformatted=parent.preformatted or tag == "pre",
            heading=tag if tag in _HEADINGS else parent.heading,
            classes=(element.get("class") or "") if block else parent.classes,
            indent=(style.indent or 0.0) + (0.0 if tag in _CELLS else parent.indent),
        )

    def _begin_tag(self, element: etree._Element, tag: str) -> None:
        match tag:
            case "table":
                self._tables.append(OpenTable(_own_id(element)))
            case "tr" if self._tables:
                self._tables[-1].begin_row()
            case "td" | "th" if self._tables:
                self._regions.append(_Region())
            case "caption" if self._tables:
                self._regions.append(_Region())
            case "br":
                self._regions[-1].pieces.append(_LINE_BREAK)
            case "page":
                self._flush()
                self._regions[-1].fragments.append(PageBreak())
            case "hr":
                self._flush()
            case "ix:nonfraction" | "ix:nonnumeric":
                self._begin_mark(element)

    def _begin_mark(self, element: etree._Element) -> None:
        tag, region = read_tag(element), self._regions[-1]
        if tag is not None:
            mark = self._open[-1].mark = OpenMark(tag, len(region.pieces))
            region.marks.append(mark)

    def _close(self, element: etree._Element) -> None:
        closed = self._open[-1]
        if closed.mark:
            closed.mark.last = len(self._regions[-1].pieces)
        if closed.block or closed.style.break_after:
            self._flush()
        self._open.pop()
        if closed.tag not in _SKIPPED and not closed.style.hidden:
            self._end_tag(element, closed)
        if closed.style.break_after:
            self._regions[-1].fragments.append(PageBreak())
        self._add_text(element.tail)

    def _end_tag(self, element: etree._Element, closed: _Open) -> None:
        match closed.tag:
            case "td" | "th" if self._tables and len(self._regions) > 1:
                fragments = self._regions.pop().fragments
                self._tables[-1].add(_cell(element, closed.tag, fragments))
            case "caption" if self._tables and len(self._regions) > 1:
                self._tables[-1].caption = _joined(self._regions.pop().fragments)
            case "table" if self._tables:
                region = self._regions[-1]
                region.fragments.extend(self._tables.pop().fragments())

    def _note_anchor(self, element: etree._Element, tag: str) -> None:
        region = self._regions[-1]
        if tag.startswith(("ix:", "other:")) or tag in {"td", "th", "tr", "table"} or region.has_text:
            return
        own = element.get("id") or (element.get("name") if tag == "a" else None)
        region.anchor = own or region.anchor

    # ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add_text(self, text: str | None) -> None:
        if not text:
            return
        region, inside = self._regions[-1], self._open[-1]
        if not text.isspace():
            region.all_bold &= inside.bold
            if inside.raised and region.pieces and region.pieces[-1][-1:].isdigit() and text[0].isdigit():
                region.pieces.append(" ")  # 1,577 with a raised 2 is not 15,772
        region.pieces.append(text.replace("\n", _LINE_BREAK) if inside.preformatted else text)

    def _flush(self) -> None:
        region = self._regions[-1]
        if not region.pieces:
            return
        raw, inside = "".join(region.pieces), self._open[-1]
        lines = _preformatted_lines(raw) if inside.preformatted else _shown_lines(raw)
        marks, printed = marks_of(region.marks, region.pieces), 0
        for text in _paragraphs(lines):
            level, indent = self._level(text, bold=region.all_bold), inside.indent + _leading_space(raw)
            before, printed = printed, printed + (printed_length(text) if marks else 0)
            own = marks_within(marks, before, printed)
            region.fragments.append(Paragraph(text, region.anchor, level, region.all_bold, indent, own))
            region.anchor = None
        region.pieces.clear()
        region.marks.clear()
        region.all_bold = True

    def _level(self, text: str, *, bold: bool) -> int:
        inside = self._open[-1]
        return heading_level(text.replace("\n", " "), tag=inside.heading, classes=inside.classes, bold=bold)


def _leading_space(raw: str) -> float:
    """Width of the spaces that hold a first line off the margin; those of HTML's own source are not shown."""
    leading = _LEADING_SPACES.match(raw)
    return sum(_SPACE_WIDTHS.get(character, 0.0) for character in leading[0]) if leading else 0.0


def _shown_lines(raw: str) -> list[str]:
    joined = _NEWLINE_IN_JAPANESE.sub("", _INVISIBLE.sub("", raw))
    return [_SPACES.sub(" ", line).strip() for line in joined.split(_LINE_BREAK)]


def _preformatted_lines(raw: str) -> list[str]:
    return [line.rstrip() for line in _INVISIBLE.sub("", raw).replace("\xa0", " ").split(_LINE_BREAK)]


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines run on; an empty line divides paragraphs, as two line breaks do to the eye."""
    return [text for text in re.split(r"\n\n+", "\n".join(lines).strip("\n")) if text.strip()]


def _joined(fragments: list[Fragment]) -> str:
    return " ".join(fragment.text.replace("\n", " ") for fragment in fragments if isinstance(fragment, Paragraph))


def _own_id(element: etree._Element) -> str | None:
    return next((value for name in _ID_ATTRIBUTES if (value := element.get(name))), None)


def _cell(element: etree._Element, tag: str, fragments: list[Fragment]) -> OpenCell:
    return OpenCell(
        fragments=fragments,
        row_span=_span(element.get("rowspan")),
        column_span=_span(element.get("colspan")),
        id=_own_id(element),
        header=tag == "th",
    )


def _span(value: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})", value or "")
    return max(1, int(digits[1])) if digits else 1
