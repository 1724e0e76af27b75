"""Who was shown which page is on record before it is shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.audit import RecordKind
from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.errors import AuditUnavailableError, NotFoundError
from rm_assistant.services.pages import Pages
from tests.fakes_storage import MemoryAuditLog, MemoryCatalog
from tests.filings import catalogued, filing

PDF = filing("aoi", ["Net sales 1,284 million"])
HTML = filing("midori", ["Revenue 88"])
HTML = replace(HTML, pages=tuple(replace(page, width=0.0, height=0.0) for page in HTML.pages))
BEHIND_A_WALL = filing("walled", ["Secret 1"])


class OneColour:
    def jpeg(self, document: DocumentId, page: int, width: int) -> bytes:
        return f"{document} {page} {width}".encode()

    def forget(self, document: DocumentId) -> None:
        """Nothing is kept."""


@pytest.fixture
def log() -> MemoryAuditLog:
    return MemoryAuditLog()


@pytest.fixture
def pages(log: MemoryAuditLog) -> Pages:
    catalog = MemoryCatalog()
    catalog.add(PDF, catalogued(PDF))
    catalog.add(HTML, catalogued(HTML))
    catalog.add(BEHIND_A_WALL, catalogued(BEHIND_A_WALL, wall="deal"))
    return Pages(catalog, OneColour(), log)


def test_an_image_is_recorded_with_its_document_page_and_reader(pages: Pages, log: MemoryAuditLog) -> None:
    shown = pages.image(PDF.id, 1, LOCAL_PRINCIPAL, width=800, request_id="desk-7")

    assert shown.jpeg == f"{PDF.id} 1 800".encode()
    (record,) = log.records
    assert (record.kind, record.subject, record.principal) == (RecordKind.PAGE_VIEWED, PDF.id, "local")
    assert json.loads(record.body) == {
        "name": "aoi.pdf",
        "page": 1,
        "shown": "image",
        "width": 800,
        "request_id": "desk-7",
    }


def test_an_image_held_from_before_is_not_given_or_recorded_again(pages: Pages, log: MemoryAuditLog) -> None:
    first = pages.image(PDF.id, 1, LOCAL_PRINCIPAL, width=800)

    again = pages.image(PDF.id, 1, LOCAL_PRINCIPAL, width=800, held={"other", first.tag})
    wider = pages.image(PDF.id, 1, LOCAL_PRINCIPAL, width=900, held={first.tag})

    assert again.jpeg is None
    assert again.tag == first.tag
    assert wider.jpeg is not None
    assert len(log.records) == 2


def test_text_is_a_view_where_a_page_has_no_image(pages: Pages, log: MemoryAuditLog) -> None:
    assert pages.text(PDF.id, 1, LOCAL_PRINCIPAL).text == "Net sales 1,284 million"
    assert log.records == []

    assert pages.text(HTML.id, 1, LOCAL_PRINCIPAL).text == "Revenue 88"
    assert [(record.subject, json.loads(record.body)["shown"]) for record in log.records] == [(HTML.id, "text")]


def test_what_cannot_be_recorded_is_not_shown(pages: Pages, log: MemoryAuditLog) -> None:
    log.fail = True

    with pytest.raises(AuditUnavailableError):
        pages.image(PDF.id, 1, LOCAL_PRINCIPAL, width=800)
    with pytest.raises(AuditUnavailableError):
        pages.text(HTML.id, 1, LOCAL_PRINCIPAL)


def test_a_page_behind_a_wall_is_neither_shown_nor_recorded(pages: Pages, log: MemoryAuditLog) -> None:
    with pytest.raises(NotFoundError):
        pages.image(BEHIND_A_WALL.id, 1, Principal("ann"), width=800)

    assert log.records == []
