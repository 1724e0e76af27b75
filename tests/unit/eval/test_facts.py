"""Facts of an XBRL instance against the figures of a PDF."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from eval.facts import Outcome, is_of, measures, outcomes_of, plain, worst
from eval.xbrl_instance import Fact, Instance, read_instance
from rm_assistant.domain.documents import (
    Basis,
    FilingMetadata,
    Identifier,
    IdentifierKind,
    MediaType,
    StatementKind,
)
from rm_assistant.domain.figures import Figure, FigurePeriod, FigureRow
from rm_assistant.domain.filings import ParsedFiling

END = date(2023, 3, 31)
SALES = Fact("NetSales", ("売上高",), False, END, 12, Basis.CONSOLIDATED, Decimal(1_577_000_000))
INSTANCE = f"""<?xml version="1.0"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
  xmlns:jppfs_cor="http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2022-11-01/jppfs_cor"
  xmlns:jpdei_cor="http://disclosure.edinet-fsa.go.jp/taxonomy/jpdei/2013-08-31/jpdei_cor">
  <xbrli:context id="year"><xbrli:period><xbrli:startDate>2022-04-01</xbrli:startDate>
    <xbrli:endDate>{END}</xbrli:endDate></xbrli:period></xbrli:context>
  <xbrli:context id="own"><xbrli:period><xbrli:instant>{END}</xbrli:instant></xbrli:period><xbrli:scenario>
    <xbrldi:explicitMember dimension="jppfs_cor:ConsolidatedOrNonConsolidatedAxis">jppfs_cor:NonConsolidatedMember
    </xbrldi:explicitMember></xbrli:scenario></xbrli:context>
  <xbrli:context id="part"><xbrli:period><xbrli:instant>{END}</xbrli:instant></xbrli:period><xbrli:scenario>
    <xbrldi:explicitMember dimension="jppfs_cor:ComponentsOfEquityAxis">jppfs_cor:CapitalStockMember
    </xbrldi:explicitMember></xbrli:scenario></xbrli:context>
  <jpdei_cor:CurrentPeriodEndDateDEI contextRef="year">{END}</jpdei_cor:CurrentPeriodEndDateDEI>
  <jpdei_cor:EDINETCodeDEI contextRef="year">E99999</jpdei_cor:EDINETCodeDEI>
  <jppfs_cor:NetSales contextRef="year" unitRef="JPY" decimals="-6">1577000000</jppfs_cor:NetSales>
  <jppfs_cor:Assets contextRef="own" unitRef="JPY" decimals="-6">377</jppfs_cor:Assets>
  <jppfs_cor:NetAssets contextRef="part" unitRef="JPY" decimals="-6">5</jppfs_cor:NetAssets>
  <jppfs_cor:Land contextRef="own" unitRef="JPY" decimals="-6">6</jppfs_cor:Land>
  <jppfs_cor:Liabilities contextRef="own" unitRef="JPY" decimals="-6"/>
</xbrli:xbrl>
"""


def row(
    label: str,
    value: int,
    *,
    kind: StatementKind | None = StatementKind.INCOME_STATEMENT,
    months: int | None = 12,
    basis: Basis | None = None,
    member: str | None = None,
) -> FigureRow:
    figure = Figure(
        str(value), 0, 1, value=Decimal(value), period=FigurePeriod(END, months), basis=basis, member=member
    )
    return FigureRow(1, 0, 9, label, (figure,), table="t", statement=kind)


def outcome(*rows: FigureRow, fact: Fact = SALES) -> Outcome:
    filing = ParsedFiling("d", "a.pdf", MediaType.PDF, 1, 0, FilingMetadata(), (), figures=rows)
    (found,) = outcomes_of(filing, [fact])
    return found


def test_an_instance_gives_headline_facts_of_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xbrl"
    path.write_text(INSTANCE, encoding="utf-8")
    instance = read_instance(path)

    assert (instance.period_end, instance.filer) == (END, "E99999")
    assert [(fact.concept, fact.months, fact.basis, fact.value) for fact in instance.facts] == [
        ("NetSales", 12, Basis.CONSOLIDATED, Decimal(1_577_000_000)),
        ("Assets", 0, Basis.PARENT_ONLY, Decimal(377)),
    ]


@pytest.mark.parametrize(
    ("end", "code", "same"), [(END, "E99999", True), (END, None, True), (END, "E1", False), (None, "E99999", False)]
)
def test_filing_and_instance_are_matched_by_period_and_filer(end: date | None, code: str | None, same: bool) -> None:
    identifiers = (Identifier(IdentifierKind.EDINET, code),) if code else ()
    metadata = FilingMetadata(identifiers=identifiers, period_end=end)
    assert is_of(Instance(Path("a.xbrl"), END, "E99999", ()), metadata) is same


@pytest.mark.parametrize(
    ("found", "right", "wrong"),
    [
        (row("売上高 (百万円)", 1_577_000_000), True, False),
        (row("売上高", 1_577_000_000, months=None, basis=Basis.CONSOLIDATED), True, False),
        (row("売上高", 1_577), False, True),
        (row("売上高", 1_577_000_000, months=3), False, False),
        (row("売上高", 1_577_000_000, basis=Basis.PARENT_ONLY), False, False),
        (row("売上高", 1_577_000_000, member="海運"), False, False),
        (row("売上高", 1_577_000_000, kind=None), False, False),
        (row("売上原価", 1_577_000_000), False, False),
    ],
)
def test_a_figure_answers_by_name_period_and_basis(found: FigureRow, right: bool, wrong: bool) -> None:
    result = outcome(found)
    assert (result.found, result.wrong) == (right, wrong)


def test_two_figures_that_differ_are_found_and_wrong() -> None:
    result = outcome(row("売上高", 1_577_000_000), row("売上高", 5))
    assert (result.found, result.wrong) == (True, True)
    assert "5" in worst([result])[0]["why"]


def test_key_figures_stand_in_where_no_statement_answers() -> None:
    key = row("売上高", 1_577_000_000, kind=StatementKind.KEY_FIGURES)
    assert outcome(key).found
    assert outcome(key, row("売上高", 7)).candidates == (Decimal(7),)


def test_the_second_number_of_a_cell_is_named_in_the_labels_brackets() -> None:
    figures = (Figure("50", 0, 1, value=Decimal(50)), Figure("(20)", 2, 3, value=Decimal(20), part=1))
    dated = tuple(
        Figure(f.text, f.start, f.end, value=f.value, part=f.part, period=FigurePeriod(END, 12)) for f in figures
    )
    printed = FigureRow(1, 0, 9, "配当額(円) (うち中間配当額)", dated, table="t", statement=StatementKind.KEY_FIGURES)
    interim = Fact("Interim", ("中間配当額",), True, END, 12, Basis.PARENT_ONLY, Decimal(20))
    assert outcome(printed, fact=interim).candidates == (Decimal(20),)


def test_labels_are_compared_without_what_stands_beside_the_name() -> None:
    assert plain("当期純利益又は当期純損失（△）（百万円）") == "当期純利益"
    assert plain("従業員数 ［外、平均臨時雇用者数］") == "従業員数"


def test_shares_are_of_all_facts() -> None:
    found = measures([outcome(row("売上高", 1_577_000_000)), outcome(), outcome(row("売上高", 2)), outcome()])
    assert (found["found"].value, found["wrong"].value) == (0.25, 0.25)
