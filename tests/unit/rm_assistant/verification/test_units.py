"""The nearest printed statement of a unit wins, and none is made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.domain.answers import EvidenceCell
from rm_assistant.verification.units import printed_unit, scale_of, scale_said_of_all
from tests.fakes_chat import row

MILLION = 10**6


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("(Millions)", MILLION),
        ("(in millions, except per share amounts)", MILLION),
        ("Dollars in thousands", 1000),
        ("$ in 000s", 1000),
        ("単位：百万円", MILLION),
        ("（単位：千円）", 1000),
        ("億円", 10**8),
        ("十億円", 10**9),
        ("(円)", 1),
        ("（株）", 1),
        ("自己株式", None),
        ("Net sales", None),
        ("(％)", None),
    ],
)
def test_scales_are_read_in_both_languages(text: str, scale: int | None) -> None:
    assert scale_of(text) == scale


@pytest.mark.parametrize(
    ("label", "columns", "unit", "title", "printed"),
    [
        ("売上高（百万円）", ("2018",), "単位：千円", None, ("（百万円）", MILLION)),
        ("Net sales", ("2018", "$ Millions"), "(Thousands)", None, ("$ Millions", MILLION)),
        ("Net sales (restated)", ("2018",), "(Thousands)", None, ("(Thousands)", 1000)),
        ("Net sales", ("2018",), None, "Income (in millions)", ("(in millions)", MILLION)),
        ("Net sales", ("2018",), None, "Income", (None, None)),
        ("Earnings per share", ("2018",), "(Millions, except per share)", None, ("(Millions, except per share)", 1)),
        ("自己資本比率（％）", ("2018",), "単位：百万円", None, ("（％）", None)),
    ],
)
def test_the_nearest_statement_wins(
    label: str,
    columns: tuple[str, ...],
    unit: str | None,
    title: str | None,
    printed: tuple[str | None, int | None],
) -> None:
    span = row("n1-1", label, {"2018": "32,765"}, unit=unit, title=title)
    cell = replace(span.cells[1], columns=columns)

    found = printed_unit(replace(span, cells=(span.cells[0], cell)), cell)

    assert (found.text, found.scale) == printed


def test_a_unit_in_a_cell_of_its_own_is_the_rows() -> None:
    span = row("n1-1", "自己資本利益率", {"第59期": "8.8"}, unit="単位：百万円")
    span = replace(span, cells=(span.cells[0], EvidenceCell("u", "(％)"), span.cells[1]))

    found = printed_unit(span, span.cells[2])

    assert (found.text, found.scale, found.percent) == ("(％)", None, True)


@pytest.mark.parametrize(
    ("claim", "scale"),
    [
        ("Capex was $1,577 (in millions).", MILLION),
        ("Capex in USD millions was 1,577.", MILLION),
        ("売上高は32,765（単位：百万円）です。", MILLION),
        ("Capex was $1,577 In Millions, 2018.", MILLION),
        ("Capex was $1,577 million.", None),
    ],
)
def test_a_claim_may_state_one_scale_for_all_its_figures(claim: str, scale: int | None) -> None:
    assert scale_said_of_all(claim) == scale


def test_a_percentage_in_a_table_of_money_has_no_unit_of_money() -> None:
    margin = row("n1-9", "Gross margin", {"2023": "43.5%"}, unit="(Dollars in millions)")

    cell = next(cell for cell in margin.cells if cell.text == "43.5%")

    assert printed_unit(margin, cell).text is None
    assert printed_unit(margin, cell).percent


@pytest.mark.parametrize("printed", ["(％)", "百万円", "千株", "倍", "人", "(in millions)"])
def test_a_unit_cell_of_the_row_comes_before_the_tables(printed: str) -> None:
    span = row("n1-1", "自己資本", {"第59期": "8.8"}, unit="単位：千円")
    span = replace(span, cells=(span.cells[0], EvidenceCell("u", printed), span.cells[1]))

    assert printed_unit(span, span.cells[2]).text == printed


def test_a_unit_of_the_heading_over_the_row_is_the_rows() -> None:
    span = replace(row("n1-1", "中間配当", {"第59期": "12.00"}, unit="単位：百万円"), path=("１株当たり配当額（円）",))

    found = printed_unit(span, span.cells[1])

    assert (found.text, found.scale) == ("（円）", 1)


def test_an_amount_a_share_has_no_scale_that_is_not_said_of_it() -> None:
    shares = replace(row("n1-1", "Diluted", {"2018": "1.54"}, unit="(In millions)"), path=("Earnings per share:",))

    assert printed_unit(shares, shares.cells[1]).text is None
    assert printed_unit(shares, shares.cells[1]).scale == 1


def test_a_column_of_percentages_has_no_unit_of_money() -> None:
    share = row("n1-1", "Net sales", {"2018 Percent to Sales": "67.2"}, unit="(In millions)")

    found = printed_unit(share, share.cells[1])

    assert (found.text, found.percent) == (None, True)
