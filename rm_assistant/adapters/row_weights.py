"""How much a word says about a row of figures: one formula for every index of them.

BM25 where each word counts once and length does not count: a row is a label with its table's heads, and the names of
an item that are indexed with it would make the rows of well-known items the long ones.
"""

from __future__ import annotations

import math
from typing import Final

ITEM_WEIGHT: Final = 2.0
"""An item named whole says more than a word shared with its name."""


def rarity(holders: int, rows: int) -> float:
    """BM25's weight of a term that `holders` of all `rows` have: above 0, and more for a rarer one."""
    return math.log(1 + (max(0, rows - holders) + 0.5) / (holders + 0.5))
