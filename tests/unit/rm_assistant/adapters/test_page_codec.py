"""Pages as bytes and back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.adapters.page_codec import pack_page, unpack_page, unpack_terms, unpack_text
from rm_assistant.domain.documents import Language, Page
from rm_assistant.domain.layout import Words
from tests.filings import filing

positions = st.integers(0, 200_000)


@st.composite
def words(draw: st.DrawFn) -> Words:
    """Any positions that a page may have: rising, without overlap; boxes anywhere, left of the page too."""
    starts: list[int] = []
    ends: list[int] = []
    boxes: list[int] = []
    position = 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), max_size=20)):
        starts.append(position + gap)
        ends.append(position + gap + length)
        position = ends[-1]
        boxes.extend(draw(st.tuples(*[st.integers(-20_000, 200_000)] * 4)))
    return Words(tuple(starts), tuple(ends), tuple(boxes))


@given(words(), st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_a_page_comes_back_as_it_was(found: Words, text: str) -> None:
    page = Page(number=3, text=text, language=Language.JAPANESE, label="iii", width=595.2, height=841.9, words=found)

    packed = pack_page(page, "", ())

    assert unpack_page(packed.text, packed.layout, packed.words) == page


def test_blocks_and_tables_come_back() -> None:
    page = filing("orion", ["Net sales 1,577"]).pages[0]

    packed = pack_page(page, "", ())

    assert unpack_page(packed.text, packed.layout, packed.words) == page


def test_passages_stand_beside_their_pages_text_and_terms_apart() -> None:
    parsed = filing("orion", ["Net sales 1,577"])

    packed = pack_page(parsed.pages[0], "net sales", parsed.passages)

    assert unpack_text(packed.text).passages == tuple(replace(found, terms="") for found in parsed.passages)
    assert unpack_terms(packed.terms).page == "net sales"
    assert unpack_terms(packed.terms).passages == {0: parsed.passages[0].terms}


def test_the_words_of_a_printed_page_take_little_room() -> None:
    lines = [" ".join(f"word{line}{column}" for column in range(12)) for line in range(40)]
    page = filing("orion", ["\n".join(lines).replace("\n", " ")]).pages[0]

    packed = pack_page(page, "", ())

    assert len(page.words) == 480
    assert len(packed.words) < len(page.text)
