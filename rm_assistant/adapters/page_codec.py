"""Pages and passages as compact bytes: a page's words with rectangles take about half the size of its text.

Text and passages are kept apart from layout, so that a search result is read without unpacking its page.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rm_assistant.domain.documents import Page, Passage
from rm_assistant.domain.layout import Words
from rm_assistant.serialisation import from_json, to_json

_COLUMNS = 6
_INTEGER = np.dtype("<i4")


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text and the passages on it, in order. zlib sees the text of both at once and keeps it once."""

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PageTerms:
    """Words for full-text search: the page's, and those of its passages by ordinal."""

    page: str
    passages: dict[int, str]


@dataclass(frozen=True, slots=True)
class PackedPage:
    text: bytes
    layout: bytes
    words: bytes
    terms: bytes


def pack_page(page: Page, terms: str, passages: Sequence[Passage]) -> PackedPage:
    return PackedPage(
        text=zlib.compress(to_json(PageText(page.text, tuple(replace(passage, terms="") for passage in passages)))),
        layout=zlib.compress(to_json(replace(page, text="", words=Words()))),
        words=zlib.compress(_pack_words(page.words)),
        terms=zlib.compress(to_json(PageTerms(terms, {passage.ordinal: passage.terms for passage in passages}))),
    )


def unpack_page(text: bytes, layout: bytes, words: bytes) -> Page:
    page = from_json(Page, zlib.decompress(layout))
    return replace(page, text=unpack_text(text).text, words=_unpack_words(zlib.decompress(words)))


def unpack_text(text: bytes) -> PageText:
    return from_json(PageText, zlib.decompress(text))


def unpack_terms(terms: bytes) -> PageTerms:
    return from_json(PageTerms, zlib.decompress(terms))


def _pack_words(words: Words) -> bytes:
    """Gaps instead of positions, column by column and byte by byte: nearly all bytes are then small or zero."""
    starts, ends = np.asarray(words.starts, np.int64), np.asarray(words.ends, np.int64)
    left, top, right, bottom = np.asarray(words.boxes, np.int64).reshape(-1, 4).T
    columns = np.stack(
        (
            starts - _shifted(ends),
            ends - starts,
            left - _shifted(right),
            np.diff(top, prepend=0),
            right - left,
            bottom - top,
        )
    )
    return columns.astype(_INTEGER).view(np.uint8).reshape(_COLUMNS, -1, _INTEGER.itemsize).transpose(0, 2, 1).tobytes()


def _unpack_words(packed: bytes) -> Words:
    flat = np.frombuffer(packed, np.uint8).reshape(_COLUMNS, _INTEGER.itemsize, -1).transpose(0, 2, 1)
    columns = np.ascontiguousarray(flat).view(_INTEGER).reshape(_COLUMNS, -1).astype(np.int64)
    gap, length, step, drop, width, height = columns
    ends, right, top = np.cumsum(gap + length), np.cumsum(step + width), np.cumsum(drop)
    boxes = np.stack((right - width, top, right, top + height), axis=1)
    return Words(tuple((ends - length).tolist()), tuple(ends.tolist()), tuple(boxes.ravel().tolist()))


def _shifted(positions: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.concatenate((np.zeros(min(1, len(positions)), np.int64), positions[:-1]))
