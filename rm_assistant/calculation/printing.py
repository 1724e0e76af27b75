"""Results and their steps in print: "365 × (1,234 + 1,301) ÷ 2 ÷ 9,876 = 46.8 days", "87.4億円（8,738百万円）"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rm_assistant.calculation.arithmetic import as_decimal, round_half_up
from rm_assistant.domain.calculations import Average, Constant, Expression, Operand, Operation, Operator, Shape
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind

_SCALE_WORDS: Mapping[Language, Mapping[int, str]] = {
    Language.ENGLISH: {10**3: " thousand", 10**6: " million", 10**9: " billion", 10**12: " trillion"},
    Language.JAPANESE: {10**3: "千", 10**4: "万", 10**6: "百万", 10**8: "億", 10**9: "十億", 10**12: "兆"},
}
_CURRENCIES_IN_JAPANESE = {"JPY": "円", "USD": "ドル", "EUR": "ユーロ", "GBP": "ポンド"}
_UNIT_WORDS: Mapping[Language, Mapping[UnitKind, str]] = {
    Language.ENGLISH: {
        UnitKind.PERCENT: "%",
        UnitKind.DURATION: " days",
        UnitKind.SHARES: " shares",
        UnitKind.PEOPLE: " people",
        UnitKind.PER_SHARE: " per share",
    },
    Language.JAPANESE: {
        UnitKind.PERCENT: "%",
        UnitKind.RATIO: "倍",
        UnitKind.DURATION: "日",
        UnitKind.SHARES: "株",
        UnitKind.PEOPLE: "人",
    },
}
_DECIMALS = {UnitKind.PERCENT: 1, UnitKind.RATIO: 2, UnitKind.DURATION: 1}
"""Where the question asks for none."""
_MORE_DECIMALS = 2
"""A mean may need so many more than the figures that it is of."""
_BARE = frozenset({UnitKind.PURE, UnitKind.RATIO, UnitKind.PERCENT, UnitKind.DURATION})
_GIVEN_AS_ASKED = frozenset({UnitKind.PERCENT, UnitKind.RATIO, UnitKind.DURATION})


@dataclass(frozen=True, slots=True)
class Amount:
    """A result in base units: `unit` as reckoned, `scale` and `decimals` as its figures are printed."""

    value: Fraction
    unit: Unit | None
    scale: int
    decimals: int = 0


def shown(amount: Amount, shape: Shape, language: Language) -> str:
    """As asked, with the exact value beside it where rounding to another scale hid digits: "8.7 (8,738 million)"."""
    unit = shape.unit if shape.unit and _may_be_given_as(shape.unit, amount.unit) else amount.unit
    if unit is not None and unit.kind in _GIVEN_AS_ASKED:
        return _rate(amount.value, unit, shape, language)
    if unit is not None and unit.kind is UnitKind.PURE and shape.scale is None:
        return _number(round_half_up(amount.value, _bare_decimals(amount.value, shape)))
    scale = shape.scale or amount.scale
    value = amount.value / scale
    rounded = round_half_up(value, _decimals(value, amount, shape))
    text = _with_unit(rounded, unit, scale, language, bare=bool(shape.scale) and not _is_foreign(unit, shape))
    if Fraction(rounded) == value or scale == amount.scale:
        return text
    exact = amount.value / amount.scale
    plain = round_half_up(exact, _fewest(exact, amount.decimals + _MORE_DECIMALS))
    beside = _with_unit(plain, unit, amount.scale, language, bare=language is Language.ENGLISH)
    return _beside(text, beside, language)


def _is_foreign(unit: Unit | None, shape: Shape) -> bool:
    """In another currency than the question asks for: nothing is converted, so the printed one is named."""
    asked = shape.unit.currency if shape.unit else None
    return bool(asked and unit and unit.currency and unit.currency != asked)


def _may_be_given_as(asked: Unit, unit: Unit | None) -> bool:
    """A bare number may be told in percent, as a multiple or in days; an amount of money may not."""
    return asked.kind in _GIVEN_AS_ASKED and (unit is None or unit.kind in _BARE)


def _rate(value: Fraction, unit: Unit, shape: Shape, language: Language) -> str:
    """A share below one is also told in percent, which keeps the digits that two decimals lose."""
    decimals = _DECIMALS[unit.kind] if shape.decimals is None else shape.decimals
    percent = unit.kind is UnitKind.PERCENT
    told = value * 100 if percent else value
    rounded = round_half_up(told, decimals)
    if rounded == 0 and shape.decimals is None:
        rounded = round_half_up(told, _fewest(told, decimals + _MORE_DECIMALS, at_least=decimals))
    text = _number(rounded) + _UNIT_WORDS[language].get(unit.kind, "")
    if unit.kind is not UnitKind.RATIO or abs(value) >= 1 or Fraction(rounded) == value:
        return text
    return _beside(text, _number(round_half_up(value * 100, 1)) + "%", language)


def _decimals(value: Fraction, amount: Amount, shape: Shape) -> int:
    if shape.decimals is not None:
        return shape.decimals
    if shape.scale and shape.scale != amount.scale:
        return 1 if abs(value) >= 1 else 2
    return _fewest(value, amount.decimals + _MORE_DECIMALS, at_least=amount.decimals)


def _bare_decimals(value: Fraction, shape: Shape) -> int:
    """Of a number without a unit, which has no scale either: its figures' scales are gone from it."""
    return _fewest(value, _MORE_DECIMALS) if shape.decimals is None else shape.decimals


def _fewest(value: Fraction, most: int, at_least: int = 0) -> int:
    """The fewest decimals that print `value` exactly; `most` where more would be needed."""
    for decimals in range(at_least, most):
        if Fraction(round_half_up(value, decimals)) == value:
            return decimals
    return most


def _with_unit(number: Decimal, unit: Unit | None, scale: int, language: Language, *, bare: bool) -> str:
    """`bare` leaves out what the question itself asked for in English: "8.7" to "in USD billions"."""
    word = _scale_word(scale, language)
    if language is Language.JAPANESE:
        return f"{_number(number)}{word}{_unit_in_japanese(unit)}"
    kind = _UNIT_WORDS[language].get(unit.kind, "") if unit else ""
    if bare:
        return f"{_number(number)}{word}"
    code = f"{unit.currency} " if unit and unit.currency else ""
    return f"{code}{_number(number)}{word}{kind}"


def _scale_word(scale: int, language: Language) -> str:
    if scale == 1:
        return ""
    return _SCALE_WORDS[language].get(scale, f" × {scale:,}")


def _unit_in_japanese(unit: Unit | None) -> str:
    if unit is None:
        return ""
    if unit.currency:
        return _CURRENCIES_IN_JAPANESE.get(unit.currency, unit.currency)
    return _UNIT_WORDS[Language.JAPANESE].get(unit.kind, "")


def _beside(text: str, exact: str, language: Language) -> str:
    return f"{text}（{exact}）" if language is Language.JAPANESE else f"{text} ({exact})"


def _number(value: Decimal) -> str:
    return f"{value:,f}"


# ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_SUM, _PRODUCT, _ATOM = 1, 2, 3
_RANKS = {
    Operator.ADD: _SUM,
    Operator.SUBTRACT: _SUM,
    Operator.MULTIPLY: _PRODUCT,
    Operator.DIVIDE: _PRODUCT,
    Operator.DIFFERENCE: _SUM,
    Operator.ROOT: _ATOM,
}


def steps(expression: Expression, value_of: Callable[[Operand], str], result: str) -> str:
    """The sum in numbers. `value_of` prints an operand, `result` what comes out; differences are directed before."""
    text, _ = _step(expression, value_of)
    return text if isinstance(expression, Operand) else f"{text} = {result}"


def printed_value(value: Fraction, unit: Unit | None, scale: int) -> str:
    """An operand in the scale that its calculation is printed in."""
    if unit and unit.kind is UnitKind.PERCENT:
        return _number(as_decimal(value * 100)) + "%"
    return _number(as_decimal(value / scale))


def _step(expression: Expression, value_of: Callable[[Operand], str]) -> tuple[str, int]:
    """The text, and how tightly it binds."""
    match expression:
        case Constant(value):
            return f"{value:,f}", _ATOM
        case Operand():
            return value_of(expression), _ATOM
        case Average(parts):
            inner = " + ".join(_bracketed(part, value_of, _SUM, first=at == 0) for at, part in enumerate(parts))
            return f"({inner}) ÷ {len(parts)}", _PRODUCT
        case Operation(Operator.ROOT, left, right):
            degree = _bracketed(right, value_of, _ATOM)
            return f"{_bracketed(left, value_of, _ATOM)}^(1 ÷ {degree})", _ATOM
        case Operation(operator, left, right):
            rank = _RANKS[operator]
            after = rank + (operator in {Operator.SUBTRACT, Operator.DIVIDE})
            return (
                f"{_bracketed(left, value_of, rank, first=True)} {operator.value} {_bracketed(right, value_of, after)}",
                rank,
            )


def _bracketed(expression: Expression, value_of: Callable[[Operand], str], rank: int, *, first: bool = False) -> str:
    """In brackets where it binds less than `rank`, or is a negative number that does not stand first."""
    text, own = _step(expression, value_of)
    return f"({text})" if own < rank or (text.startswith("-") and not first) else text
