"""Page text made plain."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.cover.text import next_date, one_line, period_words


def test_one_line_has_plain_spaces_and_dashes() -> None:
    assert one_line("FORM\n10\u2011K\u00a0 second\ufffequarter") == "FORM 10-K second-quarter"


def test_the_next_date_has_offsets_of_the_whole_text() -> None:
    text = "year ended:  May 31, 2023 and"

    found = next_date(text, len("year ended:"))

    assert found is not None
    assert (text[found.start : found.end], found.date) == ("May 31, 2023", date(2023, 5, 31))


def test_a_date_too_far_away_is_another_matter() -> None:
    assert next_date("ended " + "x " * 60 + "May 31, 2023", 6) is None


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("FISCAL YEAR ENDED MAY 31, 2019", "fiscal year ended May 31, 2019"),
        ("fis cal year ended December 31, 2017", "fiscal year ended December 31, 2017"),
        ("fiscal year endedDecember 31, 2022", "fiscal year ended December 31, 2022"),
        ("Fourth-Quarter 2022", "fourth-quarter 2022"),
    ],
)
def test_a_period_reads_as_in_a_sentence(printed: str, said: str) -> None:
    assert period_words(printed) == said
