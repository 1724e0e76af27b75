"""Words and lines of a made-up page for tests of its layout: ten points high, five points a character."""

from __future__ import annotations

from ingest.pdf.lines import Line, Word, gather_lines, gather_pieces

SIZE = 10.0
ADVANCE = 5.0


def words_at(x: float, y: float, text: str, *, size: float = SIZE) -> list[Word]:
    """The words of `text` set from `x` on, ideographs twice as wide as the rest."""
    words: list[Word] = []
    start = x
    current = ""
    for character in f"{text} ":
        if character == " ":
            if current:
                words.append(Word(current, start, y, x, y + size, len(words)))
            current = ""
            x += ADVANCE / 2
            start = x
        else:
            current += character
            x += ADVANCE * (2 if ord(character) >= 0x2E80 else 1) * size / SIZE
    return words


def right_aligned(right: float, y: float, text: str) -> list[Word]:
    """`text` set so that it ends at `right`."""
    width = words_at(0, y, text)[-1].x1
    return words_at(right - width, y, text)


def lines_of(*words: list[Word]) -> list[Line]:
    """The lines that words make on one page."""
    return gather_lines(gather_pieces([word for run in words for word in run]))
