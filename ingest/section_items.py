"""Items of SEC forms (Regulation S-K; Forms 10-K, 10-Q, 8-K, 20-F) and the notes to the financial statements.

A line that begins with "Item 7" may be the heading, a line of the table of contents, a cross-reference index, or a
sentence that was broken there: each is weighed, and the heaviest chain in rising order is the filing's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.page_lines import letters_of
from ingest.section_headings import Candidate, Heading, best_chain, heading_at, is_furniture, tidy
from rm_assistant.domain.documents import Page

_ITEM = re.compile(
    r"^[ \t]*(?:PART\s+(?P<part>[IV]{1,3})\s*[,.:—–-]+\s*)?I\s?T\s?E\s?M\s?S?\s*(?P<number>\d{1,2})"
    r"(?:\.(?P<sub>\d{2})\b|\s?(?:\((?P<letter>[A-Ca-c])\)|(?P<bare>[A-Ca-c])\b))?(?:\s*(?:and|&)\s*\d[A-C]?)?"
    r"[ \t.:—–|-]*(?P<title>[^\n]{0,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_PART = re.compile(
    r"^[ \t]*PART\s+(?P<part>I{1,3}|IV)\b[\s.:,—–-]*(?P<title>[^\n]{0,40})$", re.IGNORECASE | re.MULTILINE
)
_ANNUAL = {
    (1, 0): "business", (1, 1): "riskfactors", (1, 2): "unresolved", (1, 3): "cybersecurity", (2, 0): "properties",
    (3, 0): "legal", (4, 0): "mine|submission|reserved|removed", (5, 0): "market", (6, 0): "selected|reserved",
    (7, 0): "discussion", (7, 1): "quantitative", (8, 0): "financialstatements",
    (9, 0): "changesin|disagreement",
    (9, 1): "controls", (9, 2): "other", (9, 3): "foreign", (10, 0): "directors", (11, 0): "compensation",
    (12, 0): "ownership", (13, 0): "relationships", (14, 0): "principal|accountant",
    (15, 0): "exhibit", (16, 0): "summary",
}  # fmt: skip
_QUARTERLY = {
    1: {(1, 0): "financialstatements", (2, 0): "discussion", (3, 0): "quantitative", (4, 0): "controls"},
    2: {
        (1, 0): "legal", (1, 1): "riskfactors", (2, 0): "unregistered|repurchase|purchasesof", (3, 0): "default",
        (4, 0): "mine|submission", (5, 0): "other", (6, 0): "exhibit",
    },
}  # fmt: skip
_PARTS_BEGIN = {(1, 0): 1, (5, 0): 2, (10, 0): 3, (15, 0): 4}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_TRAILING_PAGE = re.compile(r"(?:\s|\.|…)(?:F-)?\d{1,3}(?:\s*[-–,]\s*(?:F-)?\d{1,3})*\s*$")
_SENTENCE = re.compile(
    r"^[a-z,;)”\"’]|\b(?:of this|in this|of our|above|below|herein|see|and Item|under|Annual Report)\b|[”\"]"
)
_RUNS_INTO = re.compile(
    r"(?:\b(?:in|see|to|of|under|and|with|by|our|the|or|both)|\b(?:in|see|and) Part I{1,3}V?,?|[,(“\"])\s*$",
    re.IGNORECASE,
)
_CONTENTS_ENTRIES = 8
_FEW_ENTRIES = 4
_LEAST = 2


def item_headings(pages: Sequence[Page]) -> list[Heading]:
    """Parts and items; none where the filing has no items."""
    found = [candidate for index, page in enumerate(pages) for candidate in _candidates(index, page)]
    quarterly = _is_quarterly(found)
    ordered = [_ordered(candidate, quarterly=quarterly, pages=pages) for candidate in found]
    weighed = [candidate for candidate in ordered if candidate.weight > 0]
    chain = best_chain(weighed, lambda before, after: before.order < after.order)
    if len(chain) < _LEAST and not any(candidate.order[2] >= 100 for candidate in chain):
        return []
    items = [_item_heading(candidate, pages, quarterly=quarterly) for candidate in chain]
    return sorted([*_part_headings(pages, chain, quarterly=quarterly), *items], key=lambda heading: heading.place)


def _candidates(index: int, page: Page) -> list[Candidate]:
    """Of one page, weighed by what is on the page; `order` is (0, number, letter or sub-item + 100)."""
    if "tem" not in page.text and "TEM" not in page.text and "T E" not in page.text:
        return []
    matches = [match for match in _ITEM.finditer(page.text) if 0 < int(match["number"]) <= 16 or match["sub"]]
    listing = _is_contents(matches)
    return [_candidate(index, page, match, listing=listing) for match in matches]


def _is_contents(matches: Sequence[re.Match[str]]) -> bool:
    """A table of contents or a cross-reference index: many entries, or most of a few with page numbers."""
    numbered = sum(1 for match in matches if _TRAILING_PAGE.search(match["title"]))
    return len(matches) >= _CONTENTS_ENTRIES or (len(matches) >= _FEW_ENTRIES and 2 * numbered > len(matches))


def _candidate(index: int, page: Page, match: re.Match[str], *, listing: bool) -> Candidate:
    title = match["title"] or _following_line(page.text, match.end())
    letter = match["letter"] or match["bare"] or ""
    place = ord(letter.upper()) - ord("A") + 1 if letter else 0
    order = (0, int(match["number"]), 100 + int(match["sub"]) if match["sub"] else place)
    weight = 1.0 - 4.0 * listing + _weight_of_place(page, match)
    if _TRAILING_PAGE.search(title):
        weight -= 2.5
    if _SENTENCE.search(title) or "continued" in title.lower():
        weight -= 3.0
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Candidate(index, start, order, title, weight)


def _weight_of_place(page: Page, match: re.Match[str]) -> float:
    if is_furniture(page, match.start()):
        return -3.0
    weight = 1.5 if heading_at(page, match.start(), match.end()) else 0.0
    before = page.text[: match.start()].rstrip()
    return weight - 3.0 * bool(_RUNS_INTO.search(before[-24:]))


def _following_line(text: str, end: int) -> str:
    return text[end:].lstrip("\n ").partition("\n")[0][:200]


def _is_quarterly(candidates: Sequence[Candidate]) -> bool:
    """Whether titles are those of a 10-Q, where item 2 of part I is the analysis and item 1 the statements."""
    votes: Counter[bool] = Counter()
    for candidate in candidates:
        letters, number = letters_of(candidate.title), candidate.order[1:]
        for quarterly, wanted in ((True, _QUARTERLY[1]), (False, _ANNUAL)):
            pattern = wanted.get((number[0], number[1]))
            votes[quarterly] += bool(pattern and re.search(pattern, letters))
    return votes[True] > votes[False]


def _ordered(candidate: Candidate, *, quarterly: bool, pages: Sequence[Page]) -> Candidate:
    """With the part in front of the order, and heavier where the title is the form's own."""
    _, number, place = candidate.order
    letters = letters_of(candidate.title)
    if not quarterly or place >= 100:
        pattern = _ANNUAL.get((number, place))
        known = bool(pattern and re.search(pattern, letters)) or place >= 100
        return _weighed(candidate, 1, known=known)
    for part, titles in _QUARTERLY.items():
        pattern = titles.get((number, place))
        if pattern and re.search(pattern, letters):
            return _weighed(candidate, part, known=True)
    part = _part_before(pages, candidate)
    return _weighed(candidate, part, known=False)


def _weighed(candidate: Candidate, part: int, *, known: bool) -> Candidate:
    weight = candidate.weight + (2.0 if known else -0.5)
    return replace(candidate, order=(part, *candidate.order[1:]), weight=weight)


def _part_before(pages: Sequence[Page], candidate: Candidate) -> int:
    for index in range(candidate.page, max(-1, candidate.page - 3), -1):
        text = pages[index].text[: candidate.start] if index == candidate.page else pages[index].text
        parts = list(_PART.finditer(text))
        if parts:
            return _ROMAN[parts[-1]["part"].upper()]
    return 1


def _item_heading(candidate: Candidate, pages: Sequence[Page], *, quarterly: bool) -> Heading:
    part, number, place = candidate.order
    suffix = f".{place - 100:02d}" if place >= 100 else "abc"[place - 1] if place else ""
    key = f"item_{number}{suffix}"
    if quarterly and part == 2:
        key = f"part_2_{key}"
    title = f"Item {number}{suffix.upper()}. {_full_title(candidate, pages[candidate.page])}"
    return Heading(candidate.page, candidate.start, key, title.rstrip(". "), 2)


def _full_title(candidate: Candidate, page: Page) -> str:
    """The title, with its second line where the heading block has one."""
    block = heading_at(page, candidate.start, candidate.start + 1)
    if block is None:
        return tidy(candidate.title)
    text = page.text[candidate.start : block.end]
    match = _ITEM.match(text.replace("\n", " "))
    return tidy(match["title"]) if match and match["title"] else tidy(candidate.title)


def _part_headings(pages: Sequence[Page], chain: Sequence[Candidate], *, quarterly: bool) -> Iterator[Heading]:
    """PART lines that stand right above the first item of a part."""
    seen: set[int] = set()
    for candidate in chain:
        part, number, place = candidate.order
        if not quarterly:
            part = max((own for begin, own in _PARTS_BEGIN.items() if begin <= (number, place)), default=1)
        if part in seen or place >= 100:
            continue
        seen.add(part)
        above = pages[candidate.page].text[: candidate.start]
        lines = [match for match in _PART.finditer(above) if _ROMAN[match["part"].upper()] == part]
        if lines:
            yield Heading(candidate.page, lines[-1].start(), f"part_{part}", tidy(lines[-1][0]), 1)
