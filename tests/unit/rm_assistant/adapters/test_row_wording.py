"""A row is told in its own words: its label, its figures with unit and column, its table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rm_assistant.adapters.row_wording import RowWording, row_claim, title_of
from rm_assistant.domain.answers import EvidenceSpan
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Figure, Unit, UnitKind
from tests.fakes_chat import row


def told(span: EvidenceSpan, *kinds: UnitKind, names: tuple[str, ...] | None = None) -> str:
    cells = span.cells[1:]
    figures = tuple(
        Figure(cell.text, 0, 1, value=Decimal(1), cell=cell.id, unit=Unit(kind), scale=1)
        for cell, kind in zip(cells, kinds, strict=False)
    )
    label = (span.cells[0].text,) if names is None else names
    return row_claim(RowWording(span, label, cells, figures), Language.ENGLISH).text


def test_the_unit_of_many_figures_is_told_once() -> None:
    span = row("n1-1", "Net sales", {"Widgets": "11", "Gadgets": "12", "Total": "23"}, title="Segments")
    assert told(span) == "Net sales: Widgets 11, Gadgets 12, Total 23 (Millions) — Northwind Mills, Segments"


def test_what_a_table_says_of_amounts_is_not_told_of_an_amount_a_share() -> None:
    span = row("n1-1", "Dividends per share", {"2018": "1.26"}, unit="(In millions)", title="Selected data")
    assert told(span, UnitKind.PER_SHARE) == "Dividends per share: 1.26, 2018 — Northwind Mills, Selected data"


def test_people_are_not_counted_in_money() -> None:
    span = row("n1-1", "", {"従業員数（人）": "2,174"}, unit="（円）", title="提出会社の状況")
    assert "円" not in told(span, UnitKind.PEOPLE, names=())


def test_a_row_without_a_label_is_named_by_its_column() -> None:
    span = row("n1-1", "", {"Average age": "42.9"}, unit=None, title="Employees")
    assert told(span, names=()) == "Average age: 42.9 — Northwind Mills, Employees"


def test_a_row_of_a_year_is_of_no_other_by_its_column() -> None:
    span = row("n1-1", "2025", {"At December 31, 2023": "75"}, title="Debt")
    assert told(span) == "2025: 75 (Millions) — Northwind Mills, Debt"


def test_a_claim_begins_with_a_capital() -> None:
    assert told(row("n1-1", "net sales", {"2018": "11"}, title="Sales")).startswith("Net sales: 11")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Results by segment", "Results by segment"),
        (None, "【大株主の状況】"),
        ("2024年３月31日現在", "【大株主の状況】 2024年３月31日現在"),
        ("10-K", "【大株主の状況】"),
    ],
)
def test_a_title_that_is_a_mere_date_is_told_with_its_section(title: str | None, said: str) -> None:
    assert title_of(replace(row("n1-1", "Alder", {"株": "1"}, title=title), section="【大株主の状況】")) == said
