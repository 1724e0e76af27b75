"""The result that a cash flow statement begins with is the income statement's of the same period and basis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.figures.proofs.amounts import Amount, sum_text
from ingest.figures.proofs.ledger import Ledger
from ingest.figures.proofs.statements import Statement, StatementLine
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import CheckKind, Figure, FigureCheck

_BEFORE_TAX: Final = re.compile(
    r"^(?:consolidated )?(?:net )?(?:income|earnings|profit|loss).*\bbefore\b.*\btax|^税(?:金等調整)?引?前",
    re.IGNORECASE,
)
_NET: Final = re.compile(
    r"^(?:consolidated |total )?net (?:\(?(?:income|earnings|profit|loss)\)?)(?!.*\b(?:per|before)\b)"
    r"|^(?:profit|income|earnings|loss).*\b(?:for the (?:year|period)|continuing operations|after tax)(?!.*\bbefore\b)"
    r"|^(?:当期|中間|四半期)(?:純)?(?:利益|損失)",
    re.IGNORECASE,
)
_FIRST_LINES: Final = 4


def prove_agreement(found: Sequence[Statement], ledger: Ledger) -> None:
    for flows in (each for each in found if each.kind is StatementKind.CASH_FLOW):
        incomes = [each for each in found if each.kind is StatementKind.INCOME_STATEMENT and each.basis is flows.basis]
        first = next(_first_results(flows), None)
        if first is not None and incomes:
            line, named = first
            _prove(line, [result for each in incomes for result in _results(each, named)], ledger)


def _first_results(flows: Statement) -> Iterator[tuple[StatementLine, re.Pattern[str]]]:
    for line in flows.lines[:_FIRST_LINES]:
        for named in (_BEFORE_TAX, _NET):
            if named.search(line.row.label):
                yield line, named


def _results(income: Statement, named: re.Pattern[str]) -> Iterator[StatementLine]:
    return (line for line in income.lines if named.search(line.row.label))


def _prove(line: StatementLine, results: Sequence[StatementLine], ledger: Ledger) -> None:
    for key, amount in line.amounts.items():
        same = [
            result.amounts[other]
            for result in results
            for other, figure in result.figures.items()
            if _same_period(line.figures[key], figure)
        ]
        equal = [other for other in same if other.value == amount.value]
        if same:
            _enter(ledger, amount, equal or same[:1], passed=bool(equal))


def _same_period(one: Figure, other: Figure) -> bool:
    first, second = one.period, other.period
    if first.end is None or second.end is None:
        return bool(first.label) and first.label == second.label
    return first.end == second.end and (None in (first.months, second.months) or first.months == second.months)


def _enter(ledger: Ledger, amount: Amount, others: Sequence[Amount], *, passed: bool) -> None:
    detail = sum_text([others[0].value], amount.value, amount.step, passed=passed)
    ledger.enter(FigureCheck(CheckKind.AGREES, passed, detail), [*others, amount])
