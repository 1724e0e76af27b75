"""A unit as a filing prints it, with its scale."""

from __future__ import annotations

from dataclasses import dataclass

from rm_assistant.domain.figures import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit as printed, and what a printed number is multiplied by for base units.

    `unit` is None for "in millions", which says no currency. `spares` are the kinds that the scale does not touch:
    "in millions, except share and per share data". A percentage has scale 1: its value is a
    hundredth of what is printed. `sign` is a currency's sign alone over a column, "$", which leaves the scale open.
    """

    unit: Unit | None
    scale: int = 1
    spares: frozenset[UnitKind] = frozenset()
    sign: bool = False

    @property
    def kind(self) -> UnitKind | None:
        return self.unit.kind if self.unit else None


PERCENT = Unit(UnitKind.PERCENT)
