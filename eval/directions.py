"""Which way a sentence says that a number went: "decreased 24%" and 24％減 are -24 %."""

from __future__ import annotations

import re

_FALL = (
    r"\b(?:fell|fall(?:s|en|ing)?|decreas\w+|declin\w+|drop(?:s|ped|ping)?|slip(?:s|ped)?|down|lower(?:ed)?|reduc\w+)\b"
)
_RISE = r"\b(?:rose|ris(?:e|es|en|ing)|increas\w+|gr[eo]w(?:s|n|ing|th)?|up|higher|climb(?:s|ed)?)\b"
_MOVED = re.compile(rf"(?P<fall>{_FALL})|(?P<rise>{_RISE})", re.IGNORECASE)
_BEFORE = re.compile(r"[^。;；\n]{0,60}$")
_NEW_LEVEL = re.compile(r"\b(?:to|from)\b", re.IGNORECASE)
"""What follows is where it stood or stands, not how far it went."""
_AFTER = re.compile(
    rf"[)）\s]*(?:の|\bpoints?\b|\bポイント)?\s*(?:(?P<fall>減|低下|下落|{_FALL})|(?P<rise>増|上昇|{_RISE}))",
    re.IGNORECASE,
)


def direction_of(text: str, start: int, end: int) -> int:
    """-1 or 1 for the number at `[start, end)` of `text`; 0 where no word beside it says that it is a movement."""
    after = _AFTER.match(text, end)
    if after:
        return -1 if after["fall"] else 1
    before = _BEFORE.search(text, 0, start)
    moved = list(_MOVED.finditer(before[0])) if before else []
    if before is None or not moved or _NEW_LEVEL.search(before[0], moved[-1].end()):
        return 0
    return -1 if moved[-1]["fall"] else 1
