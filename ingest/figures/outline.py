"""The headings that a table stands under within its section: ロ 連結子会社, (イ) 保有目的が…, from the outermost in.

Filings number their headings in styles nested as they please. A heading whose style is in force already closes the one
of that style and all inside it; a heading of a new style stands inside the last. One without a number closes no more
than its like right before it.
"""

from __future__ import annotations

import re

from rm_assistant.domain.documents import Block, BlockKind, Page, Table
from rm_assistant.language.dates import fold_width

_LONGEST = 70
_LONGEST_UNMARKED = 24
_MOST = 6
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("(1)", r"^\(\d{1,2}\)"),
        ("1)", r"^\d{1,2}\)"),
        ("1.", r"^\d{1,2}(?:\.(?!\d)|、|\s)"),
        ("1.1", r"^\d{1,2}\.\d{1,2}\b"),
        ("①", r"^[①-⑳]"),
        ("(i)", r"^\([ⅰ-ⅻivx]{1,4}\)"),
        ("ⅰ", r"^[ⅰ-ⅻ]"),
        ("Ⅰ", r"^[Ⅰ-Ⅻ]"),
        ("(a)", r"^\([a-z]\)"),
        ("a.", r"^[a-z][.)、]"),
        ("A.", r"^[A-Z][.)、]"),
        ("(イ)", r"^\([ア-ン]\)"),
        ("イ", r"^[ア-ン][.)、\s]"),
        ("○", r"^[○●◯]"),
        ("■", r"^[■◆◇□]"),
        ("・", r"^・"),
        ("<>", r"^[<〈《\[［「『].*[>〉》\]］」』]$"),
        ("()", r"^\(.*\)$"),
    )
)
_SECTION = re.compile(r"【[^】]+】|^第\d+\s|^item\s+\d", re.IGNORECASE)
_NO_HEADING = re.compile(
    r"。|^\((?:単位|注|unit|in (?:millions|thousands))|^※|^\*|^単位|[,、;:]$|\d{3},\d{3}", re.IGNORECASE
)
_TEXT = "text"
_UNNUMBERED = frozenset({_TEXT, "()", "<>", "・", "■", "○"})


class Outline:
    """Reads a filing's blocks in order; tables must be asked for in order too."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._page: int | None = None
        self._reached = 0

    def over(self, page: Page, table: Table) -> tuple[str, ...]:
        """The headings that `table` stands under, the nearest last, without the section's own."""
        self._read_to(page, table.start)
        return tuple(text for _, text in self._open[-_MOST:])

    def close(self, page: Page) -> None:
        """Read the headings after the page's last table."""
        self._read_to(page, len(page.text))

    def _read_to(self, page: Page, end: int) -> None:
        if page.number != self._page:
            self._page, self._reached = page.number, 0
        for block in page.blocks:
            if self._reached <= block.start < end:
                self._read(block, page.text[block.start : block.end])
        self._reached = end

    def _read(self, block: Block, text: str) -> None:
        line = " ".join(text.split())
        if block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or not line or len(line) > _LONGEST:
            return
        if _SECTION.search(line):
            self._open.clear()
            return
        style = _style(line, heading=block.kind is BlockKind.HEADING)
        if style is None:
            return
        self._close(style)
        self._open.append((style, line))

    def _close(self, style: str) -> None:
        """What a heading of `style` does not stand under. Without a number it closes among the last such alone."""
        styles = [each for each, _ in self._open]
        last = len(styles)
        while last and styles[last - 1] in _UNNUMBERED:
            last -= 1
        first = last if style in _UNNUMBERED else 0
        if style in styles[first:]:
            del self._open[styles.index(style, first) :]


def _style(line: str, *, heading: bool) -> str | None:
    """How a heading is numbered; None for what is no heading."""
    if _NO_HEADING.search(line):
        return None
    folded = fold_width(line)
    found = next((name for name, pattern in _STYLES if pattern.match(folded)), None)
    if found is None and (heading or len(line) <= _LONGEST_UNMARKED):
        return _TEXT
    return found
