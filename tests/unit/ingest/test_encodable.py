from __future__ import annotations

from dataclasses import replace

from ingest.encodable import encodable
from ingest.reading import OutlineEntry, Reading, SourceInfo
from rm_assistant.domain.documents import Block, BlockKind, Language, MediaType, Page
from rm_assistant.domain.layout import Rect, Word, Words
from rm_assistant.serialisation import to_json

PAGE = Page(
    1,
    "half \ud835 and whole 𠮷",
    Language.ENGLISH,
    label="\udc00",
    words=Words.pack([Word(0, 4, Rect(0, 0, 1, 1)), Word(5, 6, Rect(2, 0, 3, 1))]),
    blocks=(Block(BlockKind.PARAGRAPH, 0, 18),),
)
READING = Reading(
    MediaType.PDF, 1, (PAGE,), outline=(OutlineEntry("\ud800 title", 1, 1),), info=SourceInfo(title="\udfff")
)


def test_halves_of_characters_are_replaced_and_offsets_hold() -> None:
    mended = encodable(READING)

    assert to_json(mended.pages[0])
    assert mended.pages[0].text == "half \ufffd and whole 𠮷"
    assert (mended.pages[0].label, mended.outline[0].title, mended.info.title) == ("\ufffd", "\ufffd title", "\ufffd")
    assert replace(mended.pages[0], text="", label=None) == replace(PAGE, text="", label=None)


def test_what_can_be_written_down_is_left_as_it_is() -> None:
    whole = replace(READING, pages=(replace(PAGE, text="whole 𠮷", label="1"),), outline=(), info=SourceInfo())

    assert encodable(whole) is whole
