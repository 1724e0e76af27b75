"""Whose segment or product a name is: the one client whose tables of segments or products print it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import FigureRow
from rm_assistant.language.words import index_terms, normalise
from rm_assistant.ports import Catalog, FigureIndex, Reach

_MOST_ROWS = 60
_OF_PARTS = re.compile(r"segment|division|product|brand|セグメント|事業|製品|品目", re.IGNORECASE)
_OF_OTHERS = re.compile(r"securities|shareholders|stockholders|投資株式|有価証券|大株主|関係会社", re.IGNORECASE)
"""Lists of other companies, which are no part of this one."""


class PartOwners:
    """Within the asker's walls."""

    def __init__(self, figures: FigureIndex, catalog: Catalog) -> None:
        self._figures = figures
        self._catalog = catalog

    def client_of(self, names: Sequence[str], principal: Principal) -> str | None:
        """The client whose filings print all of `names` as parts of the company; None for none, or several."""
        owners = [self._clients(name, principal) for name in names]
        common = set.intersection(*owners) if owners else set()
        return next(iter(common)) if len(common) == 1 else None

    def _clients(self, name: str, principal: Principal) -> set[str]:
        hits = self._figures.search(tuple(index_terms(name)), Reach(principal), _MOST_ROWS)
        rows = self._figures.rows([hit.key for hit in hits], principal)
        documents = {hit.key[0] for hit, row in zip(hits, rows, strict=True) if _names(row, name)}
        return {self._catalog.get(document, principal).client for document in documents}


def _names(row: FigureRow, name: str) -> bool:
    around = " ".join((row.title or "", row.section or "", *row.headings))
    about = row.statement is StatementKind.SEGMENTS or _OF_PARTS.search(around) is not None
    if row.table is None or not about or _OF_OTHERS.search(around):
        return False
    columns = (column for figure in row.figures for column in (*figure.columns, figure.member or ""))
    plain = normalise(name).casefold()
    return any(plain == normalise(text).casefold().strip() for text in (row.label, *row.path, *columns))
