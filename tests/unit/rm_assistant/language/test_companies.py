from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rm_assistant.domain.documents import (
    Document,
    DocumentStatus,
    FilingMetadata,
    Identifier,
    IdentifierKind,
    MediaType,
)
from rm_assistant.language.companies import match_companies, rival_companies
from rm_assistant.language.company_names import normalise_company
from rm_assistant.language.unknown_companies import unknown_companies


def document(issuer: str, *others: str, ticker: str | None = None, code: str | None = None) -> Document:
    identifiers = [
        Identifier(kind, value)
        for kind, value in ((IdentifierKind.TICKER, ticker), (IdentifierKind.SECURITIES_CODE, code))
        if value
    ]
    return Document(
        id=issuer,
        name="file.pdf",
        media_type=MediaType.PDF,
        size_bytes=1,
        metadata=FilingMetadata(issuer=issuer, issuer_names=others, identifiers=tuple(identifiers)),
        client=issuer,
        wall="public",
        page_count=1,
        indexed_pages=1,
        passage_count=1,
        table_count=0,
        status=DocumentStatus.SEARCHABLE,
        ingested_at=datetime(2025, 1, 1, tzinfo=UTC),
        parser_version="1",
    )


LIBRARY = [
    document("WIDGET WORKS COMPANY, INC.", ticker="WWK"),
    document("Abbott & Bell", "A&B"),
    document("Northwind.com, Inc."),
    document("Tolland Resorts International"),
    document("American Kettle Company"),
    document("Block Street Corporation"),
    document("株式会社青空製作所", "AOZORA SEISAKUSHO CO., LTD.", code="6999"),
    document("みどり電機株式会社", "Midori Electric Co., Ltd."),
    document("東海本田工業株式会社"),
]


def named(question: str) -> list[str]:
    return [match.name for match in match_companies(question, LIBRARY)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Widget Co., Ltd.", "WIDGET COMPANY LIMITED"),
        ("株式会社ＡＢＣ", "ABC㈱"),
        ("（株）青空", "青空株式会社"),
        ("Kettle plc", "Kettle PLC"),
        ("Nord N.V.", "NORD NV"),
        ("Abbott & Bell", "Abbott Bell"),
    ],
)
def test_spellings_of_one_registered_name_are_equal(first: str, second: str) -> None:
    assert normalise_company(first) == normalise_company(second)


def test_different_companies_keep_different_names() -> None:
    assert normalise_company("Northern Widget Inc.") != normalise_company("Southern Widget Inc.")


@pytest.mark.parametrize(
    ("question", "issuer"),
    [
        ("What is Widget Works' revenue?", "WIDGET WORKS COMPANY, INC."),
        ("How much did WWK pay in dividends?", "WIDGET WORKS COMPANY, INC."),
        ("What drove AnB's margin?", "Abbott & Bell"),
        ("What is Northwind's FY2018 capex?", "Northwind.com, Inc."),
        ("Which region did best for Tolland in 2022?", "Tolland Resorts International"),
        ("What is the capex of Tolland Resorts? Please use the cash flow statement.", "Tolland Resorts International"),
        ("Did AmKet sell more?", "American Kettle Company"),
        ("Toland Resorts revenue in 2020", "Tolland Resorts International"),
        ("青空製作所の売上高は？", "株式会社青空製作所"),
        ("株式会社青空製作所の2020年の売上高は？", "株式会社青空製作所"),
        ("青空の配当は？", "株式会社青空製作所"),
        ("6999の営業利益は？", "株式会社青空製作所"),
        ("What is Midori Electric's profit?", "みどり電機株式会社"),
        ("アオゾラの利益", "株式会社青空製作所"),
    ],
)
def test_a_named_company_is_found(question: str, issuer: str) -> None:
    assert named(question) == [issuer]


@pytest.mark.parametrize(
    "question",
    [
        "What drove gross margin?",
        "Did the american market grow?",
        "How did Tolland Steel do?",
        "Did they block the sale?",
        "売上高は？",
        "青空自動車の売上高は？",
    ],
)
def test_no_company_is_found_where_none_is_named(question: str) -> None:
    assert named(question) == []


def test_a_comparison_names_both() -> None:
    assert set(named("Compare Widget Works and Abbott & Bell")) == {"WIDGET WORKS COMPANY, INC.", "Abbott & Bell"}


def test_documents_of_one_issuer_are_one_company() -> None:
    documents = [document("Widget Works, Inc."), document("WIDGET WORKS INC")]
    (match,) = match_companies("Widget Works revenue", documents)
    assert match.documents == ("Widget Works, Inc.", "WIDGET WORKS INC")


def test_a_short_name_that_fits_two_companies_names_neither() -> None:
    documents = [document("Tolland Resorts, Inc."), document("Tolland Steel, Inc.")]
    assert match_companies("What is Tolland's revenue?", documents) == []


def test_a_short_name_that_fits_two_companies_tells_which_they_are() -> None:
    documents = [document("Tolland Resorts, Inc."), document("Tolland Steel, Inc."), document("Widget Works, Inc.")]
    rivals = ["Tolland Resorts, Inc.", "Tolland Steel, Inc."]
    assert rival_companies("What is Tolland's revenue?", documents) == rivals
    assert rival_companies("What is Tolland Steel's revenue?", documents) == []
    assert rival_companies("What is Widget's revenue?", documents) == []


def test_japanese_companies_of_one_opening_are_rivals() -> None:
    documents = [document("架空商事株式会社"), document("株式会社架空電機")]
    assert set(rival_companies("架空の売上高は？", documents)) == {"架空商事株式会社", "株式会社架空電機"}
    assert rival_companies("架空電機の売上高は？", documents) == []


@pytest.mark.parametrize("written", ["月ヶ丘精機", "月ケ丘精機", "月が丘精機"])
def test_ga_between_kanji_is_spelt_in_several_ways(written: str) -> None:
    (match,) = match_companies(f"{written}の売上高は？", [document("月ヶ丘精機株式会社")])
    assert match.written == written


@pytest.mark.parametrize(
    ("question", "issuers"),
    [
        ("Compare Widgit Works' and Abbott & Bell's revenue", {"WIDGET WORKS COMPANY, INC.", "Abbott & Bell"}),
        ("青空製作所とトランドの売上高を比較", {"株式会社青空製作所", "Tolland Resorts International"}),
        ("みどり電機と青空の営業利益は？", {"みどり電機株式会社", "株式会社青空製作所"}),
    ],
)
def test_a_comparison_names_both_however_they_are_written(question: str, issuers: set[str]) -> None:
    assert set(named(question)) == issuers


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Compare Widget Works' and Gizmo's revenue", "Gizmo"),
        ("Compare Gizmo and Widget Works", "Gizmo"),
        ("青空製作所とギズモ製作所の売上高を比較", "ギズモ製作所"),
        ("ギズモ精機の売上高は？", "ギズモ精機"),
        ("Gizmoの売上高は？", "Gizmo"),
    ],
)
def test_an_unknown_company_beside_a_known_one_or_in_japanese_is_told(question: str, unknown: str) -> None:
    assert unknown_companies(question, match_companies(question, LIBRARY)) == [unknown]


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What was the quick ratio of Gizmo, Inc. in 2021?", "Gizmo"),
        ('What was the margin of "Gizmo Trust" in 2021?', "Gizmo Trust"),
        ("How much did Gizmo pay in dividends?", "Gizmo"),
        ("What is Gizmo's revenue?", "Gizmo"),
        ("What about Gizmo in 2020?", "Gizmo"),
        ("Has Gizmo reported any lawsuits?", "Gizmo"),
        ("Is 9G a capital-intensive business?", "9G"),
        ("Which unit of Gizmo will be sold?", "Gizmo"),
        ("Among the swaps that Gizmo used, which is largest?", "Gizmo"),
        ("ギズモ株式会社の売上高は？", "ギズモ"),
    ],
)
def test_a_company_without_documents_is_told(question: str, unknown: str) -> None:
    assert unknown in unknown_companies(question, match_companies(question, LIBRARY))


@pytest.mark.parametrize(
    "question",
    [
        "What drove revenue growth?",
        "In 2022, what was Net Income?",
        "What is the FY2018 Capex for Widget Works?",
        "Did sales in Europe increase in March?",
        "How did Abbott & Bell's US sales compare?",
        "売上高はいくらですか？",
        "2020年における「自己名義所有株式数（株）、自己株式等」は？",
        "Has the company reported an increase in sales from March to June?",
        "青空製作所の配当は？",
        "国内自動車の売上高は？",
        "青空製作所の売上高と営業利益は？",
        "Compare Widget Works' revenue and net income with 2019",
    ],
)
def test_words_of_the_trade_are_no_unknown_company(question: str) -> None:
    assert unknown_companies(question, match_companies(question, LIBRARY)) == []
