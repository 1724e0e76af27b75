"""Which pages are the primary statements, the segment table or the key figures, and whose.

A statement is a title, and below it rows of figures with the line items that every such statement has; sentences,
indexes and auditors' reports that name it have the one without the other. Where a filing shows several (a copy in the
analysis, pro forma ones), those that stand together are its statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.statement_choice import Chosen, choose
from ingest.statement_regions import RegionFinder, Stretch
from rm_assistant.domain.documents import Basis, Language, Page, StatementKind, Table


def recognise(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with `statements` and `basis` set, and those of their tables that are (part of) a statement too."""
    found: dict[int, list[tuple[Chosen, Stretch]]] = {}
    for chosen in choose(list(RegionFinder(pages).regions()), _language(pages)):
        for stretch in chosen.region.stretches:
            found.setdefault(stretch.page, []).append((chosen, stretch))
    return tuple(_marked(page, found[index]) if index in found else page for index, page in enumerate(pages))


def _language(pages: Iterable[Page]) -> Language:
    counts = Counter(page.language for page in pages)
    return counts.most_common(1)[0][0] if counts else Language.ENGLISH


def _marked(page: Page, regions: Sequence[tuple[Chosen, Stretch]]) -> Page:
    kinds = tuple(dict.fromkeys(kind for chosen, stretch in regions for kind in chosen.region.kinds_on(stretch)))
    tables = page.tables
    for chosen, stretch in regions:
        tables = tuple(_marked_table(table, chosen, stretch) for table in tables)
    return replace(page, statements=kinds, basis=_page_basis(regions), tables=tables)


def _page_basis(regions: Sequence[tuple[Chosen, Stretch]]) -> Basis | None:
    """The basis of all that is on the page; None where it shows both."""
    bases = {chosen.basis for chosen, _ in regions if chosen.basis is not None}
    return bases.pop() if len(bases) == 1 else None


def _marked_table(table: Table, chosen: Chosen, stretch: Stretch) -> Table:
    """A table that has most of its lines in the stretch is the statement, or part of it."""
    start, end = stretch.lines[0].start, stretch.lines[-1].end
    inside = min(table.end, end) - max(table.start, start)
    if table.statement is not None or inside <= 0.5 * (table.end - table.start):
        return table
    kind: StatementKind = chosen.region.kinds_on(stretch)[0]
    return replace(table, statement=kind, basis=chosen.basis, title=table.title or chosen.region.title)
