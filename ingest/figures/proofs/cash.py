"""Opening cash, the flows of the period and what else moved it are closing cash, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ingest.figures.proofs.amounts import ZERO, Amount, is_sum, sum_text
from ingest.figures.proofs.ledger import Ledger
from ingest.figures.proofs.statements import Key, Statement, StatementLine
from rm_assistant.domain.figures import CheckKind, FigureCheck

_ACTIVITIES: Final = tuple(
    re.compile(
        rf"^(?!adjustments|total adjustments|other\b)(?:total |net )?(?:{verb} )?cash\b.*\b{verb}"
        rf"|^net {verb} cash|^{kanji}活動による(?:正味)?キャッシュ[・･]?フロー(?!の)",
        re.IGNORECASE,
    )
    for verb, kanji in (("operati(?:ng|ons)", "営業"), ("investing", "投資"), ("financing", "財務"))
)
_OPENING: Final = re.compile(r"\b(?:beginning|opening|start of|january 1)\b|期首", re.IGNORECASE)
_CLOSING: Final = re.compile(r"\b(?:end|ending|closing|december 31)\b|期末|中間末|四半期末", re.IGNORECASE)
_CASH: Final = re.compile(r"cash|balance|現金|資金", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"^(?:at |as of )?(?:the )?(?:beginning|end) of (?:the )?(?:fiscal )?(?:year|period)$", re.IGNORECASE
)
_CHANGE: Final = re.compile(
    r"^(?:total |net )?\(?(?:increase|decrease|change)s?\b.*\bcash\b"
    r"|^net (?:increase|decrease|change)|(?:現金及び現金同等物|資金)の?(?:純)?(?:増減|増加|減少)",
    re.IGNORECASE,
)
_DISCONTINUED: Final = re.compile(r"discontinued|非継続", re.IGNORECASE)
_MOVES: Final = re.compile(
    r"exchange|currenc|translation|held[ -]for[ -]sale|reclassif|deconsolidat|discontinued"
    r"|換算|為替|連結|合併|範囲|売却目的|分割|株式交換|株式移転|非継続|インフレ",
    re.IGNORECASE,
)
_MOST_OTHERS: Final = 5


@dataclass(frozen=True, slots=True)
class _Flows:
    """The lines of one cash flow statement that tie. `others` are between the flows and the closing balance."""

    activities: tuple[StatementLine, ...]
    change: StatementLine | None
    opening: StatementLine
    closing: StatementLine
    others: tuple[StatementLine, ...]


def prove_cash(statement: Statement, ledger: Ledger) -> None:
    for flows in _statements(statement.lines):
        for key, closing in flows.closing.amounts.items():
            opening = flows.opening.amounts.get(key)
            if opening is not None:
                _prove(flows, key, opening, closing, ledger)


def _statements(lines: Sequence[StatementLine]) -> Iterator[_Flows]:
    """Each ends with a closing balance."""
    start = 0
    for number, line in enumerate(lines):
        if _is_balance(line, _CLOSING) and not _is_balance(line, _OPENING):
            found = _flows(lines[start:number], line)
            if found is not None:
                yield found
                start = number + 1


def _is_change(line: StatementLine) -> bool:
    """The change as a whole, not what a single cause made of it."""
    label = line.row.label
    return bool(_CHANGE.search(label)) and not _MOVES.search(label)


def _is_balance(line: StatementLine, named: re.Pattern[str]) -> bool:
    label = line.row.label
    if _is_change(line) or not named.search(label):
        return False
    return bool(_SHORT.match(label) or _CASH.search(label))


def _flows(lines: Sequence[StatementLine], closing: StatementLine) -> _Flows | None:
    opening = next((line for line in reversed(lines) if _is_balance(line, _OPENING)), None)
    if opening is None:
        return None
    found = [_of_activity(lines, activity) for activity in _ACTIVITIES]
    activities = tuple(line for line in found if line is not None)
    last = max((_at(lines, line) for line in activities), default=-1)
    change = next((line for line in lines[last + 1 :] if _is_change(line)), None)
    others = [line for line in lines[last + 1 :] if line is not opening and not _is_change(line)]
    ceased = [line for line in lines[:last] if line not in activities and _is_ceased(line)]
    return _Flows(activities, change, opening, closing, (*others, *ceased))


def _at(lines: Sequence[StatementLine], line: StatementLine) -> int:
    return next(number for number, each in enumerate(lines) if each is line)


def _of_activity(lines: Sequence[StatementLine], activity: re.Pattern[str]) -> StatementLine | None:
    """The last that is not of discontinued operations alone."""
    found = [line for line in lines if activity.search(line.row.label)]
    return next((line for line in reversed(found) if not _DISCONTINUED.search(line.row.label)), None)


def _is_ceased(line: StatementLine) -> bool:
    label = line.row.label
    return bool(_DISCONTINUED.search(label)) and any(activity.search(label) for activity in _ACTIVITIES)


def _prove(flows: _Flows, key: Key, opening: Amount, closing: Amount, ledger: Ledger) -> None:
    moved = [line.amounts[key] for line in flows.activities if key in line.amounts]
    others = [line.amounts[key] for line in flows.others if key in line.amounts and line.amounts[key].value]
    change = flows.change.amounts.get(key) if flows.change else None
    complete = len(moved) == len(_ACTIVITIES)
    known = all(_MOVES.search(line.row.label) for line in flows.others if key in line.amounts)
    starts = [[opening, *moved]] if complete else [[opening, change]] if change is not None else []
    for parts in starts:
        ties = _tying(parts, others, closing)
        if ties is not None:
            _enter(ledger, ties, closing, passed=True)
        elif complete and known:
            _enter(ledger, [*parts, *others], closing, passed=False)


def _tying(parts: Sequence[Amount], others: Sequence[Amount], closing: Amount) -> list[Amount] | None:
    """`parts` with those of the others that make up the closing balance: all, if they do."""
    if len(others) > _MOST_OTHERS:
        return None
    for count in range(len(others), -1, -1):
        for chosen in combinations(others, count):
            tried = [*parts, *chosen]
            if is_sum(closing.value - sum((part.value for part in tried), ZERO), tried, closing):
                return tried
    return None


def _enter(ledger: Ledger, parts: Sequence[Amount], closing: Amount, *, passed: bool) -> None:
    detail = sum_text([part.value for part in parts], closing.value, closing.step, passed=passed)
    ledger.enter(FigureCheck(CheckKind.CASH_TIES, passed, detail), [*parts, closing])
