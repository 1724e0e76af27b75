"""Pages as a reader sees them: that they were shown is on record before they are."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from rm_assistant.domain.access import Principal
from rm_assistant.domain.audit import AuditEntry, RecordKind
from rm_assistant.domain.documents import Document, DocumentId, Page
from rm_assistant.ports import AuditLog, Catalog, PageImages


@dataclass(frozen=True, slots=True)
class PageImage:
    """`tag` names these bytes and no others. `jpeg` is None where the reader has them already."""

    tag: str
    jpeg: bytes | None


class Pages:
    """Raises NotFoundError for what is not there or not for this reader, AuditUnavailableError where nothing is shown
    since it could not be recorded."""

    def __init__(self, catalog: Catalog, images: PageImages, audit: AuditLog) -> None:
        self._catalog = catalog
        self._images = images
        self._audit = audit

    def image(
        self,
        document: DocumentId,
        number: int,
        principal: Principal,
        *,
        width: int,
        held: Collection[str] = (),
        request_id: str = "",
    ) -> PageImage:
        """The page as printed, `width` pixels wide. `held` are tags of images that the reader kept from before."""
        found = self._catalog.get(document, principal)
        jpeg = self._images.jpeg(document, number, width)
        tag = hashlib.sha256(jpeg).hexdigest()
        if tag in held:
            return PageImage(tag, None)
        self._record(found, number, principal, {"shown": "image", "width": width, "request_id": request_id})
        return PageImage(tag, jpeg)

    def text(self, document: DocumentId, number: int, principal: Principal, *, request_id: str = "") -> Page:
        """A page's text and layout. Where there is no image of it (HTML), this is how the page is shown."""
        page = self._catalog.page(document, number, principal)
        if not page.width:
            found = self._catalog.get(document, principal)
            self._record(found, number, principal, {"shown": "text", "request_id": request_id})
        return page

    def _record(self, document: Document, number: int, principal: Principal, how: dict[str, Any]) -> None:
        body = {"name": document.name, "page": number, **how}
        self._audit.append([AuditEntry(RecordKind.PAGE_VIEWED, document.id, principal.id, body)])
