"""Figures inside words."""

from __future__ import annotations

import pytest

from ingest.samples.wording import JAPANESE
from tests.sample_books import wording


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Sales were ${sales} million, not {sales@-1}.", "Sales were $1,050 million, not 990."),
        ("{loss} and {loss@-1}", "(12) and —"),
        ("{-loss}", "12"),
        ("{eps} per share", "3.50 per share"),
        ("{doubled}", "2,100"),
        ("{sales:rose} by {sales:growth}%", "increased by 6.1%"),
        ("{sales:diff} more, {sales:bn} billion", "60 more, 1.05 billion"),
        ("{eps/sales}%", "0.3%"),
        ("{year}, {year@-1}: {name}, {filed}", "2024, 2023: Lanternfish, February 20, 2025"),
    ],
)
def test_places_are_filled(text: str, filled: str) -> None:
    assert wording().fill(text) == filled


def test_japanese_figures_have_triangles() -> None:
    assert wording(JAPANESE).fill("{loss}、{loss@-1}、{sales:rose}") == "△12、－、増加"


def test_what_the_books_do_not_hold_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording().fill("{moonbeams}")
