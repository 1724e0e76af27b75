"""Expressions as text: `365 * average(payables[FY2020], payables[FY2019]) / cost_of_sales[FY2020]`.

    expression = term { ("+" | "-") term }
    term       = factor { ("*" | "/") factor }
    factor     = number | operand | function "(" expression { "," expression } ")" | "(" expression ")"
               | "-" factor
    function   = "average" | "root" | "difference"
    operand    = (name | quoted words) [ "[" qualifier { "," qualifier } "]" ]
    qualifier  = "FY2020" | "FY2020 Q2" | "opening" | "back 1" | "on balance_sheet" | "of " quoted | "at " quoted
               | "as " quoted

`average` of one expression is the mean of its opening and its closing value, `root(x, 3)` the cube root, and
`difference(x, y)` has no direction. × ÷ − are read as * / -.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rm_assistant.domain.calculations import Average, Constant, Expression, Operand, Operation, Operator
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.questions import Period

LONGEST = 4_000
DEEPEST = 40
_MOST_TOKENS = 400

_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "·": "*", "＋": "+", "－": "-", "（": "(", "）": ")"})
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"\s*(?:(?P<number>{_NUMBER})|(?P<name>[^\W\d]\w*)|(?P<quoted>{_QUOTED})|(?P<mark>[-+*/(),\[\]]))")
_PERIOD = re.compile(r"FY(\d{4})(?: Q([1-4]))?")
_BINARY = {"root": Operator.ROOT, "difference": Operator.DIFFERENCE}
_FUNCTIONS = frozenset({"average", *_BINARY})
_PLAIN_NAME = re.compile(r"(?!(?:average|root|difference)$)[^\W\d]\w*")
_MARKS = {"+": Operator.ADD, "-": Operator.SUBTRACT, "*": Operator.MULTIPLY, "/": Operator.DIVIDE}
_PRINTED = {operator: mark for mark, operator in _MARKS.items()}


class FormulaError(ValueError):
    """The text is no expression; the message says where reading stopped."""


def parse(text: str) -> Expression:
    """Raises FormulaError, also where `text` is too long or nests too deeply."""
    if len(text) > LONGEST:
        raise FormulaError("too long")
    tokens = list(_tokens(text))
    if len(tokens) > _MOST_TOKENS:
        raise FormulaError("too long")
    reader = _Reader(tokens)
    expression = reader.expression(0)
    reader.expect_end()
    return expression


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    text, position = _outside_quotes(text).strip(), 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise FormulaError(f"cannot be read from “{text[position : position + 20]}”")
        yield _Token(match.lastgroup, match[match.lastgroup])
        position = match.end()


def _outside_quotes(text: str) -> str:
    parts = re.split(f"({_QUOTED})", text)
    return "".join(part if at % 2 else part.translate(_SIGNS) for at, part in enumerate(parts))


class _Reader:
    """Reads tokens from the left, one rung a level of precedence."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def expression(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise FormulaError("nested too deeply")
        return self._chain("+-", self._term, depth)

    def expect_end(self) -> None:
        if self._at < len(self._tokens):
            raise FormulaError(f"not expected here: “{self._tokens[self._at].text}”")

    def _term(self, depth: int) -> Expression:
        return self._chain("*/", self._factor, depth)

    def _chain(self, marks: str, rung: Callable[[int], Expression], depth: int) -> Expression:
        left = rung(depth)
        while (mark := self._peek()) and mark in marks:
            self._at += 1
            left = Operation(_MARKS[mark], left, rung(depth))
        return left

    def _factor(self, depth: int) -> Expression:
        token = self._next()
        if token.kind == "number":
            return Constant(Decimal(token.text.replace(",", "")))
        if token.text == "(":
            inner = self.expression(depth + 1)
            self._expect(")")
            return inner
        if token.text == "-":
            return self._negative(depth + 1)
        if token.text in _FUNCTIONS and self._peek() == "(":
            return _call(token.text, self._arguments(depth + 1))
        if token.kind in {"name", "quoted"}:
            return self._operand(token)
        raise FormulaError(f"not expected here: “{token.text}”")

    def _negative(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise FormulaError("nested too deeply")
        inner = self._factor(depth)
        if isinstance(inner, Constant):
            return Constant(-inner.value)
        return Operation(Operator.SUBTRACT, Constant(Decimal(0)), inner)

    def _arguments(self, depth: int) -> list[Expression]:
        self._expect("(")
        arguments = [self.expression(depth)]
        while self._peek() == ",":
            self._at += 1
            arguments.append(self.expression(depth))
        self._expect(")")
        return arguments

    def _operand(self, token: _Token) -> Operand:
        operand = Operand(_words(token))
        if self._peek() != "[":
            return operand
        while self._peek() in {"[", ","}:
            self._at += 1
            operand = self._qualified(operand)
        self._expect("]")
        return operand

    def _qualified(self, operand: Operand) -> Operand:
        tokens = []
        while self._peek() not in {",", "]", ""}:
            tokens.append(self._next())
        plain = " ".join(token.text for token in tokens if token.kind != "quoted")
        quoted = next((_words(token) for token in tokens if token.kind == "quoted"), "")
        return _qualify(operand, plain, quoted)

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _next(self) -> _Token:
        if self._at >= len(self._tokens):
            raise FormulaError("ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, mark: str) -> None:
        if self._next().text != mark:
            raise FormulaError(f"“{mark}” is missing")


def _call(function: str, arguments: list[Expression]) -> Expression:
    if function == "average":
        return Average(tuple(arguments)) if len(arguments) > 1 else average_over_period(arguments[0])
    if len(arguments) != 2:
        raise FormulaError(f"{function} takes two")
    return Operation(_BINARY[function], *arguments)


def _words(token: _Token) -> str:
    return str(json.loads(token.text)) if token.kind == "quoted" else token.text


def _qualify(operand: Operand, plain: str, quoted: str) -> Operand:
    match plain.split(" "):
        case [("of" | "at" | "as") as worded]:
            return _worded(operand, worded, quoted)
        case ["back", count] if count.isdecimal():
            return replace(operand, back=int(count))
        case ["on", kind] if kind in set(StatementKind):
            return replace(operand, statement=StatementKind(kind))
        case ["opening"]:
            return replace(operand, opening=True)
        case _:
            return replace(operand, period=_period(plain))


def _worded(operand: Operand, qualifier: str, words: str) -> Operand:
    if qualifier == "of":
        return replace(operand, member=words)
    return replace(operand, when=words) if qualifier == "at" else replace(operand, words=words)


def _period(text: str) -> Period:
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise FormulaError(f"not known of an operand: “{text}”")
    return Period(int(match[1]), int(match[2]) if match[2] else None)


def average_over_period(expression: Expression) -> Average:
    """The mean of the value at the period's beginning and at its end."""
    return Average((with_operands(expression, lambda operand: replace(operand, opening=True)), expression))


def with_operands(expression: Expression, change: Callable[[Operand], Expression]) -> Expression:
    """The same expression with every operand replaced."""
    match expression:
        case Operand():
            return change(expression)
        case Operation(operator, left, right):
            return Operation(operator, with_operands(left, change), with_operands(right, change))
        case Average(parts):
            return Average(tuple(with_operands(part, change) for part in parts))
        case Constant():
            return expression


def operands_of(expression: Expression) -> Iterator[Operand]:
    """From the left, with repetitions."""
    match expression:
        case Operand():
            yield expression
        case Operation(_, left, right):
            yield from operands_of(left)
            yield from operands_of(right)
        case Average(parts):
            for part in parts:
                yield from operands_of(part)
        case Constant():
            pass


def constants_of(expression: Expression) -> Iterator[Decimal]:
    match expression:
        case Constant(value):
            yield value
        case Operation(_, left, right):
            yield from constants_of(left)
            yield from constants_of(right)
        case Average(parts):
            for part in parts:
                yield from constants_of(part)
        case Operand():
            pass


# ── printing ────────────────────────────────────────────────────────────────────────────────────────────────────────

_RANK = {
    Operator.ADD: 1,
    Operator.SUBTRACT: 1,
    Operator.MULTIPLY: 2,
    Operator.DIVIDE: 2,
    Operator.ROOT: 3,
    Operator.DIFFERENCE: 3,
}
_CALLED = {operator: name for name, operator in _BINARY.items()}


def write(expression: Expression) -> str:
    """The text that `parse` reads back as the same expression."""
    match expression:
        case Constant(value):
            return f"{value:f}"
        case Operand():
            return _write_operand(expression)
        case Average(parts):
            return f"average({', '.join(write(part) for part in parts)})"
        case Operation(Operator.ROOT | Operator.DIFFERENCE as operator, left, right):
            return f"{_CALLED[operator]}({write(left)}, {write(right)})"
        case Operation(operator, left, right):
            rank = _RANK[operator]
            return f"{_within(left, rank)} {_PRINTED[operator]} {_within(right, rank + 1)}"


def _within(expression: Expression, rank: int) -> str:
    """In brackets where it binds less than `rank`."""
    text = write(expression)
    return f"({text})" if isinstance(expression, Operation) and _RANK[expression.operator] < rank else text


def _write_operand(operand: Operand) -> str:
    name = operand.term if _PLAIN_NAME.fullmatch(operand.term) else _quoted(operand.term)
    qualifiers = [
        str(operand.period) if operand.period else "",
        f"at {_quoted(operand.when)}" if operand.when else "",
        f"as {_quoted(operand.words)}" if operand.words else "",
        "opening" if operand.opening else "",
        f"back {operand.back}" if operand.back else "",
        f"on {operand.statement}" if operand.statement else "",
        f"of {_quoted(operand.member)}" if operand.member is not None else "",
    ]
    said = ", ".join(filter(None, qualifiers))
    return f"{name}[{said}]" if said else name


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
