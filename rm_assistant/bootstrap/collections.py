"""How often the interpreter looks for garbage in a process that answers."""

from __future__ import annotations

import gc

_ALLOCATIONS = 100_000
_YOUNG, _OLD = 20, 20


def collect_seldom() -> None:
    """An answer makes some ten thousand short-lived objects, and no cycles among them.

    At the interpreter's own pace that brings on full collections, each of which walks dictionaries and catalog for
    tens of milliseconds in the middle of an answer. For a process that serves or measures, to be called once.
    """
    gc.set_threshold(_ALLOCATIONS, _YOUNG, _OLD)
