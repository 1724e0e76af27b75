"""`/api/v1/documents`: the library, and each page as text and as an image."""

from __future__ import annotations

import json

import pytest

from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.documents import StatementKind
from tests.api.conftest import World
from tests.filings import catalogued, filing

DOCUMENTS = "/api/v1/documents"
AOI = filing("aoi", ["Net sales 1,284 million", "Risks of the business"], statements=[StatementKind.INCOME_STATEMENT])
MIDORI = filing("midori", ["Revenue 88"])
MISSING = "0" * 64


@pytest.fixture
def world(world: World) -> World:
    world.catalog.add(AOI, catalogued(AOI))
    world.catalog.add(MIDORI, catalogued(MIDORI, minutes=5))
    return world


def test_filings_are_listed_newest_first_with_facets(world: World) -> None:
    with world.client() as client:
        listed = client.get(DOCUMENTS).json()

    assert [entry["name"] for entry in listed["items"]] == ["midori.pdf", "aoi.pdf"]
    assert listed["total"] == 2
    assert listed["next_cursor"] is None
    assert listed["facets"]["clients"] == [{"value": "Aoi", "documents": 1}, {"value": "Midori", "documents": 1}]
    assert listed["facets"]["fiscal_years"] == [{"value": "2024", "documents": 2}]


def test_a_list_is_read_in_parts(world: World) -> None:
    with world.client() as client:
        first = client.get(DOCUMENTS, params={"limit": 1}).json()
        second = client.get(DOCUMENTS, params={"limit": 1, "cursor": first["next_cursor"]}).json()

    assert [entry["name"] for entry in first["items"] + second["items"]] == ["midori.pdf", "aoi.pdf"]
    assert second["next_cursor"] is None


def test_a_list_is_narrowed(world: World) -> None:
    with world.client() as client:
        chosen = client.get(DOCUMENTS, params={"client": ["Aoi", "Nobody"], "form": "10-K", "year": 2024}).json()
        sought = client.get(DOCUMENTS, params={"words": "MIDORI"}).json()
        wrong = client.get(DOCUMENTS, params={"colour": "blue"})

    assert [entry["client"] for entry in chosen["items"]] == ["Aoi"]
    assert [entry["client"] for entry in sought["items"]] == ["Midori"]
    assert wrong.status_code == 422


def test_a_filing_and_its_sections(world: World) -> None:
    with world.client() as client:
        shown = client.get(f"{DOCUMENTS}/{AOI.id}").json()
        sections = client.get(f"{DOCUMENTS}/{AOI.id}/sections").json()

    assert shown["metadata"]["issuer"] == "Aoi"
    assert shown["page_count"] == shown["indexed_pages"] + len(shown["failed_pages"]) == 2
    assert [section["key"] for section in sections] == ["item_7"]


def test_a_page_as_text_has_blocks_and_cells_with_their_texts(world: World) -> None:
    with world.client() as client:
        page = client.get(f"{DOCUMENTS}/{AOI.id}/pages/1/text.json").json()

    assert page["text"] == "Net sales 1,284 million"
    assert (page["width"], page["height"]) == (612.0, 792.0)
    assert page["statements"] == ["income_statement"]
    assert [block["text"] for block in page["blocks"]] == ["Net sales 1,284 million"]
    assert page["tables"][0]["unit"] == "(Millions)"
    assert [(cell["id"], cell["text"]) for cell in page["tables"][0]["cells"]] == [("p1-t1-r1c1", "Net")]
    assert page["words"] is None
    assert page["tables"][0]["cells"][0]["rects"] == []


def test_words_and_cells_have_rectangles_on_demand(world: World) -> None:
    with world.client() as client:
        page = client.get(f"{DOCUMENTS}/{AOI.id}/pages/1/text.json", params={"words": True}).json()

    assert [word["text"] for word in page["words"]] == ["Net", "sales", "1,284", "million"]
    assert page["words"][0]["rect"] == {"x0": 72.0, "y0": 72.5, "x1": 110.1, "y1": 84.0}
    assert page["tables"][0]["cells"][0]["rects"] == [page["words"][0]["rect"]]


def test_a_page_image_is_drawn_as_wide_as_asked(world: World) -> None:
    with world.client() as client:
        image = client.get(f"{DOCUMENTS}/{AOI.id}/pages/2.jpg", params={"w": 580})

    assert image.headers["content-type"] == "image/jpeg"
    assert image.headers["cache-control"] == "private, max-age=3600"
    assert image.content == f"{AOI.id} 2 580".encode()


def test_each_view_of_a_page_is_on_record_before_it_is_given(world: World) -> None:
    with world.client() as client:
        client.get(f"{DOCUMENTS}/{AOI.id}/pages/2.jpg", params={"w": 580}, headers={"X-Request-ID": "desk-7"})
        client.get(f"{DOCUMENTS}/{AOI.id}/pages/1.jpg")
        client.get(f"{DOCUMENTS}/{AOI.id}/pages/9.jpg")

    seen = [(record.kind, record.subject, record.principal, json.loads(record.body)) for record in world.log.records]
    assert seen[0] == (
        RecordKind.PAGE_VIEWED,
        AOI.id,
        "local",
        {"name": "aoi.pdf", "page": 2, "shown": "image", "width": 580, "request_id": "desk-7"},
    )
    assert [body["page"] for *_, body in seen] == [2, 1]


@pytest.mark.parametrize("known", ['"{}"', 'W/"{}"', '"another", "{}"'])
def test_an_image_that_the_reader_has_is_neither_sent_nor_recorded_again(world: World, known: str) -> None:
    path = f"{DOCUMENTS}/{AOI.id}/pages/1.jpg"
    with world.client() as client:
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": known.format(first.headers["etag"].strip('"'))})
        changed = client.get(path, headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert changed.content == first.content
    assert len(world.log.records) == 2


def test_a_page_whose_view_cannot_be_recorded_is_not_shown(world: World) -> None:
    world.log.fail = True
    with world.client() as client:
        response = client.get(f"{DOCUMENTS}/{AOI.id}/pages/1.jpg")

    assert response.status_code == 503
    assert response.json()["code"] == "audit_unavailable"


@pytest.mark.parametrize("rest", ["", "/sections", "/pages/1/text.json", "/pages/1.jpg"])
def test_what_is_not_there_is_not_found(world: World, rest: str) -> None:
    with world.client() as client:
        response = client.get(f"{DOCUMENTS}/{MISSING}{rest}")

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_a_page_that_is_not_there_is_not_found(world: World) -> None:
    with world.client() as client:
        codes = [client.get(f"{DOCUMENTS}/{AOI.id}/pages/{page}").json()["code"] for page in ("3.jpg", "3/text.json")]

    assert codes == ["not_found", "not_found"]


@pytest.mark.parametrize(
    "rest", ["pages/0.jpg", "pages/x.jpg", "pages/99999999999999999999/text.json", "pages/1.jpg?w=1"]
)
def test_a_page_or_a_width_out_of_bounds_is_refused(world: World, rest: str) -> None:
    with world.client() as client:
        response = client.get(f"{DOCUMENTS}/{AOI.id}/{rest}")

    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"
