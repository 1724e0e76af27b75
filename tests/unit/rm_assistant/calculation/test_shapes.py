"""Rounding, scale and unit as questions ask for them."""

from __future__ import annotations

import pytest

from rm_assistant.calculation.shapes import read_shape
from rm_assistant.domain.figures import UnitKind


@pytest.mark.parametrize(
    ("text", "decimals", "scale", "unit"),
    [
        ("Round your answer to two decimal places.", 2, None, None),
        ("(in units of percents and round to one decimal place)", 1, None, UnitKind.PERCENT),
        ("rounded to the nearest million", 0, None, None),
        ("What is revenue (in USD billions)?", None, 10**9, UnitKind.CURRENCY),
        ("Answer in millions.", None, 10**6, None),
        ("What is the change (%) in parcels?", None, None, UnitKind.PERCENT),
        ("in terms of $M", None, 10**6, UnitKind.CURRENCY),
        ("売上高を百万円で教えてください", None, 10**6, UnitKind.CURRENCY),
        ("売上高は億円単位でいくらですか", None, 10**8, UnitKind.CURRENCY),
        ("営業利益率は？%で小数第1位まで", 1, None, UnitKind.PERCENT),
        ("小数点以下２桁で", 2, None, None),
        ("小数第2位を四捨五入", 1, None, None),
        ("What percent of total costs is rent?", None, None, None),
        ("What was the increase in investments?", None, None, None),
    ],
)
def test_shapes(text: str, decimals: int | None, scale: int | None, unit: UnitKind | None) -> None:
    shape = read_shape(text).shape
    assert (shape.decimals, shape.scale, shape.unit and shape.unit.kind) == (decimals, scale, unit)


def test_the_rest_of_the_question_stays() -> None:
    assert read_shape("What is revenue (in USD billions) for FY2020?").text.split() == [
        "What",
        "is",
        "revenue",
        "for",
        "FY2020?",
    ]
