"""What a row says of all its numbers, and what a column says of all of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.figures.bases import bracketed_basis
from ingest.figures.headers import Path
from ingest.figures.items import item_of
from ingest.figures.labels import RowLabel, role_of
from ingest.figures.members import column_member, row_member, share_class
from ingest.figures.natures import Nature, column_nature, row_nature
from ingest.figures.periods import Named, column_label, row_label
from ingest.figures.running_units import Units
from ingest.figures.signs import RowSigns
from ingest.figures.tables import TableContext
from ingest.figures.units import ColumnUnits, RowUnits
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Role
from rm_assistant.language.period_labels import read_period_label
from rm_assistant.language.terms import Term

_ASIDE = re.compile(r"うち|内数|外数|[(（\[〔]\s*[内外]|臨時|of which|\[")
"""Heads numbers in brackets that stand beside others, and are not negative."""

_LEVEL = re.compile(r"(?:level\s+[123]|total)\b", re.IGNORECASE)
"""Of the fair value hierarchy, and their sum."""

_MOVEMENT = re.compile(r"取引|包括利益(?!累計額)")
"""Heads what moves equity (所有者との取引額) and not a component of it."""


@dataclass(frozen=True, slots=True)
class ColumnAxis:
    path: Path
    period: Named | None
    units: ColumnUnits
    nature: Nature | None
    member: str | None
    share_class: str | None
    aside: bool
    basis: Basis | None
    total: bool
    """Of all parts together: its numbers are no part's, whatever the row."""

    @property
    def shares_sign(self) -> bool:
        """Whether it counts what the columns left of it do, of another time or level: a $ on those is on it too."""
        units = self.units
        if units.named is not None or units.heads or units.compares or units.ratio is not None:
            return False
        return (self.period is not None and self.period.says_when) or any(map(_LEVEL.match, self.path))

    @classmethod
    def of(cls, path: Path, *, parts: bool = False, equity: bool = False) -> ColumnAxis:
        period = column_label(path)
        return cls(
            path=path,
            period=period,
            units=ColumnUnits.of(path, compares=period is not None and period.label.change),
            nature=column_nature(path),
            member=column_member(path, equity=equity) if parts else None,
            share_class=share_class(path),
            aside=any(map(_ASIDE.search, path)),
            basis=bracketed_basis(path),
            total=any(role_of(head) is Role.TOTAL for head in path),
        )


@dataclass(frozen=True, slots=True)
class RowAxis:
    """`item` is the term of the glossary that the label names; `member` whom or what part the row is about."""

    label: RowLabel
    item: Term | None
    period: Named | None
    units: RowUnits
    nature: Nature | None
    member: str | None
    share_class: str | None
    parent: str | None
    """What the rows above say of the same: the component of equity, or the class of shares."""
    aside: bool
    basis: Basis | None
    signs: RowSigns

    @classmethod
    def of(
        cls,
        label: RowLabel,
        *,
        printed: Units,
        period: Named | None,
        context: TableContext,
        statement: StatementKind | None,
    ) -> RowAxis:
        """`printed` are units in cells of the row; `period` what the balances around it say."""
        text, path = label.label, label.path
        item = item_of(text, statement)
        return cls(
            label=label,
            item=item,
            period=period or row_label(text, path),
            units=RowUnits.of(text, path, printed, statement),
            nature=row_nature(item, text, path),
            member=row_member(text, item, parts=context.parts, equity=context.equity, persons=context.persons),
            share_class=share_class((text,)),
            parent=_component(path) if context.equity else share_class(path),
            aside=bool(_ASIDE.search(text)),
            basis=bracketed_basis((text,)),
            signs=RowSigns.of(text, path, context.about, statement, expenses_negative=context.expenses_negative),
        )


def _component(path: Path) -> str | None:
    """Where a statement of equity has its components in the rows: Retained earnings over "Net income"."""
    return next((label for label in path if read_period_label(label).is_empty and not _MOVEMENT.search(label)), None)
