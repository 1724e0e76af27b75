"""Whether each part works: for `doctor`, which shows all of them, and `/readyz`, which needs the vital ones.

The parts are probed through functions that `bootstrap` hands in; a probe returns what it saw and never raises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class CheckStatus(StrEnum):
    OK = "ok"
    WARNING = "warning"
    """Works, with less than could be had."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One part as it was found; `advice` says what to do about it."""

    part: str
    status: CheckStatus
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class HealthReport:
    checks: tuple[Check, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.status is CheckStatus.FAILED)

    @property
    def healthy(self) -> bool:
        return not self.failed


Probe = Callable[[], Check]


class Health:
    """`vital` parts are those without which no answer can be given."""

    def __init__(self, vital: Sequence[Probe], others: Sequence[Probe] = ()) -> None:
        self._vital = tuple(vital)
        self._others = tuple(others)

    def readiness(self) -> HealthReport:
        return HealthReport(tuple(probe() for probe in self._vital))

    def diagnosis(self) -> HealthReport:
        return HealthReport(tuple(probe() for probe in (*self._vital, *self._others)))


def passed(part: str, detail: str) -> Check:
    return Check(part, CheckStatus.OK, detail)


def warned(part: str, detail: str, advice: str) -> Check:
    return Check(part, CheckStatus.WARNING, detail, advice)


def failed(part: str, detail: str, advice: str) -> Check:
    return Check(part, CheckStatus.FAILED, detail, advice)
