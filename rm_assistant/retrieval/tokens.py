"""An estimate of what text costs a language model: no tokeniser is at hand offline, and none fits every provider."""

from __future__ import annotations

from math import ceil

_NARROW_CHARACTERS_A_TOKEN = 4.0
_WIDE_CHARACTERS_A_TOKEN = 1.2


def estimate_tokens(text: str) -> int:
    """About four characters of English a token, 1.2 of Japanese."""
    # Kana and kanji take three bytes of UTF-8, and so two more than their one character.
    wide = 0 if text.isascii() else (len(text.encode()) - len(text)) // 2
    return ceil((len(text) - wide) / _NARROW_CHARACTERS_A_TOKEN + wide / _WIDE_CHARACTERS_A_TOKEN)
