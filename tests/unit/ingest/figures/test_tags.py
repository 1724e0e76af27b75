"""Figures that inline XBRL has tagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ingest.figures.calendar import FiscalCalendar
from ingest.figures.tags import Tags
from ingest.xbrl_contexts import Context, XbrlUnit
from ingest.xbrl_tags import TaggedNumber
from rm_assistant.domain.documents import Basis, FilingMetadata
from rm_assistant.domain.figures import CheckKind, Figure, FigureKind, FigureRow, Source, Unit, UnitKind

YEN = XbrlUnit("JPY", currency=True)
YEAR = Context(date(2023, 3, 31), date(2022, 4, 1))
PRINTED = Figure("1,577", 10, 15, value=Decimal(1_577_000_000), unit=Unit(UnitKind.CURRENCY, "JPY"), scale=10**6)
TAG = TaggedNumber(1, 10, 15, "jppfs_cor:NetSales", True, Decimal(1_577_000_000), 6, False, YEAR, YEN)


def tagged(figure: Figure, *tags: TaggedNumber) -> list[Figure]:
    calendar = FiscalCalendar.of(FilingMetadata(period_end=date(2023, 3, 31), fiscal_year=2023))
    return list(Tags(tags, calendar).applied(FigureRow(1, 0, 40, "売上高", (figure,))).figures)


def one(figure: Figure, tag: TaggedNumber) -> Figure:
    (found,) = tagged(figure, tag)
    return found


def test_period_basis_and_concept_are_the_tags() -> None:
    found = one(PRINTED, TAG)

    assert (found.period.end, found.period.months, found.period.fiscal_year) == (date(2023, 3, 31), 12, 2023)
    assert (found.basis, found.concept) == (Basis.CONSOLIDATED, "jppfs_cor:NetSales")
    assert {source for _, source in found.derived} == {Source.TAG}


def test_what_is_printed_is_the_check_of_what_is_tagged() -> None:
    (agrees,) = one(PRINTED, TAG).checks
    wrong = one(replace(PRINTED, value=Decimal(1_577_000), scale=1000), TAG)

    assert (agrees.kind, agrees.passed) == (CheckKind.TAG_AGREES, True)
    assert not wrong.checks[0].passed
    assert (wrong.value, wrong.scale) == (Decimal(1_577_000_000), 10**6)


def test_a_bare_number_is_checked_by_its_digits() -> None:
    found = one(replace(PRINTED, value=Decimal(1577), unit=None, scale=None), TAG)
    assert found.checks[0].passed
    assert (found.value, found.unit) == (Decimal(1_577_000_000), Unit(UnitKind.CURRENCY, "JPY"))


@pytest.mark.parametrize(
    ("printed", "meaning", "value", "meant"),
    [(5, 5, 5, 1), (-5, -5, -5, 1), (-5, 5, -5, -1), (5, -5, 5, -1)],
)
def test_the_sign_is_as_printed_and_as_meant(printed: int, meaning: int, value: int, meant: int) -> None:
    found = one(replace(PRINTED, value=Decimal(printed)), replace(TAG, value=Decimal(meaning)))
    assert (found.value, found.meant) == (Decimal(value), meant)


def test_a_dash_stays_nothing_though_it_is_tagged_as_zero() -> None:
    dash = replace(PRINTED, text="—", kind=FigureKind.NIL, value=None)
    found = one(dash, replace(TAG, value=Decimal(0)))
    assert (found.kind, found.value, found.checks[0].passed) == (FigureKind.NIL, None, True)


def test_a_number_that_only_its_tag_tells_from_words() -> None:
    words = Figure("(注) 5 and 7", 4, 15, kind=FigureKind.WORDS)
    first = replace(TAG, start=8, end=9, value=Decimal(5), scale=0)
    found = tagged(words, first, replace(first, start=14, end=15, value=Decimal(7)))
    assert [(figure.text, figure.value, figure.part) for figure in found] == [
        ("5", Decimal(5), 0),
        ("7", Decimal(7), 1),
    ]


def test_tagged_words_keep_their_concept_alone() -> None:
    words = Figure("Kestrel", 10, 17, kind=FigureKind.WORDS)
    found = one(words, replace(TAG, numeric=False, value=None, concept="dei:Name", end=17))
    assert found == replace(words, concept="dei:Name")


@pytest.mark.parametrize(
    ("unit", "scale", "printed", "expected"),
    [
        (XbrlUnit("JPY", "shares", currency=True), 0, None, Unit(UnitKind.PER_SHARE, "JPY")),
        (XbrlUnit("shares"), 3, None, Unit(UnitKind.SHARES)),
        (XbrlUnit("pure"), -2, None, Unit(UnitKind.PERCENT)),
        (XbrlUnit("pure"), 0, Unit(UnitKind.PEOPLE, measure="名"), Unit(UnitKind.PEOPLE, measure="名")),
        (XbrlUnit("pure"), 0, None, Unit(UnitKind.PURE)),
        (None, 0, Unit(UnitKind.RATIO), Unit(UnitKind.RATIO)),
    ],
)
def test_units(unit: XbrlUnit | None, scale: int, printed: Unit | None, expected: Unit) -> None:
    assert one(replace(PRINTED, unit=printed), replace(TAG, unit=unit, scale=scale)).unit == expected


def test_members_are_printed_or_named_by_the_taxonomy() -> None:
    def context(*members: tuple[str, str]) -> Context:
        return replace(YEAR, members=members)

    part = context(("OperatingSegmentsAxis", "MarineRailReportableSegmentsMember"))
    known = context(("ComponentsOfEquityAxis", "RetainedEarningsMember"))
    parent = context(("ConsolidatedOrNonConsolidatedAxis", "NonConsolidatedMember"))

    assert one(replace(PRINTED, member="海運"), replace(TAG, context=part)).member == "海運"
    assert one(PRINTED, replace(TAG, context=part)).member == "marine rail"
    assert one(PRINTED, replace(TAG, context=known)).member == "利益剰余金"
    whole = one(replace(PRINTED, member="全社"), replace(TAG, context=parent))
    assert (whole.member, whole.basis) == (None, Basis.PARENT_ONLY)


def test_figures_without_a_tag_are_as_they_were() -> None:
    assert tagged(PRINTED, replace(TAG, page=2)) == [PRINTED]
    assert tagged(PRINTED, replace(TAG, start=20, end=25)) == [PRINTED]
