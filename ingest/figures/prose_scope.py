"""What a sentence says of all its numbers: of which part of the business, on which basis, and whether of the future."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rm_assistant.domain.documents import Basis, Language

_CONSOLIDATED = re.compile(r"(?<!非)連結(?!子会社|対象|範囲)|\bconsolidated\b", re.IGNORECASE)
_PARENT = re.compile(r"個別|単体|提出会社|\bparent[- ](?:company|only)\b", re.IGNORECASE)
_FORECAST = re.compile(
    r"予想|計画(?!値?(?:を[^、。]{0,20}[上下]回|比|と比|に対))|見通し|見込(?!みであった|んでいた)|目標(?!達成)|目指"
    r"|\b(?:expects?|anticipates?|forecasts?|guidance|outlook|(?:is|are) (?:expected|anticipated)|will be|plans? to"
    r"|targets?)\b",
    re.IGNORECASE,
)
_LEADING_PART = re.compile(
    r"^[\s•·▪–—-]*(?:In|Within|For)\s+(?:the\s+|our\s+)?"
    r"(?P<part>[A-Z][\w&’'/-]*(?:[ ,]+(?:and\s+|&\s+|of\s+|the\s+)?[A-Z][\w&’'/-]*){0,5})"
    r"(?:\s+(?:business\s+)?(?:segment|division|franchise|region|business))?,\s"
)
_NO_PART = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Fiscal|Note|Item|Part"
    r"|Years?|Q[1-4]|Addition)\b"
)
_PART_HEADING = re.compile(
    r"\b(?:segment|division|business(?:es)?|franchise|region)$|(?:事業|セグメント|部門)[)）】]?$", re.IGNORECASE
)
_JAPANESE_PART = re.compile(
    r"(?P<part>[\u4e00-\u9fff\u30a0-\u30ffＡ-Ｚａ-ｚA-Za-z＆&]{1,20}(?:事業|セグメント|部門))(?:全体)?"
    r"(?:では|につきましては|については|においては|における|は|の(?!状況))"
)
_NO_JAPANESE_PART = re.compile(
    r"^(?:当|本|同|各|全|主な|報告|主要な|その他の)?(?:事業|セグメント|部門)$|^(?:会計監査|監査|内部監査|管理)"
)
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """`member` as printed, None for the whole or where nothing says; `from_heading` where a heading names it."""

    member: str | None
    from_heading: bool
    forecast: bool
    consolidated: bool
    parent_only: bool

    @property
    def basis(self) -> Basis | None:
        if self.consolidated == self.parent_only:
            return None
        return Basis.CONSOLIDATED if self.consolidated else Basis.PARENT_ONLY


def scope_of(sentence: str, heading: str, language: Language) -> Scope:
    """`heading` is the nearest one above."""
    own = _own_part(sentence, language)
    headed = heading if own is None and _names_part(heading) else None
    return Scope(
        member=own or headed,
        from_heading=headed is not None,
        forecast=bool(_FORECAST.search(sentence)),
        consolidated=bool(_CONSOLIDATED.search(sentence)),
        parent_only=bool(_PARENT.search(sentence)),
    )


def _names_part(heading: str) -> bool:
    return len(heading) <= _LONGEST_HEADING and bool(_PART_HEADING.search(heading))


def _own_part(sentence: str, language: Language) -> str | None:
    if language is Language.JAPANESE:
        match = _JAPANESE_PART.search(sentence)
        part = match["part"] if match else ""
        return part if part and not _NO_JAPANESE_PART.match(part) else None
    match = _LEADING_PART.match(sentence)
    if match is None or _NO_PART.match(match["part"]):
        return None
    return " ".join(match["part"].split())
