"""A segment's or product's name tells the client whose tables print it; a list of other companies tells nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.figures import FigureRow
from rm_assistant.language.words import index_terms
from rm_assistant.retrieval.part_owners import PartOwners
from tests.fakes_figures import MemoryFigureIndex
from tests.fakes_storage import MemoryCatalog
from tests.figure_rows import figure_row
from tests.filings import catalogued, filing

NAME = "Precision Widgets"
TERMS = " ".join(index_terms(NAME))
SEGMENT = replace(figure_row(NAME, 11, 12), title="Results by segment", terms=TERMS)
HOLDING = replace(figure_row(NAME, 11), title="Investment securities by product", terms=TERMS)


def owner(name: str, rows: Mapping[str, FigureRow]) -> str | None:
    catalog, index = MemoryCatalog(), MemoryFigureIndex()
    for issuer, row in rows.items():
        parsed = filing(issuer, ["Results"])
        catalog.add(parsed, catalogued(parsed))
        index.add(parsed.id, [row])
    return PartOwners(index, catalog).client_of([name], LOCAL_PRINCIPAL)


def test_the_client_whose_segment_it_is() -> None:
    rows = {"alder": SEGMENT, "birch": figure_row("Net sales", 5)}
    assert owner(NAME, rows) == "Alder"


def test_a_segment_of_several_clients_tells_none() -> None:
    assert owner(NAME, {"alder": SEGMENT, "birch": SEGMENT}) is None


def test_part_of_a_name_is_not_the_name() -> None:
    assert owner("Widgets", {"alder": SEGMENT}) is None


def test_a_company_that_is_held_is_no_part() -> None:
    assert owner(NAME, {"alder": HOLDING}) is None
