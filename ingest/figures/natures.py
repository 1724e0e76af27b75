"""Whether a label names a balance, held at a day, or a movement over a time: by the noun it ends in."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from ingest.figures.headers import Path
from rm_assistant.domain.documents import StatementKind
from rm_assistant.language.dates import fold_width
from rm_assistant.language.terms import Term


class Nature(StrEnum):
    BALANCE = "balance"
    MOVEMENT = "movement"


_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_BALANCE = re.compile(
    r"(?:残高|(?<!用)資産(?:額|合計|の部合計)?|負債(?:額|合計)?|純資産額?|資本金|資本合計|(?<!益)持分|株式(?:総)?数|株数|従業員数|雇用者数"
    r"|自己資本比率|持分比率|店舗数|計上額|帳簿価額|時価|発行済株式.*|株主数|単元数|(?:平均|勤続)年[齢数]|割合|債権|債務|借入金|社債|預金|引当金"
    r"|現金及び現金同等物|棚卸資産|たな卸資産)$"
    r"|\b(?:total (?:assets|liabilities|equity|debt)|(?:share|stock)holders['’]? (?:equity|investment)"
    r"|shares outstanding|employees|backlog|cash and cash equivalents"
    r"|working capital|long-term debt|inventories|receivables?|payables?|liabilities|goodwill|assets)$",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"^(?:basic |diluted )?(?:weighted[- ]average|average)\b.*shares|\breturn on\b|期中平均", re.IGNORECASE
)
"""Over a time, of a balance."""
_MOVEMENT = re.compile(
    r"(?:売上|(?<!残)高|収益|利益|損失|損益|費|費用|原価|配当額?|配当金(?:総額)?|配当率|報酬|報酬等の総額|賞与|給与|給料|取得価額の合計額|売却価額の合計額"
    r"|(?:増加|減少|増減|償却|繰入|取崩|発生|変動|支払|使用|戻入)額?"
    r"|受取配当金の合計額|売却損益の合計額|利息|キャッシュ・?フロー|支出|収入|(?<!への)投資額|受注高|生産高|販売高|仕入高|償却額|繰入額|収益率|利益率|配当性向|インセンティブ|(?:増加|減少|増減)株式(?:総)?数"
    r")$"
    r"|\b(?:revenues?|sales|(?<!fixed )income|earnings|loss|profit"
    r"|expenses?|expenditures|amortization|depreciation|dividends"
    r"|additions|deductions|(?:benefits?|contributions|interest|taxes) paid(?: (?:from|out of) .*)?"
    r"|charged to (?:\w+ ){0,3}\w+|margin|provided by.*|used in.*|used for.*|ebitda|cash flows?)$",
    re.IGNORECASE,
)


def row_nature(item: Term | None, label: str, path: Path) -> Nature | None:
    """By the glossary's item, else by the label, else by the nearest label above.

    A balance below a movement (利息収益: 償却原価で測定する金融資産) is a part of that movement.
    """
    own = _of_item(item) or named_nature(label)
    above = next((found for parent in reversed(path) if (found := named_nature(parent))), None)
    return Nature.MOVEMENT if own is Nature.BALANCE and above is Nature.MOVEMENT else own or above


def column_nature(path: Path) -> Nature | None:
    return next((found for head in reversed(path) if (found := named_nature(head))), None)


def _of_item(item: Term | None) -> Nature | None:
    if item is None or not item.statements:
        return None
    if item.statements[0] is StatementKind.BALANCE_SHEET:
        return Nature.BALANCE
    return Nature.MOVEMENT if item.statements[0] in _FLOWS else None


_FLOWS = frozenset({StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW, StatementKind.COMPREHENSIVE_INCOME})


@lru_cache(maxsize=20_000)
def named_nature(label: str) -> Nature | None:
    """By the noun that `label` ends in."""
    plain = "".join(_BRACKETS.sub("", fold_width(label)).split()) if not label.isascii() else _BRACKETS.sub("", label)
    plain = plain.strip()
    if _OVER_TIME.search(plain):
        return Nature.MOVEMENT
    if plain.lower().startswith(("accumulated", "ending balance", "beginning balance")):
        return Nature.BALANCE
    if _MOVEMENT.search(plain):
        return Nature.MOVEMENT
    return Nature.BALANCE if _BALANCE.search(plain) else None
