"""Rows of figures as JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import (
    Attribution,
    CheckKind,
    Figure,
    FigureCheck,
    FigureKind,
    FigurePeriod,
    FigureRow,
    Role,
    Source,
    Unit,
    UnitKind,
)
from rm_assistant.figure_codec import rows_from_json, rows_to_json
from rm_assistant.serialisation import to_json
from tests.figure_rows import figure_row, figure_rows

FULL = FigureRow(
    page=7,
    start=120,
    end=190,
    label="親会社株主に帰属する当期純利益",
    figures=(
        Figure(
            text="△1,577",
            start=140,
            end=146,
            value=Decimal(-1577000000),
            cell="p7-t2-r9c1",
            column=1,
            part=1,
            unit=Unit(UnitKind.CURRENCY, "JPY"),
            scale=1_000_000,
            meant=-1,
            period=FigurePeriod(date(2025, 3, 31), 12, 2025, label="当連結会計年度", forecast=True),
            columns=("連結", "当連結会計年度"),
            basis=Basis.CONSOLIDATED,
            member="北部地域",
            concept="jppfs_cor:ProfitLoss",
            checks=(FigureCheck(CheckKind.ADDS_UP, passed=True, detail="1,200 + 377 = 1,577"),),
            derived=(("unit", Source.TABLE), ("period", Source.COLUMN)),
        ),
        Figure(text="—", start=150, end=151, kind=FigureKind.NIL, cell="p7-t2-r9c2", column=2),
    ),
    table="p7-t2",
    row=9,
    path=("当期純利益",),
    item="net_income",
    role=Role.COMPONENT,
    attribution=Attribution.OWNERS,
    statement=StatementKind.INCOME_STATEMENT,
    title="連結損益計算書",
    section="item_5",
    terms="親会社 株主",
)


def test_every_attribute_comes_back() -> None:
    assert rows_from_json(rows_to_json([FULL])) == (FULL,)


@settings(max_examples=40)
@given(st.lists(figure_rows, max_size=3))
def test_any_rows_come_back(rows: list[FigureRow]) -> None:
    assert list(rows_from_json(rows_to_json(rows))) == rows


@settings(max_examples=40)
@given(st.lists(figure_rows, min_size=1, max_size=3), st.data())
def test_some_rows_come_back_in_the_order_asked_for(rows: list[FigureRow], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=5))

    assert rows_from_json(rows_to_json(rows), places) == tuple(rows[place] for place in places)


def test_no_digit_of_a_value_is_lost() -> None:
    value = Decimal("0.10000000000000000000000000000001")
    row = replace(FULL, figures=(replace(FULL.figures[0], value=value),))

    assert str(rows_from_json(rows_to_json([row]))[0].figures[0].value) == str(value)


def test_what_the_figures_of_a_column_share_stands_once() -> None:
    rows = [figure_row(f"Line {number}", number, number, row=number) for number in range(100)]

    packed = rows_to_json(rows)

    patterns = json.loads(packed.splitlines()[0])
    assert (len(patterns["rows"]), len(patterns["columns"]), len(patterns["manners"])) == (1, 2, 1)
    assert len(packed) < len(to_json(tuple(rows))) / 4


def test_a_row_is_read_without_the_others() -> None:
    head, row, _ = rows_to_json([FULL, FULL]).split(b"\n")

    assert rows_from_json(b"\n".join([head, row, b"damaged"]), [0]) == (FULL,)


def _changed(**patterns: Any) -> bytes:
    """With other patterns than its row needs."""
    head, row = rows_to_json([FULL]).split(b"\n")
    return json.dumps({**json.loads(head), **patterns}).encode() + b"\n" + row


def _holding(row: str) -> bytes:
    return rows_to_json([FULL]).split(b"\n")[0] + b"\n" + row.encode()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        _changed(rows=[]),
        _changed(columns=[]),
        _changed(manners=[]),
        _changed(proofs=[]),
        _holding(""),
        _holding('[0, "label", 0, 5, 0, null, ""]'),
        _holding('[0, "label", 0, 5, 0, null, "", [[0, "1", 0, 1, "NaN", null, null, null, 0]]]'),
    ],
)
def test_what_is_no_row_of_figures_is_told(text: bytes) -> None:
    with pytest.raises(ValueError):
        rows_from_json(text)
