"""How plainly a row's label names what a calculation asks for: not at all where a word of it is not accounted for.

A word more makes it another line ("total debt *securities*"). A word less ("Depreciation" of "depreciation and
amortization"), and what only qualifies ("total", "consolidated", ", net of allowances"), cost a little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rm_assistant.language.company_names import without_companies
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.row_words import Explained, lacks, leaves_unexplained, letters_of, plain_label, words_of

_WEAKER_NAME = 0.97
"""The first names of an item are its plainest; later ones count a little less."""
_WORD_MORE, _WORD_LESS = 0.012, 0.9
_NET_OF = re.compile(
    r",?\s+(?:—|–|-)?\s*\(?net\s+of\s.*$|,?\s+less\s+(?:accumulated|allowance)\b.*$"
    r"|,?\s+\(?including\s(?!.*\b(?:interests?|earnings|income|loss|intercompany|affiliates?)\b).*$",
    re.IGNORECASE,
)
IMPLIED = words_of("accounts amounts net total paid payments cash")
"""What a name of the same thing may leave out: receivables are accounts receivable."""
_AFTER_DASH = re.compile(r"\s+[—–-]\s+(?=net$|basic$|diluted$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """What is asked for: the names that count for it, the one in the question's words first."""

    english: tuple[str, ...]
    japanese: tuple[str, ...]
    says: Explained

    @classmethod
    def of(cls, asked: str, others: Sequence[str], besides: str = "") -> Names:
        """`asked` as the question has it, `others` that mean the same; words of `besides` may stand in a label too."""
        names = tuple(dict.fromkeys((asked, *others)))
        return cls(
            english=tuple(name for name in names if name.isascii()),
            japanese=tuple(name for name in names if not name.isascii()),
            says=Explained.by((asked,), besides),
        )


def naming(label: str, names: Names, companies: tuple[str, ...] = ()) -> float:
    """0 to 1: 1 where `label` is the name asked for, 0 where it names another thing."""
    plain = bare_label(label, companies)
    if not plain:
        return 0.0
    spelled = names.english if plain.isascii() else names.japanese
    return max((_fit(plain, name, at, names) for at, name in enumerate(spelled)), default=0.0)


@lru_cache(maxsize=65_536)
def bare_label(label: str, companies: tuple[str, ...] = ()) -> str:
    """Without the company's own name, marks of notes, and what a net amount is net of."""
    return plain_label(_NET_OF.sub("", without_companies(_AFTER_DASH.sub(" ", normalise(label)), companies)))


def _fit(label: str, name: str, at: int, names: Names) -> float:
    weight = _WEAKER_NAME ** min(at, 6)
    if not label.isascii():
        return weight * _japanese_fit(label, name, names)
    words, named = words_of(label), words_of(name)
    if not named or not named <= words or leaves_unexplained(label, _said_by(name) | names.says):
        return 0.0
    if at and lacks(name, names.english[0]) and not words_of(names.english[0]) - named <= IMPLIED:
        weight *= _WORD_LESS
    return max(0.5, weight - _WORD_MORE * len(words - named))


def _japanese_fit(label: str, name: str, names: Names) -> float:
    letters, spelled = letters_of(label), letters_of(name)
    if spelled not in letters or leaves_unexplained(label, _said_by(name) | names.says):
        return 0.0
    return max(0.5, 1.0 - _WORD_MORE * (len(letters) - len(spelled)))


@lru_cache(maxsize=4096)
def _said_by(name: str) -> Explained:
    return Explained.by((name, "expense"))
