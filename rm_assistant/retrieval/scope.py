"""What a question is about, decided before any search: companies, periods, documents, statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rm_assistant.domain.documents import Document, FilingForm
from rm_assistant.domain.questions import Period, Question, ResolvedQuestion, Scope, ScopeChoice, ScopeDoubt
from rm_assistant.language.companies import CompanyMatch, match_companies
from rm_assistant.language.unknown_companies import unknown_companies
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.follow_up import complete
from rm_assistant.retrieval.periods import ENOUGH_FIT, SURE_FIT, asked_periods, looks_forward, period_fit
from rm_assistant.retrieval.query import read_query

_FORM_NAMES: tuple[tuple[str, tuple[FilingForm, ...]], ...] = (
    ("10-k", (FilingForm.FORM_10K,)),
    ("10-q", (FilingForm.FORM_10Q,)),
    ("8-k", (FilingForm.FORM_8K,)),
    ("20-f", (FilingForm.FORM_20F,)),
    ("earnings release", (FilingForm.EARNINGS_RELEASE, FilingForm.TANSHIN)),
    ("有価証券報告書", (FilingForm.YUHO,)),
    ("有報", (FilingForm.YUHO,)),
    ("securities report", (FilingForm.YUHO,)),
    ("四半期報告書", (FilingForm.QUARTERLY_REPORT,)),
    ("半期報告書", (FilingForm.SEMIANNUAL_REPORT,)),
    ("決算短信", (FilingForm.TANSHIN,)),
    ("短信", (FilingForm.TANSHIN,)),
    ("業績予想の修正", (FilingForm.FORECAST_REVISION,)),
)


def understand(question: Question, documents: Sequence[Document]) -> ResolvedQuestion:
    """The full question and where to look for its answer, among `documents`, all that the asker may read.

    A follow-up is completed from the history. Companies filter where they are named; the asked period orders, since
    next year's filing shows this year too. What the reader chose by hand overrides what was read.
    """
    current = [document for document in documents if document.superseded_by is None]
    text = complete(question.text, question.history, question.language, current)
    companies = match_companies(text, current)
    reach = _chosen(question.choice, current, companies)
    periods = _periods(text, question.choice, reach or current)
    unknown = unknown_companies(text, companies) if not _is_chosen(question.choice) else []
    fits = _fits(reach, periods, text, forms=_asked_forms(text))
    names = tuple(match.name for match in companies) or question.choice.clients
    query = read_query(text, question.language, names)
    scope = Scope(
        companies=names,
        periods=periods,
        documents=tuple(fit.document.id for fit in fits),
        preferred=tuple(fit.document.id for fit in _preferred(fits, periods)),
        statements=query.statements,
        doubts=tuple(_doubts(fits, periods, unknown=bool(unknown), open_=len(_issuers(reach)) > 1 and not companies)),
    )
    terms = dict.fromkeys((*query.words, *query.expansion))
    return ResolvedQuestion(question.text, text, question.language, scope, tuple(terms))


def _is_chosen(choice: ScopeChoice) -> bool:
    return bool(choice.clients or choice.documents)


def _chosen(choice: ScopeChoice, documents: Sequence[Document], companies: Sequence[CompanyMatch]) -> list[Document]:
    """By hand first; by the companies named where no client or document was chosen."""
    reach = list(documents)
    if choice.documents:
        reach = [document for document in reach if document.id in choice.documents]
    if choice.clients:
        reach = [document for document in reach if document.client in choice.clients]
    if companies and not _is_chosen(choice):
        named = {document for match in companies for document in match.documents}
        reach = [document for document in reach if document.id in named]
    if choice.forms:
        reach = [document for document in reach if document.metadata.form in choice.forms]
    if choice.fiscal_years:
        reach = [document for document in reach if document.metadata.fiscal_year in choice.fiscal_years]
    return reach


def _periods(text: str, choice: ScopeChoice, documents: Sequence[Document]) -> tuple[Period, ...]:
    if choice.fiscal_years:
        return tuple(Period(year) for year in sorted(choice.fiscal_years))
    return asked_periods(text, documents)


def _asked_forms(text: str) -> frozenset[FilingForm]:
    plain = normalise(text).lower()
    return frozenset(form for name, forms in _FORM_NAMES if name in plain for form in forms)


@dataclass(frozen=True, slots=True)
class _Fit:
    document: Document
    period: float
    form: float


def _fits(
    documents: Sequence[Document], periods: Sequence[Period], text: str, *, forms: frozenset[FilingForm]
) -> list[_Fit]:
    """Nearest period first, then the asked form, then the newest."""
    forward = looks_forward(text)
    fits = [
        _Fit(document, period_fit(document, periods, forward=forward), _form_fit(document, forms))
        for document in documents
    ]
    return sorted(fits, key=lambda fit: (fit.form, fit.period, _end(fit.document)), reverse=True)


def _form_fit(document: Document, forms: frozenset[FilingForm]) -> float:
    return 1.0 if not forms or document.metadata.form in forms else 0.0


def _end(document: Document) -> date:
    metadata = document.metadata
    return metadata.period_end or metadata.filed_on or date(metadata.fiscal_year or 1, 1, 1)


def _preferred(fits: Sequence[_Fit], periods: Sequence[Period]) -> list[_Fit]:
    if not periods:
        return []
    return [fit for fit in fits if fit.period >= SURE_FIT and fit.form == fits[0].form]


def _issuers(documents: Sequence[Document]) -> set[str]:
    return {document.metadata.issuer or document.client for document in documents}


def _doubts(fits: Sequence[_Fit], periods: Sequence[Period], *, unknown: bool, open_: bool) -> list[ScopeDoubt]:
    doubts = []
    if unknown:
        doubts.append(ScopeDoubt.COMPANY_UNKNOWN)
    elif open_:
        doubts.append(ScopeDoubt.COMPANY_OPEN)
    if periods and fits and max(fit.period for fit in fits) < ENOUGH_FIT:
        doubts.append(ScopeDoubt.PERIOD_MISSING)
    return doubts
