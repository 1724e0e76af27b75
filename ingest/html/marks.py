"""Tags of inline XBRL on their way through the flow: places are counted in printed characters.

White space changes on the way to a page's text and print does not: a tag on the fifth to ninth printed characters of a
cell is on those of the page too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.html.fragments import Mark
from ingest.xbrl_tags import InlineTag

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Characters without width: a page's text leaves them out."""
_WITHOUT_INVISIBLE = str.maketrans("", "", INVISIBLE)


def printed_length(text: str) -> int:
    """Characters that leave ink."""
    return len("".join(text.translate(_WITHOUT_INVISIBLE).split()))


def joined_marks(pieces: Iterable[tuple[str, tuple[Mark, ...]]]) -> tuple[Mark, ...]:
    """Of texts that become one, each with its own marks."""
    joined: list[Mark] = []
    before = 0
    for text, marks in pieces:
        joined += [replace(mark, start=mark.start + before, end=mark.end + before) for mark in marks]
        before += printed_length(text)
    return tuple(joined)


@dataclass(slots=True)
class OpenMark:
    """A tag while the text in it is read: from piece `first` of its paragraph to before piece `last`."""

    tag: InlineTag
    first: int
    last: int | None = None


def marks_of(opened: Sequence[OpenMark], pieces: Sequence[str]) -> tuple[Mark, ...]:
    """Of the tags that begin and end within a paragraph's pieces and stand around anything printed."""
    if not opened:
        return ()
    until = [0]
    for piece in pieces:
        until.append(until[-1] + printed_length(piece))
    closed = (Mark(each.tag, until[each.first], until[each.last]) for each in opened if each.last is not None)
    return tuple(mark for mark in closed if mark.start < mark.end)


def marks_within(marks: Iterable[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """Those wholly within printed characters `[start, end)`, counted from there."""
    return tuple(
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    )
