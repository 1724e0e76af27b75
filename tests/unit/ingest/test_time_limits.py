from __future__ import annotations

import pytest

from ingest.time_limits import TimeLimits
from rm_assistant.worker_protocol import Limits


@pytest.mark.parametrize("ocr", [False, True])
@pytest.mark.parametrize("seconds", [0.5, 15.0, 60.0])
@pytest.mark.parametrize("pages", [1, 10, 1000])
def test_the_last_page_ends_before_the_file_is_given_up(seconds: float, pages: int, *, ocr: bool) -> None:
    allowed = TimeLimits(Limits(seconds=seconds, ocr=ocr))

    assert allowed.last_page_begins(pages) + allowed.page < allowed.file(pages)


@pytest.mark.parametrize("ocr", [False, True])
def test_a_slow_page_is_stopped_from_within_before_its_reader_is_killed(*, ocr: bool) -> None:
    allowed = TimeLimits(Limits(ocr=ocr))

    assert allowed.page < allowed.silence


def test_a_file_gets_the_seconds_of_the_setting_and_a_tenth_a_page() -> None:
    assert TimeLimits(Limits(seconds=15.0)).file(0) == 15.0
    assert TimeLimits(Limits(seconds=15.0)).file(100) == 25.0
