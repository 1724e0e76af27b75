"""Free wording said in the usual words: "how leveraged is …" asks for a ratio, 増益率 for the growth of a profit."""

from __future__ import annotations

import re

_PROFITS = {"営業": "営業利益", "経常": "経常利益", "純": "当期純利益", "最終": "当期純利益"}
_IS = r"(?:is|was|are|were)"
_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), usual)
    for pattern, usual in (
        (
            r"\bhow\s+(?:did|has|have|does)\s+(?P<x>[^?]+?)\s+(?:develop|evolve|trend|progress)(?:ed|d|s)?\b",
            r"what is \g<x>",
        ),
        (r"\b(?:the\s+)?(?:trend|development|evolution)\s+(?:in|of|for)\b", ""),
        (rf"\bhow\s+(?:highly\s+)?(?:leveraged|geared|indebted)\s+{_IS}\b", "what is the debt to equity ratio"),
        (rf"\bhow\s+liquid\s+{_IS}\b", "what is the current ratio"),
        (rf"\bhow\s+profitable\s+{_IS}\b", "what is the net profit margin"),
        (
            (
                r"\bhow\s+(?:many\s+days|long)\s+(?:does|did|do)\s+it\s+take\b[^?]*?\bto\s+(?:collect|be\s+paid\s+by)\b"
                r"(?:\s+(?:its|their|the|from|receivables|accounts|trade|customers))*"
            ),
            "what is days sales outstanding",
        ),
        (
            (
                r"\bhow\s+(?:many\s+days|long)\s+(?:does|did|do)\s+it\s+take\b[^?]*?\bto\s+pay\b"
                r"(?:\s+(?:its|their|the|payables|accounts|trade|suppliers|vendors|bills))*"
            ),
            "what is days payable outstanding",
        ),
        (
            (
                r"\bhow\s+(?:many\s+days|long)\s+(?:does|did|do)\s+it\s+take\b[^?]*?\bto\s+(?:sell|turn\s+over)\b"
                r"(?:\s+(?:its|their|the|inventory|inventories|stock))*"
            ),
            "what is days inventory outstanding",
        ),
        (
            (
                r"\bhow\s+(?:did|has|have|does)\s+(?P<x>[^?]+?)\s+(?:change[ds]?|move[ds]?|develop(?:ed)?|grow[ns]?)\s+"
                r"(?:year[-\s](?:over|on)[-\s]year|yoy|y/y)"
            ),
            r"what is the growth rate in \g<x>",
        ),
        (
            (
                r"(?P<x>[^?.,:]+?)\s*,?\s+(?:\(?(?:yoy|y/y|y-o-y|year[-\s](?:over|on)[-\s]year)\)?)"
                r"(?:\s+(?:change|growth|increase|decrease))?(?=(?:\s+(?:(?:in|for)\s+)?(?:FY|fiscal)?\s*'?\d{2,4})?\s*[?.]?\s*$)"
            ),
            r"\g<x> growth",
        ),
    )
)
_BEFORE_IN_ENGLISH = re.compile(
    r",?\s*\b(?:compared\s+(?:to|with)|versus|vs\.?|from|over|than|relative\s+to|on)\s+(?:that\s+of\s+)?(?:the\s+|its\s+)?"
    r"(?:prior|previous|preceding|last)\s+(?:fiscal\s+|financial\s+)?(?:year|period)\b(?:'s)?(?!\s+(?:to|and)\b)",
    re.IGNORECASE,
)
_BEFORE_IN_JAPANESE = re.compile(
    r"(?:前期|前年度?|前事業年度|前連結会計年度|昨年度?)末?(?:(?:と|に)比べて?|(?:と|に)比較して|から(?!の?繰)|より)の?、?"
    r"(?=.*(?:増|減|伸び|変|成長|上昇|低下|上が|下が|差))"
)
"""What a movement is measured from by itself, when it is the year before."""
_TWICE = re.compile(r"\bgrowth(?:\s+rate)?\s+growth\b", re.IGNORECASE)
_GROWTH_OF_PROFIT = re.compile(r"(?P<kind>営業|経常|純|最終)?(?:増|減)益率")
_JAPANESE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"の?推移(?=[はをが]|$|[？?。])"), ""),
    (re.compile(r"(?<=四半期)(?:連結)?累計(?:期間)?"), ""),
    (re.compile(r"(?:増配|減配)率"), "１株当たり配当金の増減率"),
    (re.compile(r"減収率"), "売上高の増減率"),
    (re.compile(r"前年(?:同期)?比増減率"), "増減率"),
)


def in_usual_words(text: str) -> str:
    text = _BEFORE_IN_JAPANESE.sub("", _BEFORE_IN_ENGLISH.sub(" ", text))
    for pattern, usual in (*_ENGLISH, *_JAPANESE):
        text = pattern.sub(usual, text)
    text = _GROWTH_OF_PROFIT.sub(lambda found: f"{_PROFITS.get(found['kind'] or '', '営業利益')}の増減率", text)
    return _TWICE.sub("growth", text)
