"""Weighing witnesses."""

from __future__ import annotations

from datetime import date

from ingest.cover.fields import CoverFields, weigh
from rm_assistant.domain.documents import FilingForm, Identifier, IdentifierKind, Language, MetadataSource


def test_the_first_witness_that_states_a_field_wins_and_is_recorded() -> None:
    metadata = weigh(
        (
            (MetadataSource.XBRL, CoverFields(issuer="Kestrel")),
            (MetadataSource.COVER, CoverFields(issuer="KESTREL INC.", form=FilingForm.FORM_10K)),
            (MetadataSource.HINT, CoverFields(issuer="kst", fiscal_year=2023)),
        ),
        Language.ENGLISH,
    )

    assert (metadata.issuer, metadata.form, metadata.fiscal_year) == ("Kestrel", FilingForm.FORM_10K, 2023)
    assert metadata.sources["issuer"] is MetadataSource.XBRL
    assert metadata.sources["form"] is MetadataSource.COVER
    assert metadata.sources["fiscal_year"] is MetadataSource.HINT


def test_other_names_are_kept_but_not_those_of_hints() -> None:
    metadata = weigh(
        (
            (MetadataSource.COVER, CoverFields(issuer="KESTREL INC.", issuer_names=("OSPREY INC.",))),
            (MetadataSource.HINT, CoverFields(issuer="kst")),
        ),
        Language.ENGLISH,
    )

    assert metadata.issuer_names == ("OSPREY INC.",)


def test_identifiers_of_all_witnesses_are_kept_one_a_kind() -> None:
    cik, ticker, other = (
        Identifier(IdentifierKind.CIK, "1"),
        Identifier(IdentifierKind.TICKER, "KRH"),
        Identifier(IdentifierKind.TICKER, "KRH26"),
    )

    metadata = weigh(
        (
            (MetadataSource.XBRL, CoverFields(identifiers=(cik, ticker))),
            (MetadataSource.COVER, CoverFields(identifiers=(other,))),
        ),
        Language.ENGLISH,
    )

    assert metadata.identifiers == (cik, ticker)


def test_a_file_name_never_makes_a_year_a_quarter() -> None:
    metadata = weigh(
        (
            (MetadataSource.COVER, CoverFields(period_end=date(2023, 12, 31), fiscal_year=2023)),
            (MetadataSource.HINT, CoverFields(fiscal_year=2023, fiscal_quarter=4)),
        ),
        Language.ENGLISH,
    )

    assert metadata.fiscal_quarter is None


def test_silence_leaves_everything_unknown() -> None:
    metadata = weigh(((MetadataSource.COVER, CoverFields()),), Language.JAPANESE)

    assert (metadata.issuer, metadata.form, metadata.sources) == (None, FilingForm.OTHER, {})
    assert metadata.language is Language.JAPANESE
