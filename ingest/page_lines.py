"""The lines of a page as rows of a table are told from prose: a label, and figures after it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rm_assistant.domain.documents import Page

_FIGURE = re.compile(
    r"[$¥￥€£(（\[△▲−–—―＋+\-*]*[0-9０-９][0-9０-９,，.．]*[)）\]%％倍円銭人株]*(?:[(（]?[a-z0-9][)）])?|[$¥￥€£]?[—–―－‐−-]+[%％]?"
)
_MARK = re.compile(r"[$¥￥€£()（）\[\]%％△▲*]+|[※*][0-9０-９,、]+|pts?|bps?|x")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class PageLine:
    """Page text `[start, end)` without the line break.

    `figures` counts the figures (and dashes for none) that close the line; `label` is what stands before them.
    """

    page: int
    start: int
    end: int
    text: str
    label: str
    figures: int

    @property
    def letters(self) -> str:
        """The label's letters alone, lower case: what is left when spaces are lost or added."""
        return letters_of(self.label)


def letters_of(text: str) -> str:
    """Letters in lower case, without spaces, digits and marks; full-width forms folded."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NOT_LETTERS.sub("", folded).lower()


def lines_of(page: Page) -> list[PageLine]:
    """The lines with something on them, in order."""
    return list(_lines(page.number, page.text))


def _lines(number: int, text: str) -> Iterator[PageLine]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            label, figures = _split(line)
            yield PageLine(number, start, start + len(line), line, label, figures)
        start += len(line) + 1


def _split(line: str) -> tuple[str, int]:
    """Label and number of figures, reading words from the right until one is no figure."""
    end = len(line.rstrip())
    figures = 0
    for word in reversed(line.split()):
        start = line.rindex(word, 0, end)
        if _FIGURE.fullmatch(word):
            figures += 1
        elif not _MARK.fullmatch(word):
            break
        end = start
    return (line[:end].rstrip(), figures) if figures else (line, 0)
