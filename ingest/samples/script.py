"""Reads a filing's script (`content/*.txt`): prose, tables and layout in a plain notation, for one edition.

# heading, ## deeper …      a line's start `[2024]` or `[2023,2023A]`: only in these editions
> centred   >> right        - bullet   ! small print   ~ italic   ^ title
:: page [layout] | contents | rule | file NAME | scan … :: end | columns … :: end
:: statement STYLE WIDTHS [unit] … :: end     rows `label | term | term`, two spaces an indent, `=` and `==` totals,
                                               `|` at the start: a header row
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

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
    Row,
    RowKind,
    Rule,
    ScannedPage,
    Table,
    TableStyle,
)
from ingest.samples.wording import Wording

_EDITIONS = re.compile(r"\[(\d{4}\w*(?:,\d{4}\w*)*)\]\s?")
_MARKS = {
    ">>": Align.RIGHT,
    ">": Align.CENTRE,
    "-": Align.BULLET,
    "!": Align.SMALL,
    "~": Align.ITALIC,
    "^": Align.TITLE,
}
_ROW_KINDS = {"": RowKind.ITEM, "=": RowKind.TOTAL, "==": RowKind.GRAND_TOTAL, "|": RowKind.HEADER}


def read_script(name: str, wording: Wording) -> tuple[Block, ...]:
    """The blocks of `content/{name}.txt` for the edition of `wording`; see `parse_script`."""
    return parse_script((files(__package__) / "content" / f"{name}.txt").read_text("utf-8"), wording)


def parse_script(text: str, wording: Wording) -> tuple[Block, ...]:
    """Raises ValueError on what is no directive, or a block without end."""
    return tuple(_blocks(_lines_of_edition(text, wording.edition), wording))


def _lines_of_edition(text: str, edition: str) -> Iterator[str]:
    for line in text.splitlines():
        match = _EDITIONS.match(line)
        if match is None:
            yield line
        elif edition in match[1].split(","):
            yield line[match.end() :]


def _blocks(lines: Iterator[str], wording: Wording) -> Iterator[Block]:
    for line in lines:
        if line.startswith(":: "):
            yield _directive(line[3:].strip(), lines, wording)
        elif line.strip():
            yield _text_block(wording.fill(line.strip()))


def _text_block(line: str) -> Heading | Paragraph:
    mark, _, rest = line.partition(" ")
    if mark and not mark.strip("#"):
        return Heading(len(mark), rest)
    if mark in _MARKS:
        return Paragraph(rest, _MARKS[mark])
    return Paragraph(line)


def _directive(words: str, lines: Iterator[str], wording: Wording) -> Block:
    name, _, rest = words.partition(" ")
    if name == "statement":
        return _table(rest, _until_end(lines), wording)
    if name == "columns":
        return Columns(tuple(_text_block(wording.fill(line.strip())) for line in _until_end(lines) if line.strip()))
    if name == "scan":
        return ScannedPage(tuple(wording.fill(line) for line in _until_end(lines)))
    return _break(name, rest)


def _break(name: str, rest: str) -> Block:
    if name == "page":
        return PageBreak(Layout(rest) if rest else None)
    if name == "file":
        return FileBreak(rest)
    if name == "contents":
        return Contents()
    if name == "rule":
        return Rule()
    raise ValueError(f"unknown directive: {name}")


def _until_end(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() == ":: end":
            return
        yield line
    raise ValueError("a block without ':: end'")


def _table(head: str, lines: Iterator[str], wording: Wording) -> Table:
    style, widths, *unit = head.split(" ", 2)
    shares = tuple(float(share) for share in widths.split(","))
    rows = tuple(_row(line, len(shares), wording) for line in lines if line.strip())
    return Table(TableStyle(style), shares, rows, wording.fill(" ".join(unit)))


def _row(line: str, columns: int, wording: Wording) -> Row:
    mark, body = _row_mark(line)
    cells = [cell.strip() for cell in body.split("|")]
    filled = [_cell(cell, wording) for cell in cells] + [""] * (columns - len(cells))
    if len(filled) > columns:
        raise ValueError(f"{len(filled)} cells for {columns} columns: {line}")
    return Row(_ROW_KINDS[mark], tuple(filled), (len(body) - len(body.lstrip(" "))) // 2)


def _row_mark(line: str) -> tuple[str, str]:
    for mark in ("==", "=", "|"):
        if line.startswith(mark):
            return mark, line[len(mark) :].removeprefix(" ")
    return "", line


def _cell(cell: str, wording: Wording) -> str:
    """A bare `.term` is a figure of the accounts; with `$` before it, it carries the currency sign."""
    if cell.startswith(("$.", ".")):
        sign, _, term = cell.partition(".")
        return sign + wording.figure(term)
    return wording.fill(cell)
