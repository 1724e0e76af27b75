"""Which paragraphs are headings, and how deep: by tag and class, 【】, PART and Item, or bold type."""

from __future__ import annotations

import re

from rm_assistant.language.dates import fold_width

_MAX_LENGTH = 160
_TAG = re.compile(r"h([1-6])")
_CLASS = re.compile(r"(?:^|[\s_-])(?:head|heading|midashi)_?([1-9])(?:\s|$)", re.IGNORECASE)
_BRACKETED = re.compile(r"^(?P<number>[^【】]{0,12}?)\s*【[^【】]{1,60}】(?P<rest>[^【】]{0,20})$")
_NUMBERS = (
    (1, re.compile(r"^第[一二三四五六七八九十0-9]+部$")),
    (2, re.compile(r"^第[一二三四五六七八九十0-9]+$")),
    (3, re.compile(r"^[0-9]+[.、．]?$")),
    (4, re.compile(r"^[(（][0-9]+[)）]$")),
    (5, re.compile(r"^[①-⑳]$")),
)
"""How a 有価証券報告書 numbers its headings (企業内容等の開示に関する内閣府令, 第三号様式)."""
_UNNUMBERED_LEVEL = 6
_JAPANESE_NUMBERED = re.compile(r"^(?:[0-9]{1,2}[.．、]|[(（][0-9]{1,2}[)）]|[①-⑳])\s*[^\s0-9].{0,38}$")
_JAPANESE_LETTER = re.compile("[\u3041-\u30fe\u4e00-\u9fff]")
_PART = re.compile(r"^PART\s+(?:[IVX]+|[1-4])\b[.:—–-]?", re.IGNORECASE)
_ITEM = re.compile(r"^ITEMS?\s+\d{1,2}(?:\.\d{2})?[A-C]?\b[.:—–-]?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。.;:：；,、]$")
_LETTER = re.compile(r"[^\W\d_]")


def heading_level(text: str, *, tag: str | None, classes: str, bold: bool) -> int:
    """Depth from 1 (highest) to 6, or 0 for what is no heading. `tag` is an enclosing h1–h6."""
    if not text or len(text) > _MAX_LENGTH or not _LETTER.search(text):
        return 0
    folded = fold_width(text)
    return (
        _bracketed_level(folded)
        or _declared_level(tag, classes)
        or _edgar_level(folded, bold=bold)
        or _typographic_level(folded, bold=bold)
    )


def _bracketed_level(text: str) -> int:
    heading = _BRACKETED.match(text)
    if heading is None:
        return 0
    number = heading["number"].strip()
    for level, pattern in _NUMBERS:
        if pattern.match(number):
            return level
    return 0 if number or heading["rest"].strip() else _UNNUMBERED_LEVEL


def _declared_level(tag: str | None, classes: str) -> int:
    by_class = _CLASS.search(classes)
    if by_class:
        return min(int(by_class[1]), 6)
    by_tag = _TAG.fullmatch(tag or "")
    return int(by_tag[1]) if by_tag else 0


def _edgar_level(text: str, *, bold: bool) -> int:
    """PART and Item lines of SEC forms, in bold or capitals; a sentence that begins so is none."""
    if not (bold or text.isupper()) and _SENTENCE_END.search(text[8:]):
        return 0
    if _PART.match(text):
        return 1
    return 2 if _ITEM.match(text) else 0


def _typographic_level(text: str, *, bold: bool) -> int:
    if _JAPANESE_LETTER.search(text):
        numbered = _JAPANESE_NUMBERED.match(text) and not _SENTENCE_END.search(text)
        return _UNNUMBERED_LEVEL if numbered or (bold and len(text) <= 40) else 0
    if not bold or _SENTENCE_END.search(text):
        return 0
    return 3 if text.isupper() else 4
