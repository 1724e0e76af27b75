"""How an issuer names the fiscal year that a period belongs to.

The year in which the period ends, but for two habits: 52/53-week years that end in the first days of January belong to
the year before; and a year that ends from January to June may be named for the year it began in, as US retailers do.
The second is taken only where the text itself says so: "fiscal 2022" is then the latest year it speaks of at length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.cover.text import next_date, one_line
from rm_assistant.language.dates import MONTHS, fiscal_year_ending, month_end

_LABEL = re.compile(r"\b(?:fiscal(?:\s+years?)?|FY)\s?(20\d\d)(?!\s*[-–]\s*20)", re.IGNORECASE)
_AT_LENGTH = 0.4
"""Share of the most frequent year's mentions that makes a year one the text speaks of at length."""
_FEWEST = 3
_PAGES = 80
_LENGTHS = {
    "three months": 1,
    "six months": 2,
    "nine months": 3,
    "13 weeks": 1,
    "thirteen weeks": 1,
    "14 weeks": 1,
    "26 weeks": 2,
    "twenty-six weeks": 2,
    "39 weeks": 3,
    "thirty-nine weeks": 3,
}
_PERIOD_ENDED = re.compile(
    r"\b(three|six|nine|thirteen|twenty-six|thirty-nine|13|14|26|39)[\s-]+(month|week)s?(?:[\s-]+periods?)?\s+ended\s+"
    r"([A-Za-z]{3,9})\.?\s+(\d{1,2})\b",
    re.IGNORECASE,
)
_YEAR_ENDED = re.compile(
    r"\b(?:years?|(?:52|53|fifty-two|fifty-three)[\s-]+weeks|(?:12|twelve)[\s-]+months)\s+(?:ended|ending|to)\s*",
    re.IGNORECASE,
)
_SLACK = timedelta(days=10)


def year_named(end: date, pages: Sequence[str]) -> int:
    """The year by which the text names the fiscal year that ends on `end`."""
    ends_in = fiscal_year_ending(end)
    if (end - _SLACK).month > 6:
        return ends_in
    labels = Counter(int(label) for page in pages[:_PAGES] for label in _LABEL.findall(page))
    most = max(labels.values(), default=0)
    spoken_of = [year for year, count in labels.items() if count >= max(_FEWEST, _AT_LENGTH * most)]
    return ends_in - 1 if max(spoken_of, default=ends_in) == ends_in - 1 else ends_in


def quarter_ended(end: date, pages: Sequence[str]) -> int | None:
    """The quarter that ends on `end`: the longest stretch of the year that the statements show up to that day."""
    quarters = [0]
    for page in pages[:_PAGES]:
        for number, unit, month, day in _PERIOD_ENDED.findall(one_line(page)):
            same_day = month[:3].lower() in MONTHS and MONTHS.index(month[:3].lower()) + 1 == end.month
            if same_day and int(day) == end.day:
                quarters.append(_LENGTHS.get(f"{number.lower()} {unit.lower()}s", 0))
    return max(quarters) or None


def year_end_after(end: date, quarter: int) -> date:
    """The last day of the fiscal year whose quarter ends on `end`, to the month."""
    month = (end - _SLACK).month - 1 + 3 * (4 - quarter)
    return month_end((end - _SLACK).year + month // 12, month % 12 + 1)


def year_ends(pages: Sequence[str]) -> list[date]:
    """Days on which the text says a year ended, the most frequent first."""
    found: Counter[date] = Counter()
    for page in pages:
        line = one_line(page)
        for match in _YEAR_ENDED.finditer(line):
            if stated := next_date(line, match.end(), reach=1):
                found[stated.date] += 1
    return sorted(found, key=lambda day: (-found[day], -day.toordinal()))
