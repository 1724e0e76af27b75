"""Citations: span ids resolved to documents, pages and rectangles. The model has no part in this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rm_assistant.domain.answers import Citation, Claim, DraftClaim, EvidenceSpan, SpanId
from rm_assistant.domain.findings import Finding
from rm_assistant.verification.verdict import Verdict


class CitationNumbers:
    """Numbers the sources of one answer from 1, in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[SpanId, int] = {}

    def of(self, span: SpanId) -> int:
        return self._numbers.setdefault(span, len(self._numbers) + 1)


def cite(span: EvidenceSpan, number: int, cells: Sequence[str] = ()) -> Citation:
    """`cells` are those singled out; the whole row where none is."""
    return Citation(
        number=number,
        span=span.id,
        document=span.document,
        document_name=span.document_name,
        issuer=span.issuer,
        form=span.form,
        fiscal_label=span.fiscal_label,
        page=span.page,
        quote=span.text,
        start=span.start,
        end=span.end,
        page_label=span.page_label,
        rects=span.rects,
        anchor=span.anchor,
        cells=tuple(cells) or tuple(cell.id for cell in span.cells),
        table_title=span.table_title,
        unit=span.unit,
    )


def nearest(spans: Iterable[EvidenceSpan], limit: int) -> tuple[Citation, ...]:
    """The best spans of up to `limit` different pages, numbered from 1."""
    pages: dict[tuple[str, int], EvidenceSpan] = {}
    for span in spans:
        pages.setdefault((span.document, span.page), span)
    return tuple(cite(span, number) for number, span in enumerate(list(pages.values())[:limit], start=1))


def claim_of(
    draft: DraftClaim, verdict: Verdict, *, ordinal: int, numbers: CitationNumbers, findings: Sequence[Finding] = ()
) -> Claim:
    """The claim that a reader sees, its sources resolved. `findings` are those besides the verdict's."""
    return Claim(
        ordinal=ordinal,
        text=draft.text,
        state=verdict.state,
        citations=tuple(cite(span, numbers.of(span.id), _cells(span, verdict)) for span in verdict.spans),
        figures=verdict.figures,
        calculation=verdict.calculation,
        findings=(*verdict.findings, *findings),
    )


def _cells(span: EvidenceSpan, verdict: Verdict) -> tuple[str, ...]:
    found = (figure.cell for figure in verdict.figures if figure.span == span.id and figure.cell)
    return tuple(dict.fromkeys(found))
