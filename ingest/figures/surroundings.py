"""What stands right above a table: the lines that say of which time, and in which unit, it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.figures.periods import Named
from rm_assistant.domain.documents import Page, Table
from rm_assistant.domain.figures import Source
from rm_assistant.language.dates import fold_width
from rm_assistant.language.period_labels import PeriodLabel, read_period_label

_LOOK_BACK = 400
_LINES = 4
_RELATIVE_WORD = re.compile(
    r"(?:当|前)(?:連結)?(?:会計年度|事業年度|中間(?:連結)?会計期間|第.四半期(?:連結)?(?:累計|会計)期間)"
    r"(?!末?\s?(?:[にとの]?比|[にと]?対|より|から))"
)
_FULL_DATE = re.compile(r"年\s?\d{1,2}月\s?\d{1,2}日")
_SPAN = re.compile(r"自[^()（）、。]{6,24}?日?\s*至[^()（）、。]{6,24}?日")
_HELD_AT = re.compile(r"(\d{4}年\s?\d{1,2}月\s?\d{1,2}日)(?:現在|時点)で")
_STANDS_AT = re.compile(
    r"((?:\d{4}|[^\d\s、。]{2}(?:\d{1,2}|元))年\s?\d{1,2}月\s?\d{1,2}日)(?:現在|時点|における|において)"
)
"""Of a day in a sentence: what follows is of that day, whatever year it names besides."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_YEAR_ALONE = re.compile(
    r"^[(（]?(?:当|前)(?:連結)?(?:会計年度|事業年度|中間(?:連結)?会計期間)末?[)）]?\s*(?:[(（][^()（）]*[)）])?$"
)
_NOTE = re.compile(r"^\s*(?:※|[(（]\s*注|注\s*\d|\*|†)")
_LONGEST_LINE = 90
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?"
_ANNOUNCED = re.compile(
    rf"\b((?:as (?:of|at)|at|for the (?:fiscal )?(?:year|(?:three|six|nine|twelve) months|quarter) ended) {_DAY})"
    r"(?: (?:are|is|was|were) as follows)?(?: \([^()]{1,60}\))?:$"
)
"""What a sentence that announces a table says last: "… measured at fair value as of December 31, 2020:"."""
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
    if not text or _NOTE.match(text):
        return None
    if len(text) <= _LONGEST_LINE and "。" not in text and "、" not in text:
        label = read_period_label(text)
        return label if not label.change and (label.says_when or label.month_day or label.months) else None
    announced = _ANNOUNCED.search(text)
    return read_period_label(announced[1]) if announced is not None else _of_sentence(text)


def _of_sentence(text: str) -> PeriodLabel | None:
    """The days between which it runs, else the day at which it stands, else the only fiscal year that it names."""
    spans = set(_SPAN.findall(fold_width(text)))
    if len(spans) == 1:
        return read_period_label(spans.pop())
    plain = _IN_BRACKETS.sub("", fold_width(text))
    days = set(_HELD_AT.findall(plain) or _STANDS_AT.findall(plain))
    if len(days) == 1:
        return replace(read_period_label(days.pop()), months=0, closing=True)
    if _FULL_DATE.search(plain):
        return None
    words = set(_RELATIVE_WORD.findall(text))
    return read_period_label(words.pop()) if len(words) == 1 else None


def heading_period(page: Page, table: Table, start: int) -> Named | None:
    """Of the nearest line above that is a year's name alone, from `start` on: several tables stand under one.

    当連結会計年度(自 2019年４月１日 至 2020年３月31日) over the tables of products, of regions and of customers.
    """
    for line in reversed(page.text[start : table.start].splitlines()):
        plain = line.strip()
        if _YEAR_ALONE.match(plain):
            return Named(read_period_label(plain), plain, Source.SECTION)
    return None
