"""Figures whose row plainly names the item that is sought, and which of several is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from rm_assistant.domain.documents import Basis, StatementKind
from rm_assistant.domain.figures import Attribution, Figure, FigureKind, FigureRow, Role, UnitKind
from rm_assistant.retrieval.figures.printed import is_aside, main_label
from rm_assistant.retrieval.figures.row_names import (
    TOTAL_OF_A_MEMBER,
    is_member,
    is_named_by_columns,
    naming_of_column,
    naming_of_row,
)
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.naming import IMPLIED, bare_label, naming
from rm_assistant.retrieval.row_words import (
    OTHERWISE_MEASURED,
    has_own_words,
    leaves_unexplained,
    missing_words,
    names_a_thing,
    plain_label,
    says_the_same,
    words_of,
)

_AS_GOOD = 0.02
"""A figure that is named so little less plainly is a rival."""
_OWN_NAME = 0.975
"""The first name of all, with a word or two that only qualify; any other name is less plain."""
CORE_PROFIT = re.compile("コア|修正|事業利益")
"""What segments may be measured by instead of the profit of the accounts."""
_UNALLOCATED = re.compile(
    r"\s*(?:total\s+)?(?:corporate|unallocated)(?:\s+(?:and|&)\s+(?:other|unallocated|eliminations))?(?:\s+items)?\s*"
    r"|\s*(?:全社|全社費用|調整額|消去又は全社|消去・全社|全社・消去|共通)\s*",
    re.IGNORECASE,
)
_USUAL_HEADING = re.compile(
    r"[^\w]*\w{0,2}[)）.．]?\s*(?:提出会社の状況|連結会社の状況|経営成績等の(?:状況の)?(?:業績の)?概要|生産実績|販売実績)\s*"
)
_PAY = re.compile("報酬|compensation", re.IGNORECASE)
_OF_FILER_TITLE = re.compile("提出会社|個別|単体")
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
    fit, place = naming_of_row(row, sought), _place(row, sought)
    if place is None or _is_measured_otherwise(row, sought) or not (fit or is_named_by_columns(row, sought)):
        return
    if place[0] >= _Place.TABLE and _is_of_another(row, sought):
        return
    aside = main_label(row.label) != row.label
    for figure in row.figures:
        naming_ = fit or naming_of_column(figure, sought)
        if naming_ and _is_meant(row, figure, sought) and not (aside and is_aside(figure)):
            yield Offer(row, figure, place, naming_)


def offers_of_member(row: FigureRow, sought: Sought) -> Iterator[Offer]:
    """Of a row that bears the member's name, in a table whose total is the item."""
    place = _place(row, sought)
    if place is None or not is_member(main_label(row.label), sought) or _is_measured_otherwise(row, sought):
        return
    for figure in row.figures if not _is_of_another(row, sought) else ():
        if _is_meant(row, figure, sought):
            yield Offer(row, figure, place, TOTAL_OF_A_MEMBER)


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
    """計 is of the segments, 合計 of them and what is common to all."""
    totals = [offer for offer in found if offer.row.role is Role.TOTAL] or found
    return [offer for offer in totals if "合計" in offer.row.label] or totals


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
    """Neither row nor column says more than "total": only its sum tells of what."""
    bare = not has_own_words(bare_label(offer.row.label, sought.companies))
    return bare and not naming_of_column(offer.figure, sought)


# ── the row ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _place(row: FigureRow, sought: Sought) -> tuple[int, int] | None:
    """With the statement's rank for the item, the likeliest first.

    None on a statement that prints another thing under the name: inventories of a cash flow are their change.
    """
    if row.statement is not None and row.statement is sought.statement:
        return _Place.NAMED, 0
    if sought.is_of_section and sought.is_about(row.section):
        return _Place.NAMED, 0
    if row.statement is StatementKind.KEY_FIGURES:
        return _Place.KEY_FIGURES, 0
    if row.statement not in _OWN:
        place = _Place.TABLE if row.table else _Place.PROSE
        return place, int(bool(sought.member) and row.statement is not StatementKind.SEGMENTS)
    statements = sought.term.statements if sought.term else ()
    if not statements:
        return _Place.STATEMENT, 0
    return (_Place.STATEMENT, statements.index(row.statement)) if row.statement in statements else None


def _is_measured_otherwise(row: FigureRow, sought: Sought) -> bool:
    """Adjusted, pro forma, of discontinued operations, or of other shareholders, where that is not asked for."""
    around = (row.label, *row.path, row.title or "")
    if any(map(OTHERWISE_MEASURED.search, around)) and not OTHERWISE_MEASURED.search(sought.text):
        return True
    if sought.member and CORE_PROFIT.search(row.label) and not CORE_PROFIT.search(sought.text):
        return True
    others = row.attribution is Attribution.NONCONTROLLING or _OTHERS_SHARE.search(row.label) is not None
    return others and row.attribution is not Attribution.BOTH and not _OTHERS_SHARE.search(sought.text)


def _is_of_another(row: FigureRow, sought: Sought) -> bool:
    """Whether a heading, title or section names a thing that was not asked for.

    A total that names the company is of all of it. The unallocated rest is a part like others, though it has no name.
    """
    if any(map(_UNALLOCATED.fullmatch, (row.title or "", *row.path, *row.headings))):
        return _UNALLOCATED.fullmatch(sought.member) is None
    if row.role is Role.TOTAL and bare_label(row.label, sought.companies) != plain_label(row.label):
        return False
    return any(names_a_thing(bare_label(text, sought.companies), sought.known) for text in _around(row, sought) if text)


def _around(row: FigureRow, sought: Sought) -> tuple[str, ...]:
    """Notes of segments are headed by what they are about, whichever member is asked for; plans have their chapters."""
    near = (*row.path, row.title or "")
    if sought.member:
        return near
    told = sought.timing.forecast and not _PAY.search(row.section or "")
    section = "" if told else row.section or ""
    return tuple(text for text in (*near, section, *row.headings) if not _tells_of(text, sought))


def _tells_of(text: str, sought: Sought) -> bool:
    """Whether the heading is of the item, or one that every 有価証券報告書 has."""
    return sought.is_about(text) or _USUAL_HEADING.fullmatch(text) is not None


# ── the figure ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_meant(row: FigureRow, figure: Figure, sought: Sought) -> bool:
    return (
        _is_of_kind(row, figure, sought)
        and _is_of_basis(row, figure, sought)
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


def _is_of_basis(row: FigureRow, figure: Figure, sought: Sought) -> bool:
    """The filer alone is meant only where that is asked for, or pays for the group."""
    if sought.term is not None and sought.term.key in _OF_FILER:
        return True
    basis = Basis.PARENT_ONLY if _OF_FILER_TITLE.search(row.title or "") else figure.basis
    return basis is None or (basis is Basis.PARENT_ONLY) is (sought.basis is Basis.PARENT_ONLY)


def _is_plain(figure: Figure, sought: Sought) -> bool:
    """A column of a segment or a class of shares is meant only where the question says so."""
    columns = (bare_label(name, sought.companies) for name in (*figure.columns, figure.member or ""))
    return not any(leaves_unexplained(name, sought.known) for name in columns if name)
