"""How the cases of a suite are judged, split into halves, and measured in groups."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from eval.intervals import share
from eval.suite import Measures

Case = TypeVar("Case")


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"


def shares(verdicts: Sequence[Verdict | None]) -> Measures:
    """Of each verdict, among all that are given."""
    return {verdict.value: share(verdicts.count(verdict), len(verdicts)) for verdict in Verdict}


TUNED_ON, HELD_BACK = "tuned on", "held back"


def half_of(name: str) -> str:
    """About half of all names are held back from tuning, told apart by a hash."""
    return HELD_BACK if hashlib.sha256(name.encode()).digest()[0] % 2 else TUNED_ON


def measures_by(
    cases: Iterable[Case], group: Callable[[Case], str], measures: Callable[[Sequence[Case]], Measures]
) -> dict[str, Measures]:
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(group(case), []).append(case)
    return {name: measures(groups[name]) for name in sorted(groups)}
