"""What has been proven so far, of which figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.figures.proofs.amounts import Amount
from rm_assistant.domain.figures import FigureCheck


class Ledger:
    """Checks by the number of the row and the place of the figure in it; `totals` are rows proven to be totals."""

    def __init__(self) -> None:
        self.totals: set[int] = set()
        self._checks: dict[int, dict[int, list[FigureCheck]]] = {}

    def enter(self, check: FigureCheck, amounts: Iterable[Amount]) -> None:
        for amount in amounts:
            self._checks.setdefault(amount.row, {}).setdefault(amount.place, []).append(check)

    def of_row(self, row: int) -> Mapping[int, list[FigureCheck]]:
        return self._checks.get(row, {})
