"""Sets a sample filing as a PDF with outline, printed page numbers and one image-only page where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import landscape
from reportlab.lib.styles import ParagraphStyle, PropertySet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    Image,
    NextPageTemplate,
    PageTemplate,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text
from reportlab.platypus.tableofcontents import TableOfContents

from ingest.samples.document import (
    Align,
    Block,
    Columns,
    Contents,
    FileBreak,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    Rule,
    ScannedPage,
    Table,
)
from ingest.samples.house import House
from ingest.samples.scan import scanned_image
from ingest.samples.tables_pdf import set_table


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the PDF says of itself. `outline_depth` and `contents_depth` are heading levels, 0 for none."""

    title: str
    author: str
    outline_depth: int = 3
    contents_depth: int = 2
    page_labels: bool = False


def write_pdf(path: Path, blocks: Iterable[Block], house: House, imprint: Imprint) -> None:
    """Write the filing; the same blocks give the same bytes."""
    body = tuple(blocks)
    draft = _FilingTemplate(path, house, imprint)
    draft.multiBuild(list(_Setter(house, imprint).flowables(body)))


class _FilingTemplate(BaseDocTemplate):
    """Knows where the body starts (the printed page 1) and writes the outline as headings go by."""

    def __init__(self, path: Path, house: House, imprint: Imprint) -> None:
        super().__init__(
            str(path),
            pagesize=house.page_size,
            title=imprint.title,
            author=imprint.author,
            creator="ingest.samples",
            invariant=1,
        )
        self.house, self.imprint = house, imprint
        self.body_start = 1
        self.known_pages = 0
        self.addPageTemplates([self._page_template(layout) for layout in Layout])

    def _page_template(self, layout: Layout) -> PageTemplate:
        size = landscape(self.house.page_size) if layout is Layout.LANDSCAPE else self.house.page_size
        margin = self.house.margin
        frame = Frame(margin, 46, size[0] - 2 * margin, size[1] - 46 - margin, 0, 0, 0, 0, id=f"{layout}")
        return PageTemplate(id=layout.value, frames=[frame], pagesize=size, onPageEnd=self._page_ends)

    def beforeDocument(self) -> None:  # noqa: N802 - reportlab's name
        self.body_start = 1

    def _page_ends(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        layout, page = Layout(str(document.pageTemplate.id)), document.page
        if layout in (Layout.COVER, Layout.FRONT):
            self.body_start = page + 1
        self.house.draw(canvas, layout, physical=page, body_start=self.body_start, pages=max(self.known_pages, page))
        if self.imprint.page_labels:
            _label_page(canvas, layout, page, self.body_start)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        if isinstance(flowable, _HeadingText):
            self._enter(flowable)

    def _allSatisfied(self) -> bool:  # noqa: N802 - reportlab's: is another pass needed
        settled = self.known_pages == self.page
        self.known_pages = self.page
        return settled and bool(super()._allSatisfied())  # type: ignore[misc]

    def _enter(self, heading: _HeadingText) -> None:
        text = heading.getPlainText()
        self.canv.bookmarkPage(heading.key)
        if heading.level <= self.imprint.outline_depth:
            self.canv.addOutlineEntry(text, heading.key, heading.outline_level, closed=True)
        if heading.level <= self.imprint.contents_depth:
            printed = self.page - self.body_start + 1
            self.notify("TOCEntry", (heading.outline_level, text, printed, heading.key))


def _label_page(canvas: Canvas, layout: Layout, page: int, body_start: int) -> None:
    if layout in (Layout.COVER, Layout.FRONT):
        canvas.addPageLabel(page - 1, style="ROMAN_LOWER", start=page)
    else:
        canvas.addPageLabel(page - 1, style="ARABIC", start=page - body_start + 1)


class _HeadingText(Text):
    """A heading that the template enters into outline and contents. Outline levels may not skip one."""

    def __init__(self, text: str, style: ParagraphStyle, *, level: int, outline_level: int, key: str) -> None:
        super().__init__(text, style)
        self.level, self.outline_level, self.key = level, outline_level, key


class _Setter:
    """Turns blocks into reportlab's flowables, one document long."""

    def __init__(self, house: House, imprint: Imprint) -> None:
        self.house, self.imprint = house, imprint
        self.layout = Layout.COVER
        self.headings = 0
        self.levels: list[int] = []

    def flowables(self, blocks: Iterable[Block]) -> Iterator[Flowable]:
        for block in blocks:
            yield from self._set(block)

    def _set(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Table():
                yield from self._table(block)
            case Columns():
                yield BalancedColumns(list(self.flowables(block.blocks)), nCols=2, innerPadding=18)
            case PageBreak():
                yield from self._page_break(block)
            case Contents():
                yield self._contents()
            case Rule():
                yield HRFlowable(width="100%", thickness=0.8, color="black", spaceBefore=5, spaceAfter=7)
            case ScannedPage():
                yield self._scan(block)
            case FileBreak():
                pass

    def _heading(self, block: Heading) -> _HeadingText:
        self.headings += 1
        self.levels = [level for level in self.levels if level < block.level]
        outline_level = len(self.levels)
        self.levels.append(block.level)
        return _HeadingText(
            escape(block.text),
            self.house.heading_style(block.level),
            level=block.level,
            outline_level=outline_level,
            key=f"heading-{self.headings}",
        )

    def _paragraph(self, block: Paragraph) -> Text:
        bullet = ("・" if self.house.japanese else "•") if block.align is Align.BULLET else None
        text = escape(block.text).replace("//", "<br/>")
        return Text(text, self.house.paragraph_style(block.align), bulletText=bullet)

    def _table(self, block: Table) -> Iterator[Flowable]:
        if block.unit:
            unit = Paragraph(block.unit, Align.RIGHT if self.house.japanese else Align.CENTRE)
            text = self._paragraph(unit)
            text.keepWithNext = 1
            yield text
        yield set_table(block, self.house, self._line_width())

    def _line_width(self) -> float:
        size = self.house.page_size
        return (size[1] if self.layout is Layout.LANDSCAPE else size[0]) - 2 * self.house.margin

    def _page_break(self, block: PageBreak) -> Iterator[Flowable]:
        if block.layout is not None:
            self.layout = block.layout
            yield NextPageTemplate(block.layout.value)
        yield NewPage()

    def _contents(self) -> TableOfContents:
        style = self.house.cell_style(bold=False)
        levels: list[PropertySet] = [
            ParagraphStyle(f"contents{depth}", parent=style, leftIndent=14 * depth, spaceBefore=0, leading=13)
            for depth in range(self.imprint.contents_depth)
        ]
        return TableOfContents(levelStyles=levels, dotsMinLevel=0)

    def _scan(self, block: ScannedPage) -> Image:
        width = self._line_width()
        height = self.house.page_size[1] - 46 - self.house.margin - 2
        return Image(scanned_image(block.lines, width / height), width, height)
