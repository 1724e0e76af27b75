"""The follower embeds what is pending, rests, and goes on when woken."""

from __future__ import annotations

import threading

from rm_assistant.domain.errors import ProviderUnavailableError
from rm_assistant.services.vectors import VectorFollower


class Pending:
    """Batches of passages; `emptied` is set whenever none is left."""

    def __init__(self, *batches: int | Exception) -> None:
        self.batches = list(batches)
        self.taken: list[int] = []
        self.emptied = threading.Event()

    def embed_some(self) -> int:
        if not self.batches:
            self.emptied.set()
            return 0
        batch = self.batches.pop(0)
        if isinstance(batch, Exception):
            raise batch
        self.taken.append(batch)
        return batch


def test_all_that_is_pending_is_embedded() -> None:
    pending = Pending(3, 2, 1)

    with VectorFollower(pending.embed_some).running():
        assert pending.emptied.wait(10)

    assert pending.taken == [3, 2, 1]


def test_it_goes_on_when_woken() -> None:
    pending = Pending(3)
    follower = VectorFollower(pending.embed_some)

    with follower.running():
        assert pending.emptied.wait(10)
        pending.emptied.clear()
        pending.batches.append(5)
        follower.wake()
        assert pending.emptied.wait(10)

    assert pending.taken == [3, 5]


def test_a_provider_that_fails_is_tried_again() -> None:
    pending = Pending(ProviderUnavailableError("down"), 4)

    with VectorFollower(pending.embed_some, retry_seconds=0.01).running():
        assert pending.emptied.wait(10)

    assert pending.taken == [4]


def test_leaving_ends_the_thread() -> None:
    before = threading.active_count()

    with VectorFollower(Pending().embed_some).running():
        assert threading.active_count() == before + 1

    assert threading.active_count() == before
