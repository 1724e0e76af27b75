"""What a question is about, decided before any search: companies, periods, documents, statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rm_assistant.domain.documents import Document, DocumentId, FilingForm
from rm_assistant.domain.questions import Part, Period, Question, ResolvedQuestion, Scope, ScopeChoice, ScopeDoubt
from rm_assistant.language.companies import CompanyMatch, match_companies, rival_companies
from rm_assistant.language.unknown_companies import unknown_companies
from rm_assistant.language.words import normalise
from rm_assistant.retrieval.cell_periods import ANNUAL_FORMS
from rm_assistant.retrieval.choices import settled
from rm_assistant.retrieval.follow_up import complete
from rm_assistant.retrieval.named_filings import forms_named, within_filings, without_filings
from rm_assistant.retrieval.parts import MOST_PARTS, period_groups
from rm_assistant.retrieval.periods import (
    ENOUGH_FIT,
    SURE_FIT,
    asked_periods,
    looks_forward,
    period_fit,
    spell_out_years,
)
from rm_assistant.retrieval.query import read_query


def understand(question: Question, documents: Sequence[Document]) -> ResolvedQuestion:
    """The full question and where to look for its answer, among `documents`, all that the asker may read.

    A follow-up is completed from the history. Companies filter where they are named; the asked period orders, since
    next year's filing shows this year too. What the reader chose by hand overrides what was read. Raises ChoiceError
    where that is not there.
    """
    choice = settled(question.choice, documents, question.language)
    current = [document for document in documents if document.superseded_by is None]
    text = complete(question.text, question.history, question.language, current)
    named = _named(text, current, choice)
    reach = _chosen(choice, current, named.matches)
    reach = reach if choice.documents else within_filings(text, reach)
    asked = _Asked(without_filings(text), choice, forms_named(text), looks_forward(text))
    subjects = named.subjects(reach, choice)
    parts = _parts(asked, subjects)
    periods = _all_periods(parts) if parts else asked.periods(reach or current)
    fits = asked.fits(reach, periods)
    names = tuple(match.name for match in named.matches) or choice.clients
    query = read_query(text, question.language, (*names, *named.written))
    scope = Scope(
        companies=names,
        periods=periods,
        documents=_ids(fits),
        preferred=_ids(_preferred(fits, periods)),
        statements=query.statements,
        doubts=(*_company_doubts(named, reach), *_period_doubts(asked, fits, periods, parts)),
        parts=parts,
        written=named.written,
        unknown=named.unknown,
        rivals=named.rivals,
    )
    terms = dict.fromkeys((*query.words, *query.expansion))
    shown = spell_out_years(text, named.as_written(subjects) or [("", reach or current)])
    return ResolvedQuestion(question.text, shown, question.language, scope, tuple(terms))


# ── companies ───────────────────────────────────────────────────────────────────────────────────────────────────────

_Subject = tuple[str, Sequence[Document]]
"""A company that the question is about, with its documents in reach."""


@dataclass(frozen=True, slots=True)
class _Named:
    """The companies of a question in the order in which it names them, those that nothing is about, and rivals."""

    matches: tuple[CompanyMatch, ...]
    unknown: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        return (*(match.written for match in self.matches), *self.unknown)

    def subjects(self, reach: Sequence[Document], choice: ScopeChoice) -> list[_Subject]:
        """The companies named; the clients chosen by hand where the question names none."""
        subjects: list[_Subject] = [
            (match.name, [each for each in reach if each.id in match.documents]) for match in self.matches
        ]
        if not subjects and len(choice.clients) > 1:
            return [(client, [each for each in reach if each.client == client]) for client in choice.clients]
        return subjects

    def as_written(self, subjects: Sequence[_Subject]) -> list[_Subject]:
        """`subjects` under the names that the question gives them."""
        written = {match.name: match.written for match in self.matches}
        return [(written.get(name, name), documents) for name, documents in subjects]


def _named(text: str, documents: Sequence[Document], choice: ScopeChoice) -> _Named:
    plain = normalise(text)
    matches = tuple(sorted(match_companies(text, documents), key=lambda match: plain.find(match.written)))
    if choice.clients or choice.documents:
        return _Named(matches)
    rivals = tuple(rival_companies(text, documents))
    return _Named(matches, () if rivals else tuple(unknown_companies(text, matches)), rivals)


def _chosen(choice: ScopeChoice, documents: Sequence[Document], companies: Sequence[CompanyMatch]) -> list[Document]:
    """By hand first; by the companies named where no client or document was chosen."""
    reach = list(documents)
    if choice.documents:
        reach = [document for document in reach if document.id in choice.documents]
    if choice.clients:
        reach = [document for document in reach if document.client in choice.clients]
    if companies and not (choice.clients or choice.documents):
        named = {document for match in companies for document in match.documents}
        reach = [document for document in reach if document.id in named]
    if choice.forms:
        reach = [document for document in reach if document.metadata.form in choice.forms]
    if choice.fiscal_years:
        reach = [document for document in reach if document.metadata.fiscal_year in choice.fiscal_years]
    return reach


def _company_doubts(named: _Named, reach: Sequence[Document]) -> Iterator[ScopeDoubt]:
    if named.rivals:
        yield ScopeDoubt.COMPANY_AMBIGUOUS
    elif named.unknown:
        yield ScopeDoubt.COMPANY_UNKNOWN
    elif not named.matches and len({_issuer(document) for document in reach}) > 1:
        yield ScopeDoubt.COMPANY_OPEN


def _issuer(document: Document) -> str:
    return document.metadata.issuer or document.client


# ── filings and periods ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Fit:
    document: Document
    period: float
    form: float

    @property
    def is_annual(self) -> bool:
        return self.document.metadata.form in ANNUAL_FORMS


@dataclass(frozen=True, slots=True)
class _Asked:
    """What decides among filings: the question's text, the choice by hand, the forms named, whether it looks ahead."""

    text: str
    choice: ScopeChoice
    forms: frozenset[FilingForm]
    forward: bool

    def periods(self, documents: Sequence[Document]) -> tuple[Period, ...]:
        """As the issuer of `documents` names them."""
        if self.choice.fiscal_years:
            return tuple(Period(year) for year in sorted(self.choice.fiscal_years))
        return asked_periods(self.text, documents)

    def fits(self, documents: Sequence[Document], periods: Sequence[Period]) -> list[_Fit]:
        """The asked form first, then the nearest period, then the newest."""
        fits = [
            _Fit(document, period_fit(document, periods, forward=self.forward), self._form_fit(document))
            for document in documents
        ]
        return sorted(fits, key=lambda fit: (fit.form, fit.period, _end(fit.document)), reverse=True)

    def _form_fit(self, document: Document) -> float:
        return 1.0 if not self.forms or document.metadata.form in self.forms else 0.0


def _end(document: Document) -> date:
    metadata = document.metadata
    return metadata.period_end or metadata.filed_on or date(metadata.fiscal_year or 1, 1, 1)


def _preferred(fits: Sequence[_Fit], periods: Sequence[Period]) -> list[_Fit]:
    """Filings of the asked period; of each issuer the latest annual filing where no period is asked."""
    if periods:
        return [fit for fit in fits if fit.period >= SURE_FIT and fit.form == fits[0].form]
    latest: dict[str, _Fit] = {}
    for fit in sorted(fits, key=lambda fit: (fit.form, fit.is_annual, _end(fit.document)), reverse=True):
        latest.setdefault(_issuer(fit.document), fit)
    return list(latest.values())


def _period_doubts(
    asked: _Asked, fits: Sequence[_Fit], periods: Sequence[Period], parts: Sequence[Part]
) -> Iterator[ScopeDoubt]:
    """In doubt are periods that no filing covers: of a comparison, no filing of any part."""
    by_id = {fit.document.id: fit.document for fit in fits}
    of_parts = [asked.fits([by_id[each] for each in part.documents], part.periods) for part in parts]
    if periods and fits and not any(fit.period >= ENOUGH_FIT for each in of_parts or [list(fits)] for fit in each):
        yield ScopeDoubt.PERIOD_MISSING


# ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(asked: _Asked, subjects: Sequence[_Subject]) -> tuple[Part, ...]:
    """A part for each company and each run of periods; none where there is one of both."""
    groups = [(subject, group) for subject in subjects for group in period_groups(asked.periods(subject[1]))]
    if len(groups) > MOST_PARTS:
        groups = [(subject, asked.periods(subject[1])) for subject in subjects]
    if len(groups) < 2:
        return ()
    return tuple(_part(asked, subject, periods) for subject, periods in groups)


def _part(asked: _Asked, subject: _Subject, periods: tuple[Period, ...]) -> Part:
    company, documents = subject
    fits = asked.fits(documents, periods)
    return Part(company, periods, _ids(fits), _ids(_preferred(fits, periods)))


def _all_periods(parts: Sequence[Part]) -> tuple[Period, ...]:
    periods = {period for part in parts for period in part.periods}
    return tuple(sorted(periods, key=lambda period: (period.fiscal_year, period.quarter or 4)))


def _ids(fits: Sequence[_Fit]) -> tuple[DocumentId, ...]:
    return tuple(fit.document.id for fit in fits)
