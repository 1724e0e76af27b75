"""Tagged facts as fields of a cover."""

from __future__ import annotations

from datetime import date

from ingest.cover.facts import read_facts
from ingest.cover.fields import CoverFields
from ingest.reading import TaggedFact
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind


def read(**facts: str) -> CoverFields:
    return read_facts([TaggedFact(concept, value) for concept, value in facts.items()])


def test_the_secs_document_information() -> None:
    stated = read(
        EntityRegistrantName="KESTREL RAIL HOLDINGS, INC.",
        DocumentType="10-K/A",
        AmendmentFlag="true",
        DocumentPeriodEndDate="February 3, 2024",
        DocumentFiscalYearFocus="2023",
        DocumentFiscalPeriodFocus="FY",
        EntityCentralIndexKey="1234567",
        TradingSymbol="krh",
    )

    assert (stated.issuer, stated.form, stated.amends) == ("KESTREL RAIL HOLDINGS, INC.", FilingForm.FORM_10K, True)
    assert (stated.period_end, stated.fiscal_year, stated.fiscal_quarter) == (date(2024, 2, 3), 2023, None)
    assert stated.identifiers == (
        Identifier(IdentifierKind.CIK, "0001234567"),
        Identifier(IdentifierKind.TICKER, "KRH"),
    )


def test_a_quarter_is_a_number() -> None:
    assert read(DocumentFiscalPeriodFocus="Q3").fiscal_quarter == 3
    assert read(TypeOfCurrentPeriodDEI="HY").fiscal_quarter == 2


def test_the_fsas_document_information() -> None:
    stated = read(
        FilerNameInJapaneseDEI="みなと精機株式会社",
        FilerNameInEnglishDEI="MINATO SEIKI CO., LTD.",
        EDINETCodeDEI="E99999",
        SecurityCodeDEI="99990",
        CurrentFiscalYearStartDateDEI="2024-04-01",
        CurrentFiscalYearEndDateDEI="2025-03-31",
        CurrentPeriodEndDateDEI="2024-09-30",
        TypeOfCurrentPeriodDEI="HY",
        DocumentTitleCoverPage="半期報告書",
        FilingDateCoverPage="2024年11月13日",
    )

    assert (stated.issuer, stated.issuer_names) == ("みなと精機株式会社", ("MINATO SEIKI CO., LTD.",))
    assert (stated.form, stated.fiscal_year, stated.fiscal_quarter) == (FilingForm.SEMIANNUAL_REPORT, 2025, 2)
    assert (stated.period_start, stated.period_end) == (date(2024, 4, 1), date(2024, 9, 30))
    assert [found.value for found in stated.identifiers] == ["E99999", "9999"]
    assert stated.filed_on == date(2024, 11, 13)


def test_the_tses_document_information() -> None:
    stated = read(
        CompanyName="みなと精機株式会社",
        SecuritiesCode="99990",
        DocumentName="決算短信〔日本基準〕",
        FilingDate="2024年５月10日",
    )

    assert (stated.issuer, stated.form, stated.filed_on) == (
        "みなと精機株式会社",
        FilingForm.TANSHIN,
        date(2024, 5, 10),
    )


def test_nothing_tagged_states_nothing() -> None:
    assert read() == CoverFields()
    assert read(SecurityCodeDEI="-").identifiers == ()
