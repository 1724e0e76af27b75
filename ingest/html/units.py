"""The unit or scale that is printed in or above a table: (Millions), 単位：百万円. Verbatim, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

_JAPANESE = re.compile(
    r"[（(［\[]?\s*単位\s*[:：]?\s*[^）)］\]\s、。]{1,20}(?:、\s?[^）)］\]\s、。]{1,20}(?=\s*[）)］\]]))*(?:\s*[）)］\]])?"
)
_JAPANESE_ALONE = re.compile(r"^[（(［\[]\s*(?:百万|千|十億|億|万)?円\s*[）)］\]]$")
_JAPANESE_COLUMN = re.compile(r"^(?:百万|千|十億|億|万)?円$|^(?:百万|千)(?:米)?ドル$")
_OTHER_COLUMN = re.compile(r"^(?:円\s?銭|[％%]|株|千株|人|名|倍|回|年|日)$")
_SCALE = r"(?:millions?|thousands?|billions?|000s|000's|000’s)"
_ENGLISH_BRACKETED = re.compile(rf"\((?![^()]*\d\s*{_SCALE}\b)[^()]{{0,60}}\b{_SCALE}\b[^()]{{0,120}}\)", re.IGNORECASE)
"""($3.4 million) is an amount."""
_ENGLISH_ALONE = re.compile(
    rf"^(?:(?:all\s+)?(?:amounts|figures|dollars|numbers|tabular amounts)?\s*(?:are\s+)?(?:expressed\s+|presented\s+)?"
    rf"(?:in\s+)?(?:US\s?|C|A|HK)?[$€£¥]?\s*(?:(?:U\.?S\.?\s+)?dollars\s+)?(?:in\s+)?{_SCALE}\b.{{0,80}}|[$€£¥]\s?(?:m|mn|bn|000s?))$",
    re.IGNORECASE,
)


def unit_in(text: str) -> str | None:
    """The unit as printed in a line or cell that states one, else None."""
    found = _JAPANESE.search(text) or _JAPANESE_ALONE.match(text) or _ENGLISH_BRACKETED.search(text)
    found = found or _ENGLISH_ALONE.match(text)
    return found[0].strip() if found else None


def unit_of_columns(headers: Iterable[str]) -> str | None:
    """The unit that stands as a header of its own over every column that has one (百万円, 百万円), else None."""
    units = {text for text in headers if _JAPANESE_COLUMN.match(text) or _OTHER_COLUMN.match(text)}
    return units.pop() if len(units) == 1 and not _OTHER_COLUMN.match(next(iter(units))) else None
