"""The title and the unit of a table, as printed above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.tables import PERIOD, unit_in
from rm_assistant.domain.documents import BlockKind

_TITLE_REACH = 8
_UNIT_REACH = 5
_LONGEST_TITLE = 200
_DATE_WORDS = re.compile(
    r"""
    (?:as\s+of|at|for|the|years?|(?:three|six|nine|twelve)\s+months|quarters?|weeks|fiscal|end(?:ed|ing)|and|to|through
      |january|february|march|april|may|june|july|august|september|october|november|december|[\d,.]+
      |[(（]?(?:unaudited|continued|audited|concluded|続き)[)）]?|[(（]?[自至]?\s*[\d０-９]+年[\d０-９月日～至自\s年]*[)）]?|[\s,;:–—-]+)+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTE = re.compile(r"\((?:see\s+)?notes?\s[^()]{1,20}\)\*?", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NAVIGATION = re.compile(r"table of contents|index|目次|EDINET提出書類", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.。;]\s*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed above or in a table, None where nothing is."""

    title: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class LineAbove:
    """A heading, short paragraph or last line of a long one, or a table: page text `[start, end)`."""

    start: int
    end: int
    kind: BlockKind
    caption: Caption = Caption(None, None)
    """Of a table."""


def caption_of(text: str, above: Sequence[LineAbove], header: Sequence[str]) -> Caption:
    """A table's caption; one that follows another with nothing between carries on under the other's."""
    before = above[-1].caption if above and above[-1].kind is BlockKind.TABLE else Caption(None, None)
    return Caption(_title(text, above) or before.title, _unit(text, above, header) or before.unit)


def _title(text: str, above: Sequence[LineAbove]) -> str | None:
    """The nearest line above that can be a caption: a heading, a short line, else a sentence announcing the table."""
    announcement: str | None = None
    for line in reversed(above[-_TITLE_REACH:]):
        if line.kind is BlockKind.TABLE:
            break
        printed = " ".join(text[line.start : line.end].split())
        if not _can_be_title(printed):
            continue
        if line.kind is BlockKind.HEADING or not _is_prose(printed):
            return printed
        if announcement is None and printed.endswith((":", "：")):
            announcement = printed
    return announcement


def _unit(text: str, above: Sequence[LineAbove], header: Sequence[str]) -> str | None:
    """The unit printed over the labels, in a header cell by itself or with a period, or nearest above the table."""
    places = [place for number, place in enumerate(header) if number == 0 or not _is_of_column(place)]
    for line in reversed(above[-_UNIT_REACH:]):
        if line.kind is BlockKind.TABLE:
            break
        places.append(text[line.start : line.end])
    for place in places:
        span = unit_in(place)
        if span is not None:
            return " ".join(place[span[0] : span[1]].split())
    return None


def _is_of_column(head: str) -> bool:
    """Whether a head names its own column before the unit: "Change (%)", "Intrinsic value (in millions)"."""
    span = unit_in(head)
    rest = "" if span is None else head[: span[0]] + head[span[1] :]
    return _LETTER.search(rest) is not None and PERIOD.search(rest) is None


def _can_be_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or _DATE_WORDS.fullmatch(text) or _NAVIGATION.fullmatch(text):
        return False
    span = unit_in(text)
    rest = text if span is None else text[: span[0]] + text[span[1] :]
    return _LETTER.search(_NOTE.sub("", rest)) is not None


def _is_prose(text: str) -> bool:
    return len(text) > 110 or text[0].islower() or _SENTENCE_END.search(text) is not None or text.endswith((":", "："))
