from __future__ import annotations

import pytest

from ingest.pdf.captions import LineAbove, caption_of
from rm_assistant.domain.documents import BlockKind

ABOVE = "The table below presents results (dollars in thousands):"


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        (["", "2022", "Change ($)", "Change (%)"], "(dollars in thousands)"),
        (["", "Exercise price", "Intrinsic value (in millions)"], "(dollars in thousands)"),
        (["", "2022 (in millions)", "2021"], "(in millions)"),
        (["(in millions)", "2022", "2021"], "(in millions)"),
        (["", "2022", "2021", "(in millions)"], "(in millions)"),
    ],
)
def test_the_unit_of_one_column_is_not_the_tables(header: list[str], unit: str) -> None:
    above = [LineAbove(0, len(ABOVE), BlockKind.PARAGRAPH)]
    assert caption_of(ABOVE, above, header).unit == unit
