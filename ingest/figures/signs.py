"""The sign that a line means where it differs from the printed one.

A loss printed as a positive number under 営業損失 is less than nothing; an expense printed with △ among revenues is an
expense all the same; an amount accumulated against an asset is a deduction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.figures.grid import TableGrid
from ingest.figures.headers import Path
from ingest.figures.labels import plain_label
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FigureKind

_LOSS = re.compile(
    r"^(?:親会社(?:株主|の所有者)に帰属する)?(?:税金等調整前|税引前)?(?:四半期|中間|当期)?(?:営業|経常|純|当期純|当期|四半期純|中間純)損失(?:金額|額)?$"
    r"|^(?:net|operating|comprehensive)\s+loss(?:es)?\b(?!.*\b(?:income|earnings|profit)\b)"
    r"|^loss (?:before|from (?:continuing )?operations|per share)",
    re.IGNORECASE,
)
_EXPENSE = re.compile(
    r"(?:費|費用|原価|管理費|損失|法人税等|法人所得税)$|法人税、住民税及び事業税$"
    r"|\b(?:expenses?|costs?|taxes|provision for income taxes)\b(?!.*\b(?:income|gain|benefit|before)\b)|^cost of\b",
    re.IGNORECASE,
)
_ACCUMULATED = re.compile(r"(?:償却|減損損失)累計額")
_INTEREST = re.compile(r"^interest expense|^支払利息$", re.IGNORECASE)
_BALANCE = re.compile(r"残高|期首|期末|累計額")
_LEAST_EXPENSES = 2


def names_expense(label: str) -> bool:
    return bool(_EXPENSE.search(label))


def prints_expenses_negative(grid: TableGrid) -> bool:
    """Whether an income statement subtracts by sign: most of its expenses are printed as negative numbers."""
    if grid.table.statement is not StatementKind.INCOME_STATEMENT:
        return False
    signs = [
        value.value < 0 or value.bracketed
        for block in grid.blocks
        for row in block.rows
        if _EXPENSE.search(plain_label(row[0].text))
        for cell in row[1:]
        for value in cell.values[:1]
        if value.kind is FigureKind.NUMBER and value.value is not None
    ]
    return len(signs) >= _LEAST_EXPENSES and 3 * sum(signs) > 2 * len(signs)


@dataclass(frozen=True, slots=True)
class RowSigns:
    """`reduces` where a positive number lessens, `costs` where a negative one is the amount of an expense."""

    reduces: bool
    costs: bool

    @classmethod
    def of(
        cls, label: str, path: Path, about: Path, statement: StatementKind | None, *, expenses_negative: bool
    ) -> RowSigns:
        """`path` and `about` are the labels and titles above."""
        loss = bool(_LOSS.match(label))
        interest = statement is StatementKind.INCOME_STATEMENT and bool(_INTEREST.match(label))
        expense = expenses_negative and not loss and bool(_EXPENSE.search(label))
        return cls(reduces=loss or _accumulated(label, path, about), costs=expense or interest)

    def meant(self, printed: Decimal | None) -> int:
        """-1 where the number means the opposite of what is printed."""
        if not printed:
            return 1
        if printed > 0:
            return -1 if self.reduces else 1
        return -1 if self.costs else 1


@lru_cache(maxsize=20_000)
def _accumulated(label: str, path: Path, about: Path) -> bool:
    """A balance of 減価償却累計額, which its own table prints without a sign."""
    if _ACCUMULATED.search(label):
        return True
    return any(map(_ACCUMULATED.search, (*path, *about))) and (not label or bool(_BALANCE.search(label)))
