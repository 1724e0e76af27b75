"""Labels and figures of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.page_lines import letters_of, lines_of
from tests.pages import page


@pytest.mark.parametrize(
    ("line", "label", "figures"),
    [
        ("Total assets  $36,500  $37,987", "Total assets", 2),
        ("Loss on sale  $ (12) $ (1.5 )", "Loss on sale", 2),
        ("Goodwill — 84", "Goodwill", 2),
        ("売上原価  ※１ 469,791  △463,041", "売上原価", 2),
        ("現金及び預金  －  26,464", "現金及び預金", 2),
        ("Percent of net sales 12.2% 12.3%", "Percent of net sales", 2),
        ("2024 2023 2022", "", 3),
        ("Changes in assets and liabilities:", "Changes in assets and liabilities:", 0),
        ("Revenue rose in the year.", "Revenue rose in the year.", 0),
    ],
)
def test_a_row_is_a_label_and_figures(line: str, label: str, figures: int) -> None:
    (found,) = lines_of(page(1, line))
    assert (found.label, found.figures) == (label, figures)


def test_letters_are_the_same_where_spaces_are_lost_or_added() -> None:
    assert letters_of("Consolidated Statement of Cash Flow s") == letters_of("CONSOLIDATEDSTATEMENT OF CASH FLOWS")
    assert letters_of("① 【連結キャッシュ・フロー計算書】") == letters_of("連結ｷｬｯｼｭ･ﾌﾛｰ計算書")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
def test_lines_are_page_text(text: str) -> None:
    for line in lines_of(page(1, *text.split("\n"))):
        assert line.text.startswith(line.label)
        assert line.end - line.start == len(line.text)


def test_offsets_point_into_the_page() -> None:
    source = page(7, "# Balance sheet", "Cash  1  2", "", "Debt  3  4")
    lines = lines_of(source)
    assert [source.text[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert {line.page for line in lines} == {7}
