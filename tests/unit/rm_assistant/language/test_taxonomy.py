"""Concepts of the EDINET taxonomies by their printed names."""

from __future__ import annotations

from rm_assistant.language.taxonomy import concept_names, is_summary


def test_a_concept_is_named_alike_in_statements_and_key_figures() -> None:
    assert concept_names("NetSales")[0] == "売上高"
    assert concept_names("NetSalesSummaryOfBusinessResults") == concept_names("NetSales")
    assert is_summary("NetSalesSummaryOfBusinessResults")
    assert not is_summary("NetSales")


def test_an_issuers_own_concept_has_no_name() -> None:
    assert concept_names("SystemFailureResponseCosts") == ()
