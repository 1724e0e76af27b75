"""Names of English-speaking issuers: cleaned, and found where no line of the cover states them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.cover.text import one_line, plain

MAX_LENGTH = 120
_EDGES = " \t_-–—=*•|.,;:"
_SPACE_BEFORE_POINT = re.compile(r"\s+([.,])")
_SPLIT_CAPITAL = re.compile(r"\b([A-Z]) (?=[A-Z]{2,})")
_ENDS_WITH_POINT = re.compile(
    r"\b(?:inc|corp|co|ltd|cos|bros|l\.?p|l\.?l\.?c|p\.?l\.?c|n\.?v|s\.?a|s\.?p\.?a|a\.?g)$", re.IGNORECASE
)

_SUFFIX = (
    r"(?:Inc\.?|Incorporated|Corp\.?|Corporation|Company|Co\.|Co\., Ltd\.?|Ltd\.?|Limited|LLC|L\.L\.C\.|L\.P\."
    r"|LP|PLC|plc|p\.l\.c\.|N\.V\.|NV|S\.A\.|SA|SE|AG|A/S|ASA|AB|Oyj|S\.p\.A\.|KGaA|Trust|Bancorp|Bancshares|Holdings|Group"
    r"|INC\.?|CORP\.?|CORPORATION|COMPANY|LTD\.?|LIMITED|TRUST|HOLDINGS|GROUP)"
)
_WORD = r"(?:[A-Z][\w&'’.\-/]*|&|of|and|de|the)"
_NAMED = re.compile(rf"\b([A-Z][\w&'’.\-/]*(?:,? {_WORD}){{0,6}}?,? {_SUFFIX}(?:,? {_SUFFIX})*)(?![\w])")
_NOT_A_NAME = re.compile(
    r"^(?:(?:The\s+)?(?:Annual|Report|Accounts|Reports|and|of|&|Financial|Statements|Consolidated|Notes|Directors|Board"
    r"|Company|Group|Parent|Independent|Auditor\S*|Chairman\S*|Form|Page|Item|Part|Our|This|In|As|For|At|On|By|To|From"
    r"|Common|Class|New|Stock|Exchange|Securities|Act|Limited)\b[\s,.]*|\d+\s+)+"
)
_LISTED = re.compile(
    r"([A-Z][\w&.,'’/\- ]{1,80}?)\s*\((?:(?:the\s+)?[“\"][^”\"]+[”\"][;,]?\s*)?"
    r"(?:NYSE|NASDAQ|Nasdaq|AMEX|TSXV?|LSE|AIM|ASX|OTC\w*|Euronext|SIX|TSE|HKEX|SGX)(?:\s+\w+){0,2}\s*:\s*"
    r"([A-Z][A-Z.\-]{0,6})\b"
)
_DATELINE = re.compile(r".*(?:\s[–—-]{1,2}\s|--\s*|/\s)")
_SIGNED = re.compile(r"thereunto\s+duly\s+authorized\s*\.?\s*\n\s*([^\n]{3,80}?)\s*\n\s*([^\n]{0,40})", re.IGNORECASE)
_SIGNATURE_LINE = re.compile(r"^(?:by\b|date|dated|signature|/s/|name|title|_)|\d", re.IGNORECASE)
_FORMER = re.compile(r"\b(?i:formerly)\s+(?i:known\s+as\s+)?[“\"]?([A-Z][\w&.,'’\- ]{2,60}?)[”\"]?\s*(?:[)\n]|$|ABN\b)")
_FEWEST_PAGES = 2


def clean(name: str, body: Iterable[str] = ()) -> str | None:
    """As printed, without ruling, stray spaces and marks; None where nothing like a name is left.

    "R ESORTS", small capitals torn apart by a PDF, is joined where the joined name stands in `body`.
    """
    line = _SPACE_BEFORE_POINT.sub(r"\1", one_line(name)).strip(_EDGES)
    if _ENDS_WITH_POINT.search(line):
        line += "." if "." in name.rstrip()[-2:] else ""
    joined = _SPLIT_CAPITAL.sub(r"\1", line)
    if joined != line and any(joined.casefold() in page.casefold() for page in body):
        line = joined
    return line if 1 < len(line) <= MAX_LENGTH and re.search(r"[A-Za-z]", line) else None


def listed(text: str) -> tuple[str, str] | None:
    """Name and ticker, where the text states them as news releases do: Name, Inc. (NYSE: ABC)."""
    found = _LISTED.search(one_line(text))
    if found is None:
        return None
    name = clean(_DATELINE.sub("", found[1]))
    return (name, found[2]) if name else None


def signed(pages: Sequence[str]) -> str | None:
    """The registrant that signs a form of the SEC."""
    for page in reversed(pages):
        for found in _SIGNED.finditer(plain(page)):
            if not _SIGNATURE_LINE.search(found[1]) and ("registrant" in found[2].lower() or _NAMED.match(found[1])):
                return clean(found[1])
    return None


def most_named(pages: Sequence[str]) -> str | None:
    """The company that most pages name in full: a report's running headers and text name its issuer.

    Of two, the one named first; as first printed.
    """
    seen: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for page in pages:
        today = one_line(_FORMER.sub(" ", plain(page)))
        names = (name for found in _NAMED.finditer(today) if (name := _company(found[1])))
        on_page = {name.casefold(): name for name in names}
        seen.update(on_page.keys())
        printed = on_page | printed
    best = seen.most_common(1)
    return printed[best[0][0]] if best and best[0][1] >= _FEWEST_PAGES else None


def _company(text: str) -> str | None:
    name = clean(_NOT_A_NAME.sub("", text))
    return name if name and _NAMED.fullmatch(name) else None


def former_names(text: str) -> tuple[str, ...]:
    names = (clean(found[1]) for found in _FORMER.finditer(plain(text)))
    return tuple(dict.fromkeys(name for name in names if name))
