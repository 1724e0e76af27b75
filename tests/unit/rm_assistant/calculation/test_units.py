"""Units of calculations."""

from __future__ import annotations

import pytest

from rm_assistant.calculation.notation import parse
from rm_assistant.calculation.units import UnitsDifferError, unit_of
from rm_assistant.domain.figures import Unit, UnitKind

UNITS = {
    "usd": Unit(UnitKind.CURRENCY, "USD"),
    "yen": Unit(UnitKind.CURRENCY, "JPY"),
    "money": Unit(UnitKind.CURRENCY),
    "shares": Unit(UnitKind.SHARES),
    "price": Unit(UnitKind.PER_SHARE, "USD"),
    "rate": Unit(UnitKind.PERCENT),
    "people": Unit(UnitKind.PEOPLE),
}


@pytest.mark.parametrize(
    ("formula", "kind", "currency"),
    [
        ("usd + usd", UnitKind.CURRENCY, "USD"),
        ("usd - money", UnitKind.CURRENCY, "USD"),
        ("usd / usd", UnitKind.RATIO, None),
        ("1 - usd / usd", UnitKind.RATIO, None),
        ("usd / shares", UnitKind.PER_SHARE, "USD"),
        ("shares * price", UnitKind.CURRENCY, "USD"),
        ("usd * rate", UnitKind.CURRENCY, "USD"),
        ("usd / people", UnitKind.CURRENCY, "USD"),
        ("average(rate, rate)", UnitKind.PERCENT, None),
        ("difference(usd, usd) / 2", UnitKind.CURRENCY, "USD"),
        ("root(usd / usd, 3) - 1", UnitKind.RATIO, None),
        ("usd / usd * 100", UnitKind.PURE, None),
        ("100 * (usd / usd)", UnitKind.PURE, None),
    ],
)
def test_what_units_come_to(formula: str, kind: UnitKind, currency: str | None) -> None:
    unit = unit_of(parse(formula), lambda operand: UNITS.get(operand.term))
    assert unit is not None
    assert (unit.kind, unit.currency) == (kind, currency)


@pytest.mark.parametrize("formula", ["usd + yen", "usd / yen", "shares - people", "usd + price", "average(usd, rate)"])
def test_what_does_not_mix(formula: str) -> None:
    with pytest.raises(UnitsDifferError):
        unit_of(parse(formula), lambda operand: UNITS.get(operand.term))


@pytest.mark.parametrize("formula", ["unknown", "unknown / usd", "usd * usd"])
def test_what_is_not_printed_stays_unknown(formula: str) -> None:
    assert unit_of(parse(formula), lambda operand: UNITS.get(operand.term)) is None
