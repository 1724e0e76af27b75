"""The machine's clock."""

from __future__ import annotations

from datetime import timedelta

from rm_assistant.adapters.system_clock import SystemClock


def test_moments_are_aware_and_durations_never_negative() -> None:
    clock = SystemClock()
    started = clock.monotonic()

    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() >= started
