"""Periods that a sentence names beside its numbers, each as a label of its own: "years ended December 31, 2018"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rm_assistant.domain.documents import Language

_MONTH = r"(?:J(?:anuary|une|uly)|February|Ma(?:rch|y)|A(?:pril|ugust)|September|October|November|December)"
_YEAR = r"(?:19|20)\d\d"
_QUARTER = r"(?:first|second|third|fourth)\s+(?:fiscal\s+)?(?:quarter|half)"
_SPAN = r"(?:(?:three|six|nine|twelve)[\s-]+months?|(?:fiscal\s+)?(?:years?|quarters?|weeks))\s+end(?:ed|ing)"
_MORE = rf"(?P<{{0}}>(?:\s*,?\s*(?:and\s+)?{_YEAR}\b(?![-\d])){{{{1,4}}}})?"
_BEFORE_YEAR = r"both|in|In|[Ff]or|[Dd]uring|and|versus|vs\.|to|from|over|than|years?|with"
_ENGLISH = re.compile(
    r"\b(?=[A-Za-z])(?:"
    rf"(?P<dated>(?:{_SPAN}|[Aa]s of|[Aa]t|and|to|with|ended)\s+{_MONTH}\s+\d{{1,2}},?)"
    rf"\s+(?P<year>{_YEAR})\b{_MORE.format('dates')}"
    rf"|(?P<event>{_MONTH}\s+(?:of\s+)?{_YEAR})"
    rf"|(?P<named>(?:{_QUARTER}s?\s+of\s+|end of\s+)?(?:[Ff]iscal|[Cc]alendar)\s+(?:years?\s+)?)"
    rf"(?P<fiscal>{_YEAR})\b{_MORE.format('fiscals')}"
    rf"|(?P<quarter>(?:{_QUARTER}|end)\s+of\s+{_YEAR})\b"
    rf"|(?:(?:{_BEFORE_YEAR})\s+)(?P<plain>{_YEAR})\b(?![-%\d]|,\d{{3}}){_MORE.format('plains')}"
    r"|(?P<relative>(?:(?:prior|previous|preceding|last|current)\s+(?:fiscal\s+)?(?:year|quarter|period)"
    r"|same\s+period))\b"
    r")",
)
_COMPARED = re.compile(
    r"(?:compar\w+\s+(?:to|with)|versus|vs\.?|than|over|from|relative to|against)\s+"
    r"(?:the\s+|that\s+|those\s+)?(?:\w+\s+){0,3}$"
)
_OF_AN_EVENT = re.compile(
    r"\b(?:due|matur\w+|expir\w+|issued|effective|beginning|through|until|since|before|after|subsequent to|prior to)"
    r"\s+(?:in\s+|on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_BESIDE = 60
_NAMES_TIME = re.compile(rf"{_YEAR}|year|quarter|period")
_YEARS = re.compile(_YEAR)
_JOINT = re.compile(r"^(?:and|to|with) ")
_JAPANESE = re.compile(
    r"(?:前々|前|当|今|翌|次)(?:第[1-4１-４一二三四]四半期)?(?:連結)?(?:累計)?"
    r"(?:会計年度|事業年度|会計期間|中間(?:連結)?会計期間|中間期|四半期(?:連結)?(?:累計|会計)期間"
    r"|期(?!純|利|損|首|末|待|間|限|日))(?:の?末|の?期末)?"
    r"|(?:前|当)期末"
    r"|(?:[0-9０-９]{4}|(?:令和|平成)[0-9０-９元]{1,2})年(?:度|[0-9０-９]{1,2}月(?:期|[0-9０-９]{1,2}日|末)?)(?:の?末)?"
)
_JAPANESE_COMPARED = re.compile(
    r"[\s（(]*(?:実績)?(?:の同期|同期|比|[にと](?:比|くら)べ|に比較|と比較|対比|に対し|より|から|との比較)"
)


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """Text `[start, end)` names `labels`, several where years are listed. `compared` where it is only measured against.

    It holds for the numbers before `until`: a phrase in brackets for those in them.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    compared: bool = False
    until: int | None = None


def periods_of(sentence: str, language: Language) -> list[PeriodPhrase]:
    return list(_japanese(sentence) if language is Language.JAPANESE else _english(sentence))


def _english(sentence: str) -> Iterator[PeriodPhrase]:
    if not _NAMES_TIME.search(sentence):
        return
    for match in _ENGLISH.finditer(sentence):
        labels = tuple(_labels(match))
        if labels:
            before = sentence[max(0, match.start() - _BESIDE) : _begin(match)]
            if not _OF_AN_EVENT.search(before):
                yield PeriodPhrase(match.start(), match.end(), labels, bool(_COMPARED.search(before)))


def _begin(match: re.Match[str]) -> int:
    return match.start("plain") if match["plain"] else match.start()


def _labels(match: re.Match[str]) -> Iterator[str]:
    if match["dated"]:
        lead = _JOINT.sub("", " ".join(match["dated"].split()))
        yield from (f"{lead} {year}" for year in (match["year"], *_YEARS.findall(match["dates"] or "")))
    elif match["fiscal"]:
        lead = " ".join(match["named"].split())
        yield from (f"{lead} {year}" for year in (match["fiscal"], *_YEARS.findall(match["fiscals"] or "")))
    elif match["plain"]:
        yield from (match["plain"], *_YEARS.findall(match["plains"] or ""))
    elif match["quarter"] or match["relative"]:
        yield " ".join(match[0].split())


def _japanese(sentence: str) -> Iterator[PeriodPhrase]:
    for match in _JAPANESE.finditer(sentence):
        compared = bool(_JAPANESE_COMPARED.match(sentence, match.end()))
        yield PeriodPhrase(match.start(), match.end(), (match[0],), compared, _end_of_bracket(sentence, match.start()))


def _end_of_bracket(sentence: str, place: int) -> int | None:
    """Where the bracket that `place` stands in is closed."""
    opened = max(sentence.rfind(mark, 0, place) for mark in "（(")
    closed = min((end for mark in "）)" if (end := sentence.find(mark, opened)) >= 0), default=-1)
    return closed if opened >= 0 and place < closed else None
