"""Running headers, footers and page numbers."""

from __future__ import annotations

import pytest

from ingest.html.fragments import Paragraph
from ingest.html.furniture import Furniture
from ingest.html.parts import Content


def parts(*footers: str, header: str = "Table of Contents") -> list[list[Content]]:
    body = ["Revenue rose.", "Costs fell.", "Margins held.", "Cash grew."]
    return [
        [Paragraph(header), *(Paragraph(f"In part {foot}, {text}") for text in body), Paragraph(foot)]
        for foot in footers
    ]


@pytest.mark.parametrize(
    ("footers", "labels"),
    [
        (("1", "2", "3"), ["1", "2", "3"]),
        (("F-1", "F-2", "F-3"), ["F-1", "F-2", "F-3"]),
        (("ii", "iii", "iv"), ["ii", "iii", "iv"]),
        (("- 7 -", "- 8 -", "- 9 -"), ["7", "8", "9"]),
        (
            (
                "Kestrel, Inc. | 2023 Form 10-K | 7",
                "Kestrel, Inc. | 2023 Form 10-K | 8",
                "Kestrel, Inc. | 2023 Form 10-K | 9",
            ),
            ["7", "8", "9"],
        ),
        (("12 Kestrel, Inc.", "13 Kestrel, Inc.", "14 Kestrel, Inc."), ["12", "13", "14"]),
        (("Signed in May", "Signed in June", "Signed in July"), [None, None, None]),
    ],
)
def test_page_numbers_are_read_from_the_edge(footers: tuple[str, ...], labels: list[str | None]) -> None:
    made = parts(*footers)
    furniture = Furniture(made)

    assert [furniture.label(part) for part in made] == labels


def test_what_repeats_at_the_edge_is_furniture_and_the_body_is_not() -> None:
    made = parts("1", "2", "3")

    marked = Furniture(made).of(made[0])

    assert [item.text for item in made[0] if isinstance(item, Paragraph) and id(item) in marked] == [
        "Table of Contents",
        "1",
    ]


def test_a_unit_that_repeats_is_no_furniture() -> None:
    made = parts("a", "b", "c", header="（単位：百万円）")

    assert Furniture(made).of(made[0]) == set()


def test_headings_that_differ_by_an_inner_number_are_no_furniture() -> None:
    made: list[list[Content]] = [[Paragraph(f"Note {number} – Revenue"), *parts("x")[0][1:]] for number in range(5)]

    assert not any(id(part[0]) in Furniture(made).of(part) for part in made)


def test_one_number_at_the_end_of_one_part_is_no_page_number() -> None:
    made = parts("Signed", "42")

    assert Furniture(made).label(made[1]) is None
