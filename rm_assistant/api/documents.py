"""The library: filings, their sections, and their pages as text and as images."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response

from rm_assistant.api.deps import App, Reader
from rm_assistant.api.errors import NOT_MODIFIED, OK
from rm_assistant.api.request_context import request_id
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
    request: Request,
    document: str,
    page: PageNumber,
    application: App,
    reader: Reader,
    *,
    words: Annotated[bool, Query(description="With the rectangle of every word and cell")] = False,
) -> PageText:
    """A page's text, blocks and tables: enough to draw an HTML filing, or a text layer over a page image."""
    shown = application.pages.text(document, page, reader, request_id=request_id(request.scope))
    return PageText.of(document, shown, with_words=words)


@router.get(
    "/{document}/pages/{page}.jpg",
    response_class=Response,
    responses={OK: {"content": {"image/jpeg": {}}}, NOT_MODIFIED: {"description": "The reader has it already"}},
)
def show_page_image(
    request: Request,
    document: str,
    page: PageNumber,
    application: App,
    reader: Reader,
    w: Annotated[int, Query(ge=64, le=2400, description="Width in pixels")] = 1000,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """The page as printed; each time it is sent, the log says so first. Filings in HTML have no page images: draw them
    from `text.json`.
    """
    held = _tags(if_none_match)
    asked_as = request_id(request.scope)
    image = application.pages.image(document, page, reader, width=w, held=held, request_id=asked_as)
    headers = {**_IMAGE_CACHING, "ETag": f'"{image.tag}"'}
    if image.jpeg is None:
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(image.jpeg, media_type="image/jpeg", headers=headers)


def _tags(if_none_match: str) -> frozenset[str]:
    """Of `"tag", W/"tag"`. A `*` names no image, so that nothing is known to be held."""
    return frozenset(tag.strip().removeprefix("W/").strip('"') for tag in if_none_match.split(","))
