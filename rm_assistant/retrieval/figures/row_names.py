"""How plainly a row names what is sought: by its label, by what stands over it, or by its columns."""

from __future__ import annotations

import re
from functools import cache

from rm_assistant.domain.figures import Figure, FigureRow, Role
from rm_assistant.language.terms import glossary
from rm_assistant.retrieval.figures.printed import main_label
from rm_assistant.retrieval.figures.sought import Sought
from rm_assistant.retrieval.naming import Names, bare_label, naming
from rm_assistant.retrieval.row_words import has_own_words, letters_of, words_of

_BESIDE_THE_LABEL = 0.95
"""An item that a heading names, over a row that only says that it is the total."""
TOTAL_OF_A_MEMBER = 0.9
"""A member's total, which counts what it sells to other members too: less plain than its sales to customers."""
_SHARED_OUT = re.compile(r"^(?P<profit>当期(?:純)?利益)(?:又は損失)?の帰属")
_OF_OWNERS = re.compile(r"^親会社(?:の所有者|株主)(?:持分)?$")
_TO_CUSTOMERS = re.compile(r"^(?:[(（]\d[)）])?\s*外部顧客\s*$|^(?:from\s+)?external\s+customers$", re.IGNORECASE)
_SUM = re.compile(r"合\s*計|総\s*計|計|(?:grand\s+)?total", re.IGNORECASE)
_PART_KIND = re.compile("(?:事業部門|事業部|事業|部門|セグメント)$")


def naming_of_row(row: FigureRow, sought: Sought) -> float:
    """0 to 1: 0 where neither the row nor what stands over it names what is sought."""
    label = main_label(row.label)
    fit = naming(label, sought.names, sought.companies)
    if fit:
        return fit
    if not row.path:
        return _naming_of_section(row, sought) or _naming_under(row, sought)
    if _is_named_by_heading(label, sought):
        path = row.path[:-1] if len(row.path) > 1 and is_member(row.path[-1], sought) else row.path
        return _beside(label, sought) * naming(path[-1], sought.names, sought.companies)
    shared = _SHARED_OUT.match(row.path[-1])
    if shared and _OF_OWNERS.match(label):
        return naming(f"{label}に帰属する{shared['profit']}", sought.names, sought.companies)
    return _naming_under(row, sought)


def _naming_under(row: FigureRow, sought: Sought) -> float:
    """Of a line of a kind that its heading says."""
    under = sought.under
    if under is None or not under.is_headed(row):
        return 0.0
    return _BESIDE_THE_LABEL * naming(main_label(row.label), under.names, sought.companies)


def _naming_of_section(row: FigureRow, sought: Sought) -> float:
    """A total in the section that is about the item: 合計 of 設備投資等の概要."""
    total = row.table and _SUM.fullmatch(row.label.strip())
    return _BESIDE_THE_LABEL if total and sought.is_about(row.section) else 0.0


def _beside(label: str, sought: Sought) -> float:
    total = sought.member and not has_own_words(bare_label(label, sought.companies))
    return TOTAL_OF_A_MEMBER if total else _BESIDE_THE_LABEL


def is_named_by_columns(row: FigureRow, sought: Sought) -> bool:
    """The label leaves it to the columns: a row without a label, or of the member that is asked for."""
    label = main_label(row.label)
    return bool(row.table) and (not bare_label(label, sought.companies) or is_member(label, sought))


def naming_of_column(figure: Figure, sought: Sought) -> float:
    """0 to 1, by the column over the figure that names it most plainly."""
    heads = (naming(head, sought.names, sought.companies) for head in figure.columns)
    return _BESIDE_THE_LABEL * max(heads, default=0.0)


def is_member(label: str, sought: Sought) -> bool:
    """Whether the label is the name of the member that is asked for."""
    if not sought.member:
        return False
    plain = bare_label(label, sought.companies)
    if not plain.isascii() or not sought.member.isascii():
        return letters_of(_PART_KIND.sub("", plain)) == letters_of(_PART_KIND.sub("", sought.member))
    return words_of(plain) - _kinds_of_part() == words_of(sought.member) - _kinds_of_part()


def _is_named_by_heading(label: str, sought: Sought) -> bool:
    """The label says no more than a total or the member, or whose profit it is that a heading gives for each share."""
    if not has_own_words(bare_label(label, sought.companies)) or is_member(label, sought):
        return True
    if sought.member and _TO_CUSTOMERS.search(label):
        return True
    profit = glossary().find_key("net_income") if sought.term and sought.term.key in _EARNINGS_PER_SHARE else None
    return profit is not None and naming(label, Names.of(profit.english[0], profit.english), sought.companies) > 0


_EARNINGS_PER_SHARE = frozenset({"eps_basic", "eps_diluted"})


def names_whole(row: FigureRow, sought: Sought) -> bool:
    """The row is the total of a table by the item's name: its other rows are parts of that item."""
    return row.role is Role.TOTAL and naming(main_label(row.label), sought.names, sought.companies) > 0


@cache
def _kinds_of_part() -> frozenset[str]:
    return words_of("segment segments division business unit region")
