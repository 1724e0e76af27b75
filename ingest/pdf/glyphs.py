"""Words with their boxes from a page's text layer, through pdfium's C interface.

Boxes are pdfium's loose ones (advance width by ascent and descent): tight boxes split "1 ,968" and have no height where
a font is not embedded. A call for each character would cost more than parsing the page: only ends of words are asked.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, cast

import pypdfium2.raw as pdfium

from ingest.pdf.frame import Box, Edges, Frame, frame_of
from ingest.pdf.lines import RAISED, Word, is_wide
from ingest.pdf.repair import LINE_HYPHEN

_WIDE = (
    "\u1100-\u11ff\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7af\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_NARROW_TOKEN = re.compile(rf"[^\s{LINE_HYPHEN}]+{LINE_HYPHEN}?|{LINE_HYPHEN}")
_ANY_TOKEN = re.compile(
    rf"\.{{4,}}|[{_WIDE}]+{LINE_HYPHEN}?|(?:(?!\.{{4}})[^\s{_WIDE}{LINE_HYPHEN}])+{LINE_HYPHEN}?|{LINE_HYPHEN}"
)
"""Runs of one script, so that a share of a run's characters is that share of its width; leader dots for themselves."""
_WIDE_SPACE = "\u3000"
_WIDE_SPACES = 2
_UNUSUAL = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_HALVES = re.compile("[\ud800-\udfff]")
"""Characters beyond U+FFFF (rare kanji, mathematical letters) come from pdfium as two halves, each with its box."""
_REPLACEMENTS = {
    **dict.fromkeys([*range(9), *range(0x0E, 0x20)], " "),
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF02D: "−",
    0xF0D8: "➢",
    0xF0A3: "☐",
    0xF06F: "☐",
    0xF052: "☑",
    0xF0FE: "☑",
}
"""Codes of no character, and private-use codes of Symbol and Wingdings that filings use for bullets and boxes."""
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|-bd|,bd", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ANGLES_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The words on a page in the order of its content, boxes as read; `sideways` are those across the others.

    What stands outside the crop box is not on the page.
    """

    words: list[Word]
    sideways: list[Word]
    frame: Frame
    undecoded: int = 0
    """Characters whose font does not say what they are."""

    @property
    def is_east_asian(self) -> bool:
        return 5 * sum(is_wide(word.text[0]) for word in self.words) > len(self.words)

    @property
    def characters(self) -> int:
        return sum(len(word.text) for word in self.words) + sum(len(word.text) for word in self.sideways)


class TextLayer:
    """An open page's text. A context manager: pdfium's object is freed on leaving."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._handle: Any = None

    def __enter__(self) -> Self:
        self._handle = pdfium.FPDFText_LoadPage(self._page)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._handle:
            pdfium.FPDFText_ClosePage(self._handle)

    @property
    def count(self) -> int:
        """Characters on the page; 0 also where pdfium cannot read them."""
        return max(0, pdfium.FPDFText_CountChars(self._handle)) if self._handle else 0

    def glyphs(self) -> Glyphs:
        text = self._characters(self.count)
        undecoded = 0
        if _UNUSUAL.search(text):
            undecoded = len(_CONTROL.findall(text))
            text = text.translate(_REPLACEMENTS)
        frame = frame_of(self._page, self._reading_turns(text))
        words: list[Word] = []
        sideways: list[Word] = []
        width, height = frame.reading_width, frame.reading_height
        for word in self._words(text, frame):
            if word.x1 > 0 and word.y1 > 0 and word.x0 < width and word.y0 < height:
                (sideways if _is_sideways(word) else words).append(word)
        if sideways:
            words, turned = self._parted(words, frame.reading_turns)
            sideways += turned
        if _HALVES.search(text):
            for word in (*words, *sideways):
                word.text = _with_halves_joined(word.text)
        return Glyphs(words, sideways, frame, undecoded)

    def is_bold(self, index: int) -> bool:
        """Whether the font of character `index` is bold, by its name or flags."""
        name = ctypes.create_string_buffer(96)
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._handle, index, name, len(name), ctypes.byref(flags))
        if 0 < length <= len(name) and _BOLD_NAME.search(name.value):
            return True
        return bool(flags.value & _FORCE_BOLD)

    def _characters(self, count: int) -> str:
        """The page's text, one code point for each of pdfium's characters."""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._handle, 0, count, buffer)
        text = bytes(buffer).decode("utf-16-le", errors="replace")[:-1]
        if written == count + 1 and len(text) == count:
            return text
        # Characters without a code are left out of the text, and some take two units of it: ask one by one.
        codes = (pdfium.FPDFText_GetUnicode(self._handle, index) for index in range(count))
        return "".join(LINE_HYPHEN if code == 2 else chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)

    def _reading_turns(self, text: str) -> int:
        """Quarter turns clockwise after which most of the text on the page is upright."""
        unturned = frame_of(self._page, 0)
        width, height = unturned.reading_width, unturned.reading_height
        looked_at = [
            index for index in range(0, len(text), max(1, len(text) // _ANGLES_LOOKED_AT)) if text[index] > " "
        ]
        votes = [0, 0, 0, 0]
        for index, x0, y0, x1, y1 in zip(looked_at, *self._boxes(looked_at, unturned), strict=True):
            if x1 > 0 and y1 > 0 and x0 < width and y0 < height:
                votes[self._turns_of(index)] += 1
        return votes.index(max(votes))

    def _parted(self, words: list[Word], turns: int) -> tuple[list[Word], list[Word]]:
        """Upright words, and short ones too narrow to show by their boxes that they are turned."""
        upright: list[Word] = []
        turned: list[Word] = []
        for word in words:
            short = len(word.text) <= 2
            (turned if short and self._turns_of(word.index) != turns else upright).append(word)
        return upright, turned

    def _turns_of(self, index: int) -> int:
        angle: float = pdfium.FPDFText_GetCharAngle(self._handle, index)  # clockwise
        return -round(angle / (math.pi / 2)) % 4

    def _words(self, text: str, frame: Frame) -> Iterator[Word]:
        pattern = _ANY_TOKEN if "...." in text or _HAS_WIDE.search(text) else _NARROW_TOKEN
        spans = [token.span() for token in pattern.finditer(text)]
        ends = [index for start, end in spans for index in (start, end - 1)]
        x0, y0, x1, y1 = self._boxes(ends, frame)
        first = ((x0[at], y0[at], x1[at], y1[at]) for at in range(0, len(ends), 2))
        last = ((x0[at], y0[at], x1[at], y1[at]) for at in range(1, len(ends), 2))
        previous_end = -1
        for (start, end), begins, finishes in zip(spans, first, last, strict=True):
            word = _spanning(text[start:end], begins, finishes, start)
            word.glued = start == previous_end
            word.set_apart = 0 < start - previous_end <= _WIDE_SPACES and text[start - 1] == _WIDE_SPACE
            height = begins[3] - begins[1]
            if finishes[2] < begins[0] or word.y1 - word.y0 > 1.6 * height:
                if _is_sideways(word):
                    yield word
                else:
                    yield from self._single_characters(word.text, start, end, frame)
            elif finishes[3] - finishes[1] < RAISED * height:
                yield from self._without_mark(word, end, frame)
            else:
                yield word
            previous_end = end

    def _without_mark(self, word: Word, end: int, frame: Frame) -> Iterator[Word]:
        """A word and the raised footnote mark that follows it without a space."""
        characters = list(self._single_characters(word.text, word.index, end, frame))
        count = len(characters)
        while characters[count - 1].size < RAISED * characters[0].size:
            count -= 1
        for part in (characters[:count], characters[count:]):
            x1, y0, y1 = part[-1].x1, min(one.y0 for one in part), max(one.y1 for one in part)
            yield Word("".join(one.text for one in part), part[0].x0, y0, x1, y1, part[0].index)

    def _single_characters(self, text: str, start: int, end: int, frame: Frame) -> Iterator[Word]:
        """A word that does not stand on one line, character by character."""
        edges = self._boxes(range(start, end), frame)
        for at, (x0, y0, x1, y1) in enumerate(zip(*edges, strict=True)):
            yield Word(text[at], x0, y0, x1, y1, start + at, at > 0)

    def _boxes(self, indices: Sequence[int], frame: Frame) -> Edges:
        """Boxes of characters, as read."""
        boxes = (pdfium.FS_RECTF * max(1, len(indices)))()
        size, first = ctypes.sizeof(pdfium.FS_RECTF), boxes[0]
        box_of, handle, byref = pdfium.FPDFText_GetLooseCharBox, self._handle, ctypes.byref
        for at, index in enumerate(indices):
            box_of(handle, index, byref(first, at * size))
        flat = cast("list[float]", memoryview(boxes).cast("B").cast("f").tolist())[: 4 * len(indices)]
        return frame.read(flat[0::4], flat[1::4], flat[2::4], flat[3::4])


def _with_halves_joined(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _spanning(text: str, first: Box, last: Box, index: int) -> Word:
    """A word from the boxes of its first and last character."""
    x0, y0, x1, y1 = first
    x0 = min(x0, last[0])
    y0 = min(y0, last[1])
    x1 = max(x1, last[2])
    y1 = max(y1, last[3])
    return Word(text, x0, y0, x1, y1, index)


def _is_sideways(word: Word) -> bool:
    """Three characters or more above each other."""
    return len(word.text) > 2 and word.y1 - word.y0 > 1.5 * (word.x1 - word.x0)
