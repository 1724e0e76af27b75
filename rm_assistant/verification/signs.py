"""When a figure may stand without its minus: "purchases of 1,577" for a cash flow printed as (1,577)."""

from __future__ import annotations

import re

from rm_assistant.language.words import normalise

_OUTWARD = re.compile(
    r"\b(?:loss(?:es)?|deficit|negative|decreas\w*|declin\w*|fell|fall(?:s|ing)?|drop\w*|down|lower\w*|reduc\w*|shr[aiu]nk\w*"
    r"|outflows?|used|uses?|purchas\w*|payments?|paid|pays?|spen[dt]\w*|expenditures?|capex|expens\w*|costs?|charges?|repa\w+"
    r"|repurchas\w*|redem\w*|dividends?|distribut\w*|acqui\w*|invest\w*|deduct\w*|less|allowances?|provisions?|impair\w*"
    r"|depreciation|amorti[sz]\w*|accumulated|treasury|tax(?:es)?|interest|eliminat\w*|write-?\s?(?:off|down)s?)\b"
    r"|損失|欠損|赤字|マイナス|減|支出|支払|取得|返済|償還|費用|費|原価|償却|配当|税|引当|控除|自己株式|投資|設備|低下|下落|下回|消去|流出|使用",
    re.IGNORECASE,
)


def says_outward(*texts: str) -> bool:
    """True where the words themselves say that money goes out or a figure goes down."""
    return any(_OUTWARD.search(normalise(text)) for text in texts)
