"""Whether words stand in the cited spans, letter for letter but for spacing, case and width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rm_assistant.domain.answers import EvidenceSpan
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.language.words import normalise

_BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u00ad]\s*\n\s*(?=[a-z])")
_SPACE = re.compile(r"\s+")
_ADJACENT = 3
"""Characters that may stand between two spans that follow one another."""
_TELLING_LENGTH = 12
"""A shorter quotation could stand anywhere. A wide character counts as two."""


def is_quoted(words: str, spans: Sequence[EvidenceSpan]) -> bool:
    """True where `words` stand in one of `spans`, or in several that follow one another on their page."""
    sought = _folded(words)
    return bool(sought) and any(sought in _folded(text) for text in _runs(spans))


def is_telling(quote: str, spans: Sequence[EvidenceSpan]) -> bool:
    """False for a few letters that would be found in any text; a whole span always tells."""
    folded = _folded(quote)
    width = sum(1 if character.isascii() else 2 for character in folded)
    return width >= _TELLING_LENGTH or any(folded == _folded(span.text) for span in spans)


def check_quote(quote: str, spans: Sequence[EvidenceSpan]) -> tuple[Finding, ...]:
    if is_quoted(quote, spans):
        return ()
    return (Finding(FindingCode.QUOTE_NOT_FOUND, Severity.PROBLEM, claimed=quote),)


def _folded(text: str) -> str:
    return _SPACE.sub("", normalise(_BROKEN_WORD.sub("", text))).casefold()


def _runs(spans: Sequence[EvidenceSpan]) -> Iterator[str]:
    """The text of each span, and of each run of neighbours."""
    yield from (span.text for span in spans)
    previous: EvidenceSpan | None = None
    run = ""
    for span in sorted(spans, key=lambda span: (span.document, span.page, span.start)):
        follows = previous is not None and _follows(previous, span)
        run = f"{run}\n{span.text}" if follows else span.text
        if follows:
            yield run
        previous = span


def _follows(previous: EvidenceSpan, span: EvidenceSpan) -> bool:
    same_page = (previous.document, previous.page) == (span.document, span.page)
    return same_page and 0 <= span.start - previous.end <= _ADJACENT
