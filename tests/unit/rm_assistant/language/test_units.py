from __future__ import annotations

import pytest

from rm_assistant.domain.figures import UnitKind
from rm_assistant.language.units import is_unit, units_alone, units_in


@pytest.mark.parametrize(
    ("text", "kind", "currency", "scale"),
    [
        ("(百万円)", UnitKind.CURRENCY, "JPY", 10**6),
        ("(千兆円)", UnitKind.CURRENCY, "JPY", 10**15),
        ("単位：百万円", UnitKind.CURRENCY, "JPY", 10**6),
        ("資本金(千米ドル)", UnitKind.CURRENCY, "USD", 10**3),
        ("（円・銭）", UnitKind.CURRENCY, "JPY", 1),
        ("発行済株式総数(千株)", UnitKind.SHARES, None, 10**3),
        ("議決権の 所有割合 (％)", UnitKind.PERCENT, None, 1),
        ("従業員数(名) [外、平均臨時雇用者数]", UnitKind.PEOPLE, None, 1),
        ("面積千㎡", UnitKind.COUNT, None, 10**3),
        ("平均年齢(歳)", UnitKind.DURATION, None, 1),
        ("$ in millions", UnitKind.CURRENCY, "USD", 10**6),
        ("(in billions of yen)", UnitKind.CURRENCY, "JPY", 10**9),
        ("Dollars in thousands", UnitKind.CURRENCY, "USD", 10**3),
        ("Percent", UnitKind.PERCENT, None, 1),
        ("2019 €m", UnitKind.CURRENCY, "EUR", 10**6),
        ("52 weeks ended 30 Mar 2019 £m", UnitKind.CURRENCY, "GBP", 10**6),
        ("RMB’Million", UnitKind.CURRENCY, "CNY", 10**6),
        ("USD denominated RMB'Million", UnitKind.CURRENCY, "CNY", 10**6),
        ("31 March 2019 US$'000", UnitKind.CURRENCY, "USD", 10**3),
        ("Expressed in US $000's except share amounts", UnitKind.CURRENCY, "USD", 10**3),
        ("(In thousands of Canadian dollars)", UnitKind.CURRENCY, "CAD", 10**3),
        ("Number of shares (1,000)", UnitKind.SHARES, None, 10**3),
    ],
)
def test_unit_and_scale(text: str, kind: UnitKind, currency: str | None, scale: int) -> None:
    unit = units_in(text)[0]
    assert unit.unit is not None
    assert (unit.unit.kind, unit.unit.currency, unit.scale) == (kind, currency, scale)


@pytest.mark.parametrize(
    ("text", "scale", "spares"),
    [
        ("(Millions)", 10**6, set()),
        ("(000s)", 10**3, set()),
        ("(Tabular amounts in millions, unless otherwise disclosed)", 10**6, set()),
        ("(In millions, except per share amounts)", 10**6, {UnitKind.PER_SHARE}),
        ("(In thousands, except share and per share data)", 10**3, {UnitKind.SHARES, UnitKind.PER_SHARE}),
        ("(Unless otherwise noted, in millions, except per share data)", 10**6, {UnitKind.PER_SHARE}),
    ],
)
def test_a_scale_without_a_currency(text: str, scale: int, spares: set[UnitKind]) -> None:
    (unit,) = units_in(text)
    assert (unit.unit, unit.scale, set(unit.spares)) == (None, scale, spares)


def test_several_units_in_their_order() -> None:
    assert [unit.kind for unit in units_in("(単位：百万円、％)")] == [UnitKind.CURRENCY, UnitKind.PERCENT]
    money, shares = units_in("(Dollars in millions, shares in thousands)")
    assert (money.scale, shares.scale, shares.kind) == (10**6, 10**3, UnitKind.SHARES)


def test_what_is_named_together_has_one_scale() -> None:
    money, shares = units_in("(Dollars and Shares in Millions Except Per Share Amounts)")
    assert (money.kind, money.scale) == (UnitKind.CURRENCY, 10**6)
    assert (shares.kind, shares.scale) == (UnitKind.SHARES, 10**6)


@pytest.mark.parametrize(
    "text",
    [
        "売上収益",
        "(注)",
        "(△は減少)",
        "(2020年3月31日)",
        "Notes ($650 million)",
        "Sales of €5m",
        "Rooms (1,000)s",
        "Shares",
        "日本",
    ],
)
def test_words_that_are_no_unit(text: str) -> None:
    assert units_in(text) == ()


def test_a_unit_alone_is_told_from_a_label_with_one() -> None:
    assert is_unit("(千株)")
    assert not is_unit("株式数(千株)")
    assert units_alone("in millions")


@pytest.mark.parametrize(("text", "currency"), [("$", "USD"), ("€", "EUR"), ("C$", "CAD")])
def test_the_sign_of_a_currency_leaves_the_scale_open(text: str, currency: str) -> None:
    (unit,) = units_alone(text)
    assert unit.sign
    assert unit.unit is not None
    assert unit.unit.currency == currency


def test_units_whose_space_was_lost() -> None:
    thousands, francs = units_in("(Inthousands)")[0], units_in("CHF000")[0]
    assert (thousands.scale, francs.scale, francs.unit and francs.unit.currency) == (1000, 1000, "CHF")
