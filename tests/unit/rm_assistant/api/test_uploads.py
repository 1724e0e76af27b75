"""Uploaded files' names cannot lead anywhere."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.api.uploads import safe_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("report.pdf", ["report.pdf"]),
        ("filing/part 1.htm", ["filing", "part 1.htm"]),
        ("../../etc/passwd", ["etc", "passwd"]),
        ("/etc/passwd", ["etc", "passwd"]),
        ("C:\\temp\\a.htm", ["C_", "temp", "a.htm"]),
        ("有価証券報告書.pdf", ["有価証券報告書.pdf"]),
        (".. /a", ["a"]),
        ("", ["unnamed"]),
        ("///", ["unnamed"]),
    ],
)
def test_what_is_left_of_a_name(name: str, parts: list[str]) -> None:
    assert safe_parts(name) == parts


@given(st.text())
def test_every_part_stays_where_it_is_put(name: str) -> None:
    for part in safe_parts(name):
        assert part not in {"", ".", ".."}
        assert PurePosixPath(part).name == part
        assert "\x00" not in part
