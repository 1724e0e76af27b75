from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf.frame import Frame
from ingest.pdf.furniture import Furniture, edges_of, find_furniture
from ingest.pdf.layout import PageLayout
from ingest.pdf.lines import Line
from tests.page_lines import lines_of, right_aligned, words_at

TOPS = ["Risk factors", "Business", "Properties", "Legal proceedings", "Mine safety"]
FRAME = Frame(0, 0, 600, 800, 0, 0)


def page(number: int, top: str, bottom: str, body: str = "Some words") -> list[Line]:
    return lines_of(
        words_at(60, 30, top), *(words_at(60, 100 + 14 * line, f"{body} {number} {line}") for line in range(12)),
        words_at(300, 770, bottom),
    )  # fmt: skip


def furniture(pages: Sequence[list[Line]], at: int) -> tuple[Furniture, list[str]]:
    edges = [edges_of(PageLayout(number, FRAME, [lines])) for number, lines in enumerate(pages, 1)]
    near = [(other - at, edges[other]) for other in range(len(pages)) if other != at and abs(other - at) <= 3]
    found = find_furniture(edges[at], near)
    return found, [line.text for line in pages[at] if id(line) in found.lines]


def test_what_repeats_on_neighbouring_pages_is_furniture() -> None:
    pages = [page(number, "Table of Contents", str(40 + number)) for number in range(5)]
    found, lines = furniture(pages, 2)
    assert lines == ["Table of Contents", "42"]
    assert found.label == "42"


def test_a_title_on_one_page_is_not() -> None:
    pages = [page(number, TOPS[number], str(number)) for number in range(5)]
    assert furniture(pages, 2)[1] == ["2"]


def test_page_numbers_in_their_many_forms() -> None:
    for form, label in (
        ("F-{}", "F-12"),
        ("- {} -", "12"),
        ("{}/125", "12"),
        ("Page {} of 90", "12"),
        ("2022 FORM 10-K {}", "12"),
    ):
        pages = [page(number, TOPS[number], form.format(10 + number)) for number in range(5)]
        assert furniture(pages, 2)[0].label == label


def test_roman_page_numbers() -> None:
    pages = [page(number, TOPS[number], numeral) for number, numeral in enumerate(["i", "ii", "iii", "iv", "v"])]
    assert furniture(pages, 2)[0].label == "iii"


def test_a_number_that_does_not_count_on_is_no_page_number() -> None:
    pages = [page(number, TOPS[number], "2018") for number in range(5)]
    assert furniture(pages, 2)[0].label is None


def test_rows_of_figures_are_never_furniture() -> None:
    pages = [
        lines_of(
            words_at(60, 30, "Total") + right_aligned(400, 30, "1,000"),
            *(words_at(60, 100 + 14 * line, f"Body {number} {line}") for line in range(10)),
        )
        for number in range(5)
    ]
    assert furniture(pages, 2)[1] == []
