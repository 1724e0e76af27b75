"""Period phrases and plain names inside a clause whose periods are marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rm_assistant.calculation.moments import MARK, Moment, earliest_first, years_between

_KIND = r"(?:fiscal\s+|financial\s+|calendar\s+)?(?:years?|quarters?|periods?|months|dates?)"
_BEFORE = (
    r"(?:(?:,\s*)?\b(?:from|between|in|for|during|at|as\s+(?:of|at|from)|on|over|of|by|through|to|since|and|or|both|"
    r"across|within|compared\s+(?:to|with)|versus|vs\.?|than|until|when\s+comparing|respectively)\b[\s,]*){0,3}"
    rf"(?:the\s+)?(?:(?:(?:last|past)\s+)?(?:(?:two|three|four|five|\d)[\s-])?years?\s+(?:period\s+)?(?:from|between|ended|of)\s+)?"
    rf"(?:both\s+)?(?:the\s+)?(?:ends?\s+of\s+)?(?:the\s+)?(?:{_KIND}\s*)?(?:[-\s]*\bend(?:ed|ing|s)?\b\s*)?"
    r"(?:\b(?:on|at|of|in)\s+)?"
)
_AFTER = r"(?:'s)?(?:\s*[-\s](?:fiscal\s+)?year[-\s]ends?\b|\s+(?:fiscal\s+)?years?\b(?!\s+(?:end|start|begin)))?"
_JOINT = r"\s*(?:,|-|~|〜|～|/)?\s*"
_PHRASE = re.compile(rf"{_BEFORE}{MARK}{_AFTER}(?:{_JOINT}{_BEFORE}{MARK}{_AFTER})*", re.IGNORECASE)
_RANGE = re.compile(r"-|~|〜|～|\b(?:between|to|through|until|from)\b", re.IGNORECASE)
_OVER_YEARS = re.compile(
    r"\b(?:over|for|across|in|during)\s+(?:the\s+)?(?:last\s+|past\s+)?(?:both|two|three|four|five|\d)\s*-?\s*years?"
    r"(?:\s+periods?)?\b|,?\s+\b(?:altogether|respectively|in\s+total)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"⟦(\d+)⟧")
_LEADING = re.compile(
    r"(?:the|an?|its|their|our|any|all|respective|(?:the\s+)?company's|group's|un-?adjusted|(?:dollar|monetary)\s+(?:amount|value)\s+of|amounts?\s+(?:of|for|in)|"
    r"value\s+of|figures?\s+(?:of|for)|level\s+of|reported)\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:amounts?|figures?|of\s+the\s+company|by\s+the\s+company|in|for|of|at|from|by|to|and|as|on)$", re.IGNORECASE
)
_TIDY = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A clause without its periods. `through` says that they are the ends of a span of time."""

    words: str
    moments: tuple[Moment, ...]
    through: bool = False

    def all_moments(self) -> tuple[Moment, ...]:
        """With the years inside a span, earliest first."""
        if self.through and len(self.moments) == 2:
            return years_between(*self.moments)
        return earliest_first(self.moments)


def split_periods(text: str, moments: Sequence[Moment]) -> Phrase:
    """The words of `text`, tidied, and the moments that it marks, in the order of its words, each once."""
    phrases = list(_PHRASE.finditer(text))
    numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(text))
    through = any(len(_NUMBER.findall(phrase[0])) > 1 and _RANGE.search(phrase[0]) for phrase in phrases)
    return Phrase(without_periods(text), tuple(dict.fromkeys(moments[number] for number in numbers)), through)


def without_periods(text: str) -> str:
    """The words of `text`, tidied."""
    return tidy(_OVER_YEARS.sub(" ", _NUMBER.sub(" ", _PHRASE.sub(" ", text))))


def tidy(words: str) -> str:
    """Without marks at the ends, articles and words that hold no name."""
    words = _TIDY.sub(" ", words).strip(" ,.;:?？、。")
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", words, count=1) if _LEADING.match(words) else words).strip(
            " ,.;:?"
        )
        if shorter == words:
            return words.removesuffix("'s").strip()
        words = shorter


def has_name(text: str) -> bool:
    """True where more than periods is left."""
    return bool(re.search(r"[^\W\d_]", without_periods(text)))
