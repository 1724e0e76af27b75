"""Notes to the financial statements: "Note 5 — Debt", "5. Debt", "(5) Debt", 「５．事業セグメント」, counted from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.page_lines import letters_of
from ingest.section_headings import Candidate, Heading, best_chain, heading_at, is_furniture, slug, tidy
from rm_assistant.domain.documents import Page, StatementKind

_STYLES = (
    re.compile(
        r"^[ \t]*N\s?O\s?T\s?E\s*(?P<number>\d{1,2})[ \t]*[.:)]?[ \t]*[—–-]*[ \t]*(?P<title>[^\n]{0,160})$",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(r"^[ \t]*(?P<number>\d{1,2})\s?[.．、]\s*(?P<title>[^\n\d][^\n]{1,119})$", re.MULTILINE),
    re.compile(r"^[ \t]*[(（](?P<number>\d{1,2})[)）]\s*(?P<title>[^\n\d][^\n]{2,99})$", re.MULTILINE),
    re.compile(r"^[ \t]*(?P<number>\d{1,2})[ 　]{1,3}(?P<title>[A-Z\u3041-\u9fff][^\n]{1,79})$", re.MULTILINE),
)
_TRUST = (1.0, 1.0, 0.5, 1.0)
"""By style: numbers in brackets are as a rule one level down."""
_BEGIN = re.compile(
    r"^(?:\w{0,60}?(?:inc|corporation|company|subsidiaries|group|plc|limited|corp))?(?:condensed)?notesto(?:the)?"
    "(?:condensed|unaudited|interim|group|consolidated|company)*(?:financial)?(?:statements|accounts)"
    "|^(?:要約|中間|四半期|連結)*財務諸表(?:に対する|に関する|の)?注記(?:事項)?$|^注記事項$"
)
_SENTENCE = re.compile(
    r"^(?:[a-z,;(]|to the\b|of the\b|and\b|in\b|for\b|above\b|below\b)|\b(?:is|are|was|were|see|refer)\b"
    r"|[a-z]\.\s+[A-Z]|[,;。、]$|(?<!Inc)(?<!Co)(?<!Corp)\.$"
)
_CONTINUED = re.compile(r"continued|続き", re.IGNORECASE)
_TRAILING_PAGE = re.compile(r"\s{2,}\d{1,3}\s*$|\.{3,}\s*\d+\s*$|[a-z)]\s\d{1,3}$")
_NOTES_LINE = re.compile(r"^(?=.{1,119}$).*(?:notes|注記).*$", re.IGNORECASE | re.MULTILINE)
_PRIMARY = frozenset({StatementKind.BALANCE_SHEET, StatementKind.INCOME_STATEMENT, StatementKind.CASH_FLOW})
_LEAST = 3


def first_statement(pages: Sequence[Page]) -> int | None:
    """Index of the first page of the primary statements."""
    return next((index for index, page in enumerate(pages) if _PRIMARY.intersection(page.statements)), None)


def note_headings(pages: Sequence[Page], first: int, last: int, level: int) -> list[Heading]:
    """The heading over all notes, then each note's, on pages with indices `first` to `last` inclusive."""
    begin = _beginning(pages, first, last)
    if begin is None:
        return []
    chains = [_chain(style, pages, begin.page, last) for style in _STYLES]
    weights = [
        sum(candidate.weight for candidate in chain) * share for chain, share in zip(chains, _TRUST, strict=True)
    ]
    best = chains[weights.index(max(weights))]
    notes = [_heading(candidate, pages[candidate.page], level + 1) for candidate in best] if len(best) >= _LEAST else []
    return [Heading(begin.page, begin.start, begin.key, begin.title, level), *notes]


def _beginning(pages: Sequence[Page], first: int, last: int) -> Heading | None:
    """The line "Notes to consolidated financial statements" after the statements, not that of an index before them."""
    statements = [index for index in range(first, last + 1) if _PRIMARY.intersection(pages[index].statements)]
    after = _last_of_run(statements) if statements else first
    for index in range(after, last + 1):
        for match in _NOTES_LINE.finditer(pages[index].text):
            line = match[0]
            if _BEGIN.search(letters_of(line)) and not _TRAILING_PAGE.search(line):
                return Heading(index, match.start(), "notes", tidy(line), 0)
    return None


def _last_of_run(indices: Sequence[int]) -> int:
    """The last of the pages that follow each other closely, where the primary statements are."""
    last = indices[0]
    for index in indices[1:]:
        if index - last > 3:
            break
        last = index
    return last


def _chain(style: re.Pattern[str], pages: Sequence[Page], first: int, last: int) -> list[Candidate]:
    candidates = [c for index in range(first, last + 1) for c in _candidates(style, index, pages[index])]
    return best_chain(candidates, lambda before, after: 1 <= after.order[0] - before.order[0] <= 2)


def _candidates(style: re.Pattern[str], index: int, page: Page) -> Iterator[Candidate]:
    named = style is _STYLES[0]
    for match in style.finditer(page.text):
        title = match["title"].strip()
        if named and not letters_of(title):
            title = page.text[match.end() :].lstrip("\n ").partition("\n")[0][:120]
        heading = heading_at(page, match.start(), match.end()) is not None
        if not _is_title(title) or is_furniture(page, match.start()) or (page.blocks and not heading and not named):
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Candidate(index, start, (int(match["number"]),), title, 1.0 + heading + named)


def _is_title(title: str) -> bool:
    odd = _SENTENCE.search(title) or _CONTINUED.search(title) or _TRAILING_PAGE.search(title)
    return not odd and bool(letters_of(title))


def _heading(candidate: Candidate, page: Page, level: int) -> Heading:
    """Titled as printed, but for "Note 5" alone on its line, which takes the line below."""
    title = tidy(candidate.title)
    line = tidy(page.text[candidate.start :].partition("\n")[0])
    printed = line if slug(title) in slug(line) else f"{line} {title}"
    return Heading(candidate.page, candidate.start, f"note_{slug(title)}", printed, level)
