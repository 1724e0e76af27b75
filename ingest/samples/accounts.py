"""A fictional company's books: items by period, sums over them, and what a later filing restates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

Number = int | float


@dataclass(frozen=True, slots=True)
class Accounts:
    """`items[key][period]` as first published; `sums[key]` adds and subtracts other keys ("a + b - c").

    `restated[edition][key][period]` replaces an item in the filing of that edition; `facts` are words and dates of one
    edition (or of all, under "all"), such as the filing date.
    """

    items: Mapping[str, Mapping[str, Number]]
    sums: Mapping[str, str]
    restated: Mapping[str, Mapping[str, Mapping[str, Number]]]
    facts: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, name: str) -> Accounts:
        """Read `content/{name}.toml`."""
        book = tomllib.loads((files(__package__) / "content" / f"{name}.toml").read_text("utf-8"))
        periods = book["periods"]
        items = {key: _by_period(periods, values) for key, values in book["items"].items()}
        return cls(items, book["sums"], book.get("restated", {}), book["facts"])

    def value(self, key: str, period: str, edition: str) -> Number:
        """The item or sum as the filing of `edition` shows it. Raises KeyError where the books do not hold it."""
        restated = self.restated.get(edition, {}).get(key, {})
        if period in restated:
            return restated[period]
        if key in self.items:
            return self.items[key][period]
        return self._sum(key, period, edition)

    def fact(self, name: str, edition: str) -> str:
        own = self.facts.get(edition, {})
        return own[name] if name in own else self.facts["all"][name]

    def _sum(self, key: str, period: str, edition: str) -> Number:
        total: Number = 0
        for sign, part in re.findall(r"([+-]?)\s*(\w+)", self.sums[key]):
            amount = self.value(part, period, edition)
            total += -amount if sign == "-" else amount
        return total


def _by_period(periods: list[str], values: list[Any]) -> dict[str, Number]:
    """Values parallel to `periods`; an empty string is a period the books do not hold."""
    if len(values) != len(periods):
        raise ValueError(f"{len(values)} values for {len(periods)} periods")
    return {period: value for period, value in zip(periods, values, strict=True) if value != ""}
