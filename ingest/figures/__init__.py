"""Figures out of a filing's tables and prose: each number with its row, column, period, unit and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.figures.bases import SectionsInForce
from ingest.figures.calendar import FiscalCalendar
from ingest.figures.carried import Carried
from ingest.figures.irregular_years import with_short_years
from ingest.figures.outline import Outline
from ingest.figures.proofs import with_proofs
from ingest.figures.prose import ProseReader
from ingest.figures.rows import table_rows
from ingest.figures.section_units import section_units
from ingest.figures.tables import Filing
from ingest.figures.tags import Tags
from ingest.xbrl_tags import TaggedNumber
from rm_assistant.domain.documents import FilingMetadata, Language, Page, Section
from rm_assistant.domain.figures import FigureRow


def find_figures(
    pages: Sequence[Page],
    sections: Sequence[Section],
    metadata: FilingMetadata,
    tags: Sequence[TaggedNumber] = (),
) -> tuple[FigureRow, ...]:
    """Page by page the rows of its tables, then of its prose.

    `pages` have their statements recognised (`ingest.statements`) and sections assigned; `metadata` says what the
    issuer calls the period that the filing is of; `tags` are inline XBRL's.
    """
    in_force = SectionsInForce(sections)
    filing = Filing(
        calendar=FiscalCalendar.of(metadata, pages),
        sections=in_force,
        japanese=metadata.language is Language.JAPANESE,
        units=section_units(pages, in_force),
    )
    tagged = Tags(tags, filing.calendar)
    return with_proofs([tagged.applied(row) for row in with_short_years(_rows(pages, filing))])


def _rows(pages: Sequence[Page], filing: Filing) -> Iterator[FigureRow]:
    carried, outline, prose = Carried(), Outline(), ProseReader(filing)
    for page in pages:
        for table in page.tables:
            headings = outline.over(page, table)
            for row in table_rows(page, table, filing, carried):
                yield replace(row, headings=headings)
        yield from prose.rows(page)
        outline.close(page)
