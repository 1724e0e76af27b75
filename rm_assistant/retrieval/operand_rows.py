"""Which figures of a row may be what an operand asks for, and which of several it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rm_assistant.domain.calculations import Obstacle, Unfound
from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Attribution, Figure, FigureKind, FigureRow, Role, UnitKind
from rm_assistant.domain.questions import Period
from rm_assistant.language.terms import Term
from rm_assistant.retrieval.naming import Names, bare_label, naming
from rm_assistant.retrieval.row_words import (
    OTHERWISE_MEASURED,
    Explained,
    has_own_words,
    leaves_unexplained,
    names_a_thing,
)

_AS_GOOD = 0.02
"""A figure that is named so little less plainly is a rival."""
_BESIDE_THE_LABEL = 0.95
"""An item that a heading names, over a row that only says that it is the total."""
_OWN = frozenset(
    {
        StatementKind.BALANCE_SHEET,
        StatementKind.INCOME_STATEMENT,
        StatementKind.COMPREHENSIVE_INCOME,
        StatementKind.CASH_FLOW,
    }
)
_NET = re.compile(r"\bnet\b|純額", re.IGNORECASE)
_GROSS = re.compile(r"\bgross\b|総額|取得原価", re.IGNORECASE)
_OWNERS = re.compile(r"attributable|shareholders|stockholders|owners|帰属", re.IGNORECASE)
_OTHERS_SHARE = re.compile(r"non-?controlling|minority|非支配|少数株主", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper\b.*\bshare\b|\beps\b|[1一]株当た?り", re.IGNORECASE)
_SHARES = re.compile(r"\bshares?\b|株式数|株数", re.IGNORECASE)
_RATIO_WORDS = re.compile(r"%|\bpercent|\bratio\b|\brate\b|\bmargin\b|率|割合|構成比", re.IGNORECASE)
_RATIO_UNITS = frozenset({UnitKind.PERCENT, UnitKind.RATIO})


class _Place(IntEnum):
    """Where a row stands, from better to worse."""

    NAMED = 0
    """On the statement that the question names."""
    STATEMENT = 1
    KEY_FIGURES = 2
    TABLE = 3
    PROSE = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """An operand made ready: its names, where it may stand, on which basis, and the companies that labels may name."""

    names: Names
    term: Term | None
    text: str
    named: StatementKind | None
    basis: Basis | None
    companies: tuple[str, ...]
    known: Explained
    """Words that headings and columns may hold beside the usual ones."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure that may be meant. `place` is better the smaller it is, `fit` the bigger."""

    row: FigureRow
    figure: Figure
    place: tuple[int, int]
    fit: float

    @property
    def is_on_statement(self) -> bool:
        return self.place[0] <= _Place.STATEMENT


def offers(row: FigureRow, wanted: Wanted) -> Iterator[Offer]:
    """Of whatever period: that of each figure is looked at last."""
    fit, place = _naming(row, wanted), _place(row, wanted)
    if not fit or place is None or _is_measured_otherwise(row, wanted):
        return
    if place[0] >= _Place.TABLE and _is_of_another(row, wanted):
        return
    for figure in row.figures:
        if _is_of_kind(row, figure, wanted) and _is_of_basis(figure, wanted) and _is_plain(figure, wanted):
            yield Offer(row, figure, place, fit)


def is_of(figure: Figure, asked: Period | None) -> bool:
    """A year's figure is of twelve months, a quarter's of three; a balance is of its day."""
    period = figure.period
    if asked is None or period.forecast or period.fiscal_year != asked.fiscal_year:
        return False
    if asked.quarter is None:
        return period.months in {0, 12, None} and period.quarter in {None, 4}
    return period.quarter == asked.quarter and period.months in {0, 3, None}


def best(found: Iterable[Offer], wanted: Wanted) -> Offer | Unfound:
    """The plainest of the best place; a rival of another value, as plainly named, leaves it open."""
    found = list(found)
    place = min(offer.place for offer in found)
    there = [offer for offer in found if offer.place == place]
    top = max(offer.fit for offer in there)
    close = [offer for offer in there if top - offer.fit < _AS_GOOD]
    close = _totals(_net(_of_owners(close, wanted), wanted))
    if len({offer.figure.value for offer in close}) > 1:
        return Unfound(Obstacle.AMBIGUOUS, close[0].row.label)
    return max(close, key=lambda offer: offer.fit)


def _of_owners(found: list[Offer], wanted: Wanted) -> list[Offer]:
    if not _OWNERS.search(wanted.text):
        return found
    return [offer for offer in found if offer.row.attribution is Attribution.OWNERS] or found


def _net(found: list[Offer], wanted: Wanted) -> list[Offer]:
    """Of a gross and a net amount the net one, unless the gross one is asked for."""
    gross = _GROSS.search(wanted.text) is not None
    return [offer for offer in found if (_NET.search(offer.row.label) is not None) is not gross] or found


def _totals(found: list[Offer]) -> list[Offer]:
    return [offer for offer in found if offer.row.role is Role.TOTAL] or found


# ── the row ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _naming(row: FigureRow, wanted: Wanted) -> float:
    fit = naming(row.label, wanted.names, wanted.companies)
    if not fit and row.path and not has_own_words(bare_label(row.label, wanted.companies)):
        fit = _BESIDE_THE_LABEL * naming(row.path[-1], wanted.names, wanted.companies)
    return fit


def _place(row: FigureRow, wanted: Wanted) -> tuple[int, int] | None:
    """With the statement's rank for the item, the likeliest first.

    None on a statement that prints another thing under the name: inventories of a cash flow are their change.
    """
    if row.statement is not None and row.statement is wanted.named:
        return _Place.NAMED, 0
    if row.statement is StatementKind.KEY_FIGURES:
        return _Place.KEY_FIGURES, 0
    if row.statement not in _OWN:
        return _Place.TABLE if row.table else _Place.PROSE, 0
    statements = wanted.term.statements if wanted.term else ()
    if not statements:
        return _Place.STATEMENT, 0
    return (_Place.STATEMENT, statements.index(row.statement)) if row.statement in statements else None


def _is_measured_otherwise(row: FigureRow, wanted: Wanted) -> bool:
    """Adjusted, pro forma, of discontinued operations, or of other shareholders, where that is not asked for."""
    around = (row.label, *row.path, row.title or "")
    if any(map(OTHERWISE_MEASURED.search, around)) and not OTHERWISE_MEASURED.search(wanted.text):
        return True
    others = row.attribution is Attribution.NONCONTROLLING or _OTHERS_SHARE.search(row.label) is not None
    return others and row.attribution is not Attribution.BOTH and not _OTHERS_SHARE.search(wanted.text)


def _is_of_another(row: FigureRow, wanted: Wanted) -> bool:
    """Whether a heading, title or section names a thing that was not asked for."""
    around = (*row.path, row.title or "", row.section or "", *row.headings)
    return any(names_a_thing(bare_label(text, wanted.companies), wanted.known) for text in around if text)


# ── the figure ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_of_kind(row: FigureRow, figure: Figure, wanted: Wanted) -> bool:
    """An amount, an amount a share, a number of shares or a rate, as asked."""
    if figure.kind is FigureKind.WORDS or figure.part:
        return False
    kind = figure.unit.kind if figure.unit else None
    gives = {unit for _, unit in wanted.term.gives} if wanted.term else set()
    names = (wanted.text, *wanted.names.english[:1])
    if any(map(_PER_SHARE.search, names)):
        return kind in {UnitKind.PER_SHARE, None}
    if any(map(_PER_SHARE.search, (row.label, *row.path))):
        return False
    if gives & {"percent", "ratio"} or any(map(_RATIO_WORDS.search, names)):
        return kind in {*_RATIO_UNITS, None}
    if kind is UnitKind.SHARES:
        return any(map(_SHARES.search, names))
    return kind not in {*_RATIO_UNITS, UnitKind.PER_SHARE}


def _is_of_basis(figure: Figure, wanted: Wanted) -> bool:
    """The filer alone is meant only where that is asked for."""
    return figure.basis is None or (figure.basis is Basis.PARENT_ONLY) is (wanted.basis is Basis.PARENT_ONLY)


def _is_plain(figure: Figure, wanted: Wanted) -> bool:
    """A column of a segment or a class of shares is meant only where the question says so."""
    columns = (bare_label(name, wanted.companies) for name in (*figure.columns, figure.member or ""))
    return not any(leaves_unexplained(name, wanted.known) for name in columns if name)
