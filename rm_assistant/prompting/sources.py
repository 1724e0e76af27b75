"""Evidence as the model reads it: outside text, fenced by a mark that its authors could not know.

Spans of one table or section stand together under a line that says whose they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from rm_assistant.domain.answers import EvidenceCell, EvidenceSet, EvidenceSpan

_SPACE = re.compile(r"\s+")
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


def render_sources(evidence: EvidenceSet, *, mark: str) -> str:
    """Best first. `mark` never stands in a span's own text, so that no span can end the fence or pass for another."""
    return "\n\n".join("\n".join(_group(spans, mark)) for spans in _groups(evidence))


def _groups(evidence: EvidenceSet) -> Iterator[list[EvidenceSpan]]:
    for _, spans in groupby(evidence.spans, key=_place):
        yield list(spans)


def _place(span: EvidenceSpan) -> tuple[str, int, str | None, str | None]:
    return (span.document, span.page, span.table_id, span.section)


def _group(spans: list[EvidenceSpan], mark: str) -> Iterator[str]:
    yield inert(" | ".join(_heading(spans[0])), mark)
    for span in spans:
        yield f"[{span.id}] {inert(_line(span), mark)}"


def _heading(span: EvidenceSpan) -> Iterator[str]:
    yield f"{span.issuer}, {span.form} {span.fiscal_label}".strip()
    yield f"document: {span.document_name}, page {span.page_label or span.page}"
    for name, value in (("section", span.section), ("table", span.table_title), ("unit", span.unit)):
        if value:
            yield f"{name}: {value}"


def _line(span: EvidenceSpan) -> str:
    """A row under its headings and with its columns named, a sentence as it stands."""
    if not any(cell.columns for cell in span.cells):
        return " > ".join((*span.path, span.text))
    return " > ".join((*span.path, " | ".join(_cell(cell) for cell in span.cells if cell.text.strip())))


def _cell(cell: EvidenceCell) -> str:
    column = " / ".join(name for name in cell.columns if name.strip())
    return f"{column}: {cell.text}" if column else cell.text


def inert(text: str, mark: str) -> str:
    """On one line, without characters that a reader does not see, without the mark."""
    one_line = _SPACE.sub(" ", text)
    visible = "".join(c for c in one_line if unicodedata.category(c) not in _INVISIBLE_CATEGORIES)
    return visible.replace(mark, "")
