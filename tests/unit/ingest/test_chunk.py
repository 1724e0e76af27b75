"""Passages: exact, whole, of one section, and of a good size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import TABLE_LENGTH, TEXT_LENGTH, passages
from ingest.sections import find_sections
from rm_assistant.domain.documents import (
    FilingForm,
    FilingMetadata,
    Language,
    Page,
    Passage,
    PassageKind,
    SpanKind,
)
from tests.pages import page

METADATA = FilingMetadata(
    issuer="Lanternfish, Inc.",
    form=FilingForm.FORM_10K,
    fiscal_year=2024,
    fiscal_label="fiscal year ended December 31, 2024",
)


def cut(pages: Sequence[Page], metadata: FilingMetadata = METADATA) -> tuple[Passage, ...]:
    return passages(pages, find_sections(pages, ()), metadata)


REPORT = [
    page(1, "~ LANTERNFISH", "# Item 1. Business", "We make valves. We sell them.", "We also service valves.", "~ 1"),
    page(
        2,
        "~ LANTERNFISH",
        "# Item 7. Management’s Discussion and Analysis",
        "Sales rose.",
        "# Segments",
        "(In millions)",
        "  2024  2023",
        "Valves  12  11",
        "Total  12  11",
        "Profit rose too.",
        "~ 2",
    ),
]


def test_sentences_and_rows_are_spans() -> None:
    spans = [
        (span.kind, REPORT[each.page - 1].text[span.start : span.end]) for each in cut(REPORT) for span in each.spans
    ]
    assert spans == [
        (SpanKind.SENTENCE, "Item 1. Business"),
        (SpanKind.SENTENCE, "We make valves."),
        (SpanKind.SENTENCE, "We sell them."),
        (SpanKind.SENTENCE, "We also service valves."),
        (SpanKind.SENTENCE, "Item 7. Management’s Discussion and Analysis"),
        (SpanKind.SENTENCE, "Sales rose."),
        (SpanKind.SENTENCE, "Segments"),
        (SpanKind.SENTENCE, "(In millions)"),
        (SpanKind.ROW, "2024  2023"),
        (SpanKind.ROW, "Valves  12  11"),
        (SpanKind.ROW, "Total  12  11"),
        (SpanKind.SENTENCE, "Profit rose too."),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    assert not any("LANTERNFISH" in each.text for each in cut(REPORT))


def test_a_table_is_one_passage_with_its_rows() -> None:
    (table,) = [each for each in cut(REPORT) if each.kind is PassageKind.TABLE]
    assert [(span.table, span.row) for span in table.spans] == [("p2-t1", 0), ("p2-t1", 1), ("p2-t1", 2)]


def test_the_header_says_whose_it_is() -> None:
    table = next(each for each in cut(REPORT) if each.kind is PassageKind.TABLE)
    assert table.header == (
        "Lanternfish, Inc. · FY2024 (fiscal year ended December 31, 2024) · 10-K"
        " · Item 7. Management’s Discussion and Analysis\nSegments"
    )
    assert "2024" in table.terms.split()


def test_passages_stay_in_their_section_and_count_from_zero() -> None:
    found = cut(REPORT)
    assert [each.section for each in found] == ["item_1", "item_7", "item_7", "item_7"]
    assert [each.ordinal for each in found] == list(range(len(found)))


def test_long_prose_is_cut_between_sentences() -> None:
    prose = " ".join(f"Valve number {number} opens and closes as it should." for number in range(100))
    found = cut([page(1, prose)])
    assert len(found) > 3
    assert all(each.text.endswith(".") for each in found)
    assert all(len(each.text) <= TEXT_LENGTH[Language.ENGLISH] for each in found)


def test_a_sentence_without_end_is_split() -> None:
    found = cut([page(1, "valve, " * 900)])
    assert len(found) > 3
    assert max(len(span.text) for span in found) <= 2 * TEXT_LENGTH[Language.ENGLISH]


def test_japanese_passages_are_shorter() -> None:
    prose = "".join(f"第{number}工場では弁を製造しております。" for number in range(100))
    assert all(len(each.text) <= TEXT_LENGTH[Language.JAPANESE] for each in cut([page(1, prose)]))


def test_a_long_table_repeats_its_header_rows_beside_the_text() -> None:
    rows = [f"Valve model {number} for process plants  {number}  {number + 1}" for number in range(200)]
    parts = cut([page(1, "Model  Sales 2024  Sales 2023", *rows)])
    assert len(parts) > 3
    assert all(len(part.text) <= TABLE_LENGTH[Language.ENGLISH] for part in parts)
    assert all("Sales 2024 Sales 2023" in part.header for part in parts[1:])
    assert "Sales 2024" not in parts[1].text
    assert sum(len(part.spans) for part in parts) == len(rows) + 1


def test_an_empty_page_has_no_passages() -> None:
    assert cut([page(1), page(2, "~ 2")]) == ()


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=80),
        st.sampled_from(
            [
                "# Item 1. Business",
                "# 第２【事業の状況】",
                "~ 7",
                "Sales  1  2",
                "Total  3",
                "売上高は増加した。利益も増えた。",
            ]
        ),
        st.just("Sales rose. " * 60),
    ),
    max_size=12,
)


@given(st.lists(LINES, max_size=3))
def test_spans_are_exact_page_text_and_never_overlap(texts: list[list[str]]) -> None:
    pages = [page(number, *lines) for number, lines in enumerate(texts, start=1)]
    for each in cut(pages):
        text = pages[each.page - 1].text
        assert each.text == text[each.spans[0].start : each.spans[-1].end]
        for span in each.spans:
            assert span.page == each.page
            assert text[span.start : span.end].strip()
        for before, after in pairwise(each.spans):
            assert before.end <= after.start


@given(st.lists(LINES, max_size=2))
def test_no_prose_is_lost(texts: list[list[str]]) -> None:
    pages = [page(number, *lines) for number, lines in enumerate(texts, start=1)]
    found = cut(pages)
    for source in pages:
        kept = {
            at
            for each in found
            if each.page == source.number
            for span in each.spans
            for at in range(span.start, span.end)
        }
        for block in source.blocks:
            if block.kind.value == "paragraph":
                lost = [at for at in range(block.start, block.end) if at not in kept and source.text[at].strip()]
                assert not lost
