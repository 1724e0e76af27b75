"""Definitions that a question gives: "DPO is defined as: 365 * …", "Define X as A / B", 「XはA÷Bと定義する」."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rm_assistant.calculation.names import keys_of
from rm_assistant.domain.calculations import Expression

_BODY = r"(?P<body>.+?)(?=\.(?:\s|$)|[?;。？]|$)"
_DEFINITIONS = (
    re.compile(rf"\bdefine\s+(?P<name>[^.?;:]+?)\s+(?:as|to\s+be)\s*:?\s+{_BODY}", re.IGNORECASE),
    re.compile(
        r"(?:(?<=[.?;,]\s)|^|\bwhere\s+|\bwith\s+)(?:the\s+|an?\s+)?(?P<name>[^.?;:,]{1,80}?)\s+(?:here\s+)?(?:is|being|should\s+be|can\s+be)\s+"
        rf"(?:defined|calculated|computed|measured)\s+(?:here\s+)?(?:as|by)\s*:?\s*{_BODY}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<name>[^、。？?（()）はが]{1,40}?)(?:は|とは)、?(?P<body>[^。？?]+?)"
        r"(?:と定義(?:する|します|される|した|し)|として(?:計算|算出)(?:する|します|し)?|で(?:計算|算出)(?:する|します|される)|とする)[。、]?"
    ),
    re.compile(r"(?:ただし、?|なお、?|[。？?]\s*)(?P<name>[^、。？?＝=]{1,40}?)\s*[＝=]\s*(?P<body>[^。？?]+)[。]?"),
    re.compile(r"\bwhere\s+(?P<name>[^.?;=]{1,60}?)\s*=\s*" + _BODY, re.IGNORECASE),
)
_NUMERATOR = re.compile(
    r",?\s*\b(?:using|with|taking)\s+(?P<a>.+?)\s+as\s+(?:the\s+)?numerator\s+and\s+(?P<b>.+?)\s+as\s+(?:the\s+)?denominator",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Definition:
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Defined:
    """A question without its definitions. `fraction` is what it says to divide by what, without a name."""

    text: str
    definitions: tuple[Definition, ...]
    fraction: Definition | None = None


def take_definitions(text: str) -> Defined:
    found: list[Definition] = []
    for pattern in _DEFINITIONS:
        while match := pattern.search(text):
            found.append(Definition(match["name"].strip(), match["body"].strip()))
            text = f"{text[: match.start()]} {text[match.end() :]}"
    fraction = _NUMERATOR.search(text)
    if fraction is None:
        return Defined(text, tuple(found))
    rest = f"{text[: fraction.start()]} {text[fraction.end() :]}"
    return Defined(rest, tuple(found), Definition("", f"({fraction['a']}) / ({fraction['b']})"))


def read_definitions(
    definitions: Sequence[Definition], read: Callable[[str, Mapping[str, Expression]], list[Expression]]
) -> dict[str, Expression]:
    """Their expressions by the keys of all spellings of their names; those not read are left out.

    A definition may use another, given before or after it: reading goes round until all have met.
    """
    defined: dict[str, Expression] = {}
    for _ in definitions:
        for definition in reversed(definitions):
            own = keys_of(definition.name)
            others = {key: expression for key, expression in defined.items() if key not in own}
            readings = read(definition.body, others)
            if readings:
                defined.update(dict.fromkeys(own, readings[0]))
    return defined
