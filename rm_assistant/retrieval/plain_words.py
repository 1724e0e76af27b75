"""A question of figures in the words that filings print, without the filing that it names."""

from __future__ import annotations

import re
from functools import lru_cache

from rm_assistant.language import spoken_english, spoken_japanese
from rm_assistant.retrieval.named_filings import without_filings

_QUOTED = re.compile(r"[「」\"\u201c\u201d]")

_LONGEST_SPOKEN = 300
"""What is longer tells a calculation step by step, in words of its own."""


@lru_cache(maxsize=256)
def in_plain_words(text: str) -> str:
    """`text` is normalised. What a question quotes is a line's own name: then the filing alone is left out."""
    named = without_filings(text)
    if _QUOTED.search(named) or len(named) > _LONGEST_SPOKEN:
        return named
    return spoken_japanese.said_plainly(spoken_english.said_plainly(named))
