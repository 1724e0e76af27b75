"""Names of issuers in running text."""

from __future__ import annotations

import pytest

from ingest.cover.issuers import clean, listed, most_named


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("  KESTREL,  INC. ", "KESTREL, INC."),
        ("Kestrel, Inc .", "Kestrel, Inc."),
        ("____ Kestrel & Sons ____", "Kestrel & Sons"),
        ("Kestrel Corporation.", "Kestrel Corporation"),
        ("7Z COMPANY", "7Z COMPANY"),
        ("____", None),
        ("x" * 300, None),
    ],
)
def test_a_name_is_cleaned_of_what_is_no_name(printed: str, name: str | None) -> None:
    assert clean(printed) == name


@pytest.mark.parametrize(
    "text",
    [
        "DOVER, Del.--(BUSINESS WIRE)-- Kestrel, Inc. (NASDAQ: KST) today announced",
        "Dover (July 20, 2023) – Kestrel, Inc. (Nasdaq: KST) today",
        "Kestrel, Inc. (“Kestrel”; NYSE American: KST) said",
    ],
)
def test_a_listed_company_is_named_with_its_ticker(text: str) -> None:
    assert listed(text) == ("Kestrel, Inc.", "KST")


def test_the_company_that_most_pages_name_is_the_issuer() -> None:
    pages = [
        "Annual Report 2022 Kestrel Resources Trust Limited",
        "KESTREL RESOURCES TRUST LIMITED",
        "Other Bank Limited",
    ]

    assert most_named(pages) == "Kestrel Resources Trust Limited"
    assert most_named(["Kestrel Limited"]) is None
