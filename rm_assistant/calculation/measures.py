"""The usual ratios: the glossary's definitions, their periods filled in, the measures within them expanded."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rm_assistant.calculation.notation import parse, with_operands
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


@cache
def definitions_of(key: str) -> tuple[Expression, ...]:
    """The usual definition over items, then other ways to the same; empty where there is none. Periods are open."""
    term = glossary().find_key(key)
    return tuple(with_operands(parse(formula), _expanded) for formula in term.formulas) if term else ()


def at_period(expression: Expression, period: Period | None) -> Expression:
    """With `period` where an operand has none of its own. A year's opening balance is that at the end of the last."""
    return with_operands(expression, lambda operand: _at(operand, period))


def unit_of(term: Term, language: Language) -> Unit | None:
    """What the measure is given in, None where its operands say it."""
    return _UNITS.get(dict(term.gives).get(language, ""))


def _expanded(operand: Operand) -> Expression:
    """Measures are made of items. An item that statements print is looked up, whatever it may be reckoned from."""
    definitions = definitions_of(operand.term)
    if not definitions or not glossary().get(operand.term).operands:
        return operand
    return with_operands(definitions[0], lambda inner: _qualified(inner, operand))


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
