"""What a suite is given, and what it gives back: one shape for people, machines and gates."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.intervals import Measure

Measures = Mapping[str, Measure]
Say = Callable[[str], None]
"""Tells a person what is going on."""


class DataError(Exception):
    """The data folder is not laid out as the suite needs; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Options:
    """`index` is a data folder to use again; without one the suite makes its own and removes it."""

    data: Path
    index: Path | None = None
    vectors: bool = False
    """Search by vectors too: making them takes a second for about sixteen passages on one core."""
    limit: int | None = None
    """Only so many questions, for a quick look."""
    say: Say = print


@dataclass(frozen=True, slots=True)
class Result:
    """`n` cases; `by` splits the measures by a kind of case, `parts` by what was tuned on and what was held back."""

    suite: str
    n: int
    seconds: float
    data: str
    measures: Measures
    by: Mapping[str, Measures] = field(default_factory=dict)
    parts: Mapping[str, Measures] = field(default_factory=dict)
    worst: Sequence[Mapping[str, str]] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    def to_json(self, commit: str) -> dict[str, Any]:
        return {
            "suite": self.suite,
            "n": self.n,
            "seconds": round(self.seconds, 1),
            "commit": commit,
            "data": self.data,
            "measures": _plain(self.measures),
            "by": {name: _plain(measures) for name, measures in self.by.items()},
            "parts": {name: _plain(measures) for name, measures in self.parts.items()},
            "worst": [dict(case) for case in self.worst],
            "notes": dict(self.notes),
        }


Suite = Callable[[Options], Result]
"""Raises DataError where the folder lacks what it needs."""


def _plain(measures: Measures) -> dict[str, dict[str, float]]:
    return {
        name: {bound: round(value, 4) for bound, value in asdict(measure).items()} for name, measure in measures.items()
    }


def file_digest(*paths: Path) -> str:
    """SHA-256 over the files' bytes, in the given order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def current_commit(repository: Path) -> str:
    """The checked-out commit, with a plus where files differ from it; empty where there is none."""
    try:
        commit = _git(repository, "rev-parse", "HEAD")
        return commit + ("+" if _git(repository, "status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  arguments are our own
        ["git", "-C", str(repository), *arguments],  # noqa: S607  git is looked for on the path, as everywhere
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
