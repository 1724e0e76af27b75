"""What questions ask about besides figures (risks, employees, lawsuits), and the sections that are about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rm_assistant.domain.documents import Section
from rm_assistant.language.words import normalise, stems

OWN, NEAR = 1.0, 0.5
"""How much a section is about a topic: as a whole, or among other things."""


@dataclass(frozen=True, slots=True)
class Topic:
    """`english` and `japanese` are its names, `says` other words by which passages speak of it.

    A topic of `prose` is told in sentences, not in lines of tables; where it has `captions`, they sum it up. The other
    fields are those of `topics.toml`, which explains them.
    """

    key: str
    english: tuple[str, ...]
    japanese: tuple[str, ...]
    says: tuple[str, ...]
    sections: re.Pattern[str]
    near: re.Pattern[str]
    asks: re.Pattern[str]
    prose: bool = False
    captions: bool = False
    tells: re.Pattern[str] | None = None
    columns: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    cover: bool = False
    single: bool = False

    @property
    def is_particular(self) -> bool:
        """It is one thing that certain sentences or columns say, and not all that a section is about."""
        return self.tells is not None or self.columns is not None

    def is_told(self, text: str, names: Iterable[str] = ()) -> bool:
        """Whether a sentence, or the labels and columns `names` of a row, are among those that say it."""
        if self.tells is not None and self.tells.search(normalise(text)):
            return True
        return self.columns is not None and any(self.columns.search(normalise(name)) for name in names)

    def fit(self, section: Section) -> float:
        """OWN, NEAR or 0."""
        heading = f"{section.key} {normalise(section.title)}".lower()
        if self.sections.search(heading):
            return OWN
        return NEAR if self.near.search(heading) else 0.0

    def spelt(self, text: str, words: Sequence[str]) -> int:
        """How many letters of a name of it stand in normalised `text` of English stems `words`; 0 where none does."""
        if self.never is not None and self.never.search(text):
            return 0
        joined = f" {' '.join(words)} "
        english = [name for name in self.english if f" {' '.join(stems(name))} " in joined]
        found = [*english, *(name for name in self.japanese if name in text)]
        if not found and self.asks.search(text):
            return 1
        return max(map(len, found), default=0)

    def removed_from(self, text: str) -> str:
        """Normalised `text` without the topic's names."""
        names = sorted((*self.english, *self.japanese), key=len, reverse=True)
        return re.sub("|".join(map(re.escape, names)), " ", text, flags=re.IGNORECASE)


def find_topic(text: str) -> Topic | None:
    """The topic of a question; of several the one with the longest name in it."""
    plain = normalise(text)
    words = stems(plain)
    spelt = [(topic.spelt(plain, words), topic) for topic in topics()]
    length, topic = max(spelt, key=lambda pair: pair[0])
    return topic if length else None


@cache
def topics() -> tuple[Topic, ...]:
    text = resources.files("rm_assistant.language").joinpath("topics.toml").read_text(encoding="utf-8")
    return tuple(_topic(entry) for entry in tomllib.loads(text)["topic"])


def _topic(entry: Mapping[str, Any]) -> Topic:
    return Topic(
        key=entry["key"],
        english=tuple(entry["en"]),
        japanese=tuple(entry["ja"]),
        says=tuple(entry.get("says", ())),
        sections=_any_of(entry["sections"]),
        near=_any_of(entry.get("near", ())),
        asks=_any_of([entry["asks"]] if "asks" in entry else ()),
        prose=entry.get("prose", False),
        captions=entry.get("captions", False),
        tells=_pattern(entry, "tells"),
        columns=_pattern(entry, "columns"),
        never=_pattern(entry, "never"),
        cover=entry.get("cover", False),
        single=entry.get("single", False),
    )


def _pattern(entry: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    return re.compile(entry[name], re.IGNORECASE | re.MULTILINE) if name in entry else None


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
