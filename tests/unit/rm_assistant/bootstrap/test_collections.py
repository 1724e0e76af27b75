from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from rm_assistant.bootstrap.collections import collect_seldom


@pytest.fixture(autouse=True)
def _own_pace() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_an_answers_worth_of_objects_brings_on_no_collection() -> None:
    collect_seldom()
    gc.collect()
    before = [each["collections"] for each in gc.get_stats()]
    kept = [[number] for number in range(50_000)]
    assert [each["collections"] for each in gc.get_stats()] == before
    assert len(kept) == 50_000
