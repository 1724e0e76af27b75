"""The machine's verdict on a drafted claim: all checks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rm_assistant.domain.answers import Calculation, ClaimState, DraftClaim, EvidenceSet, EvidenceSpan, Figure
from rm_assistant.domain.findings import Finding, FindingCode, Severity
from rm_assistant.domain.questions import ResolvedQuestion
from rm_assistant.verification.calculations import CalculationCheck, check_calculation, numbers_of
from rm_assistant.verification.figures import FigureCheck, check_figures
from rm_assistant.verification.quotes import check_quote, is_quoted, is_telling
from rm_assistant.verification.signs import says_outward
from rm_assistant.verification.spans import resolve_spans

_WITHOUT_SOURCE = frozenset({FindingCode.NO_SOURCE, FindingCode.UNKNOWN_SPAN})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`spans` are the known ones among those cited; `calculation` the claim's, its operands with their places."""

    state: ClaimState
    spans: tuple[EvidenceSpan, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    calculation: Calculation | None = None


def check_claim(draft: DraftClaim, evidence: EvidenceSet, question: ResolvedQuestion) -> Verdict:
    """A claim with a problem never comes out as matching, stated or calculated."""
    spans, findings = resolve_spans(draft, evidence)
    if not spans:
        return Verdict(ClaimState.NONE, (), (), findings, draft.calculation)
    if draft.quote:
        findings += check_quote(draft.quote, spans)
    reckoned = _check_calculation(draft, evidence)
    stated = _check_figures(draft, spans, question)
    findings += (*(reckoned.findings if reckoned else ()), *stated.findings)
    figures = tuple(dict.fromkeys((*stated.figures, *(reckoned.figures if reckoned else ()))))
    if stated.loose and not figures:
        findings += tuple(Finding(FindingCode.FIGURE_NOT_FOUND, Severity.NOTE, text) for text in stated.loose)
    calculation = reckoned.calculation if reckoned else None
    return Verdict(_state(draft, spans, figures, findings), spans, figures, findings, calculation)


def _check_calculation(draft: DraftClaim, evidence: EvidenceSet) -> CalculationCheck | None:
    if draft.calculation is None:
        return None
    return check_calculation(draft.calculation, evidence, outward=says_outward(draft.text))


def _check_figures(draft: DraftClaim, spans: Sequence[EvidenceSpan], question: ResolvedQuestion) -> FigureCheck:
    calculated = numbers_of(draft.calculation) if draft.calculation else []
    return check_figures(draft.text, spans, question, calculated=calculated)


def _state(
    draft: DraftClaim, spans: Sequence[EvidenceSpan], figures: Sequence[Figure], findings: Sequence[Finding]
) -> ClaimState:
    if any(finding.code in _WITHOUT_SOURCE for finding in findings):
        return ClaimState.NONE
    if any(finding.severity is Severity.PROBLEM for finding in findings):
        return ClaimState.DIFFERS
    if findings:
        return ClaimState.UNCHECKED
    if draft.calculation:
        return ClaimState.CALCULATED
    if figures:
        return ClaimState.MATCHES
    return ClaimState.STATED if _is_stated(draft, spans) else ClaimState.UNCHECKED


def _is_stated(draft: DraftClaim, spans: Sequence[EvidenceSpan]) -> bool:
    """Its quotation (found already), or its own words, are the source's."""
    if draft.quote and is_telling(draft.quote, spans):
        return True
    return is_telling(draft.text, spans) and is_quoted(draft.text, spans)
