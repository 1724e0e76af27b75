"""Lines outside tables told apart: headings, and paragraphs that run over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.html.headings import heading_level
from ingest.pdf.lines import Line
from rm_assistant.domain.documents import BlockKind

_LONGEST_HEADING = 240
_LONGEST_CAPITALS = 90
_LARGER = 1.15
_MUCH_LARGER = 1.5
_LINE_GAP = 0.55
"""Between two lines of one paragraph, in font sizes: more where the lines around are set wider."""
_WIDEST_LINE_GAP = 1.3
_BULLET = re.compile(r"(?:[•▪■●○◆◇□☐☑・➢–—-]|[(（]?(?:[0-9０-９]{1,2}|[a-zA-Z]|[ivx]{1,4})[)）.])\s")
_SENTENCE_END = re.compile(r"[.:;,!?。：、][\"'”’)）」]*$")
_LETTER = re.compile(r"[^\W\d_]")

LineBlock = tuple[BlockKind, int, list[Line]]
"""Kind, depth (of headings) and lines."""


def group_lines(lines: Sequence[Line], body_size: float) -> Iterator[LineBlock]:
    """Blocks in order. `body_size` is the document's usual font size."""
    right = max((line.x1 for line in lines), default=0.0)
    spacing = _line_spacing(lines)
    paragraph: list[Line] = []
    at = 0
    while at < len(lines):
        heading, level = _heading_at(lines, at, body_size, right)
        if paragraph and (heading or not _runs_on(paragraph, lines[at], right, spacing)):
            yield BlockKind.PARAGRAPH, 0, paragraph
            paragraph = []
        if heading:
            yield BlockKind.HEADING, level, heading
        else:
            paragraph.append(lines[at])
        at += max(1, len(heading))
    if paragraph:
        yield BlockKind.PARAGRAPH, 0, paragraph


def _line_spacing(lines: Sequence[Line]) -> float:
    """The widest gap within paragraphs, in font sizes, from how full lines follow each other."""
    right = max((line.x1 for line in lines), default=0.0)
    gaps = sorted(
        (lower.y0 - upper.y1) / upper.size
        for upper, lower in pairwise(lines)
        if upper.x1 > right - 4 * upper.size and upper.size == lower.size
    )
    usual = gaps[len(gaps) // 2] if len(gaps) > 2 else 0.0
    return min(_WIDEST_LINE_GAP, max(_LINE_GAP, 1.2 * usual + 0.05))


def _heading_at(lines: Sequence[Line], at: int, body_size: float, right: float) -> tuple[list[Line], int]:
    """The lines of a heading that begins here and its depth; none where there is no heading."""
    first = lines[at]
    strong = first.bold or _is_capitals(first)
    if len(first.pieces) > 2 or first.pieces[-1].is_value or not (strong or first.size > body_size or _numbered(first)):
        return [], 0
    heading = [first]
    for line in lines[at + 1 :]:
        if len(heading) == 3 or not _same_style(heading[-1], line) or not _is_full(heading[-1], line, right):
            break
        heading.append(line)
    if _goes_on(heading[-1], lines[at + len(heading) : at + len(heading) + 1], right):
        return [], 0
    text = " ".join(line.text for line in heading)
    if len(text) > _LONGEST_HEADING or not _LETTER.search(text):
        return [], 0
    level = heading_level(text, tag=None, classes="", bold=strong) or _level_by_size(text, first.size, body_size)
    return (heading, level) if level else ([], 0)


def _goes_on(line: Line, following: Sequence[Line], right: float) -> bool:
    """Whether bold words only begin a paragraph."""
    if not following:
        return False
    lower = following[0]
    near = lower.y0 - line.y1 < _LINE_GAP * line.size
    return near and lower.text[0].islower() and _is_full(line, lower, right)


def _is_capitals(line: Line) -> bool:
    text = line.text
    return len(line.pieces) == 1 and 4 <= len(text) <= _LONGEST_CAPITALS and text.isupper()


def _numbered(line: Line) -> bool:
    """Cheap look for what may be a heading by its words alone: 【…】, PART and Item, Japanese numbering."""
    text = line.text[:40]
    return (
        "【" in text
        or text[:4].upper() in ("PART", "ITEM")
        or text[0] in "(（①②③④⑤⑥⑦⑧⑨⑩0123456789０１２３４５６７８９第"
    )


def _level_by_size(text: str, size: float, body_size: float) -> int:
    if _SENTENCE_END.search(text) or size < _LARGER * body_size:
        return 0
    return 1 if size >= _MUCH_LARGER * body_size else 3


def _same_style(upper: Line, lower: Line) -> bool:
    gap = lower.y0 - upper.y1
    return upper.bold == lower.bold and abs(upper.size - lower.size) < 0.1 * upper.size and gap < _LINE_GAP * upper.size


def _is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the following line's first word would not have fitted on the line."""
    word = following.pieces[0].words[0]
    return line.x1 + word.x1 - word.x0 > right


def _runs_on(paragraph: Sequence[Line], line: Line, right: float, spacing: float) -> bool:
    last = paragraph[-1]
    gap = line.y0 - last.y1
    if gap > spacing * last.size or gap < -last.size or _BULLET.match(line.text):
        return False
    if abs(line.size - last.size) > 0.15 * last.size:
        return False
    if _SENTENCE_END.search(last.text) is None:
        return True
    short = last.x1 < right - 4 * last.size
    indented = line.x0 > paragraph[-1].x0 + 1.2 * last.size and len(paragraph) > 1
    return not short and not indented
