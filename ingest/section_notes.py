"""Notes to the financial statements: "Note 5 — Debt", "5. Debt", "(5) Debt", 「５．事業セグメント」, counted from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.page_lines import letters_of
from ingest.section_headings import Candidate, Heading, best_chain, heading_at, is_furniture, slug, tidy
from rm_assistant.domain.documents import Page

_STYLES = (
    re.compile(r"^[ \t]*N\s?O\s?T\s?E\s*(?P<number>\d{1,2})\s*[.:)]?\s*[—–-]*\s*(?P<title>[^\n]{0,160})$", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^[ \t]*(?P<number>\d{1,2})\s?[.．、]\s*(?P<title>[^\n\d][^\n]{1,119})$", re.MULTILINE),
    re.compile(r"^[ \t]*[(（](?P<number>\d{1,2})[)）]\s*(?P<title>[^\n\d][^\n]{2,99})$", re.MULTILINE),
    re.compile(r"^[ \t]*(?P<number>\d{1,2})\s{1,3}(?P<title>[A-Z][^\n]{2,79})$", re.MULTILINE),
)
_BEGIN = re.compile(
    r"^(?:\w{0,60}?(?:inc|corporation|company|subsidiaries|group|plc|limited|corp))?(?:condensed)?notesto(?:the)?(?:condensed|unaudited|interim|group|consolidated|company)*(?:financial)?(?:statements|accounts)"
    r"|^(?:連結)?財務諸表注記$|^注記事項$|^連結財務諸表注記"
)
_SENTENCE = re.compile(
    r"^(?:[a-z,;(]|to the\b|of the\b|and\b|in\b|for\b|above\b|below\b|\()|\b(?:is|are|was|were|see|refer)\b|[a-z]\.\s+[A-Z]|[,;。、]$|(?<!Inc)(?<!Co)(?<!Corp)\.$"
)
_CONTINUED = re.compile(r"continued|続き", re.IGNORECASE)
_TRAILING_PAGE = re.compile(r"\s{2,}\d{1,3}\s*$|\.{3,}\s*\d+\s*$|[a-z)]\s\d{1,3}$")
_LEAST = 3


def note_headings(pages: Sequence[Page], first: int, last: int, level: int) -> list[Heading]:
    """The heading over all notes, then each note's, on pages with indices `first` to `last` inclusive."""
    begin = _beginning(pages, first, last)
    if begin is None:
        return []
    chains = [_chain(style, pages, begin.page, last) for style in _STYLES]
    best = max(chains, key=lambda chain: sum(candidate.weight for candidate in chain))
    notes = [_heading(candidate, level + 1) for candidate in best] if len(best) >= _LEAST else []
    return [Heading(begin.page, begin.start, begin.key, begin.title, level), *notes]


def _beginning(pages: Sequence[Page], first: int, last: int) -> Heading | None:
    """The line "Notes to consolidated financial statements" after the statements, not the one of an index before them."""
    statements = [index for index in range(first, last + 1) if pages[index].statements]
    after = _last_of_run(statements) if statements else first
    for index in range(after, last + 1):
        for match in re.finditer(r"^.+$", pages[index].text, re.MULTILINE):
            line = match[0]
            if len(line) < 120 and "ot" in line.lower() and _BEGIN.search(letters_of(line)) and not _TRAILING_PAGE.search(line):
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
        if _SENTENCE.search(title) or _CONTINUED.search(title) or _TRAILING_PAGE.search(title) or not letters_of(title):
            continue
        if is_furniture(page, match.start()):
            continue
        heading = heading_at(page, match.start(), match.end()) is not None
        if page.blocks and not heading and not named:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Candidate(index, start, (int(match["number"]),), title, 1.0 + heading + named)


def _heading(candidate: Candidate, level: int) -> Heading:
    title = tidy(candidate.title)
    return Heading(candidate.page, candidate.start, f"note_{slug(title)}", f"Note {candidate.order[0]} {title}", level)
