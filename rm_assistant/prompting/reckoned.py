"""What the service itself looked up and reckoned, as a model is told: results, formulas, the lines they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from rm_assistant.calculation.formulas import formula, named_operands
from rm_assistant.domain.answers import EvidenceSet, Reckoned
from rm_assistant.domain.calculations import Operand, Result

NOTHING = "(nothing)"


def render_reckoned(evidence: EvidenceSet, *, mark: str) -> str:
    """A line for each result. It holds no text of a filing but numbers; `mark` stands in none of it."""
    lines = [line for each in evidence.reckoned for line in _lines(each)]
    return "\n".join(lines).replace(mark, "") or NOTHING


def _lines(reckoned: Reckoned) -> Iterator[str]:
    for result in (reckoned.outcome, reckoned.later, reckoned.earlier):
        if isinstance(result, Result):
            yield _line(result, reckoned)


def _line(result: Result, reckoned: Reckoned) -> str:
    operands = "; ".join(
        f"{each.name} = {each.value} [{reckoned.spans[each.bound.found.id]}]" for each in named_operands(result)
    )
    if isinstance(result.plan.expression, Operand):
        return f"- {result.plan.name}: {result.shown} | {operands}"
    return f"- {result.plan.name}: {result.shown} | formula: {formula(result)} | {operands}"
