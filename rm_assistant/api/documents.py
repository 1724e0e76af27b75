"""The library: filings, their sections, and their pages as text and as images."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from rm_assistant.api.deps import App, Reader
from rm_assistant.api.errors import OK
from rm_assistant.api.schemas import LibraryQuery, PageText
from rm_assistant.domain.documents import Document, Section
from rm_assistant.serialisation import to_json
from rm_assistant.services.library import DocumentList, browse

router = APIRouter(prefix="/documents", tags=["documents"])

PageNumber = Annotated[int, Path(ge=1, le=1_000_000)]

_JSON = "application/json"
_IMAGE_CACHING = {"Cache-Control": "private, max-age=3600"}


@router.get("", response_model=DocumentList)
def list_documents(application: App, reader: Reader, query: Annotated[LibraryQuery, Query()]) -> Response:
    """Filings, newest first, with how many there are of each client, form, year and language."""
    documents = application.catalog.documents(reader)
    found = browse(documents, query.to_filter(), cursor=query.cursor, limit=query.limit)
    return Response(to_json(found), media_type=_JSON)


@router.get("/{document}", response_model=Document)
def show_document(document: str, application: App, reader: Reader) -> Response:
    """One filing: what its cover says, and the pages that could not be read, with reasons."""
    return Response(to_json(application.catalog.get(document, reader)), media_type=_JSON)


@router.get("/{document}/sections", response_model=tuple[Section, ...])
def list_sections(document: str, application: App, reader: Reader) -> Response:
    """The filing's table of contents, as its headings give it."""
    return Response(to_json(tuple(application.catalog.sections(document, reader))), media_type=_JSON)


@router.get("/{document}/pages/{page}/text.json")
def show_page_text(
    document: str,
    page: PageNumber,
    application: App,
    reader: Reader,
    *,
    words: Annotated[bool, Query(description="With the rectangle of every word and cell")] = False,
) -> PageText:
    """A page's text, blocks and tables: enough to draw an HTML filing, or a text layer over a page image."""
    return PageText.of(document, application.catalog.page(document, page, reader), with_words=words)


@router.get("/{document}/pages/{page}.jpg", response_class=Response, responses={OK: {"content": {"image/jpeg": {}}}})
def show_page_image(
    document: str,
    page: PageNumber,
    application: App,
    reader: Reader,
    w: Annotated[int, Query(ge=64, le=2400, description="Width in pixels")] = 1000,
) -> Response:
    """The page as printed. Filings in HTML have no page images: draw them from `text.json`."""
    application.catalog.get(document, reader)
    image = application.images.jpeg(document, page, w)
    return Response(image, media_type="image/jpeg", headers=_IMAGE_CACHING)
