"""Lists that questions ask for: sales by segment or region, maturities of debt, the largest shareholders."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rm_assistant.language.words import normalise

_NEVER = r"(?!)"
_ANYTHING = r"\S"


@dataclass(frozen=True, slots=True)
class Listing:
    """The fields are those of `listings.toml`, which explains them."""

    key: str
    asks: re.Pattern[str]
    around: re.Pattern[str]
    never: re.Pattern[str]
    parts: re.Pattern[str]
    words: str
    first: re.Pattern[str]
    bare: tuple[tuple[re.Pattern[str], str], ...] = ()
    item: bool = True
    whole: bool = False

    def without(self, question: str) -> str:
        """The question without the words that ask for the list: what is left names the item."""
        return self.asks.sub(" ", normalise(question))

    def item_of(self, question: str) -> str | None:
        """The key of the item that a short word of the question stands for."""
        return next((key for words, key in self.bare if words.search(self.without(question))), None)


def find_listing(question: str) -> Listing | None:
    plain = normalise(question)
    return next((listing for listing in _listings() if listing.asks.search(plain)), None)


@cache
def _listings() -> tuple[Listing, ...]:
    text = resources.files("rm_assistant.language").joinpath("listings.toml").read_text(encoding="utf-8")
    return tuple(_listing(entry) for entry in tomllib.loads(text)["listing"])


def _listing(entry: Mapping[str, Any]) -> Listing:
    def pattern(name: str, default: str) -> re.Pattern[str]:
        return re.compile(entry.get(name, default), re.IGNORECASE)

    return Listing(
        key=entry["key"],
        asks=pattern("asks", _NEVER),
        around=pattern("around", _NEVER),
        never=pattern("never", _NEVER),
        parts=pattern("parts", _ANYTHING),
        words=entry["words"],
        first=pattern("first", _NEVER),
        bare=tuple((re.compile(words, re.IGNORECASE), key) for words, key in entry.get("bare", ())),
        item=entry.get("item", True),
        whole=entry.get("whole", False),
    )
