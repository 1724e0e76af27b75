"""Claims of a list: one for each row that it is printed in, with all of the row's figures that belong to it."""

from __future__ import annotations

from rm_assistant.adapters.row_wording import RowWording, row_claim
from rm_assistant.domain.answers import DraftClaim, EvidenceSet, Listed
from rm_assistant.domain.documents import Language
from rm_assistant.domain.figures import FoundFigure


def listed_claims(listed: Listed, evidence: EvidenceSet, language: Language) -> list[DraftClaim]:
    """In the order of the page."""
    rows: dict[str, list[FoundFigure]] = {}
    for found in listed.figures:
        rows.setdefault(listed.spans[found.id], []).append(found)
    return [row_claim(RowWording.of(evidence.by_id[span], found), language) for span, found in rows.items()]
