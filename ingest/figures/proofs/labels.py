"""What a row's label says of its part in a sum."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from ingest.figures.signs import names_expense
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Attribution, Role

_RESULTS = frozenset(
    {"gross_profit", "operating_income", "ordinary_income", "pretax_income", "net_income", "comprehensive_income"}
)
_RESULT = re.compile(
    r"^(?:consolidated )?(?:gross (?:profit|margin)"
    r"|(?:net |operating |comprehensive )?(?:income|earnings|profit|loss)\b(?! tax)"
    r"|net (?:interest|revenue|operating)|total (?:net )?(?:comprehensive )?(?:income|loss))"
    r"|(?:総|営業|経常|純|当期|包括|税引前|四半期|中間|業務)(?:利益|損失|損益)",
    re.IGNORECASE,
)
_CASH_RESULT = re.compile(
    r"^(?:total |net )?cash\b.*\b(?:operati|investing|financing)|^net (?:increase|decrease|change)"
    r"|活動によるキャッシュ|増減額",
    re.IGNORECASE,
)
_NET = re.compile(r"[,(\-–—]\s*net\b|純額[)）]?$|^net\b|差引", re.IGNORECASE)
_LESS = re.compile(r"^(?:less|deduct)\b|^(?:控除|減算|他勘定)|期末(?:棚卸|たな卸)高$", re.IGNORECASE)
_TOTAL_WORDS = re.compile(
    r"^(?:grand |sub)?totals?\s*[-–—:,]?\s*|,?\s*totals?$|(?:の部)?(?:合計|計)$|の部$", re.IGNORECASE
)
_NOT_WORDS = re.compile(r"[\s,.:：;’'()（）\-–—]+")


class Line(Enum):
    PART = auto()
    TOTAL = auto()
    """Its label, or the want of one, says that it may be a total of what is above."""
    RESULT = auto()
    """What is left of revenue after costs, a net amount, or the flows of an activity."""


class Bearing(Enum):
    ADDS = auto()
    COSTS = auto()
    """An expense, which lessens a result but adds to a total of expenses."""
    LESS = auto()
    """Subtracted in any total: its label says so."""


@lru_cache(maxsize=20_000)
def line_of(label: str, role: Role | None, item: str | None, statement: StatementKind | None) -> Line:
    if statement is StatementKind.INCOME_STATEMENT and (item in _RESULTS or _RESULT.search(label)):
        return Line.RESULT
    if role is Role.TOTAL or not label:
        return Line.TOTAL
    if statement is StatementKind.CASH_FLOW and _CASH_RESULT.search(label):
        return Line.RESULT
    return Line.RESULT if _NET.search(label) else Line.PART


@lru_cache(maxsize=20_000)
def bearing_of(label: str, attribution: Attribution | None, statement: StatementKind | None) -> Bearing:
    if _LESS.search(label):
        return Bearing.LESS
    if statement is not StatementKind.INCOME_STATEMENT:
        return Bearing.ADDS
    costs = attribution is Attribution.NONCONTROLLING or names_expense(_TOTAL_WORDS.sub("", label))
    return Bearing.COSTS if costs else Bearing.ADDS


@lru_cache(maxsize=20_000)
def heading_of(label: str) -> str:
    """What a total's label has in common with the heading over its parts: "Total current assets", 流動資産合計."""
    return _NOT_WORDS.sub("", _TOTAL_WORDS.sub("", label.strip())).casefold()
