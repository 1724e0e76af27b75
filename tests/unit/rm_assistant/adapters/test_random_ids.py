"""Ids that cannot be guessed and sort by time."""

from __future__ import annotations

import re
import time

from rm_assistant.adapters.random_ids import RandomIds


def test_ids_are_unlike_and_plain() -> None:
    ids = [RandomIds().new() for _ in range(1000)]

    assert len(set(ids)) == 1000
    assert all(re.fullmatch("[0-9a-z]{25}", found) for found in ids)


def test_a_later_id_sorts_later() -> None:
    ids = RandomIds()
    earlier = ids.new()
    time.sleep(0.002)

    assert earlier < ids.new()


def test_a_nonce_is_four_characters_and_seldom_the_same() -> None:
    nonces = [RandomIds().nonce() for _ in range(200)]

    assert all(re.fullmatch("[0-9a-z]{4}", nonce) for nonce in nonces)
    assert len(set(nonces)) > 190
