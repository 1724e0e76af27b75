"""Why there is no answer: a value with what was searched and the nearest passages, in the question's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Refusal, RefusalCode
from rm_assistant.domain.calculations import Result
from rm_assistant.domain.documents import Document, Language, SpanKind
from rm_assistant.domain.figures import FoundFigure
from rm_assistant.domain.questions import Period, Question, ResolvedQuestion, Scope, ScopeDoubt
from rm_assistant.language.courtesies import is_courtesy
from rm_assistant.retrieval.concepts import Text, concept_of
from rm_assistant.retrieval.periods import year_names
from rm_assistant.retrieval.query import query_of
from rm_assistant.retrieval.row_words import letters_of
from rm_assistant.services.citing import nearest
from rm_assistant.services.figure_refusals import code_of, message_of, missing_figure
from rm_assistant.services.refusal_advice import advice_of, item_asked, periods_asked

NEAREST_PASSAGES = 3
DOCUMENTS_NAMED = 20

_MESSAGES: Mapping[RefusalCode, tuple[str, str]] = {
    RefusalCode.NO_DOCUMENTS: (
        "There is no document to search. Add filings, or widen the choice.",
        "検索できる資料がありません。開示資料を追加するか、検索範囲を広げてください。",
    ),
    RefusalCode.COMPANY_UNKNOWN: (
        (
            "None of the documents in reach is about the company that the question names{unknown}. There are filings "
            "of {clients}. Check the name, or add its filings."
        ),
        (
            "質問にある会社{unknown}の資料は、検索できる資料の中にありません。資料があるのは{clients}です。"
            "会社名を確かめるか、資料を追加してください。"
        ),
    ),
    RefusalCode.COMPANY_AMBIGUOUS: (
        "The name in the question fits several companies. Which one do you mean: {rivals}?",
        "質問にある会社名に当てはまる会社が複数あります。どの会社についてでしょうか：{rivals}",
    ),
    RefusalCode.NO_PERIOD: (
        (
            "The documents that were searched do not show {item} for {periods}. They are filings of {covered}: ask for "
            "one of these, or add the filing of {periods}."
        ),
        (
            "検索した資料には、{periods}の{item}の記載がありません。資料は{covered}のものです。"
            "いずれかの期間について質問するか、{periods}の資料を追加してください。"
        ),
    ),
    RefusalCode.NO_QUESTION: (
        'At your service. Ask a question about the filings, for instance "What were net sales in FY2024?"',
        "いつでもどうぞ。資料について知りたいことを質問してください。例：「2024年3月期の売上高は？」",
    ),
    RefusalCode.NOT_IN_DOCUMENTS: (
        "The documents that were searched do not answer this.",
        "検索した資料には答えがありません。",
    ),
    RefusalCode.FIGURE_IN_DOUBT: (
        "The figures found do not answer this surely enough.",
        "見つかった数値からは確かな答えを示せません。",
    ),
    RefusalCode.POLICY: (
        "This question is outside what the service answers. It was recorded.",
        "この質問には回答できません。質問は記録されました。",
    ),
}


_WHICH_COMPANY = (
    "The question names no company, and there are filings of several. Which one do you mean: {rivals}?",
    "質問に会社名がなく、複数の会社の資料があります。どの会社についてでしょうか：{rivals}",
)
_NOTHING_CHOSEN = (
    "No filing fits the choice. There are filings of {clients} for {covered}: choose one of these, or add filings.",
    "選択した条件に当てはまる資料がありません。{clients}の{covered}の資料があります。条件を変えるか、資料を追加してください。",
)
_MOST_ISSUERS = 8


def _names_no_company(code: RefusalCode, question: ResolvedQuestion) -> bool:
    return code is RefusalCode.COMPANY_AMBIGUOUS and not question.scope.rivals


def _issuers(documents: Sequence[Document]) -> list[str]:
    """Each once, as many as a reader may choose among."""
    named = [each.metadata.issuer or each.client for each in documents]
    issuers = list({name.casefold(): name for name in reversed(named)}.values())[::-1]
    return [*issuers[:_MOST_ISSUERS], *(["…"] if len(issuers) > _MOST_ISSUERS else [])]


def reason_to_refuse(question: ResolvedQuestion, evidence: EvidenceSet) -> RefusalCode | None:
    """What is known before any model is asked; None where the evidence may hold an answer."""
    scope = question.scope
    if ScopeDoubt.COMPANY_AMBIGUOUS in scope.doubts:
        return RefusalCode.COMPANY_AMBIGUOUS
    named = _names_a_part(question, evidence)
    if ScopeDoubt.COMPANY_UNKNOWN in scope.doubts and not scope.companies and not named:
        return RefusalCode.COMPANY_UNKNOWN
    if ScopeDoubt.COMPANY_OPEN in scope.doubts and _is_of_one_company(question, evidence) and not named:
        return RefusalCode.COMPANY_AMBIGUOUS
    if not scope.documents:
        return RefusalCode.NO_DOCUMENTS
    if ScopeDoubt.PERIOD_MISSING in scope.doubts and not _mentions_any(evidence.spans, scope.periods):
        return RefusalCode.NO_PERIOD
    return None if evidence.spans else RefusalCode.NOT_IN_DOCUMENTS


def _is_of_one_company(question: ResolvedQuestion, evidence: EvidenceSet) -> bool:
    """Whether what would answer is one company's: a figure, a list, its auditor."""
    topic = query_of(question).topic
    figures = any(isinstance(each.outcome, Result) for each in evidence.reckoned)
    return figures or bool(evidence.listed) or (topic is not None and topic.single)


def _names_a_part(question: ResolvedQuestion, evidence: EvidenceSet) -> bool:
    """Whether what the question names is a segment or a product of the one company whose figures were found by it.

    Every row must say all of the question's own words: a general item of some company is no answer for another's.
    """
    words = [concept for concept in query_of(question).concepts if not concept.named]
    results = [each.outcome for each in evidence.reckoned if isinstance(each.outcome, Result)]
    rows = [bound.found for result in results for bound in result.operands]
    texts = [Text.of(*_around(each)) for each in rows]
    issuers = {span.issuer for span in evidence.spans if any(span.document == each.document for each in rows)}
    told = all(concept.is_in(text) for concept in words for text in texts)
    unknown = (letters_of(name) for name in question.scope.unknown)
    named = all(name in letters_of(" ".join(_around(row))) for name in unknown for row in rows)
    return bool(words) and bool(rows) and len(issuers) == 1 and told and named


def _around(found: FoundFigure) -> tuple[str, ...]:
    return (found.row.label, *found.row.path, *found.figure.columns, found.figure.member or "")


def reason_without_claims(question: ResolvedQuestion, evidence: EvidenceSet) -> RefusalCode:
    """Why nothing was claimed: no filing of the asked years is there, or none shows the asked item for them."""
    scope, query = question.scope, query_of(question)
    if ScopeDoubt.PERIOD_MISSING in scope.doubts:
        return RefusalCode.NO_PERIOD
    missing = missing_figure(evidence)
    if missing is not None:
        return code_of(missing)
    items = [concept_of(term) for term in query.asked]
    rows = [span for span in evidence.spans if span.kind is SpanKind.ROW]
    shown = [span for span in rows if any(item.is_in(Text.of(span.text)) for item in items)]
    if scope.periods and not query.asks_why and shown and not _mentions_any(shown, scope.periods):
        return RefusalCode.NO_PERIOD
    return RefusalCode.NOT_IN_DOCUMENTS


def _mentions_any(spans: Iterable[EvidenceSpan], periods: Sequence[Period]) -> bool:
    """A filing of another year may still show the asked one in a column or a sentence."""
    years = {str(period.fiscal_year) for period in periods}
    return any(year in text for span in spans for text in _texts(span) for year in years)


def _texts(span: EvidenceSpan) -> tuple[str, ...]:
    """What says of a row which periods it shows are its columns; its figures are no years."""
    columns = tuple(name for cell in span.cells for name in cell.columns)
    return columns if span.kind is SpanKind.ROW and columns else (span.text, span.table_title or "")


def refusal_of(
    code: RefusalCode, question: ResolvedQuestion, evidence: EvidenceSet, documents: Sequence[Document]
) -> Refusal:
    """`documents` are those that were searched."""
    shown = nearest(evidence.spans, NEAREST_PASSAGES)
    message = _figure_message(code, question, evidence, documents) or _message(code, question, documents)
    joint = "" if question.language is Language.JAPANESE else " "
    advice = advice_of(code, question, evidence, documents, shown=bool(shown))
    return Refusal(
        code=code,
        message=joint.join((message, *advice)),
        searched=tuple(document.name for document in documents[:DOCUMENTS_NAMED]),
        nearest=shown,
    )


def _figure_message(
    code: RefusalCode, question: ResolvedQuestion, evidence: EvidenceSet, documents: Sequence[Document]
) -> str | None:
    """None where it is not for want of a figure that there is no answer."""
    missing = missing_figure(evidence)
    if missing is None or code is not code_of(missing) or ScopeDoubt.PERIOD_MISSING in question.scope.doubts:
        return None
    return message_of(missing, question, documents)


def courtesy_of(question: Question) -> Refusal | None:
    """The reply to thanks and greetings; None where something is asked."""
    if not is_courtesy(question.text):
        return None
    resolved = ResolvedQuestion(question.text, question.text, question.language, Scope())
    return Refusal(RefusalCode.NO_QUESTION, _message(RefusalCode.NO_QUESTION, resolved, ()))


def nothing_chosen(language: Language, left_out: Sequence[Document]) -> Refusal:
    """The reader chose years, forms or documents that no filing of the company has; `left_out` are what there is."""
    english, japanese = _NOTHING_CHOSEN
    in_japanese = language is Language.JAPANESE
    comma = "、" if in_japanese else ", "
    message = (japanese if in_japanese else english).format(
        clients=comma.join(_issuers(left_out)), covered=comma.join(_years_covered(left_out, language))
    )
    return Refusal(RefusalCode.NO_DOCUMENTS, message)


def _years_covered(documents: Sequence[Document], language: Language) -> list[str]:
    years = sorted({each.metadata.fiscal_year for each in documents if each.metadata.fiscal_year})
    return year_names([Period(year) for year in years], documents, language)


def _message(code: RefusalCode, question: ResolvedQuestion, documents: Sequence[Document]) -> str:
    english, japanese = _WHICH_COMPANY if _names_no_company(code, question) else _MESSAGES[code]
    in_japanese = question.language is Language.JAPANESE
    comma, opening, closing = ("、", "（", "）") if in_japanese else (", ", " (", ")")
    scope = question.scope
    return (japanese if in_japanese else english).format(
        unknown=f"{opening}{comma.join(scope.unknown)}{closing}" if scope.unknown else "",
        rivals=comma.join(scope.rivals or _issuers(documents)),
        clients=comma.join(_issuers(documents)),
        item=item_asked(question),
        periods=comma.join(periods_asked(question, documents)),
        covered=comma.join(_years_covered(documents, question.language)),
    )
