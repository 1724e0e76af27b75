"""Assets are what is owed and owned: a balance sheet's two sides, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ingest.figures.proofs.amounts import ZERO, Amount, is_sum, sum_text
from ingest.figures.proofs.ledger import Ledger
from ingest.figures.proofs.statements import Key, Statement, StatementLine
from rm_assistant.domain.figures import CheckKind, FigureCheck

_ASSETS: Final = re.compile(r"^total ?assets$|^総資産$|^資産(?:の部)?(?:合計|計|総額)$", re.IGNORECASE)
_OWED_AND_OWNED: Final = re.compile(
    r"^total (?=.*\b(?:liabilit|capitali[sz]ation))(?=.*(?:equity|capital|deficit|deficiency|net assets|investment))"
    r"(?!.*\b(?:temporary|mezzanine) equity$)(?=.*(?:\band\b|&|,))"
    r"|^負債.*(?:純資産|資本|資産).*(?:合計|計)$|^(?:資本|純資産).*負債.*(?:合計|計)$",
    re.IGNORECASE,
)
_LIABILITIES: Final = re.compile(r"^total liabilities$|^負債(?:の部)?(?:合計|計)$", re.IGNORECASE)
_EQUITY: Final = re.compile(
    r"^total (?!.*\b(?:liabilit|temporary|mezzanine)).*(?:equity|deficit|deficiency|capital|net assets|investment)$"
    r"|^(?:純資産|資本)(?:の部)?(?:合計|計)$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r"redeemable|mezzanine|temporary equity|preferred|convertible|non-?controlling|minority|非支配|少数株主",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(r"^(?:total|合計|計)?$", re.IGNORECASE)
_SIDES: Final = 2
_NOTE: Final = re.compile(r"\s*[(（][^()（）]*[)）]\s*$|\s+")


def prove_balances(statement: Statement, ledger: Ledger) -> None:
    sheets = list(_sheets(statement.lines))
    for sheet in sheets:
        for key in sheet[0].amounts:
            _prove(sheet, key, ledger)
    if not sheets:
        for key in statement.keys:
            _prove_unnamed(statement.lines, key, ledger)


def _prove_unnamed(lines: Sequence[StatementLine], key: Key, ledger: Ledger) -> None:
    """Both sides end in a total without a name: the largest amounts of all, and the same."""
    top = max(line.amounts[key].value for line in lines if key in line.amounts)
    ends = [line.amounts[key] for line in lines if key in line.amounts and _UNNAMED.match(_name(line))]
    largest = [end for end in ends if end.value == top]
    if len(largest) == _SIDES and top > 0:
        _enter(ledger, largest[:1], largest[1], passed=True)


def _sheets(lines: Sequence[StatementLine]) -> Iterator[Sequence[StatementLine]]:
    """From total assets to the next: one balance sheet may stand below another."""
    starts = [number for number, line in enumerate(lines) if _ASSETS.match(_name(line))]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _name(line: StatementLine) -> str:
    label = line.row.label
    spaced = label.isascii() or (" " in label and re.search("[A-Za-z]", label))
    return " ".join(re.sub(r"\s*\([^()]*\)$", "", label).split()) if spaced else _NOTE.sub("", label)


def _prove(sheet: Sequence[StatementLine], key: Key, ledger: Ledger) -> None:
    assets = sheet[0].amounts[key]
    owed, owned = _owed(_last(sheet, _LIABILITIES, key)), _last(sheet, _EQUITY, key)
    sides = None if owed is None or owned is None else _sides(sheet, key, owed, owned, assets)
    both = _last(sheet, _OWED_AND_OWNED, key)
    if both is not None:
        passed = both.value == assets.value
        parts = sides if sides is not None and passed else [both]
        _enter(ledger, parts, assets, passed=passed, also=[both])
    elif sides is not None:
        _enter(ledger, sides, assets, passed=True)
    elif owed is not None and owned is not None and not _holds_more(sheet, key):
        _enter(ledger, [owed, owned], assets, passed=False)


def _owed(liabilities: Amount | None) -> Amount | None:
    """As an amount owed, where a sheet that ends in net assets prints it as a deduction."""
    if liabilities is None or liabilities.value >= 0:
        return liabilities
    return liabilities._replace(value=-liabilities.value)


def _last(sheet: Sequence[StatementLine], named: re.Pattern[str], key: Key) -> Amount | None:
    found = [line.amounts[key] for line in sheet if key in line.amounts and named.match(_name(line))]
    return found[-1] if found else None


def _sides(
    sheet: Sequence[StatementLine], key: Key, owed: Amount, owned: Amount, assets: Amount
) -> list[Amount] | None:
    """Liabilities and equity, with what stands between them, that make up the assets."""
    between = list(_between(sheet, key, owed, owned))
    for extra in ([], between, *([each] for each in between)):
        parts = [owed, *extra, owned]
        if is_sum(assets.value - sum((part.value for part in parts), ZERO), parts, assets):
            return parts
    return None


def _between(sheet: Sequence[StatementLine], key: Key, owed: Amount, owned: Amount) -> Iterator[Amount]:
    for line in sheet:
        found = line.amounts.get(key)
        if found is not None and found not in (owed, owned) and _BETWEEN.search(line.row.label):
            yield found


def _holds_more(sheet: Sequence[StatementLine], key: Key) -> bool:
    return any(key in line.amounts and _BETWEEN.search(line.row.label) for line in sheet)


def _enter(
    ledger: Ledger, parts: Sequence[Amount], assets: Amount, *, passed: bool, also: Sequence[Amount] = ()
) -> None:
    detail = sum_text([part.value for part in parts], assets.value, assets.step, passed=passed)
    check = FigureCheck(CheckKind.BALANCES, passed, detail)
    ledger.enter(check, dict.fromkeys([*parts, *also, assets]))
