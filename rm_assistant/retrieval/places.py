"""Where in their filings spans stand: the sections that hold them, and whether those are about the question's topic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from rm_assistant.domain.access import Principal
from rm_assistant.domain.documents import DocumentId, Section
from rm_assistant.language.topics import Topic
from rm_assistant.ports import Catalog

FRONT_PAGES = 2
"""Pages among which a filing's cover is."""

Path = tuple[Section, ...]
"""The sections that hold a place, the innermost last."""


class Places:
    """The sections in which spans stand, read once a document."""

    def __init__(self, catalog: Catalog, principal: Principal, topic: Topic | None) -> None:
        self._catalog = catalog
        self._principal = principal
        self._topic = topic
        self._paths: dict[DocumentId, list[tuple[tuple[int, int], Path]]] = {}

    def holding(self, document: DocumentId, page: int, start: int) -> Path:
        """The sections that hold the place at offset `start` of a page."""
        if document not in self._paths:
            self._paths[document] = list(_paths(self._catalog.sections(document, self._principal)))
        paths = self._paths[document]
        at = bisect_right(paths, (page, start), key=itemgetter(0))
        path = paths[at - 1][1] if at else ()
        return tuple(section for section in path if page <= section.last_page)

    def pages_into(self, document: DocumentId, page: int, start: int) -> int:
        """How many pages a place stands behind the beginning of the section about the topic; 0 where none is."""
        path = self.holding(document, page, start)
        return next((page - section.first_page for section in path if self._topic and self._topic.fit(section)), 0)

    def are_about(self, document: DocumentId, page: int, start: int) -> float:
        """How much the sections that hold a place are about the topic of the question: see `Topic.fit`."""
        if self._topic is None:
            return 0.0
        return max((self._topic.fit(section) for section in self.holding(document, page, start)), default=0.0)


def _paths(sections: Iterable[Section]) -> Iterator[tuple[tuple[int, int], Path]]:
    """From where on each path is in force: a section inside those of higher levels that began before it."""
    path: Path = ()
    for section in sorted(sections, key=lambda section: (section.first_page, section.start, section.level)):
        path = (*(outer for outer in path if outer.level < section.level), section)
        yield (section.first_page, section.start), path
