"""The periods of a question, taken out of its words: "change in ⟨revenue⟩ from ⟦0⟧ to ⟦1⟧"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rm_assistant.domain.calculations import Operand
from rm_assistant.domain.questions import Period
from rm_assistant.language.dates import PeriodMention, find_periods, fiscal_year_ending

PeriodNamer = Callable[[PeriodMention], Period | None]
"""Which period of the issuer a mention means, None where that cannot be said."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A period as asked: `when` in the question's words, `back` periods before `period` or, without one, the latest."""

    period: Period | None = None
    when: str = ""
    back: int = 0
    end: date | None = None

    def of(self, operand: Operand) -> Operand:
        """The operand at this moment, where it names none itself."""
        if operand.period or operand.when or operand.back:
            return operand
        return replace(operand, period=self.period, when=self.when, back=self.back)

    @property
    def before(self) -> Moment:
        """A year earlier."""
        if self.period is None:
            return Moment(back=self.back + 1)
        return Moment(Period(self.period.fiscal_year - 1, self.period.quarter))


LATEST = Moment()


@dataclass(frozen=True, slots=True)
class Horizon:
    """What is known of time besides the question's words.

    `shown` are the periods that the filing or table at hand shows, newest first: those meant by "average revenue" and
    "change in revenue" that name none. Empty where nothing is known: then the latest, and those before it. `latest` is
    the year that "last year" is counted from where the question names none.
    """

    shown: tuple[Period, ...] = ()
    name: PeriodNamer | None = None
    latest: Period | None = None

    def recent(self, count: int) -> tuple[Moment, ...]:
        """The last `count` periods, newest first; fewer where fewer are shown."""
        if self.shown:
            return tuple(Moment(period) for period in self.shown[:count])
        return tuple(Moment(back=back) for back in range(count))


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its periods replaced by marks, and what the marks stand for."""

    text: str
    moments: tuple[Moment, ...]


_CLOSE_YEARS = re.compile(r"(?<=\b(?:19|20)\d\d),(?=(?:19|20)\d\d\b)")
"""2017,2018 are two years, not one number."""
MARK = r"⟦\d+⟧"
_MARK_SIGNS = re.compile("[⟦⟧]")
"""In a question they mark nothing."""
_EXTRA = re.compile(
    r"(?P<short>\bF'?(?:Y'?)?(?P<year>\d\d)\b(?!\s*[%.,]\d))"
    r"|(?P<before>\b(?:the\s+)?(?:prior|previous|preceding|last)\s+(?:fiscal\s+|financial\s+)?year\b(?!'s)"
    r"|前期(?!比|末比|同期)|前年度?(?!比|同期)|前連結会計年度(?!比)|前事業年度(?!比)|昨年度?)"
    r"|(?P<now>\b(?:the\s+)?(?:current|latest|most\s+recent)\s+(?:fiscal\s+|financial\s+)?year\b"
    r"|当期(?!純|利|末比)|当連結会計年度|当事業年度|今期|今年度|当年度|直近期?|最新期)",
    re.IGNORECASE,
)


def mark_periods(text: str, horizon: Horizon) -> Marked:
    """Fiscal periods, dates and years, and words for this year and the last."""
    text = _CLOSE_YEARS.sub(", ", _MARK_SIGNS.sub(" ", text))
    found = [(mention.start, mention.end, _moment(mention, text, horizon)) for mention in find_periods(text)]
    taken = {position for start, end, _ in found for position in range(start, end)}
    extras = (match for match in _EXTRA.finditer(text) if taken.isdisjoint(range(match.start(), match.end())))
    found += [(match.start(), match.end(), _extra(match)) for match in extras]
    found.sort(key=lambda place: place[0])
    marked = text
    for index, (start, end, _) in reversed(list(enumerate(found))):
        marked = f"{marked[:start]} ⟦{index}⟧ {marked[end:]}"
    return Marked(marked, _anchored([moment for _, _, moment in found], horizon.latest))


def _anchored(moments: Sequence[Moment], latest: Period | None) -> tuple[Moment, ...]:
    """Words for this year and the last are counted from the one year beside them, else from the latest."""
    named = {moment.period for moment in moments if moment.period}
    period = named.pop() if len(named) == 1 else latest
    if period is None:
        return tuple(moments)
    return tuple(
        moment
        if moment.period
        else replace(moment, period=Period(period.fiscal_year - moment.back, period.quarter), back=0)
        for moment in moments
    )


def _moment(mention: PeriodMention, text: str, horizon: Horizon) -> Moment:
    period = horizon.name(mention) if horizon.name else plain_period(mention)
    return Moment(period, text[mention.start : mention.end].strip(), end=mention.end_date)


def plain_period(mention: PeriodMention) -> Period | None:
    """The period by its name alone, or the fiscal year that ends on or about the date."""
    if mention.fiscal_year is not None:
        return Period(mention.fiscal_year, mention.quarter)
    return Period(fiscal_year_ending(mention.end_date)) if mention.end_date else None


def _extra(match: re.Match[str]) -> Moment:
    if match["year"]:
        return Moment(Period(2000 + int(match["year"])), match[0])
    return Moment(when="", back=1 if match["before"] else 0)


def earliest_first(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """By time; two of which nothing is known stay as they stand."""
    return tuple(sorted(moments, key=_order))


def _order(moment: Moment) -> tuple[int, int, date]:
    if moment.period is None:
        return (9999 - moment.back, 0, date.min)
    return (moment.period.fiscal_year, moment.period.quarter or 4, moment.end or date.min)


def years_between(first: Moment, last: Moment) -> tuple[Moment, ...]:
    """Both and the full years between them, earliest first."""
    first, last = earliest_first((first, last))
    begin, end = first.period, last.period
    if begin is None or end is None or begin.quarter or end.quarter:
        return (first, last)
    return (first, *(Moment(Period(year)) for year in range(begin.fiscal_year + 1, end.fiscal_year)), last)
