"""The usual ratios: the glossary's definitions, their periods filled in, the measures within them expanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import islice, product

from rm_assistant.calculation.notation import operands_of, parse, with_operands
from rm_assistant.domain.calculations import Expression, Operand
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Unit, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.terms import Term, glossary

_UNITS = {
    "percent": Unit(UnitKind.PERCENT),
    "ratio": Unit(UnitKind.RATIO),
    "days": Unit(UnitKind.DURATION, measure="days"),
}
"""What a measure is given in; an amount takes the unit of its operands."""
_MOST_WAYS = 6
"""To reckon one measure."""


@cache
def definitions_of(key: str) -> tuple[Expression, ...]:
    """The usual definition over items, then other ways to the same; empty where there is none. Periods are open."""
    term = glossary().find_key(key)
    ways = (way for formula in term.formulas for way in _expansions(parse(formula))) if term else ()
    return tuple(dict.fromkeys(ways))[:_MOST_WAYS]


def at_period(expression: Expression, period: Period | None) -> Expression:
    """With `period` where an operand has none of its own. A year's opening balance is that at the end of the last."""
    return with_operands(expression, lambda operand: _at(operand, period))


def unit_of(term: Term, language: Language) -> Unit | None:
    """What the measure is given in, None where its operands say it."""
    return _UNITS.get(dict(term.gives).get(language, ""))


def parts_of_item(operand: Operand) -> Expression | None:
    """What an item that its statement does not print is the sum of; None of measures, and of what has no parts."""
    term = glossary().find_key(operand.term)
    if term is None or term.operands or not term.formulas:
        return None
    return at_period(_qualified_in(definitions_of(term.key)[0], operand), operand.period)


def _expansions(expression: Expression) -> list[Expression]:
    """Measures are made of items, in every way that they are. An item that statements print is looked up."""
    measures = [each for each in dict.fromkeys(operands_of(expression)) if _is_measure(each)]
    ways = product(*(definitions_of(each.term) for each in measures))
    return [_expanded(expression, dict(zip(measures, way, strict=True))) for way in islice(ways, _MOST_WAYS)]


def _is_measure(operand: Operand) -> bool:
    term = glossary().find_key(operand.term)
    return term is not None and bool(term.operands and term.formulas)


def _expanded(expression: Expression, ways: Mapping[Operand, Expression]) -> Expression:
    return with_operands(
        expression, lambda operand: _qualified_in(ways[operand], operand) if operand in ways else operand
    )


def _qualified_in(expression: Expression, outer: Operand) -> Expression:
    return with_operands(expression, lambda inner: _qualified(inner, outer))


def _qualified(inner: Operand, outer: Operand) -> Operand:
    return replace(
        inner,
        period=inner.period or outer.period,
        opening=inner.opening or outer.opening,
        back=inner.back + outer.back,
        when=inner.when or outer.when,
        member=inner.member or outer.member,
    )


def _at(operand: Operand, period: Period | None) -> Operand:
    dated = replace(operand, period=operand.period or period)
    if dated.period is None or dated.period.quarter is not None:
        return dated
    back = dated.back + dated.opening
    return replace(
        dated, period=Period(dated.period.fiscal_year - back), back=0, opening=False, when="" if back else dated.when
    )
