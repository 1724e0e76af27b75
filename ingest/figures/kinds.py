"""What a label's words say is counted, where no unit is printed: amounts a share, shares, people, ratios, things."""

from __future__ import annotations

import re
from functools import lru_cache

from rm_assistant.domain.figures import UnitKind
from rm_assistant.language.dates import fold_width

_NAMED_KINDS = (
    (
        UnitKind.PER_SHARE,
        re.compile(
            r"[1一]株当(?:た)?り|[1一]株あたり|\bper\s+(?:\w+\s+){0,3}(?:share|unit|ADS)\b|\bEPS\b"
            r"|\bgrant[- ]date fair value\b|\bexercise price\b",
            re.IGNORECASE,
        ),
    ),
    (
        UnitKind.SHARES,
        re.compile(
            r"株式(?:総)?数|株数|\bnumber of (?:\w+ )?(?:shares|options|units)"
            r"|\bshares (?:outstanding|issued|authorized|used)|^(?:basic|diluted) shares|^shares$"
            r"|weighted[- ]average (?!.*(?:price|fair value|rate|term|life)).*(?:shares|outstanding)"
            r"|shares? \(in|average (?:common )?shares|^common shares(?:$| outstanding)"
            r"|^(?:effect of )?(?:potentially )?dilutive (?:potential )?(?:common )?(?:securities|shares|options)"
            r"|^dilutive effect of .*(?:options|units|awards)",
            re.IGNORECASE,
        ),
    ),
    (
        UnitKind.PEOPLE,
        re.compile(r"従業員数|人員|人数|員数$|雇用者数|\bemployees$|\bheadcount\b|number of employees", re.IGNORECASE),
    ),
    (
        UnitKind.PERCENT,
        re.compile(
            r"率$|比率|割合|構成比|利回り|利率$|パーセント|%\)?$|^%|\(%\)|% of\b"
            r"|\bpercent(?:age)?\b|\bratio\b|\brates?$|\byield$|\bmargin %|^effective (?:income )?tax rate",
            re.IGNORECASE,
        ),
    ),
    (
        UnitKind.COUNT,
        re.compile(
            r"銘柄数|社数|店舗数|件数|台数|個数|戸数|口数|(?:契約|償却|残存|貸出)期間|年数|年齢"
            r"|\bnumber of\b|\bcount\b|square f(?:ee|oo)t|\bstores$|^(?:total )?stores\b"
            r"|\(years\)|\bin years\b|^years$|\b(?:life|lives|term)$",
            re.IGNORECASE,
        ),
    ),
)
"""Kinds that a label names without printing the unit: the table's currency and scale are not theirs."""
_STATED_ALREADY = re.compile(
    r"\d[\d,.]*\s+(?:million\s+)?(?:and\s+[\d,.]+\s+(?:million\s+)?)?(?:common\s+)?shares\b|\bpar value\b"
    r"|[$€£¥]\s?[\d.]+\s+(?:per|a)\s+(?:\w+\s+)?share",
    re.IGNORECASE,
)
"""The label itself says how many shares, or how much a share: its number is the amount."""
_SHARES_USED = re.compile(r"\bshares\b.*\b(?:used|for)\b.*\b(?:comput|calculat|per share)", re.IGNORECASE)
""" "Weighted-average shares used to compute net income per share"."""
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@lru_cache(maxsize=20_000)
def kind_named(label: str) -> UnitKind | None:
    """PER_SHARE for 1株当たり…, SHARES for "shares outstanding"; None for what is as a rule money."""
    plain = fold_width(label)
    if _STATED_ALREADY.search(plain):
        return None
    bare = _BRACKETS.sub("", plain).strip()
    if _SHARES_USED.search(bare):
        return UnitKind.SHARES
    for kind, words in _NAMED_KINDS:
        if words.search(bare) or (kind is UnitKind.PER_SHARE and words.search(plain)):
            return kind
    return None
