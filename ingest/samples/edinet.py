"""Sets a sample filing as the folder of HTML files that EDINET publishes, one file a part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.samples.document import (
    Align,
    Block,
    FileBreak,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableStyle,
)

_STYLE = """div#pageDIV{width:495pt}
p{font-family:'ＭＳ 明朝';font-size:9pt;margin:0;padding:0;line-height:18pt}
h1,h2,h3,h4,h5,h6{font-family:'ＭＳ ゴシック';font-weight:400;margin:0;padding:0;line-height:18pt}
h1{font-size:14pt}h2{font-size:12pt}h3{font-size:10.5pt}h4,h5,h6{font-size:9pt}
table{border-collapse:collapse;table-layout:fixed;width:468pt}
td{vertical-align:middle;padding:1pt 3pt}
table.ruled td{border:0.75pt solid #000000}
table.statement{border:0.75pt solid #000000}
tr.total td{border-top:0.75pt solid #000000}"""
_FIGURE = re.compile(r"[△▲\d,.()－% \[\]]+")


@dataclass(frozen=True, slots=True)
class EdinetNames:
    """What EDINET's file names are made of: the filer's code, the period's end and the filing's day, ISO."""

    filer: str
    period_end: str
    filed: str

    def file(self, part: str) -> str:
        """`part` is a number such as `0101010`."""
        kind = "header" if part == "0000000" else "honbun"
        return f"{part}_{kind}_jpcrp030000-asr-001_{self.filer}-000_{self.period_end}_01_{self.filed}.htm"


def write_edinet(folder: Path, blocks: Iterable[Block], names: EdinetNames) -> None:
    """Write `folder`; the first part is the cover. The same blocks give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, body in _parts(blocks):
        name = names.file(part)
        (folder / name).write_text(_page(name, "\n".join(_element(block) for block in body)), encoding="utf-8")


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    part, body = "0000000", list[Block]()
    for block in blocks:
        if isinstance(block, FileBreak):
            yield part, body
            part, body = block.name, []
        else:
            body.append(block)
    yield part, body


def _page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja">\n<head>\n'
        f'<meta http-equiv="content-type" content="text/html; charset=utf-8"/>\n<title>{title}</title>\n'
        f'<style type="text/css">\n{_STYLE}\n</style>\n</head>\n'
        f'<body>\n<div id="pageDIV">\n{body}\n</div>\n</body>\n</html>\n'
    )


def _element(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_text(block.text)}</h{block.level}>"
        case Paragraph():
            return _paragraph(block)
        case Table():
            return _table(block)
        case PageBreak():
            return '<div style="page-break-before:always"></div>'
    raise TypeError(f"EDINET's HTML has no {type(block).__name__}")


def _text(text: str) -> str:
    return html.escape(text, quote=False).replace("//", "<br/>")


def _paragraph(block: Paragraph) -> str:
    align = {Align.RIGHT: "right", Align.CENTRE: "center", Align.TITLE: "center"}.get(block.align, "justify")
    indent = "9pt" if block.align is Align.BODY else "0"
    return f'<p style="text-align:{align};text-indent:{indent}">{_text(block.text)}</p>'


def _table(table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{468 * share / total:.1f}pt"/>' for share in table.widths)
    rows = "\n".join(_row(row, table.style) for row in table.rows)
    unit = f'<p style="text-align:right">{_text(table.unit)}</p>\n' if table.unit else ""
    return f'{unit}<table class="{table.style}"><colgroup>{columns}</colgroup>\n{rows}\n</table>\n<p>&#160;</p>'


def _row(row: Row, style: TableStyle) -> str:
    kind = ' class="total"' if row.kind in (RowKind.TOTAL, RowKind.GRAND_TOTAL) else ""
    return f"<tr{kind}>" + "".join(_cells(row, style)) + "</tr>"


def _cells(row: Row, style: TableStyle) -> Iterator[str]:
    for column, cell in enumerate(row.cells):
        if cell == "<":
            continue
        span = 1
        while column + span < len(row.cells) and row.cells[column + span] == "<":
            span += 1
        wide = f' colspan="{span}"' if span > 1 else ""
        yield f'<td{wide}><p style="{_cell_style(row, column, cell, style)}">{_text(cell)}</p></td>'


def _cell_style(row: Row, column: int, cell: str, style: TableStyle) -> str:
    if row.kind is RowKind.HEADER:
        return "text-align:center"
    if column and style is not TableStyle.PLAIN and _FIGURE.fullmatch(cell):
        return "text-align:right"
    return f"padding-left:{9 * row.indent}pt" if column == 0 and row.indent else "text-align:left"
