"""Pages built from parts: every offset is exact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.html.fragments import Grid, GridCell, Paragraph
from ingest.html.pages import build_pages
from ingest.html.parts import Content
from rm_assistant.domain.documents import BlockKind, Page

TEXT = st.text(alphabet="ab 売上高$1,577()", min_size=1, max_size=30).map(str.strip).filter(bool)
PARAGRAPHS = st.builds(Paragraph, text=TEXT, level=st.integers(0, 6))
ROWS = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=4)


def grid_of(rows: list[list[str]]) -> Grid:
    return Grid(tuple(GridCell(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)))


PARTS = st.lists(st.lists(st.one_of(PARAGRAPHS, ROWS.map(grid_of)), min_size=1, max_size=6), min_size=1, max_size=4)


@given(PARTS)
def test_blocks_cells_and_rows_quote_the_page(parts: list[list[Content]]) -> None:
    for part, page in zip(parts, build_pages(parts), strict=True):
        quoted = [page.text[block.start : block.end] for block in page.blocks]
        grids = [item for item in part if isinstance(item, Grid)]

        assert "\n".join(quoted) + "\n" == page.text
        for grid, table in zip(grids, page.tables, strict=True):
            assert [page.text[cell.start : cell.end] for cell in table.cells] == [cell.text for cell in grid.cells]
            assert len({cell.id for cell in table.cells}) == len(table.cells)


def pages(*items: Content) -> list[Page]:
    return list(build_pages([list(items)]))


TABLE = Grid((GridCell(0, 1, 1, 1, "2023"), GridCell(1, 0, 1, 1, "Cash"), GridCell(1, 1, 1, 1, "1,577")), header_rows=1)


def test_a_caption_is_a_tables_title() -> None:
    captioned = Grid(TABLE.cells, caption="Cash (in millions)", header_rows=1)

    (table,) = pages(Paragraph("Other", level=2), captioned)[0].tables

    assert (table.title, table.unit) == ("Cash (in millions)", "(in millions)")


def test_notes_and_sentences_above_are_no_titles() -> None:
    above: list[Content] = [
        Paragraph("3 Liquidity", level=2),
        Paragraph("Cash was as follows:"),
        TABLE,
        Paragraph("（注）連結"),
        TABLE,
    ]

    assert [table.title for table in pages(*above)[0].tables] == ["3 Liquidity", "3 Liquidity"]


def test_the_heading_in_force_carries_on_to_the_next_page() -> None:
    made = list(build_pages([[Paragraph("Liquidity", level=2)], [TABLE]]))

    assert made[1].tables[0].title == "Liquidity"


def test_a_unit_above_the_table_before_is_not_this_tables() -> None:
    first, second = pages(Paragraph("(in millions)"), TABLE, Paragraph("Shares"), TABLE)[0].tables

    assert (first.unit, second.unit) == ("(in millions)", None)


def test_the_first_page_number_is_one_and_headings_have_levels() -> None:
    page = pages(Paragraph("Liquidity", level=2, anchor="liq"), Paragraph("Cash rose."))[0]

    assert page.number == 1
    assert [(block.kind, block.level, block.anchor) for block in page.blocks] == [
        (BlockKind.HEADING, 2, "liq"),
        (BlockKind.PARAGRAPH, 0, None),
    ]
