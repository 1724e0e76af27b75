"""What stands right above a table: the lines that say of which time, and in which unit, it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.figures.periods import Named
from rm_assistant.domain.documents import Page, Table
from rm_assistant.domain.figures import Source
from rm_assistant.language.period_labels import PeriodLabel, read_period_label

_LOOK_BACK = 400
_LINES = 4
_RELATIVE_WORD = re.compile(
    r"(?:当|前)(?:連結)?(?:会計年度|事業年度|中間(?:連結)?会計期間|第.四半期(?:連結)?(?:累計|会計)期間)"
)
_NOTE = re.compile(r"^\s*(?:※|[(（]\s*注|注\s*\d|\*|†)")
_LONGEST_LINE = 90
_HEADING = re.compile(r"【|^第\d")


def table_period(page: Page, table: Table) -> Named | None:
    """What the table's title, or the nearest of the lines above, says of its period."""
    for text in (table.title or "", *lines_above(page, table)):
        named = _read(text)
        if named is not None:
            return Named(named, text, Source.TABLE)
    return None


def lines_above(page: Page, table: Table) -> Iterator[str]:
    """Nearest first, no further than the table before or a numbered heading."""
    start = max((other.end for other in page.tables if other.end <= table.start), default=0)
    above = page.text[max(start, table.start - _LOOK_BACK) : table.start]
    lines = [line.strip() for line in above.splitlines() if line.strip()]
    for line in reversed(lines[-_LINES:]):
        yield line
        if _HEADING.search(line):
            return


def _read(text: str) -> PeriodLabel | None:
    if not text:
        return None
    if _NOTE.match(text):
        return None
    if len(text) <= _LONGEST_LINE and "。" not in text and "、" not in text:
        label = read_period_label(text)
        if not label.change and (label.says_when or label.month_day or label.months):
            return label
        return None
    words = set(_RELATIVE_WORD.findall(text))
    return read_period_label(words.pop()) if len(words) == 1 else None
