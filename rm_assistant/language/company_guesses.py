"""Companies that a question names otherwise than they are spelt: by sound, by a name's opening, with a slip of the pen.

A guess counts only where it fits one company of the library, where a name stands in a sentence, and on no word of the
trade.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from rm_assistant.language.company_names import COMMON_FIRST_WORDS, GROUP_WORDS, fold_ga, openings, reading
from rm_assistant.language.sounds import sounds_alike
from rm_assistant.language.terms import glossary
from rm_assistant.language.words import KANJI, has_proper_noun, katakana_reading

Owner = TypeVar("Owner", bound=Hashable)

Guess = tuple[Owner, int, int]
"""The company, and where in the text it is named."""

_KATAKANA = "\u30a1-\u30fa\u30fc"
_LETTER = f"{KANJI}{_KATAKANA}"
_NAMED = r"(?=\s*(?:$|[、,。？?のはがとや」』&]|および|及び|並びに|における|において|について|に比べ|社|グループ|vs))"
"""What follows a name in Japanese."""
_KATAKANA_NAME = re.compile(rf"(?<![{_LETTER}])[{_KATAKANA}][{_KATAKANA}・ ]*[{_KATAKANA}]{_NAMED}")
_JAPANESE_NAME = re.compile(rf"(?<![{_LETTER}])[{_LETTER}]{{2,}}{_NAMED}")
_OPENS_A_CLAUSE = re.compile(r"(?:^|[\n、,。と「『\s])$")
_AND = re.compile("[・ ](?:エンド|アンド)[・ ]")
_SHORTEST_KATAKANA = 3
_SHORTEST_HOMOPHONE = 4
_SHORTEST_SLIP = 6
_SHORT_WORD = 3
_LONG_WORD = 9
_SPLIT = re.compile(rf"[{_KATAKANA}]+")


class Guesses(Generic[Owner]):
    """`names` are normalised and squashed names with the one company each fits, `spelt` all names of each company."""

    def __init__(self, names: Mapping[str, Owner], spelt: Iterable[tuple[str, Owner]]) -> None:
        self._names = names
        self._latin = [name for name in names if name.isascii() and name.isalpha()]
        self._japanese = [name for name in names if not name.isascii()]
        self._openings: dict[str, set[Owner]] = {}
        for name, owner in spelt:
            for opening in openings(name):
                for spelling in {opening, reading(opening)} - {""}:
                    self._openings.setdefault(spelling, set()).add(owner)

    def in_japanese(self, text: str) -> Iterator[Guess[Owner]]:
        """In normalised text, of which names that are spelt out have been blanked with line breaks."""
        for match in _KATAKANA_NAME.finditer(text):
            yield from ((owner, *match.span()) for owner in self._alone(self._by_sound(match[0])))
        for match in _JAPANESE_NAME.finditer(fold_ga(text)):
            found = self._by_opening(match) or self._alone(self._by_reading(match[0]))
            yield from ((owner, *match.span()) for owner in found if len(found) == 1)

    def rivals(self, text: str) -> list[Owner]:
        """The companies that an opening in `text` fits, where it fits several."""
        for match in _JAPANESE_NAME.finditer(fold_ga(text)):
            found = self._by_opening(match)
            if len(found) > 1:
                return found
        return []

    def misspelt(self, word: str) -> Owner | None:
        """The company whose Latin name `word` (normalised, squashed) nearly is; None where that is none or several."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415  only where no name is spelt right

        if word in COMMON_FIRST_WORDS or glossary().is_trade_word(word):
            return None
        near = [
            name for name in self._names if name[:1] == word[:1] and 0 < OSA.distance(name, word) <= _slips(name, word)
        ]
        found = self._alone(near)
        return found[0] if found else None

    def _alone(self, names: Iterable[str]) -> list[Owner]:
        owners = list(dict.fromkeys(self._names[name] for name in names))
        return owners if len(owners) == 1 else []

    def _by_sound(self, katakana: str) -> list[str]:
        heard = re.sub("[・ ]", "", _AND.sub("・", katakana))
        trade = heard in GROUP_WORDS or glossary().find(heard) or glossary().find_statements(heard)
        if trade or len(heard) < _SHORTEST_KATAKANA:
            return []
        return [name for name in self._latin if sounds_alike(heard, name)]

    def _by_opening(self, match: re.Match[str]) -> list[Owner]:
        """Alone at the head of a clause; elsewhere only where it is a name and no common word."""
        owners = list(self._openings.get(match[0], ()))
        if owners and (_OPENS_A_CLAUSE.search(match.string[: match.start()]) or has_proper_noun(match[0])):
            return owners
        return []

    def _by_reading(self, word: str) -> list[str]:
        """Names written with other kanji of the same sound, or with one other letter of katakana."""
        if len(word) < _SHORTEST_HOMOPHONE:
            return []
        likely = [name for name in self._japanese if name[0] == word[0] and abs(len(name) - len(word)) <= 1]
        return [name for name in likely if _slipped(name, word) or katakana_reading(name) == katakana_reading(word)]


def _slipped(name: str, word: str) -> bool:
    """One letter of katakana is another, is missing or too many; the kanji are the same."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if min(len(name), len(word)) < _SHORTEST_SLIP or _SPLIT.sub("", name) != _SPLIT.sub("", word):
        return False
    return OSA.distance(name, word) == 1


def _slips(name: str, word: str) -> int:
    """How many slips of the pen are allowed: in a short word a letter left out, or two letters changing places."""
    length = min(len(name), len(word))
    if length == _SHORTEST_SLIP - 1 and len(name) != len(word):
        return 1
    if length < _SHORTEST_SLIP:
        return 1 if length > _SHORT_WORD and sorted(name) == sorted(word) else 0
    return 2 if length > _LONG_WORD else 1
