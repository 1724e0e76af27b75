from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rm_assistant.domain.documents import Document, FilingForm, Identifier, IdentifierKind, MetadataSource
from rm_assistant.ports import Overrides
from rm_assistant.services.overrides import agrees, first_said, said_before
from tests.filings import catalogued, filing


@pytest.fixture
def document() -> Document:
    made = catalogued(filing("halden", ["Sales."]), wall="deal-7")
    metadata = replace(
        made.metadata,
        issuer_names=("Halden KK", "ハルデン"),
        identifiers=(Identifier(IdentifierKind.CIK, "42"),),
        form=FilingForm.FORM_10K,
        period_end=date(2024, 3, 31),
        amends=True,
    )
    return replace(made, metadata=metadata)


def test_the_earlier_wins_field_by_field() -> None:
    said = first_said(
        Overrides(wall="deal-7", metadata={"form": "10-K"}),
        Overrides("Halden", "deal-8", {"form": "10-Q", "title": "Annual report"}),
    )

    assert said == Overrides("Halden", "deal-7", {"form": "10-K", "title": "Annual report"})
    assert first_said() == Overrides()


@pytest.mark.parametrize(
    "overrides",
    [
        Overrides(),
        Overrides("Halden", "deal-7"),
        Overrides(metadata={"form": "10-K", "period_end": "2024-03-31", "amends": "true", "fiscal_year": "2024"}),
        Overrides(metadata={"issuer_names": "Halden KK; ハルデン", "cik": "42"}),
    ],
)
def test_a_document_agrees_with_what_it_was_described_as(document: Document, overrides: Overrides) -> None:
    assert agrees(document, overrides)


@pytest.mark.parametrize(
    "overrides",
    [
        Overrides("Other"),
        Overrides(wall="deal-8"),
        Overrides(metadata={"form": "10-Q"}),
        Overrides(metadata={"amends": "false"}),
        Overrides(metadata={"cik": "43"}),
        Overrides(metadata={"edinet": "E00001"}),
        Overrides(metadata={"filed_on": "2024-06-28"}),
    ],
)
def test_a_document_disagrees_with_anything_else(document: Document, overrides: Overrides) -> None:
    assert not agrees(document, overrides)


def test_what_an_operator_said_is_known_from_the_document(document: Document) -> None:
    sources = {
        "form": MetadataSource.MANIFEST,
        "period_end": MetadataSource.COVER,
        "identifiers": MetadataSource.MANIFEST,
    }
    described = replace(document, client="Halden Group", metadata=replace(document.metadata, sources=sources))

    said = said_before(described)

    assert said == Overrides("Halden Group", "deal-7", {"form": "10-K", "cik": "42"})
    assert agrees(described, said)


def test_a_client_that_nobody_named_is_not_held_to_be_said(document: Document) -> None:
    assert said_before(document).client is None
    assert said_before(replace(document, client=document.name)).client is None
