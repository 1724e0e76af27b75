"""Units and scales as filings print them: (百万円), 単位：千株, "In millions, except per share amounts", 円, ％, 〃."""

from __future__ import annotations

import re
from functools import lru_cache

from rm_assistant.language.dates import fold_width
from rm_assistant.language.english_units import currency_sign, english_units_alone, english_units_in
from rm_assistant.language.japanese_units import japanese_units
from rm_assistant.language.printed_units import PrintedUnit

_BRACKETS = re.compile(r"[(\[【〔〈<]([^()\[\]【】〔〕〈〉<>]{1,60})[)\]】〕〉>]")
_STATED = re.compile(r"(?:単位|金額単位)\s*[:：]?\s*")
DITTO = frozenset({"〃", '"', "''", "″", "“", "”"})
"""The same as above."""
_LONGEST = 160


def is_unit(text: str) -> bool:
    """Whether `text` is a unit and nothing else: 百万円, (株), "%", "$ millions"."""
    return bool(units_alone(text))


@lru_cache(maxsize=20_000)
def units_alone(text: str) -> tuple[PrintedUnit, ...]:
    """The units that all of `text` consists of, in its order; none where it says anything else."""
    plain = fold_width(text).strip().strip("()[]（）［］〔〕").strip()
    if not plain or len(plain) > _LONGEST:
        return ()
    return currency_sign(plain) or japanese_units(_STATED.sub("", plain)) or english_units_alone(plain)


@lru_cache(maxsize=20_000)
def units_in(text: str) -> tuple[PrintedUnit, ...]:
    """The units that a header, a label or a caption states: alone, in its brackets, or after 単位."""
    alone = units_alone(text)
    if alone:
        return alone
    plain = fold_width(text)
    stated = _STATED.search(plain)
    if stated:
        rest = re.split(r"[)\]」\n]", plain[stated.end() :], maxsplit=1)[0]
        found = japanese_units(rest.strip()) or japanese_units(rest.strip().split(" ")[0])
        if found:
            return found
    found = tuple(unit for match in _BRACKETS.finditer(plain) for unit in units_alone(match[1]))
    return found or english_units_in(plain)
