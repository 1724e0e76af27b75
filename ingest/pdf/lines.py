"""Words gathered into pieces (runs without a wide gap: a label, a cell, a line of prose) and pieces into lines.

Lengths are in points, gaps in ems: pdfium's loose boxes are as high as the font size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

CELL_GAP = 0.75
"""A wider gap parts two cells; justified prose stays below 0.5, a space is about a quarter."""
_FIGURE_GAP = 0.45
"""The same between two figures, which narrow tables set closer."""
_WIDE_SPACES = 2.2
_NO_SPACE = 0.12
RAISED = 0.8
"""Smaller letters beside a figure, by this share or more, are a footnote mark."""
_DOTS = ".…·‥"
_FIGURE_END = frozenset("0123456789%)）％")
_FIGURE_START = frozenset("0123456789$€£¥￥(（△▲")
_WIDE_CODEPOINT = 0x2E80
_VALUE = re.compile(
    r"""
    (?:[※*＊][0-9０-９,、]*\s*|[(（]?注[)）]?[0-9０-９]*\s*)?          # a footnote mark before it
    (?:US|NT|HK|A|C)?[$€£¥￥]?\s*
    (?:
        [(（\[△▲▼+±＋−–—-]*\s*[$€£¥￥]?\s*[(（△▲−–-]?\s*
        [0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*[%％]?[)）\]]*
        (?:\s*(?:%|％|pts?|bps?|x|円|銭|倍|千株|株|名|人|ポイント|pp))*(?:[0-9０-９]+銭)?
      | [—–―－‐‑-]+ | \*{1,3} | [nN]/?[aAmM]\.? | [nN]\.[aAmM]\.? | \.[0-9]+\s*%? | [(（]\.[0-9]+[)）]
    )
    \s*[)）\]]?\s*[%％]?\s*(?:[(（\[][a-z0-9*,]{1,3}[)）\]]|[*†‡])*
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)[0-9]{2}(?:年)?\s*(?:[(（][a-z0-9*]{1,2}[)）]|[*†])*", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Word:
    """A run of characters and its box, upright as read. `glued`: no space stands before it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    index: int
    """Index of the first character in the page's text layer."""
    glued: bool = False
    set_apart: bool = False
    """An ideographic space stands before it: 自　2023年, 山田　太郎."""

    @property
    def size(self) -> float:
        return self.y1 - self.y0


class Piece:
    """Words of one line without a wide gap between them."""

    __slots__ = ("_is_value", "_text", "words", "x0", "x1", "y0", "y1")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        first = words[0]
        self.x0, self.y0, self.x1, self.y1 = first.x0, first.y0, first.x1, first.y1
        for word in words:
            self.x1 = max(self.x1, word.x1)
            self.y0 = min(self.y0, word.y0)
            self.y1 = max(self.y1, word.y1)
        self._text: str | None = None
        self._is_value: bool | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = joined(self.words)
        return self._text

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def body(self) -> list[Word]:
        """The words without raised footnote marks at the end."""
        words, least = self.words, RAISED * self.words[0].size
        count = len(words)
        while count > 1 and words[count - 1].size < least:
            count -= 1
        return words if count == len(words) else words[:count]

    @property
    def is_value(self) -> bool:
        """A printed figure or a dash that stands for none; a year too."""
        if self._is_value is None:
            body = self.body
            text = self.text if body is self.words else joined(body)
            self._is_value = _VALUE.fullmatch(text) is not None
        return self._is_value

    @property
    def has_digit(self) -> bool:
        return any(character.isdigit() for character in self.text)

    @property
    def is_year(self) -> bool:
        return _YEAR.fullmatch(self.text) is not None

    @property
    def letters(self) -> int:
        return len(_LETTERS.findall(self.text))


@dataclass(slots=True)
class Line:
    """Pieces side by side, left to right."""

    pieces: list[Piece]
    bold: bool = False

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)

    @property
    def y0(self) -> float:
        return min(piece.y0 for piece in self.pieces)

    @property
    def y1(self) -> float:
        return max(piece.y1 for piece in self.pieces)

    @property
    def size(self) -> float:
        """Font size of its longest piece."""
        return max(self.pieces, key=lambda piece: piece.x1 - piece.x0).size

    @property
    def text(self) -> str:
        return "  ".join(piece.text for piece in self.pieces)


def is_wide(character: str) -> bool:
    """East Asian letters, which take a whole em and no spaces between words."""
    return ord(character) >= _WIDE_CODEPOINT


def joined(words: Sequence[Word]) -> str:
    """Text of words in a row, a space between them but where they are glued."""
    following = (word.text if word.glued else " " + word.text for word in words[1:])
    return "".join([words[0].text, *following])


def space_between(piece: Piece, following: Piece) -> str:
    """What parts two pieces of one cell: East Asian text runs on from line to line without a space."""
    below = following.y0 > piece.y1 - 0.5 * piece.size
    wide = is_wide(piece.words[-1].text[-1]) and is_wide(following.words[0].text[0])
    return "" if below and wide else " "


def gather_pieces(words: Iterable[Word]) -> list[Piece]:
    """Pieces in the order of the words; dots that lead the eye to a page number are left out."""
    pieces: list[Piece] = []
    current: list[Word] = []
    for word in _without_leaders(words):
        if current and not _continues(current[-1], word):
            pieces.append(Piece(current))
            current = []
        elif current:
            word.glued = word.glued or _is_attached(current[-1].text, word.text)
        current.append(word)
    if current:
        pieces.append(Piece(current))
    return pieces


def gather_lines(pieces: Iterable[Piece]) -> list[Line]:
    """Lines from top to bottom. A piece joins a line when more than half of the lower one's height is shared."""
    rows: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.y0 + piece.y1):
        shared = min(bottom, piece.y1) - max(top, piece.y0)
        if rows and shared > 0.5 * min(bottom - top, piece.y1 - piece.y0):
            rows[-1].append(piece)
        else:
            rows.append([piece])
            top, bottom = piece.y0, piece.y1
    return [Line(_side_by_side(row)) for row in rows]


def _without_leaders(words: Iterable[Word]) -> Iterator[Word]:
    run: list[Word] = []
    for word in words:
        if word.text[0] in _DOTS and not word.text.strip(_DOTS):
            run.append(word)
            continue
        if run:
            yield from _few_dots(run)
            run.clear()
        yield word
    yield from _few_dots(run)


def _few_dots(run: Sequence[Word]) -> Sequence[Word]:
    return run if sum(len(dot.text) for dot in run) < 4 else ()


def _is_attached(left: str, right: str) -> bool:
    """Whether a space between two words of one piece is only the layout's: "$ 5", "(2 )", "4 %"."""
    if right in _CLOSERS:
        return left[-1] in _FIGURE_END
    return left in _CURRENCY_SIGNS and right[0] in _FIGURE_START


def _continues(word: Word, following: Word) -> bool:
    size = word.y1 - word.y0
    height = min(size, following.y1 - following.y0)
    if min(word.y1, following.y1) - max(word.y0, following.y0) <= 0.5 * height:
        return False
    gap = following.x0 - word.x1
    widest = _WIDE_SPACES if following.set_apart else _widest_gap(word, following)
    return -0.5 * size <= gap <= widest * size and following.x0 >= word.x0


def _widest_gap(word: Word, following: Word) -> float:
    if word.text[-1] in _FIGURE_END and following.text[0] in _FIGURE_START:
        return _NO_SPACE if following.text in _CURRENCY_SIGNS else _FIGURE_GAP
    return CELL_GAP


def _side_by_side(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a line from left to right, those that belong together made one."""
    if len(pieces) == 1:
        return pieces
    pieces.sort(key=lambda piece: piece.x0)
    merged = [pieces[0]]
    for piece in pieces[1:]:
        glue = _joint(merged[-1], piece)
        if glue is None:
            merged.append(piece)
        else:
            piece.words[0].glued = glue
            merged[-1] = Piece(merged[-1].words + piece.words)
    return merged


def _joint(left: Piece, right: Piece) -> bool | None:
    """None where two pieces are two cells; else whether they join without a space.

    A currency sign belongs to the figure after it, a closing bracket or percent sign to the figure before it, however
    far off they are set.
    """
    last, first = left.words[-1], right.words[0]
    gap = (first.x0 - last.x1) / max(last.size, 0.1)
    if left.text in _CURRENCY_SIGNS and right.is_value:
        return True
    if right.text in _CLOSERS and gap < 2 and left.is_value:
        return True
    if first.size < RAISED * last.size and len(right.text) <= 3 and gap < 2:
        return False
    if gap > _widest_gap(last, first):
        return None
    return gap < _NO_SPACE


_CURRENCY_SIGNS = frozenset(["$", "€", "£", "¥", "￥", "US$", "$(", "("])
_CLOSERS = frozenset([")", "%", "％", "）", ")%", "%)", ") %", "pts", "]"])
