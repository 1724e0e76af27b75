"""Contexts and units of XBRL."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from ingest.xbrl_contexts import Context, Definitions, XbrlUnit, read_definitions
from rm_assistant.domain.documents import Basis

NAMESPACES = 'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"'


def definitions(body: str) -> Definitions:
    return read_definitions(etree.fromstring(f"<xbrli:xbrl {NAMESPACES}>{body}</xbrli:xbrl>"))


def context(period: str, *members: tuple[str, str]) -> Context:
    scenario = "".join(f'<xbrldi:explicitMember dimension="x:{a}">x:{m}</xbrldi:explicitMember>' for a, m in members)
    body = f"<xbrli:period>{period}</xbrli:period><xbrli:scenario>{scenario}</xbrli:scenario>"
    return definitions(f'<xbrli:context id="c">{body}</xbrli:context>').contexts["c"]


def span(start: str, end: str) -> str:
    return f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"


def instant(day: str) -> str:
    return f"<xbrli:instant>{day}</xbrli:instant>"


@pytest.mark.parametrize(
    ("period", "end", "months"),
    [
        (span("2022-04-01", "2023-03-31"), date(2023, 3, 31), 12),
        (span("2022-10-01", "2022-12-31"), date(2022, 12, 31), 3),
        (span("2022-01-30", "2023-01-28"), date(2023, 1, 28), 12),
        (instant("2023-03-31"), date(2023, 3, 31), 0),
        (instant("2023-04-01T00:00:00"), date(2023, 3, 31), 0),
        ("<xbrli:forever/>", None, None),
        (instant("soon"), None, None),
    ],
)
def test_the_end_and_the_length_of_a_period(period: str, end: date | None, months: int | None) -> None:
    found = context(period)
    assert (found.end, found.months) == (end, months)


def test_members_say_basis_outlook_and_part() -> None:
    found = context(
        instant("2023-03-31"),
        ("ConsolidatedOrNonConsolidatedAxis", "NonConsolidatedMember"),
        ("ResultForecastAxis", "ForecastMember"),
        ("SequentialNumbersAxis", "Row1Member"),
        ("OperatingSegmentsAxis", "RailReportableSegmentsMember"),
    )
    assert (found.basis, found.forecast, found.parts) == (Basis.PARENT_ONLY, True, ("RailReportableSegmentsMember",))


def test_without_members_a_context_is_of_the_whole() -> None:
    found = context(instant("2023-03-31"))
    assert (found.basis, found.forecast, found.parts) == (None, False, ())


def test_units_are_measures_or_one_by_another() -> None:
    measure = "<xbrli:measure>{}</xbrli:measure>".format
    divided = (
        f"<xbrli:divide><xbrli:unitNumerator>{measure('iso4217:JPY')}</xbrli:unitNumerator>"
        f"<xbrli:unitDenominator>{measure('xbrli:shares')}</xbrli:unitDenominator></xbrli:divide>"
    )
    bodies = {"JPY": measure("iso4217:JPY"), "a": divided, "p": measure("xbrli:pure"), "empty": ""}
    units = definitions("".join(f'<xbrli:unit id="{i}">{body}</xbrli:unit>' for i, body in bodies.items())).units
    assert units == {
        "JPY": XbrlUnit("JPY", currency=True),
        "a": XbrlUnit("JPY", "shares", currency=True),
        "p": XbrlUnit("pure"),
    }


def test_what_is_defined_first_holds() -> None:
    first = Definitions({"c": Context(date(2023, 3, 31))})
    first.update(Definitions({"c": Context(date(2022, 3, 31)), "d": Context()}))
    assert first.contexts == {"c": Context(date(2023, 3, 31)), "d": Context()}
