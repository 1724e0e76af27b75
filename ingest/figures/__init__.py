"""Figures out of a filing's tables and prose: each number with its row, column, period, unit and place."""

from __future__ import annotations

from collections.abc import Sequence

from rm_assistant.domain.documents import FilingMetadata, Page, Section
from rm_assistant.domain.figures import FigureRow


def find_figures(
    pages: Sequence[Page], sections: Sequence[Section], metadata: FilingMetadata
) -> tuple[FigureRow, ...]:
    """The rows of all tables in reading order, then the sentences with numbers.

    `pages` have their statements recognised (`ingest.statements`) and sections assigned; `metadata` says what the
    issuer calls the period that the filing is of.
    """
    return ()
