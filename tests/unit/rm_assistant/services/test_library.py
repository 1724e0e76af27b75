"""The catalog is browsed by facets and a part at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import (
    Document,
    DocumentStatus,
    FilingForm,
    FilingMetadata,
    Language,
    MediaType,
)
from rm_assistant.domain.errors import CursorError
from rm_assistant.services.library import FacetValue, Filter, browse

START = datetime(2026, 1, 1, tzinfo=UTC)


def document(number: int, *, issuer: str = "Aoi", form: FilingForm = FilingForm.FORM_10K, year: int = 2024) -> Document:
    return Document(
        id=f"{number:064x}",
        name=f"{issuer}-{year}.pdf",
        media_type=MediaType.PDF,
        size_bytes=1,
        metadata=FilingMetadata(issuer=issuer, form=form, fiscal_year=year, language=Language.ENGLISH),
        client=issuer,
        wall="public",
        page_count=1,
        indexed_pages=1,
        passage_count=1,
        table_count=0,
        status=DocumentStatus.COMPLETE,
        ingested_at=START + timedelta(minutes=number // 2),
        parser_version="1",
    )


LIBRARY = [
    document(5, issuer="Midori", form=FilingForm.YUHO, year=2023),
    document(4, issuer="Midori", form=FilingForm.YUHO),
    document(3),
    document(2, year=2023),
]


def names(chosen: Filter) -> list[str]:
    return [found.name for found in browse(LIBRARY, chosen, cursor=None, limit=100).items]


def test_choices_of_one_kind_widen_and_of_several_kinds_narrow() -> None:
    assert names(Filter(clients=("Aoi", "Midori"))) == [
        "Midori-2023.pdf",
        "Midori-2024.pdf",
        "Aoi-2024.pdf",
        "Aoi-2023.pdf",
    ]
    assert names(Filter(clients=("Aoi",), fiscal_years=(2023,))) == ["Aoi-2023.pdf"]
    assert names(Filter(forms=(FilingForm.YUHO,), languages=(Language.JAPANESE,))) == []


def test_words_are_sought_in_names_whatever_their_case() -> None:
    assert names(Filter(words="AOI 2023")) == ["Aoi-2023.pdf"]
    assert names(Filter(words="nobody")) == []


def test_a_facet_counts_what_each_of_its_values_would_give() -> None:
    facets = browse(LIBRARY, Filter(clients=("Aoi",)), cursor=None, limit=1).facets

    assert facets.clients == (FacetValue("Aoi", 2), FacetValue("Midori", 2))
    assert facets.forms == (FacetValue("10-K", 2),)
    assert facets.fiscal_years == (FacetValue("2024", 1), FacetValue("2023", 1))


@given(count=st.integers(0, 30), limit=st.integers(1, 7))
def test_parts_give_every_document_once(count: int, limit: int) -> None:
    library = [document(number) for number in range(count)]
    seen: list[str] = []
    cursor = None
    while True:
        part = browse(library, Filter(), cursor=cursor, limit=limit)
        seen += [found.id for found in part.items]
        cursor = part.next_cursor
        if cursor is None:
            break

    assert seen == [found.id for found in reversed(library)]
    assert part.total == count


def test_a_cursor_survives_the_document_it_ended_at() -> None:
    first = browse(LIBRARY, Filter(), cursor=None, limit=2)

    rest = browse([*LIBRARY[:1], *LIBRARY[2:]], Filter(), cursor=first.next_cursor, limit=100)

    assert [found.name for found in rest.items] == ["Aoi-2024.pdf", "Aoi-2023.pdf"]


@pytest.mark.parametrize(
    "cursor", ["", "0", "nonsense", "\x00", f"{1:020d}", f"{1:020d}.{'g' * 64}", f" {1:020d}.{1:064x}"]
)
def test_a_cursor_that_no_part_gave_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError, match="cursor"):
        browse(LIBRARY, Filter(), cursor=cursor, limit=2)
