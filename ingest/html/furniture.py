"""Running headers and footers of the document's own pages, and the page numbers printed in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.html.fragments import Paragraph
from ingest.html.parts import Content

_EDGE_TOP = 2
_EDGE_BOTTOM = 3
_MAX_LENGTH = 100
_REPEATED_SHARE = 0.4
_REPEATED_PARTS = 3
_NUMBER_ALONE = re.compile(
    r"^(?:page\s*)?[-–—]?\s*([A-Z]{1,2}\s?-\s?\d{1,3}|\d{1,3}|[ivxl]{1,6})\s*[-–—]?$", re.IGNORECASE
)
_NUMBER_AT_END = re.compile(r"(?:^|[\s|])([A-Z]{1,2}-\d{1,3}|\d{1,3})$")
_NUMBER_AT_START = re.compile(r"^([A-Z]{1,2}-\d{1,3}|\d{1,3})[\s|]")
_EDGE_NUMBER = re.compile(r"^(?:[A-Z]{1,2}-)?\d+\b|\b(?:[A-Z]{1,2}-)?\d+$")
_UNIT = re.compile("単位|円|million|thousand", re.IGNORECASE)


class Furniture:
    """What stands at the top or bottom of part after part, a number at its edge aside."""

    def __init__(self, parts: Sequence[Sequence[Content]]) -> None:
        seen = Counter(key for part in parts for key in {_key(item) for item in _edges(part)})
        least = max(_REPEATED_PARTS, _REPEATED_SHARE * len(parts))
        self._repeated = {key for key, count in seen.items() if count >= least}
        numbered = sum(any(_NUMBER_ALONE.match(item.text) for item in _edges(part)) for part in parts)
        self._numbered = numbered >= 2

    def of(self, part: Sequence[Content]) -> set[int]:
        """Ids (`id()`) of the paragraphs of `part` that are furniture."""
        return {id(item) for item in _edges(part) if self._is_furniture(item)}

    def label(self, part: Sequence[Content]) -> str | None:
        """The printed page number; the foot's before the head's."""
        for item in reversed([item for item in _edges(part) if self._is_furniture(item)]):
            text = item.text
            found = _NUMBER_ALONE.match(text) or _NUMBER_AT_END.search(text) or _NUMBER_AT_START.match(text)
            if found:
                return found[1].replace(" ", "")
        return None

    def _is_furniture(self, item: Paragraph) -> bool:
        return _key(item) in self._repeated or (self._numbered and bool(_NUMBER_ALONE.match(item.text)))


def _edges(part: Sequence[Content]) -> list[Paragraph]:
    edge = [*part[:_EDGE_TOP], *part[max(_EDGE_TOP, len(part) - _EDGE_BOTTOM) :]]
    return [item for item in edge if isinstance(item, Paragraph) and _may_be(item.text)]


def _may_be(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and not _UNIT.search(text)


def _key(item: Paragraph) -> str:
    return _EDGE_NUMBER.sub("#", item.text).casefold()
