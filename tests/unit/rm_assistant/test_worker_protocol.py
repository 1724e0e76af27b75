from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import FailedPage, PageFailure, RefusalReason, SourceRefused
from rm_assistant.domain.ingestion import SourceSkipped
from rm_assistant.ports import Overrides, Source
from rm_assistant.worker_protocol import (
    CancelJob,
    DiscoverJob,
    Failed,
    Finished,
    Limits,
    ManifestRejected,
    Message,
    PagesDone,
    ReadJob,
    Ready,
    RenderJob,
    SourceFound,
    SourceLeftAside,
    SourceTurnedAway,
    decode,
    decode_filing,
    encode,
    encode_filing,
)
from tests.figure_rows import figure_row
from tests.filings import filing

SOURCE = Source(
    Path("/in/決算.pdf"), "決算.pdf", "a" * 64, 7, Overrides("客", "壁", {"form": "決算短信"}), ("a/b.htm",)
)
MESSAGES: list[Message] = [
    DiscoverJob("j-1", (Path("/in"), Path("/\udcff")), Path("/in/manifest.csv"), Path("/staging"), Limits(ocr=True)),
    ReadJob("j-2", SOURCE, Limits(), (FailedPage(3, PageFailure.TIMED_OUT, "…"),)),
    RenderJob("j-3", Path("/in/a.pdf"), 2, 800, Limits()),
    CancelJob("j-2"),
    Ready("1", ("no network filter",)),
    SourceFound("j-1", SOURCE),
    SourceTurnedAway("j-1", SourceRefused("a.xlsx", RefusalReason.UNSUPPORTED_TYPE, "line\nbreak")),
    SourceLeftAside("j-1", SourceSkipped("in", 2, "XBRL")),
    ManifestRejected("j-1", "row 3"),
    PagesDone("j-2", 1, 9),
    Finished("j-2"),
    Failed("j-2", RefusalReason.CRASHED, ""),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_is_one_line_that_says_the_same_at_the_other_end(message: Message) -> None:
    line = encode(message)

    assert line.count(b"\n") == 1
    assert decode(line) == message


@given(detail=st.text())
def test_no_text_breaks_the_line(detail: str) -> None:
    message = Failed("j", RefusalReason.DAMAGED, detail)

    assert encode(message).count(b"\n") == 1
    assert decode(encode(message)) == message


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"\xff\xfe", b"[]", b"1", b"{}", b'{"type": "Nothing"}', b'{"type": "Finished"}', b'{"type": []}'],
)
def test_what_is_no_message_is_told(line: bytes) -> None:
    with pytest.raises(ValueError):
        decode(line)


def test_a_filing_is_the_same_at_the_other_end() -> None:
    parsed = replace(filing("orion", ["Net sales 1,577"]), figures=(figure_row("Net sales", 1577, item="revenue"),))

    assert decode_filing(encode_filing(parsed)) == parsed


@pytest.mark.parametrize("result", [b"", b"{}", b"[]", b'{"filing": {}, "figures": {}}'])
def test_what_is_no_filing_is_told(result: bytes) -> None:
    with pytest.raises(ValueError):
        decode_filing(result)
