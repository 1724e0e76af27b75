"""Lists are looked up in the table that prints them, whichever way it does: across, down, or under headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Figure, FigureKind, FigurePeriod, FigureRow, Role, Unit, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.listings import find_listing
from rm_assistant.retrieval.listing_layouts import Wanted, layouts, whole_table
from rm_assistant.retrieval.naming import Names

YEN = Unit(UnitKind.CURRENCY, "JPY")
SALES = Names.of("net sales", ("revenue", "売上高"))


def figure(value: int, column: str, *, year: int | None = 2024, member: str | None = None, label: str = "") -> Figure:
    return Figure(
        text=str(value),
        start=value,
        end=value + 1,
        value=Decimal(value),
        unit=YEN,
        period=FigurePeriod(fiscal_year=year, months=12, label=label),
        columns=(column,),
        member=member,
    )


def row(label: str, *figures: Figure, **told: object) -> FigureRow:
    bare = FigureRow(1, 0, 9, label, figures, table="t1", title="Segment information")
    return replace(bare, **told)  # type: ignore[arg-type]


def wanted(text: str, names: Names | None = SALES, year: int = 2024) -> Wanted:
    listing = find_listing(text)
    assert listing is not None
    return Wanted(listing, names, Period(year))


def listed(rows: Sequence[FigureRow], asked: Wanted) -> list[str]:
    found = max(layouts("d1", rows, asked), key=lambda layout: layout.score, default=None)
    return [each.figure.text for each in found.figures] if found else []


def test_parts_across_a_row_of_the_item() -> None:
    sales = row(
        "Net sales",
        figure(11, "Widgets", member="Widgets"),
        figure(12, "Gadgets", member="Gadgets"),
        figure(23, "Total"),
    )
    profit = row("Profit", figure(1, "Widgets", member="Widgets"), figure(2, "Gadgets", member="Gadgets"))
    assert listed([sales, profit], wanted("revenue by segment")) == ["11", "12", "23"]


def test_parts_down_the_rows_under_the_item_with_their_total() -> None:
    rows = [
        row("Widgets", figure(11, "2024"), figure(9, "2023", year=2023), path=("Net sales",)),
        row("Gadgets", figure(12, "2024"), figure(8, "2023", year=2023), path=("Net sales",)),
        row("Total net sales", figure(23, "2024"), figure(17, "2023", year=2023), role=Role.TOTAL),
        row("Widgets", figure(1, "2024"), path=("Segment profit",)),
        row("Gadgets", figure(2, "2024"), path=("Segment profit",)),
    ]
    assert listed(rows, wanted("revenue by segment")) == ["11", "12", "23"]
    assert listed(rows, wanted("revenue by segment", year=2023)) == ["9", "8", "17"]


def test_the_item_under_the_heading_of_each_part() -> None:
    rows = [
        row("Net sales", figure(11, "2024"), path=("Widgets",), row=1),
        row("Profit", figure(1, "2024"), path=("Widgets",), row=2),
        row("Net sales", figure(12, "2024"), path=("Gadgets",), row=3),
    ]
    assert listed(rows, wanted("revenue by segment")) == ["11", "12"]


def test_regions_across_the_row_of_the_asked_year() -> None:
    rows = [
        row(
            label,
            figure(at, "日本", year=year, member="日本", label=label),
            figure(at + 1, "アジア", year=year, member="アジア", label=label),
            title="地域ごとの売上高",
        )
        for label, year, at in (("前連結会計年度", 2023, 1), ("当連結会計年度", 2024, 3))
    ]
    assert listed(rows, wanted("地域別売上高は？")) == ["3", "4"]


def test_another_year_is_no_answer() -> None:
    sales = row("Net sales", figure(11, "Widgets", member="Widgets"), figure(12, "Gadgets", member="Gadgets"))
    assert listed([sales], wanted("revenue by segment", year=2021)) == []


def test_rates_and_changes_are_no_parts() -> None:
    share = replace(figure(5, "Share"), unit=Unit(UnitKind.PERCENT))
    change = figure(3, "Change", year=None)
    assert (
        listed([row("Net sales", figure(11, "Widgets", member="Widgets"), share, change)], wanted("revenue by segment"))
        == []
    )


def test_maturities_are_rows_of_years() -> None:
    debt = "Note 5 — Debt"
    rows = [
        row("5.10% notes due 2034", figure(300, "2024"), title=debt),
        *(
            row(label, figure(at, "2024"), title=debt, path=("Maturities",))
            for label, at in (("2025", 75), ("2026", 70))
        ),
        row("Thereafter", figure(650, "2024"), title=debt, path=("Maturities",)),
        row("Total", figure(795, "2024"), title=debt, path=("Maturities",), role=Role.TOTAL),
    ]
    assert listed(rows, wanted("What are the debt maturities?", None)) == ["75", "70", "650", "795"]


def test_statements_of_segments_come_before_other_tables() -> None:
    sales = row("Net sales", figure(11, "Widgets", member="Widgets"), figure(12, "Gadgets", member="Gadgets"))
    (elsewhere,) = layouts("d1", [sales], wanted("revenue by segment"))
    (own,) = layouts("d1", [replace(sales, statement=StatementKind.SEGMENTS)], wanted("revenue by segment"))
    assert own.score > elsewhere.score


def test_a_whole_table_is_all_its_numbers() -> None:
    words = replace(figure(1, "住所"), kind=FigureKind.WORDS)
    found = whole_table(
        "d1", [row("架空信託銀行", words, figure(7410, "所有株式数")), row("架空生命", figure(3120, "所有株式数"))]
    )
    assert [each.figure.text for each in found] == ["7410", "3120"]


def test_a_table_that_goes_on_below_itself_is_not_read_under_the_wrong_columns() -> None:
    first = row("Net sales", figure(11, "Widgets", member="Widgets"), figure(12, "Gadgets", member="Gadgets"))
    below = row("Net sales", figure(3, "Widgets", member="Widgets"), figure(26, "Gadgets", member="Gadgets"), row=9)
    assert listed([first, below], wanted("revenue by segment")) == ["11", "12"]


def test_past_years_are_no_maturities() -> None:
    total = row("Total long-term debt", figure(9, "2024"), figure(8, "2023", year=2023), title="Debt")
    assert listed([total], wanted("What are the debt maturities?", None)) == []


def test_maturities_across_a_row_without_a_label() -> None:
    due = row("", *(figure(at, str(at)) for at in (2025, 2026)), figure(9, "Thereafter"), title="Maturities of debt")
    assert listed([due], wanted("What are the debt maturities?", None)) == ["2025", "2026", "9"]


def test_an_undated_figure_is_of_the_filings_own_period_alone() -> None:
    sales = row(
        "Net sales",
        figure(11, "Widgets", year=None, member="Widgets"),
        figure(12, "Gadgets", year=None, member="Gadgets"),
    )
    asked = wanted("revenue by segment")
    assert listed([sales], asked) == ["11", "12"]
    assert listed([sales], replace(asked, dated=True)) == []
