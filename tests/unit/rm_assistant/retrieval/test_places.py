from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import FilingForm, FilingMetadata, Section
from rm_assistant.language.topics import NEAR, OWN, find_topic
from rm_assistant.retrieval.places import Places
from tests.annual_reports import page_of, report
from tests.fakes_storage import MemoryCatalog

SECTIONS = (
    Section("part_1", "PART I", 1, 1, 3),
    Section("item_1", "Item 1. Business", 2, 1, 2, start=50),
    Section("item_1a", "Item 1A. Risk Factors", 2, 2, 3, start=200),
    Section("item_2", "Item 2. Properties", 2, 3, 3, start=400),
)


@pytest.fixture
def filed() -> tuple[MemoryCatalog, str]:
    metadata = FilingMetadata(issuer="Widget Works", form=FilingForm.FORM_10K, period_end=date(2018, 12, 31))
    parsed, document = report("places", metadata, [page_of(n, ["Text."]) for n in (1, 2, 3)])
    catalog = MemoryCatalog()
    catalog.add(replace(parsed, sections=SECTIONS), document)
    return catalog, document.id


@pytest.mark.parametrize(
    ("page", "start", "keys"),
    [
        (1, 0, ["part_1"]),
        (1, 60, ["part_1", "item_1"]),
        (2, 100, ["part_1", "item_1"]),
        (2, 250, ["part_1", "item_1a"]),
        (3, 399, ["part_1", "item_1a"]),
        (3, 450, ["part_1", "item_2"]),
    ],
)
def test_the_sections_that_hold_a_place(
    filed: tuple[MemoryCatalog, str], page: int, start: int, keys: list[str]
) -> None:
    catalog, document = filed
    found = Places(catalog, LOCAL_PRINCIPAL, None).holding(document, page, start)
    assert [section.key for section in found] == keys


def test_how_far_a_place_stands_into_the_section_about_the_topic(filed: tuple[MemoryCatalog, str]) -> None:
    catalog, document = filed
    places = Places(catalog, LOCAL_PRINCIPAL, find_topic("What are the main risks?"))
    assert [places.pages_into(document, page, 250) for page in (1, 2, 3)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("question", "page", "start", "fit"),
    [
        ("What are the main risks?", 2, 250, OWN),
        ("What are the main risks?", 2, 100, 0.0),
        ("How many employees are there?", 2, 100, NEAR),
        ("What was revenue?", 2, 250, 0.0),
    ],
)
def test_how_much_a_place_is_about_the_topic(
    filed: tuple[MemoryCatalog, str], question: str, page: int, start: int, fit: float
) -> None:
    catalog, document = filed
    assert Places(catalog, LOCAL_PRINCIPAL, find_topic(question)).are_about(document, page, start) == fit
