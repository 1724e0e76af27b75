"""Words as they are meant where the text layer breaks them: letters set apart, an overlapping f lost, line hyphens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.lines import Word

LINE_HYPHEN = "\ufffe"
"""pdfium's mark for a hyphen at the end of a line."""
_WORD_SPACE = 0.32
"""Gap of an ordinary space at most, in font sizes; a letter set apart is no farther off."""
_LESS_THAN_SPACE = 0.19
_TOUCHING = 0.06
_OVERHANGING = "f"
"""Boxes of this letter reach into the space after it."""
_CLEARLY = 5
_PUNCTUATION = "“”‘’\"'.,;:!?()[]{}$%—–-•*"
_BROKEN_FIGURE = re.compile(r"[,.]\d")
_HALF_OF_FF = frozenset(["ef", "inef", "af", "unaf", "dif", "indif", "suf", "insuf"])


class Vocabulary:
    """Words met so far in a document: what tells "Incom e" from two words."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def mend(self, words: Sequence[Word]) -> list[Word]:
        """The words, those that belong together joined; learns them."""
        mended: list[Word] = []
        bare: list[str] = []
        for word in words:
            text = word.text.strip(_PUNCTUATION).lower()
            lost = None if word.glued or not mended else self._lost(mended[-1], bare[-1], word, text)
            if lost is None:
                mended.append(word)
                bare.append(text)
            else:
                mended[-1] = _joined(mended[-1], word, lost)
                bare[-1] = mended[-1].text.strip(_PUNCTUATION).lower()
        self._counts.update(bare)
        return mended

    def _lost(self, left: Word, left_bare: str, right: Word, right_bare: str) -> str | None:
        """The letters lost between two parts of one word; None where they are two words."""
        gap = (right.x0 - left.x1) / (left.y1 - left.y0 or 1)
        if not -0.3 < gap < _WORD_SPACE or abs(left.y1 - right.y1) > 0.3 * left.size:
            return None
        if -_TOUCHING < gap < _TOUCHING and left.text[-1] != _OVERHANGING:
            return ""
        rarer = min(self._counts[left_bare], self._counts[right_bare])
        if rarer and gap > _LESS_THAN_SPACE:
            return None
        if left.text[-1].isdigit() and _BROKEN_FIGURE.match(right.text):
            return ""
        if left.text[-1].isalpha() and right.text[0].islower():
            return self._lost_letters(left_bare, right_bare, rarer)
        return None

    def _lost_letters(self, left: str, right: str, rarer: int) -> str | None:
        if left in _HALF_OF_FF:
            return "f"
        for lost in ("", "f") if left.endswith("f") else ("",):
            if self._counts[left + lost + right] > _CLEARLY * rarer:
                return lost
        return None

    def writes_as_one(self, left: str, right: str) -> bool:
        """Whether a word broken at the end of a line is written without a hyphen elsewhere in the document."""
        joined = left.lower() + right.lower()
        return self._counts[joined] > self._counts[f"{left.lower()}-{right.lower()}"]


def _joined(left: Word, right: Word, link: str) -> Word:
    y0, y1 = min(left.y0, right.y0), max(left.y1, right.y1)
    return Word(left.text + link + right.text, left.x0, y0, right.x1, y1, left.index, left.glued)
