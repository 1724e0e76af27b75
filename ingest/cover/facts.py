"""What inline XBRL tags of the filing itself: the SEC's dei, the FSA's jpdei and jpcrp, the TSE's tse-ed-t."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ingest.cover.fields import CoverFields
from ingest.cover.japanese import clean_issuer, form_named, securities_code
from ingest.cover.text import one_line
from ingest.reading import TaggedFact
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind
from rm_assistant.language.dates import find_dates

_SEC_FORMS = {
    "10-K": FilingForm.FORM_10K,
    "10-KT": FilingForm.FORM_10K,
    "10-Q": FilingForm.FORM_10Q,
    "10-QT": FilingForm.FORM_10Q,
    "8-K": FilingForm.FORM_8K,
    "20-F": FilingForm.FORM_20F,
}
_QUARTERS = {"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4, "HY": 2}
_MISSING = frozenset({"-", "－", "none", "n/a"})

Facts = Mapping[str, str]


def read_facts(facts: Iterable[TaggedFact]) -> CoverFields:
    stated = {fact.concept: fact.value for fact in facts if fact.value.strip().lower() not in _MISSING}
    return CoverFields(
        issuer=_issuer(stated),
        issuer_names=tuple(_text(stated, "FilerNameInEnglishDEI", "CompanyNameInEnglishCoverPage")),
        identifiers=tuple(_identifiers(stated)),
        form=_form(stated),
        period_start=_date(stated, "CurrentFiscalYearStartDateDEI"),
        period_end=_date(stated, "DocumentPeriodEndDate", "CurrentPeriodEndDateDEI"),
        fiscal_year=_fiscal_year(stated),
        fiscal_quarter=_QUARTERS.get(_first(stated, "DocumentFiscalPeriodFocus", "TypeOfCurrentPeriodDEI") or ""),
        filed_on=_date(stated, "FilingDateCoverPage", "FilingDate", "ReportingDateOfFinancialForecastCorrection"),
        amends=_amends(stated),
        title=_first(stated, "DocumentName"),
    )


def _first(facts: Facts, *concepts: str) -> str | None:
    return next((facts[concept] for concept in concepts if concept in facts), None)


def _text(facts: Facts, *concepts: str) -> list[str]:
    found = _first(facts, *concepts)
    return [one_line(found)] if found else []


def _date(facts: Facts, *concepts: str) -> date | None:
    for concept in concepts:
        if found := find_dates(facts.get(concept, "")):
            return found[0].date
    return None


def _issuer(facts: Facts) -> str | None:
    english = _first(facts, "EntityRegistrantName")
    japanese = _first(facts, "FilerNameInJapaneseDEI", "CompanyNameCoverPage", "CompanyName")
    return one_line(english) if english else clean_issuer(japanese)


def _identifiers(facts: Facts) -> Iterable[Identifier]:
    cik = _first(facts, "EntityCentralIndexKey")
    if cik and cik.isdigit():
        yield Identifier(IdentifierKind.CIK, cik.zfill(10))
    if ticker := _first(facts, "TradingSymbol"):
        yield Identifier(IdentifierKind.TICKER, ticker.strip().upper())
    if edinet := _first(facts, "EDINETCodeDEI"):
        yield Identifier(IdentifierKind.EDINET, edinet)
    if code := _first(facts, "SecurityCodeDEI", "SecuritiesCode"):
        yield Identifier(IdentifierKind.SECURITIES_CODE, securities_code(code))


def _form(facts: Facts) -> FilingForm | None:
    sec = _first(facts, "DocumentType")
    if sec:
        return _SEC_FORMS.get(sec.upper().removesuffix("/A").strip(), FilingForm.OTHER)
    named = _first(facts, "DocumentTitleCoverPage", "DocumentName")
    form = form_named(named) if named else FilingForm.OTHER
    return None if form is FilingForm.OTHER else form


def _fiscal_year(facts: Facts) -> int | None:
    focus = _first(facts, "DocumentFiscalYearFocus")
    if focus and focus.isdigit():
        return int(focus)
    end = _date(facts, "CurrentFiscalYearEndDateDEI", "FiscalYearEnd")
    return end.year if end else None


def _amends(facts: Facts) -> bool | None:
    flagged = _first(facts, "AmendmentFlag", "AmendmentFlagDEI")
    if flagged == "true" or (_first(facts, "DocumentType") or "").upper().endswith("/A"):
        return True
    titled = _first(facts, "DocumentTitleCoverPage", "DocumentName") or ""
    return True if "訂正" in titled else None
