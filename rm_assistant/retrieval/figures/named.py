"""Figures whose row plainly names the item that is sought, and which of several is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Attribution, Figure, FigureKind, FigureRow, Role, UnitKind
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.figures.printed import is_aside, main_label
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.naming import IMPLIED, Names, bare_label, naming
from rm_assistant.retrieval.row_words import (
    OTHERWISE_MEASURED,
    has_own_words,
    leaves_unexplained,
    letters_of,
    missing_words,
    names_a_thing,
    says_the_same,
    words_of,
)

_AS_GOOD = 0.02
"""A figure that is named so little less plainly is a rival."""
_OWN_NAME = 0.975
"""The first name of all, with a word or two that only qualify; any other name is less plain."""
_BESIDE_THE_LABEL = 0.95
"""An item that a heading names, over a row that only says that it is the total."""
_TOTAL_OF_A_MEMBER = 0.9
_TO_CUSTOMERS = re.compile(r"^(?:[(（]\d[)）])?\s*外部顧客\s*$|^(?:from\s+)?external\s+customers$", re.IGNORECASE)
_PART_KIND = re.compile("(?:事業部門|事業部|事業|部門|セグメント)$")
_KINDS_OF_PART = words_of("segment segments division business unit region")
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
_OWNERS = re.compile(r"attributable|shareholders|stockholders|owners|帰属|親会社の所有者|親会社株主", re.IGNORECASE)
_SHARED_OUT = re.compile(r"^(?P<profit>当期(?:純)?利益)(?:又は損失)?の帰属")
_OF_OWNERS = re.compile(r"^親会社(?:の所有者|株主)(?:持分)?$")
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
class Offer:
    """A figure that may be meant. `place` is better the smaller it is, `fit` the bigger."""

    row: FigureRow
    figure: Figure
    place: tuple[int, int]
    fit: float

    @property
    def is_on_statement(self) -> bool:
        return self.place[0] <= _Place.STATEMENT


def offers(row: FigureRow, sought: Sought) -> Iterator[Offer]:
    """Of whatever period: that of each figure is looked at last."""
    fit, place = _naming(row, sought), _place(row, sought)
    if place is None or _is_measured_otherwise(row, sought) or not (fit or _is_named_by_columns(row, sought)):
        return
    if place[0] >= _Place.TABLE and _is_of_another(row, sought):
        return
    aside = main_label(row.label) != row.label
    for figure in row.figures:
        naming_ = fit or _naming_of_column(figure, sought)
        if naming_ and _is_meant(row, figure, sought) and not (aside and is_aside(figure)):
            yield Offer(row, figure, place, naming_)


def is_of_statement_by_name(offer: Offer) -> bool:
    """By the name that is sought, rather than by another that may be of less or more."""
    return offer.is_on_statement and offer.fit > _OWN_NAME


def best(found: Iterable[Offer], sought: Sought) -> list[Offer]:
    """The plainest of the best place first; after it its rivals: those as plainly named, of another value."""
    found = list(found)
    found = [offer for offer in found if offer.is_on_statement and _is_called_so(offer.row, sought)] or found
    place = min((offer.place for offer in found), default=None)
    there = [offer for offer in found if offer.place == place]
    top = max((offer.fit for offer in there), default=0.0)
    close = [offer for offer in there if top - offer.fit < _AS_GOOD]
    close = _proven(_totals(_net(_of_owners(close, sought), sought)))
    first = sorted(close, key=lambda offer: offer.fit, reverse=True)
    return first[:1] + [offer for offer in first[1:] if offer.figure.value != first[0].figure.value]


def _is_called_so(row: FigureRow, sought: Sought) -> bool:
    """The Japanese row bears the very name of the question: 現金及び現金同等物 are not all that 現金及び預金 are."""
    asked = next(iter(sought.names.japanese), "")
    return asked == sought.text and says_the_same(bare_label(main_label(row.label), sought.companies), asked)


def _of_owners(found: list[Offer], sought: Sought) -> list[Offer]:
    """Of the owners' share and the whole the one that is asked for: the whole, where owners are not named."""
    asked = _OWNERS.search(sought.text) is not None
    return [offer for offer in found if _is_of_owners(offer.row) is asked] or found


def _is_of_owners(row: FigureRow) -> bool:
    return row.attribution is Attribution.OWNERS or _OWNERS.search(row.label) is not None


def _net(found: list[Offer], sought: Sought) -> list[Offer]:
    """Of a gross and a net amount the net one, unless the gross one is asked for."""
    gross = _GROSS.search(sought.text) is not None
    return [offer for offer in found if (_NET.search(offer.row.label) is not None) is not gross] or found


def _totals(found: list[Offer]) -> list[Offer]:
    return [offer for offer in found if offer.row.role is Role.TOTAL] or found


def _proven(found: list[Offer]) -> list[Offer]:
    """Totals that equal their printed components, before others."""
    return [offer for offer in found if offer.row.role is Role.TOTAL and is_proven(offer.figure)] or found


def is_proven(figure: Figure) -> bool:
    return any(check.passed for check in figure.checks)


def names_part(offer: Offer, rows: Iterable[FigureRow], sought: Sought) -> bool:
    """Whether the row names a mere part of the item, and one of `rows` the other part.

    "Depreciation" is all of depreciation and amortization in a statement that prints no line of amortization. A row
    that its heading names leaves out what the heading says.
    """
    if not naming(main_label(offer.row.label), sought.names, sought.companies):
        return False
    whole = sought.names.english[:1]
    missing = missing_words(offer.row.label, *whole) - IMPLIED if whole else frozenset()
    beside = (row for row in rows if not offer.is_on_statement or row.statement is offer.row.statement)
    return bool(missing) and any(not missing.isdisjoint(words_of(row.label)) for row in beside)


def names_no_item(offer: Offer, sought: Sought) -> bool:
    """The row says no more than "total": only its sum tells of what."""
    return not has_own_words(bare_label(offer.row.label, sought.companies))


# ── the row ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _naming(row: FigureRow, sought: Sought) -> float:
    label = main_label(row.label)
    fit = naming(label, sought.names, sought.companies)
    if fit:
        return fit
    if row.path and _is_named_by_heading(label, sought):
        return _BESIDE_THE_LABEL * naming(row.path[-1], sought.names, sought.companies)
    shared = _SHARED_OUT.match(row.path[-1]) if row.path else None
    if shared and _OF_OWNERS.match(label):
        return naming(f"{label}に帰属する{shared['profit']}", sought.names, sought.companies)
    under = sought.under
    if under is None or not under.is_headed(row):
        return 0.0
    return _BESIDE_THE_LABEL * naming(label, under.names, sought.companies)


def _beside(label: str, sought: Sought) -> float:
    """A member's total counts what it sells to other members too."""
    total = sought.member and not has_own_words(bare_label(label, sought.companies))
    return _TOTAL_OF_A_MEMBER if total else _BESIDE_THE_LABEL


def _is_named_by_columns(row: FigureRow, sought: Sought) -> bool:
    """The label leaves it to the columns: a row without a label, or of the member that is asked for."""
    label = main_label(row.label)
    return bool(row.table) and (not bare_label(label, sought.companies) or _is_member(label, sought))


def _naming_of_column(figure: Figure, sought: Sought) -> float:
    heads = (naming(head, sought.names, sought.companies) for head in figure.columns)
    return _BESIDE_THE_LABEL * max(heads, default=0.0)


def _is_member(label: str, sought: Sought) -> bool:
    if not sought.member:
        return False
    plain = bare_label(label, sought.companies)
    if not plain.isascii() or not sought.member.isascii():
        return letters_of(_PART_KIND.sub("", plain)) == letters_of(_PART_KIND.sub("", sought.member))
    return words_of(plain) - _KINDS_OF_PART == words_of(sought.member) - _KINDS_OF_PART


def _is_named_by_heading(label: str, sought: Sought) -> bool:
    """The label says no more than a total or the member, or whose profit it is that a heading gives for each share."""
    if not has_own_words(bare_label(label, sought.companies)) or _is_member(label, sought):
        return True
    if sought.member and _TO_CUSTOMERS.search(label):
        return True
    profit = glossary().find_key("net_income") if sought.term and sought.term.key in _EARNINGS_PER_SHARE else None
    return profit is not None and naming(label, Names.of(profit.english[0], profit.english), sought.companies) > 0


_EARNINGS_PER_SHARE = frozenset({"eps_basic", "eps_diluted"})


def _place(row: FigureRow, sought: Sought) -> tuple[int, int] | None:
    """With the statement's rank for the item, the likeliest first.

    None on a statement that prints another thing under the name: inventories of a cash flow are their change.
    """
    if row.statement is not None and row.statement is sought.statement:
        return _Place.NAMED, 0
    if row.statement is StatementKind.KEY_FIGURES:
        return _Place.KEY_FIGURES, 0
    if row.statement not in _OWN:
        return _Place.TABLE if row.table else _Place.PROSE, 0
    statements = sought.term.statements if sought.term else ()
    if not statements:
        return _Place.STATEMENT, 0
    return (_Place.STATEMENT, statements.index(row.statement)) if row.statement in statements else None


def _is_measured_otherwise(row: FigureRow, sought: Sought) -> bool:
    """Adjusted, pro forma, of discontinued operations, or of other shareholders, where that is not asked for."""
    around = (row.label, *row.path, row.title or "")
    if any(map(OTHERWISE_MEASURED.search, around)) and not OTHERWISE_MEASURED.search(sought.text):
        return True
    others = row.attribution is Attribution.NONCONTROLLING or _OTHERS_SHARE.search(row.label) is not None
    return others and row.attribution is not Attribution.BOTH and not _OTHERS_SHARE.search(sought.text)


def _is_of_another(row: FigureRow, sought: Sought) -> bool:
    """Whether a heading, title or section names a thing that was not asked for."""
    around = (*row.path, row.title or "", row.section or "", *row.headings)
    return any(names_a_thing(bare_label(text, sought.companies), sought.known) for text in around if text)


# ── the figure ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_meant(row: FigureRow, figure: Figure, sought: Sought) -> bool:
    return (
        _is_of_kind(row, figure, sought)
        and _is_of_basis(figure, sought)
        and _is_plain(figure, sought)
        and sought.is_of_part(row, figure.columns)
    )


def _is_of_kind(row: FigureRow, figure: Figure, sought: Sought) -> bool:
    """An amount, an amount a share, a number of shares or a rate, as asked."""
    if figure.kind is FigureKind.WORDS or figure.part:
        return False
    kind = figure.unit.kind if figure.unit else None
    gives = {unit for _, unit in sought.term.gives} if sought.term else set()
    names = (sought.text, *sought.names.english[:1])
    if any(map(_PER_SHARE.search, names)):
        return kind in {UnitKind.PER_SHARE, None}
    if any(map(_PER_SHARE.search, (row.label, *row.path))):
        return False
    if gives & {"percent", "ratio"} or any(map(_RATIO_WORDS.search, names)):
        return kind in {*_RATIO_UNITS, None}
    if kind is UnitKind.SHARES:
        return any(map(_SHARES.search, names))
    return kind not in {*_RATIO_UNITS, UnitKind.PER_SHARE}


_OF_FILER = frozenset({"dividends_per_share", "average_salary"})
"""What filings print of the filer alone, in its own key figures."""


def _is_of_basis(figure: Figure, sought: Sought) -> bool:
    """The filer alone is meant only where that is asked for, or pays for the group."""
    if sought.term is not None and sought.term.key in _OF_FILER:
        return True
    return figure.basis is None or (figure.basis is Basis.PARENT_ONLY) is (sought.basis is Basis.PARENT_ONLY)


def _is_plain(figure: Figure, sought: Sought) -> bool:
    """A column of a segment or a class of shares is meant only where the question says so."""
    columns = (bare_label(name, sought.companies) for name in (*figure.columns, figure.member or ""))
    return not any(leaves_unexplained(name, sought.known) for name in columns if name)
