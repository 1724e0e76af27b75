"""A fictional company's statements, with their figures as ingestion reads them: for look-ups and calculations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ingest.figures import find_figures
from rm_assistant.domain.documents import Basis, Document, FilingForm, FilingMetadata, Language, Page, StatementKind
from rm_assistant.domain.filings import ParsedFiling
from tests.annual_reports import Grid, page_of, report
from tests.fakes_figures import MemoryFigureIndex
from tests.fakes_storage import MemoryCatalog

INCOME, BALANCE, CASH = 3, 4, 5
"""Pages of the statements."""
_UNIT = "(In millions, except per share amounts)"


def brass_report(year: int = 2023) -> tuple[ParsedFiling, Document]:
    """The 10-K of Brass Foundry: sales in two parts, gross and net plants, a tax printed as a deduction."""
    metadata = FilingMetadata(
        issuer="BRASS FOUNDRY, INC.",
        form=FilingForm.FORM_10K,
        period_end=date(year, 12, 31),
        fiscal_year=year,
        fiscal_label=f"fiscal year ended December 31, {year}",
    )
    years = ["", str(year), str(year - 1)]
    pages = [
        _page(1, [f"Brass Foundry, Inc. Annual report for the fiscal year ended December 31, {year}."]),
        _page(2, [_segments(years)]),
        _page(INCOME, [_income(years)]),
        _page(BALANCE, [_balance(years)]),
        _page(CASH, [_cash(years)]),
    ]
    return report(f"brass-{year}.pdf", metadata, pages)


def tsuki_report(year: int = 2024) -> tuple[ParsedFiling, Document]:
    """月影精機の有価証券報告書。"""
    metadata = FilingMetadata(
        issuer="月影精機株式会社",
        form=FilingForm.YUHO,
        language=Language.JAPANESE,
        period_end=date(year, 3, 31),
        fiscal_year=year,
        fiscal_label=f"自 {year - 1}年４月１日 至 {year}年３月31日",
    )
    years = ["", "前連結会計年度", "当連結会計年度"]
    income = Grid(
        "連結損益計算書",
        "（単位：百万円）",
        [years, ["売上高", "9,000", "10,000"], ["売上原価", "6,300", "6,800"], ["営業利益", "900", "1,250"]],
        StatementKind.INCOME_STATEMENT,
    )
    return report(f"tsuki-{year}.pdf", metadata, [page_of(1, [income], Language.JAPANESE, basis=Basis.CONSOLIDATED)])


def figure_index(*filed: tuple[ParsedFiling, Document]) -> MemoryFigureIndex:
    index = MemoryFigureIndex()
    for parsed, document in filed:
        index.add(document.id, find_figures(parsed.pages, parsed.sections, parsed.metadata))
    return index


def catalog_of(*filed: tuple[ParsedFiling, Document]) -> MemoryCatalog:
    catalog = MemoryCatalog()
    for each in filed:
        catalog.add(*each)
    return catalog


def _page(number: int, content: Sequence[str | Grid]) -> Page:
    return page_of(number, content, basis=Basis.CONSOLIDATED)


def _income(years: Sequence[str]) -> Grid:
    rows = [
        years,
        ["Net product sales", "7,000", "6,500"],
        ["Net service sales", "1,000", "1,000"],
        ["Total net sales", "8,000", "7,500"],
        ["Cost of sales", "5,000", "4,800"],
        ["Income before income taxes", "1,000", "900"],
        ["Provision for income taxes", "(210)", "(180)"],
        ["Net income", "790", "720"],
    ]
    return Grid("Consolidated Statements of Income", _UNIT, rows, StatementKind.INCOME_STATEMENT)


def _balance(years: Sequence[str]) -> Grid:
    rows = [
        years,
        ["Total current assets", "2,400", "2,000"],
        ["Property, plant and equipment", "5,100", "4,900"],
        ["Property, plant and equipment, net", "3,100", "3,000"],
        ["Total assets", "6,000", "5,400"],
        ["Accounts payable", "640", "600"],
        ["Total current liabilities", "1,600", "2,100"],
        ["Long-term debt", "1,200", "1,500"],
    ]
    return Grid("Consolidated Balance Sheets", _UNIT, rows, StatementKind.BALANCE_SHEET)


def _cash(years: Sequence[str]) -> Grid:
    rows = [
        years,
        ["Net income", "790", "720"],
        ["Accounts payable", "40", "(15)"],
        ["Net cash provided by operating activities", "1,300", "1,150"],
        ["Purchases of property, plant and equipment", "(450)", "(400)"],
        ["Dividends", "(200)", "(190)"],
    ]
    return Grid("Consolidated Statements of Cash Flows", _UNIT, rows, StatementKind.CASH_FLOW)


def _segments(years: Sequence[str]) -> Grid:
    return Grid("Bells", _UNIT, [years, ["Net sales", "3,000", "2,900"]], None)
