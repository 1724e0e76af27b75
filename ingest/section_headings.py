"""What every way of finding sections yields, headings in reading order; and how the heaviest chain of them is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rm_assistant.domain.documents import Block, BlockKind, Page

_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w]+")
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at page text `start`; `page` is an index into the pages. `level` counts from 1."""

    page: int
    start: int
    key: str
    title: str
    level: int

    @property
    def place(self) -> tuple[int, int]:
        return (self.page, self.start)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a heading. Of all candidates the chain of greatest weight is taken, one that rises in `order`."""

    page: int
    start: int
    order: tuple[int, ...]
    title: str
    weight: float


def tidy(text: str) -> str:
    """A title on one line, without leaders and trailing marks."""
    return _SPACES.sub(" ", text).strip(" .…:—–-　|")[:_LONGEST_TITLE]


def slug(title: str) -> str:
    """Letters and digits in lower case, `_` between words: the same for one heading in any year's filing."""
    return _MARKS.sub("_", title.lower()).strip("_")


def best_chain(candidates: Sequence[Candidate], follows: Callable[[Candidate, Candidate], bool]) -> list[Candidate]:
    """The chain of greatest total weight in which each candidate `follows` the one before it.

    `candidates` stand in reading order.
    """
    best: list[float] = []
    previous: list[int] = []
    for at, candidate in enumerate(candidates):
        total, link = 0.0, -1
        for before in range(at):
            if best[before] > total and follows(candidates[before], candidate):
                total, link = best[before], before
        best.append(total + candidate.weight)
        previous.append(link)
    chain: list[Candidate] = []
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.append(candidates[at])
        at = previous[at]
    return chain[::-1]


def heading_at(page: Page, start: int, end: int) -> Block | None:
    """The heading block that page text `[start, end)` begins in."""
    for block in page.blocks:
        if block.start <= start < block.end:
            return block if block.kind is BlockKind.HEADING else None
        if block.start >= end:
            return None
    return None


def is_furniture(page: Page, start: int) -> bool:
    return any(block.kind is BlockKind.FURNITURE and block.start <= start < block.end for block in page.blocks)
