"""Concepts and members of the EDINET taxonomies by their printed names."""

from __future__ import annotations

from rm_assistant.language.taxonomy import (
    concept_names,
    find_member,
    is_printed,
    is_summary,
    japanese_words,
    japanese_words_of_stem,
    other_labels,
    read_member,
    without_members,
)
from rm_assistant.language.words import stems


def test_a_concept_is_named_alike_in_statements_and_key_figures() -> None:
    assert concept_names("NetSales")[0] == "売上高"
    assert concept_names("NetSalesSummaryOfBusinessResults") == concept_names("NetSales")
    assert is_summary("NetSalesSummaryOfBusinessResults")
    assert not is_summary("NetSales")


def test_an_issuers_own_concept_has_no_name() -> None:
    assert concept_names("SystemFailureResponseCosts") == ()


def test_a_standard_member_has_printed_names() -> None:
    member = read_member("TreasurySharesIFRSMember")
    assert member.names == ("自己株式",)
    assert not member.segment


def test_an_issuers_member_is_read_word_by_word() -> None:
    member = read_member("IPCreationBusinessReportableSegmentsMember")
    assert (member.names, member.words, member.segment) == ((), ("ip", "creation"), True)


def test_members_in_text() -> None:
    text = "架空物産の2020年のOutsideDirectorsMemberにおける「賞与」は？"
    member = find_member(text)
    assert member is not None
    assert member.names == ("社外取締役",)
    assert "Member" not in without_members(text)
    assert find_member("Remember the members") is None


def test_words_of_business() -> None:
    assert "保険" in japanese_words("insurance")
    assert japanese_words("zzz") == ()
    assert japanese_words_of_stem(stems("insurance")[0]) == japanese_words("insurance")


def test_filings_print_a_standard_label_in_other_words_or_leave_parts_of_it_out() -> None:
    assert "セグメント利益" in other_labels("営業利益")
    assert other_labels("売上") == ()
    assert not is_printed("銀行業")
    assert is_printed("営業利益")
