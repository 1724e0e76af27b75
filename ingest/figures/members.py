"""Whose a number is within the whole: segment, region, component of equity, class of shares, person."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.figures.headers import Path
from ingest.figures.items import item_of
from ingest.figures.labels import plain_label, role_of
from ingest.figures.natures import named_nature, row_nature
from rm_assistant.domain.documents import StatementKind
from rm_assistant.domain.figures import Role
from rm_assistant.language.period_labels import read_period_label
from rm_assistant.language.terms import Term
from rm_assistant.language.units import is_unit

_PARTS = re.compile(
    r"セグメント|事業別|地域|\bsegments?\b|geograph|by (?:region|country|business|product)", re.IGNORECASE
)
_CLASS = re.compile(
    r"(?:[A-ZＡ-Ｚ第][^\s、]{0,6}種?)?(?:普通|優先|後配|種類|劣後)株式"
    r"|\bclass [a-z]\b(?: common)?(?: stock| shares)?|\bpreferred (?:stock|shares)|\bcommon (?:stock|shares)",
    re.IGNORECASE,
)
_NO_MEMBER = re.compile(
    r"^(?:金額|割合|比率|構成比|増減.*|残高|合計|計|連結計?|科目|区分|注記.*|番号|摘要|備考|前[年期].*比"
    r"|total|amounts?|dollars?|shares|(?:par )?value"
    r"|%|percent.*|change.*|notes?|reported|operational.*|operations|currency|as reported|actual|\(?unaudited\)?)$",
    re.IGNORECASE,
)


def has_parts(statement: StatementKind | None, title: str | None, section: str | None) -> bool:
    """Whether a table divides the whole into segments or regions."""
    if statement in {StatementKind.EQUITY, StatementKind.SEGMENTS}:
        return True
    return bool(statement is None and (_PARTS.search(title or "") or _PARTS.search(section or "")))


def row_member(label: str, item: Term | None, *, parts: bool, equity: bool, persons: bool) -> str | None:
    """A person, or the segment that a row is: a label that is neither an item nor a word of measure."""
    if persons:
        return label or None
    if not parts or equity or item is not None or not label or _NO_MEMBER.match(label):
        return None
    return label if named_nature(label) is None and role_of(label) is None else None


@lru_cache(maxsize=20_000)
def column_member(columns: Path, *, equity: bool) -> str | None:
    """The lowest header that is neither a period nor a unit nor, but for components of equity, what is measured."""
    for at, head in reversed(list(enumerate(columns))):
        if role_of(head) is Role.TOTAL:
            return _group_of(head, columns[:at]) if equity else None
        measures = _NO_MEMBER.match(head) if equity else _measures(head)
        if not measures and not is_unit(head) and read_period_label(head).is_empty:
            return head
    return None


def _group_of(total: str, above: Path) -> str | None:
    """The group of components that a column adds up: 株主資本 over 株主資本合計."""
    group = next((head for head in reversed(above) if not is_unit(head) and read_period_label(head).is_empty), None)
    named = "".join(total.split()).removesuffix("合計").removesuffix("計")
    return group if group is not None and named in {"", "".join(group.split())} else None


def _measures(head: str) -> bool:
    """Whether a header says what is counted rather than whose: 金額, "Net sales (2)"."""
    plain = plain_label(head)
    return bool(_NO_MEMBER.match(plain)) or row_nature(item_of(plain), plain, ()) is not None


def share_class(texts: Path) -> str | None:
    """普通株式, "Class A common stock", by the first of `texts` that names one."""
    return next((found for text in texts if (found := _class_in(text))), None)


@lru_cache(maxsize=20_000)
def _class_in(text: str) -> str | None:
    match = _CLASS.search(text)
    return match[0] if match else None
