"""What a plan's number is called: the glossary's name of it, or of what it is the change or growth of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rm_assistant.calculation.measures import definitions_of
from rm_assistant.calculation.notation import with_operands, write
from rm_assistant.domain.calculations import Constant, Expression, Operand, Operation, Operator, Plan
from rm_assistant.domain.documents import Language
from rm_assistant.language.terms import Term, glossary

_TITLES = {
    "growth": ("growth in {}", "{}の増減率"),
    "change": ("change in {}", "{}の増減"),
    "difference": ("difference in {}", "{}の差"),
    "compound": ("compound annual growth rate of {}", "{}の年平均成長率"),
}


def title_of(expression: Expression, language: Language) -> str | None:
    """Without its period; None for what neither has a name in the glossary nor is the movement of what has."""
    for kind, inner in _movements(expression):
        name = title_of(inner, language)
        if name:
            return _TITLES[kind][language is Language.JAPANESE].format(name)
    if isinstance(expression, Operand):
        return expression.words or _named(glossary().find_key(expression.term), language) or expression.term
    return _named(glossary().find_key(_measures().get(_open(expression), "")), language)


def name_of(plan: Plan, language: Language) -> str:
    """Of a plan's number at any period."""
    return title_of(plan.expression, language) or plan.name


def is_growth(expression: Expression) -> bool:
    """Whether it is the share by which something grew, which is told in percent."""
    return any(kind in {"growth", "compound"} for kind, _ in _movements(expression))


def _movements(expression: Expression) -> list[tuple[str, Expression]]:
    """What `expression` is the growth or change of."""
    match expression:
        case Operation(Operator.DIVIDE, Operation(Operator.SUBTRACT, last, first), base) if base == first:
            return [("growth", last)] if _open(last) == _open(first) else []
        case Operation(Operator.SUBTRACT, Operation(Operator.ROOT, Operation(Operator.DIVIDE, last, _), _), Constant()):
            return [("compound", last)]
        case Operation(Operator.SUBTRACT, last, first) if _open(last) == _open(first):
            return [("change", last)]
        case Operation(Operator.DIFFERENCE, last, first) if _open(last) == _open(first):
            return [("difference", last)]
        case _:
            return []


def _named(term: Term | None, language: Language) -> str | None:
    return next(iter(term.names(language)), None) if term else None


def _open(expression: Expression) -> str:
    """The expression at whatever period: the same for one item or measure at two of them."""
    return write(with_operands(expression, lambda operand: Operand(operand.term, member=operand.member)))


@cache
def _measures() -> Mapping[str, str]:
    """The keys of measures by their definitions."""
    return {_open(way): term.key for term in reversed(list(glossary())) for way in definitions_of(term.key)}
