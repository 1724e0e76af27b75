"""The spans a draft cites: those of its evidence, and ids that are in none."""

from __future__ import annotations

from collections.abc import Iterator

from rm_assistant.domain.answers import DraftClaim, EvidenceSet, EvidenceSpan, SpanId
from rm_assistant.domain.findings import Finding, FindingCode, Severity


def cited_ids(draft: DraftClaim) -> tuple[SpanId, ...]:
    """Ids of the claim, then of its calculation's operands, each once."""
    operands = draft.calculation.operands if draft.calculation else ()
    return tuple(dict.fromkeys((*draft.spans, *(operand.span for operand in operands))))


def resolve_spans(draft: DraftClaim, evidence: EvidenceSet) -> tuple[tuple[EvidenceSpan, ...], tuple[Finding, ...]]:
    """The known spans in the order they are cited, and a finding for each id that is unknown, or for citing none."""
    ids = cited_ids(draft)
    known = tuple(span for span in map(evidence.get, ids) if span is not None)
    return known, tuple(_findings(ids, evidence))


def _findings(ids: tuple[SpanId, ...], evidence: EvidenceSet) -> Iterator[Finding]:
    if not ids:
        yield Finding(FindingCode.NO_SOURCE, Severity.PROBLEM, claimed="")
    for span in ids:
        if evidence.get(span) is None:
            yield Finding(FindingCode.UNKNOWN_SPAN, Severity.PROBLEM, claimed=span)
