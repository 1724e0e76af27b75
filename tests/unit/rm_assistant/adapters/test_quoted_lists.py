"""A list is told row by row, each with the figures of it that belong to the list."""

from __future__ import annotations

from rm_assistant.adapters.quoted_lists import listed_claims
from rm_assistant.domain.answers import EvidenceSet, EvidenceSpan, Listed
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import Figure, FigureRow, FoundFigure
from tests.fakes_chat import DOCUMENT_ID, row

ALDER = row("n1-1", "Alder", {"2018": "11", "2017": "9"}, title="Sales by segment")
BIRCH = row("n1-2", "Birch", {"2018": "12", "2017": "8"}, title="Sales by segment")


def found(span: EvidenceSpan, cell: int) -> FoundFigure:
    figure = Figure(span.cells[cell].text, 0, 1, cell=span.cells[cell].id)
    return FoundFigure(DOCUMENT_ID, FigureRow(60, 0, 9, span.cells[0].text, (figure,)), figure)


def test_a_claim_for_each_row() -> None:
    figures = (found(ALDER, 1), found(BIRCH, 1))
    listed = Listed(figures, {figures[0].id: "n1-1", figures[1].id: "n1-2"})
    claims = listed_claims(listed, EvidenceSet((ALDER, BIRCH)), Language.ENGLISH)
    assert [claim.text for claim in claims] == [
        "Alder: 11 (Millions), 2018 — Northwind Mills, Sales by segment",
        "Birch: 12 (Millions), 2018 — Northwind Mills, Sales by segment",
    ]
    assert [claim.spans for claim in claims] == [("n1-1",), ("n1-2",)]
