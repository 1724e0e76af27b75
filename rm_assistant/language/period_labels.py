"""What the head of a column or a row says of time: 当連結会計年度 (自 … 至 …), "Three Months Ended", 2023, 期首残高."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rm_assistant.language.dates import MONTHS, find_dates, find_periods, fold_width

_LONGEST = 200
_JAPANESE_GAP = re.compile("(?<=[\u3041-\u30ff\u3400-\u9fff]) (?=[\u3041-\u30ff\u3400-\u9fff])")
"""増 減: characters are spaced out to fill a column."""


@dataclass(frozen=True, slots=True)
class PeriodLabel:
    """A period as far as its label goes; the rest hangs on the filing's own period.

    `offset` counts from the filing's period: 0 当期, -1 前期. `ordinal` is 118 of 第118期. `months` is 0 for a balance,
    else the length of the movement. `month_day` is the day on which years end, where the year stands elsewhere ("Years
    ended December 31,"). `opening` asks for the balance before the period. `change` says that two periods are compared.
    """

    start: date | None = None
    end: date | None = None
    months: int | None = None
    fiscal_year: int | None = None
    quarter: int | None = None
    ordinal: int | None = None
    offset: int | None = None
    month_day: tuple[int, int] | None = None
    names_start: bool = False
    whole_year: bool = False
    """前連結会計年度末 in a quarterly report: the year before, not the same quarter of it."""
    opening: bool = False
    closing: bool = False
    change: bool = False
    forecast: bool = False
    moves: bool = False
    """Stands between an opening and a closing balance: a movement, whatever its columns say."""
    dated: bool = False
    """One full date and no word of length: as a rule the day of a balance."""

    @property
    def says_when(self) -> bool:
        """Whether it places the period in time."""
        return bool(self.end or self.fiscal_year or self.ordinal) or self.offset is not None or self.quarter is not None

    @property
    def is_empty(self) -> bool:
        return self == _EMPTY


_EMPTY = PeriodLabel()

_CHANGE = re.compile(
    r"対前|前[年期](?:同期|度)?[比差]|前年同[期月]比|増減率|増減額?$|増△?減|伸び?率|差額|差異|比較|[年期]比$"
    r"|\bchanges?\b|\bvs\.?\b|\bversus\b|\bvariance\b"
    r"|increase|decrease|\bgrowth\b|% of|\bfavorable\b|\bbetter\b|compared",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?P<which>前々|前|当|今|翌|次)(?:第\s*(?P<quarter>[1-4一二三四])\s*四半期)?(?:連結)?(?:累計)?"
    r"(?P<what>会計年度|事業年度|年度|会計期間|中間(?:連結)?会計期間|中間期|四半期(?:連結)?(?:累計|会計)期間|四半期|累計期間"
    r"|連結会計|期(?!純|利益|損失|損益|包括|欠損|未処|製品|総|間|日|限|払|待))"
)
_OFFSETS = {"前々": -2, "前": -1, "当": 0, "今": 0, "翌": 1, "次": 1}
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_ENGLISH_RELATIVE = re.compile(
    r"\b(?:(?P<current>current|this)|(?P<prior>prior|previous|preceding|last))\s+(?:fiscal\s+)?(?:year|period|quarter)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"期首|年初|\b(?:at\s+)?(?:the\s+)?beginning\b|\bopening\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"期末|年度末|期間末|年末|月末|日現在|現在|時点|残高"
    r"|\bend\s+of\b|\bclosing\b|\bending\s+balance|\bas\s+of\b|\bas\s+at\b|^at\b"
    r"|\bbalances?,?\s+(?:at|as of|[A-Z][a-z]+\s+\d)",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"予想|見込|計画|予定|\bforecast\b|\bguidance\b|\boutlook\b|\bprojected\b|\bestimated?\b|\bpro forma\b",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
_ENGLISH_MONTHS = re.compile(
    r"(?<!than )(?<!over )(?<!within )(?<!next )\b(?P<count>\d{1,2}|" + "|".join(_NUMBERS) + r")[\s-]+months?\b",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"\b(?P<count>\d{2}|thirteen|twenty-six|thirty-nine|fifty-two|fifty-three)[\s-]+weeks?\b", re.IGNORECASE
)
_WEEK_NUMBERS = {"thirteen": 13, "twenty-six": 26, "thirty-nine": 39, "fifty-two": 52, "fifty-three": 53}
_YEARS = re.compile(
    r"\b(?:fiscal\s+|calendar\s+)?years?[\s,-]*(?:then\s+)?(?:end(?:ed|ing|s)\b|in the period)"
    r"|\byear\s+to\b(?!\s*date)|\bannual\b|\bfor\s+the\s+(?:fiscal\s+)?years?\b"
    r"|\bfiscal\b",
    re.IGNORECASE,
)
_QUARTER_ENDED = re.compile(r"\bquarters?\s*(?:end(?:ed|ing|s)?)?\b", re.IGNORECASE)
_MORE_YEARS = re.compile(r"(?:19|20)\d\d\s*(?:,|and\b|&)\s*(?:and\s+)?(?:19|20)\d\d")
_HAS_YEAR = re.compile(r"\d{4}|令\s*和|平\s*成|昭\s*和|[RHS]\s?\d", re.IGNORECASE)
_HAS_PERIOD = re.compile(r"\d|令\s*和|平\s*成|昭\s*和|半|中間|上期|下期|[一二三四]|quarter|half", re.IGNORECASE)
_SPAN = re.compile(r"自.{0,20}?至|から|[～~〜]|\bfrom\b.*\bto\b|\bthrough\b", re.DOTALL)
_MONTH_DAY = re.compile(
    r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<day>\d{1,2})(?!\d)", re.IGNORECASE
)
_CUMULATIVE = re.compile(r"第\s*([1-4一二三四])\s*四半期(?:連結)?累計")
_WORTH_A_LOOK = re.compile(
    r"\d{2}|[期年月末首初増減]|現在|予想|year|month|quarter|week|fiscal|\bQ[1-4]|[1-4]Q|change|balance|begin|end|current|prior|"
    r"total|first|second|third|fourth|forecast|guidance|vs",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def read_period_label(text: str) -> PeriodLabel:
    """What `text`, a column's headers from top to bottom or a row's label, says of its period."""
    if len(text) > _LONGEST or not _WORTH_A_LOOK.search(text):
        return _EMPTY
    plain = _DAYS.sub(_spelled_out, _JAPANESE_GAP.sub("", fold_width(text)))
    label = _with_marks(_dated(plain) or _named(plain), plain)
    if label.change:
        return PeriodLabel(change=True)
    return label


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAYS = re.compile(
    rf"\b(?P<first>{_MONTH})\s+(?P<from>\d{{1,2}})(?:,\s*(?P<begins>\d{{4}}))?\s*(?:[-–—]|\bto\b)\s*"
    rf"(?:(?P<last>{_MONTH})\s+)?(?P<to>\d{{1,2}}),\s*(?P<year>\d{{4}})",
    re.IGNORECASE,
)


def _spelled_out(days: re.Match[str]) -> str:
    """ "September 1-30, 2018" as two dates with words between."""
    last, year = days["last"] or days["first"], days["year"]
    months = [MONTHS.index(name.lower()[:3]) for name in (days["first"], last)]
    begins = days["begins"] or str(int(year) - (months[0] > months[1]))
    return f"from {days['first']} {days['from']}, {begins} to {last} {days['to']}, {year}"


_BESIDE_TIME = re.compile(
    r"(?:as\s+(?:of|at)|at|on|for|the|in|and|fiscal|calendar|financial|years?|quarters?|months?|weeks?|periods?|end(?:ed|ing|s)?|then|date"
    r"|balances?|beginning|opening|closing|ending|three|six|nine|twelve|thirteen|fifty-two|fifty-three|unaudited|audited|restated|revised|adjusted"
    r"|forecast|of|to|from|through|actual|thereafter)\b"
    r"|[現在末首期年度月日自至残高計時点当前翌今第連結会計事業四半累間中決算回次の修正後調整前再表示反映した方針変更を]+|見込|予想|計画",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=20_000)
def names_time(text: str) -> bool:
    """Whether `text` names a time and nothing else: 2019, "Balance at December 31, 2018", 2018年４月１日残高."""
    label = read_period_label(text)
    if label.is_empty or label.change:
        return False
    plain = fold_width(text)
    for mention in reversed([*find_periods(plain)]):
        plain = plain[: mention.start] + " " + plain[mention.end :]
    return not _NOT_LETTERS.sub(
        "", _BESIDE_TIME.sub("", re.sub(r"\b(?:" + "|".join(MONTHS) + r")[a-z]*", "", plain, flags=re.IGNORECASE))
    )


def _with_marks(label: PeriodLabel, text: str) -> PeriodLabel:
    """With what is said of length, of beginning and end, and of outlook."""
    instant = label.months == 0
    months = label.months if label.months is not None else _months(text)
    opening, closing = bool(_OPENING.search(text)), bool(_CLOSING.search(text))
    whole_year = bool(re.search("年度末|前(?:連結)?(?:会計年度|事業年度)", text))
    return replace(
        label,
        months=0 if instant or opening or closing else months,
        opening=opening,
        closing=closing and not opening,
        whole_year=whole_year,
        change=bool(_CHANGE.search(text)) or _compares(text),
        forecast=bool(_FORECAST.search(text)),
    )


def _compares(text: str) -> bool:
    return bool(re.search(r"(?:19|20)\d\d\s*(?:to|/|over|from)\s*(?:19|20)\d\d", text)) and not _SPAN.search(text)


def _dated(text: str) -> PeriodLabel | None:
    """A label with one full date, or with the two between which a movement runs."""
    dates = [mention.date for mention in find_dates(text)] if _HAS_YEAR.search(text) else []
    if not dates:
        return None
    relative = _relative(text)
    if len(dates) == 2 and dates[0] < dates[1] and _SPAN.search(text):
        return replace(relative, start=dates[0], end=dates[1], months=_months_between(dates[0], dates[1]))
    if len(set(dates)) > 1:
        return replace(relative, months=_months(text))
    if _MORE_YEARS.search(text):
        return replace(relative, months=_months(text), month_day=(dates[0].month, dates[0].day))
    months = _months(text)
    if months is None and "年" in text:
        months = 0
    quarter = next((mention.quarter for mention in find_periods(text) if mention.quarter), None)
    months = 3 if months is None and quarter else months
    return replace(relative, end=dates[0], months=months, quarter=quarter, dated=months is None)


def _months_between(start: date, end: date) -> int:
    return round(((end - start).days + 1) / 30.44)


def _named(text: str) -> PeriodLabel:
    """By a year, a quarter, 第118期 or 当期."""
    label = _relative(text)
    mentions = find_periods(text) if _HAS_PERIOD.search(text) else []
    if len({mention.fiscal_year for mention in mentions if mention.fiscal_year}) > 1:
        mentions = [replace(mention, fiscal_year=None, end_date=None) for mention in mentions]
    for mention in mentions:
        label = replace(
            label,
            end=label.end or mention.end_date,
            fiscal_year=label.fiscal_year or mention.fiscal_year,
            quarter=label.quarter or mention.quarter,
            ordinal=label.ordinal or mention.ordinal,
            names_start=label.names_start or mention.names_start,
        )
    if label.quarter and label.months is None and not label.end:
        label = replace(label, months=_quarter_months(text, label.quarter))
    month_day = _MONTH_DAY.search(text)
    if month_day and label.end is None:
        label = replace(label, month_day=(MONTHS.index(month_day["month"].lower()[:3]) + 1, int(month_day["day"])))
    return label


def _relative(text: str) -> PeriodLabel:
    match = _RELATIVE.search(text)
    if match:
        return PeriodLabel(offset=_OFFSETS[match["which"]], quarter=_QUARTERS.get(match["quarter"] or ""))
    english = _ENGLISH_RELATIVE.search(text)
    if english:
        return PeriodLabel(offset=0 if english["current"] else -1)
    return _EMPTY


def _quarter_months(text: str, quarter: int) -> int | None:
    if _CUMULATIVE.search(text):
        return 3 * quarter
    if re.search("中間|(?<!四)半期|上期|half|H1|1H", text):
        return 6
    return 3


def _months(text: str) -> int | None:
    """The length of a movement in months, as the label states it."""
    named = _ENGLISH_MONTHS.search(text)
    if named:
        return _NUMBERS.get(named["count"].lower()) or int(named["count"])
    weeks = _WEEKS.search(text)
    if weeks:
        count = _WEEK_NUMBERS.get(weeks["count"].lower()) or int(weeks["count"])
        return {13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}.get(count)
    cumulative = _CUMULATIVE.search(text)
    if cumulative:
        return 3 * _QUARTERS[cumulative[1]]
    if re.search(r"中間(?:連結)?会計期間", text):
        return 6
    if re.search(r"四半期(?:連結)?会計期間", text) or _QUARTER_ENDED.search(text):
        return 3
    return 12 if _YEARS.search(text) else None
