"""Formulas in words: "365 * (average payables between ⟦0⟧ and ⟦1⟧) / (⟦1⟧ COGS + change in inventory …)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice, product

from rm_assistant.domain.calculations import Constant, Expression, Operation, Operator

ReadPhrase = Callable[[str], list[Expression]]

_MOST_READINGS = 8
_DEEPEST = 20
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LOOSE = re.compile(
    r"(?<=[\s)）\d])[+＋]|(?<=[\s)）\d])[-−–－](?=[\s(（\d])|\b(?:plus|minus|less)\b|＋|－(?!\d)", re.IGNORECASE
)
_TIGHT = re.compile(
    r"(?<=[\s)）\d])[/*](?=[\s(（\d])|[×÷]|／|\b(?:divided\s+by|multiplied\s+by|times)\b", re.IGNORECASE
)
_OPERATORS = {
    "+": Operator.ADD,
    "＋": Operator.ADD,
    "plus": Operator.ADD,
    "-": Operator.SUBTRACT,
    "−": Operator.SUBTRACT,
    "–": Operator.SUBTRACT,
    "－": Operator.SUBTRACT,
    "minus": Operator.SUBTRACT,
    "less": Operator.SUBTRACT,
    "*": Operator.MULTIPLY,
    "×": Operator.MULTIPLY,
    "multiplied by": Operator.MULTIPLY,
    "times": Operator.MULTIPLY,
    "/": Operator.DIVIDE,
    "／": Operator.DIVIDE,
    "÷": Operator.DIVIDE,
    "divided by": Operator.DIVIDE,
}


def has_operator(text: str) -> bool:
    """True where an operator stands outside brackets, or the whole stands in brackets with one inside."""
    inner = _without_brackets(text.strip())
    return any(True for pattern in (_LOOSE, _TIGHT) for _ in _outside_brackets(pattern, inner))


def read_formula(text: str, read_phrase: ReadPhrase, depth: int = 0) -> list[Expression]:
    """The readings of a formula whose names are read by `read_phrase`; none where a part has none."""
    text = _without_brackets(text.strip(" .;:、。"))
    if depth > _DEEPEST or not text:
        return []
    if _NUMBER.fullmatch(text):
        return [Constant(Decimal(text.replace(",", "")))]
    for pattern in (_LOOSE, _TIGHT):
        last = list(_outside_brackets(pattern, text))[-1:]
        if last:
            return _combined(text, last[0], read_phrase, depth)
    return read_phrase(text)


def _combined(text: str, sign: re.Match[str], read_phrase: ReadPhrase, depth: int) -> list[Expression]:
    """Split at the last of the loosest operators: those before it bind first."""
    operator = _OPERATORS[" ".join(sign[0].lower().split())]
    lefts = read_formula(text[: sign.start()], read_phrase, depth + 1)
    rights = read_formula(text[sign.end() :], read_phrase, depth + 1)
    return [Operation(operator, a, b) for a, b in islice(product(lefts, rights), _MOST_READINGS)]


def _without_brackets(text: str) -> str:
    """Without a pair of brackets around the whole."""
    while text[:1] in {"(", "（", "["} and _closing(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closing(text: str) -> int:
    """Where the bracket that opens the text is closed, -1 where it is not."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "(（[") - (character in ")）]")
        if depth == 0:
            return at
    return -1


def _outside_brackets(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    depth, at = 0, 0
    for match in pattern.finditer(text):
        passed = text[at : match.start()]
        depth += sum(passed.count(mark) for mark in "(（[") - sum(passed.count(mark) for mark in ")）]")
        at = match.start()
        if depth == 0:
            yield match
