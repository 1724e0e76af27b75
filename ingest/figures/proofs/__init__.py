"""Statements prove themselves: totals add up, assets balance, cash ties and statements agree, or say that they do not.

A proof that fails is recorded and nothing is repaired. One of which a part was not found is not tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.figures.proofs.agreement import prove_agreement
from ingest.figures.proofs.balances import prove_balances
from ingest.figures.proofs.cash import prove_cash
from ingest.figures.proofs.ledger import Ledger
from ingest.figures.proofs.statements import statements
from ingest.figures.proofs.sums import prove_sums
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Figure, FigureRow, Role


def with_proofs(rows: Sequence[FigureRow]) -> tuple[FigureRow, ...]:
    """The rows of a filing, in reading order, with `Figure.checks` of all proofs that their figures took part in.

    A row that was proven to be a total and was not known as one becomes one. A component stays unmarked: by
    `Role.COMPONENT` look-ups understand what is printed aside (うち, "of which").
    """
    ledger = Ledger()
    prove_sums(rows, ledger)
    found = statements(rows)
    for statement in found:
        if statement.kind is StatementKind.BALANCE_SHEET:
            prove_balances(statement, ledger)
        elif statement.kind is StatementKind.CASH_FLOW:
            prove_cash(statement, ledger)
    prove_agreement(found, ledger)
    return tuple(_with_checks(row, number, ledger) for number, row in enumerate(rows))


def _with_checks(row: FigureRow, number: int, ledger: Ledger) -> FigureRow:
    places = ledger.of_row(number)
    if not places:
        return row
    figures: list[Figure] = list(row.figures)
    for place, checks in places.items():
        figures[place] = replace(figures[place], checks=(*figures[place].checks, *checks))
    role = Role.TOTAL if row.role is None and number in ledger.totals else row.role
    return replace(row, figures=tuple(figures), role=role)
