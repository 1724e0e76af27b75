"""Page text made plain enough to read a cover from: one line, plain dashes and spaces."""

from __future__ import annotations

import re

from rm_assistant.language.dates import MONTHS, DateMention, find_dates

_PLAIN = {0x00A0: " ", 0x2010: "-", 0x2011: "-", 0xFFFE: "-", 0x0002: "-", 0xFEFF: None, 0x200B: None}
_DATE_REACH = 40
_TORN_FISCAL = re.compile(r"\bfis\s+cal\b", re.IGNORECASE)
_GLUED_ENDED = re.compile(r"(?<=ended)(?=[^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")


def plain(text: str) -> str:
    """Lines kept; odd spaces and dashes as their usual forms."""
    return text.translate(_PLAIN)


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def next_date(text: str, position: int, reach: int = _DATE_REACH) -> DateMention | None:
    """The date that begins within `reach` characters of `position`; its offsets are of `text`."""
    found = find_dates(text[position : position + reach + 20])
    if not found or found[0].start > reach:
        return None
    first = found[0]
    return DateMention(position + first.start, position + first.end, first.date)


def period_words(printed: str) -> str:
    """As a sentence would have it: "FISCAL YEAR ENDEDMAY 31, 2019" is "fiscal year ended May 31, 2019"."""
    whole = _GLUED_ENDED.sub(" ", _TORN_FISCAL.sub("fiscal", printed))
    return _WORD.sub(lambda word: _in_sentence(word[0]), whole)


def _in_sentence(word: str) -> str:
    return word.capitalize() if word[:3].lower() in MONTHS else word.lower()
