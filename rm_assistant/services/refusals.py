"""Why there is no answer: a value with what was searched and the nearest passages, in the question's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Refusal, RefusalCode
from rm_assistant.domain.documents import Document, Language
from rm_assistant.domain.questions import Period, ResolvedQuestion, ScopeDoubt
from rm_assistant.services.citing import nearest

NEAREST_PASSAGES = 3
DOCUMENTS_NAMED = 20

_MESSAGES: Mapping[RefusalCode, tuple[str, str]] = {
    RefusalCode.NO_DOCUMENTS: (
        "There is no document to search. Add filings, or widen the choice.",
        "検索できる資料がありません。開示資料を追加するか、検索範囲を広げてください。",
    ),
    RefusalCode.COMPANY_UNKNOWN: (
        "None of the documents in reach is about the company that the question names.",
        "質問にある会社の資料は、検索できる資料の中にありません。",
    ),
    RefusalCode.NO_PERIOD: (
        "None of the documents in reach covers {periods}.",
        "{periods} を対象とする資料は、検索できる資料の中にありません。",
    ),
    RefusalCode.NOT_IN_DOCUMENTS: (
        "The documents that were searched do not answer this. The closest passages are below.",
        "検索した資料には答えがありません。近い記載を下に示します。",
    ),
    RefusalCode.POLICY: (
        "This question is outside what the service answers. It was recorded.",
        "この質問には回答できません。質問は記録されました。",
    ),
}


def reason_to_refuse(question: ResolvedQuestion, evidence: EvidenceSet) -> RefusalCode | None:
    """What is known before any model is asked; None where the evidence may hold an answer."""
    scope = question.scope
    if ScopeDoubt.COMPANY_UNKNOWN in scope.doubts:
        return RefusalCode.COMPANY_UNKNOWN
    if not scope.documents:
        return RefusalCode.NO_DOCUMENTS
    if ScopeDoubt.PERIOD_MISSING in scope.doubts and not _mentions_any(evidence, scope.periods):
        return RefusalCode.NO_PERIOD
    return None if evidence.spans else RefusalCode.NOT_IN_DOCUMENTS


def _mentions_any(evidence: EvidenceSet, periods: Sequence[Period]) -> bool:
    """A filing of another year may still show the asked one in a column or a sentence."""
    years = {str(period.fiscal_year) for period in periods}
    return any(year in text for span in evidence.spans for text in _texts(span) for year in years)


def _texts(span: EvidenceSpan) -> tuple[str, ...]:
    columns = (name for cell in span.cells for name in cell.columns)
    return (span.text, span.fiscal_label, span.table_title or "", *columns)


def refusal_of(
    code: RefusalCode, question: ResolvedQuestion, evidence: EvidenceSet, documents: Sequence[Document]
) -> Refusal:
    """`documents` are those that were searched."""
    english, japanese = _MESSAGES[code]
    message = japanese if question.language is Language.JAPANESE else english
    return Refusal(
        code=code,
        message=message.format(periods=", ".join(map(str, question.scope.periods))),
        searched=tuple(document.name for document in documents[:DOCUMENTS_NAMED]),
        nearest=nearest(evidence.spans, NEAREST_PASSAGES),
    )
