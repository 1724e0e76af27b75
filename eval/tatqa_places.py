"""What the place of a figure in a given table says, and what a question's words cost that it leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.tatqa_years import years_in
from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.figures import Figure, FigureRow, Role, UnitKind
from rm_assistant.language.dates import find_periods
from rm_assistant.language.words import stems

SOFT = frozenset(
    stems(
        "total amount number value figure balance company recorded recognized reported incurred net year fiscal period "
        "cost expense annual group given respective respectively costs amounts expenses used"
    )
)
"""Words that a question may hold and the table need not."""
OPERATIONS = frozenset(
    stems("sum average mean growth percentage percent difference ratio combined proportion per each other")
)
"""Words that no figure goes without: it would be another's sum, or another's part."""
_SIDE = re.compile(
    r"%|\b(?:percent|percentage|change|changes|variance|increase|decrease|over|vs|versus)\b", re.IGNORECASE
)
_SIDE_WORDS = frozenset(stems("percent percentage percentages rate rates margin change variance increase decrease"))
_PLAIN_HEADS = frozenset(
    stems(
        "years year ended end fiscal december january march june september july august october april may november "
        "february weeks months million millions thousand thousands dollars total amount usd eur"
    )
)
_NEARLY_SOFT = frozenset(stems("cost costs expense expenses net used"))
"""Of these, what a label with words of its own must say."""
_TURNING = frozenset(stems("other less adjusted excluding per ratio margin percentage percent rate"))
_OPENING = frozenset(stems("beginning start opening"))
_SMALL = re.compile(r"(?<![\d,.])\d{1,2}(?![\d,.%])")
_NOTE = re.compile(r"\((?:notes?\b|see\b)(?:[^()]|\([^()]*\))*\)|\(\d{1,2}\)", re.IGNORECASE)
_NON = re.compile(r"\bnon[\s-]+(?=\w)", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper\b.*\bshare\b|\beps\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """The words of a figure's label, of what stands over it, and of what its table says of itself."""

    label: frozenset[str]
    over: frozenset[str]
    around: frozenset[str]

    @classmethod
    def of(cls, row: FigureRow, figure: Figure) -> Place:
        over = " ".join((*row.path, *figure.columns, figure.member or ""))
        return cls(words_of(_NOTE.sub(" ", row.label)), words_of(over), words_of(f"{row.title or ''} {row.terms}"))

    def says(self, name: tuple[str, ...]) -> bool:
        """Whether a name other than the question's own is all there."""
        return all(word in self.label or word in self.over or word in SOFT for word in name)


def unsaid(word: str, place: Place, known: frozenset[str], *, whole: bool) -> float | None:
    """What a word costs that the figure's place does not say; None where it must not go unsaid.

    Only of a label that the question says as a `whole` may the table's title or a paragraph say the rest: where both
    have words of their own, the label is of another thing (interest income, interest expense).
    """
    if word in SOFT and (whole or word not in _NEARLY_SOFT):
        return 0.06
    if not whole:
        return None
    if word in place.around:
        return 0.08
    return 0.15 if word in known and word not in OPERATIONS else None


def is_unasked_share(label: str, wanted: Sequence[str]) -> bool:
    """ "Profit as a % of sales" is neither the profit nor the sales."""
    return "%" in label and _SIDE_WORDS.isdisjoint(wanted)


def stands_for_column(row: FigureRow, figure: Figure, place: Place) -> bool:
    """What is asked for by its column alone is the column's total, or its figure of the period that the row names."""
    if not any(word.isalpha() for word in place.label - _PLAIN_HEADS):
        return True
    total = row.role is Role.TOTAL or "total" in place.label
    return total and bool(figure.period.end or figure.period.fiscal_year or not years_in(row.label))


def opening_penalty(wanted: tuple[str, ...], place: Place) -> float:
    """A balance that only the year's beginning has is not meant where the question does not say so."""
    return 0.1 if place.label & _OPENING and not _OPENING.intersection(wanted) else 0.0


def turns(unread: Iterable[str]) -> bool:
    """Whether words of a label that the question does not say make it another thing than what it asks for."""
    return not _TURNING.isdisjoint(unread)


def is_said(label: str, operand: Operand) -> bool:
    """Whether the question has the label word by word: "owed by members" is not "owed to members"."""
    plain = " ".join(_NOTE.sub(" ", label).lower().split())
    return bool(plain) and plain in (operand.words or operand.term).lower()


def is_of_kind(operand: Operand, figure: Figure) -> bool:
    """A number of shares is no amount a share."""
    per_share = bool(_PER_SHARE.search(operand.words or operand.term))
    return not (per_share and figure.unit is not None and figure.unit.kind is UnitKind.SHARES)


def number_penalty(operand: Operand, figure: Figure) -> float:
    """ "Level 2" is not "Level 3"."""
    asked, headed = set(_SMALL.findall(operand.words or operand.term)), set(_SMALL.findall(" ".join(figure.columns)))
    return 0.1 if asked and headed and not asked & headed else 0.0


def side_penalty(wanted: tuple[str, ...], row: FigureRow, figure: Figure) -> float:
    """A share or a change beside the amounts is not meant where the question does not say so."""
    if any(word in _SIDE_WORDS for word in wanted):
        return 0.0
    amounts = any(not _is_side(other) for other in row.figures)
    return 0.3 if _is_side(figure) and amounts else 0.0


def _is_side(figure: Figure) -> bool:
    percent = figure.unit is not None and figure.unit.kind is UnitKind.PERCENT
    return percent or bool(_SIDE.search(" ".join(figure.columns)))


@lru_cache(maxsize=10_000)
def telling_words(header: str) -> frozenset[str]:
    """Words of a header besides its periods and units."""
    for mention in reversed(find_periods(header)):
        header = f"{header[: mention.start]} {header[mention.end :]}"
    return frozenset(word for word in stems(header) if word not in _PLAIN_HEADS and not word.isdigit())


@lru_cache(maxsize=10_000)
def words_of(text: str) -> frozenset[str]:
    return frozenset(stems_of(text))


def stems_of(text: str) -> list[str]:
    """ "Non-current" is one word, another than "current"."""
    return list(stems(_NON.sub("non", text)))
