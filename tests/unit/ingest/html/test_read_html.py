"""HTML filings as pages: text, offsets, tables, page numbers, facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.html import read_html
from ingest.reading import Reading, UnreadableSourceError
from rm_assistant.domain.documents import BlockKind, Language, MediaType, Page, RefusalReason, TextSource


def read(tmp_path: Path, body: str, name: str = "filing.htm") -> Reading:
    (tmp_path / name).write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_html(tmp_path / name)


def page_of(number: int) -> str:
    return (
        f"<p><b>Note {number} – Revenue</b></p><p>Revenue by product (dollars in millions):</p>"
        "<table id='rev'><tr><td></td><td></td><td>2023</td></tr>"
        f"<tr><td>Rails</td><td>$</td><td id='c{number}'>1,57{number}</td></tr></table>"
        f"<div>Kestrel Rail Holdings, Inc. | 2023 Form 10-K | {number}</div><hr style='page-break-after:always'>"
    )


@pytest.fixture
def annual(tmp_path: Path) -> Reading:
    return read(tmp_path, "".join(page_of(number) for number in range(1, 6)))


def quoted(page: Page) -> list[str]:
    return [page.text[block.start : block.end] for block in page.blocks]


def test_text_is_blocks_on_lines_and_rows_on_lines(annual: Reading) -> None:
    assert annual.pages[0].text == (
        "Note 1 – Revenue\nRevenue by product (dollars in millions):\n2023\nRails  $1,571\n"
        "Kestrel Rail Holdings, Inc. | 2023 Form 10-K | 1\n"
    )
    assert annual.pages[0].source is TextSource.HTML


def test_blocks_and_cells_are_offsets_into_the_text(annual: Reading) -> None:
    page = annual.pages[2]
    (table,) = page.tables

    assert "\n".join(quoted(page)) == page.text.rstrip("\n")
    assert [page.text[cell.start : cell.end] for cell in table.cells] == ["2023", "Rails", "$1,573"]
    assert page.text[table.start : table.end] == "2023\nRails  $1,573"


def test_cells_have_the_elements_id_or_a_made_one(annual: Reading) -> None:
    (table,) = annual.pages[2].tables

    assert [cell.id for cell in table.cells] == ["p3-t1-r1c2", "p3-t1-r2c1", "c3"]


def test_an_id_used_twice_names_only_the_first_table(annual: Reading) -> None:
    assert [page.tables[0].id for page in annual.pages[:2]] == ["rev", "p2-t1"]


def test_a_table_has_its_title_and_unit_as_printed(annual: Reading) -> None:
    (table,) = annual.pages[0].tables

    assert (table.title, table.unit, table.header_rows) == ("Note 1 – Revenue", "(dollars in millions)", 1)


def test_page_numbers_in_footers_are_labels_and_furniture(annual: Reading) -> None:
    assert [page.label for page in annual.pages] == ["1", "2", "3", "4", "5"]
    assert [block.kind for block in annual.pages[0].blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE,
        BlockKind.FURNITURE,
    ]


def test_a_unit_in_a_small_table_above_is_the_tables(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "<h3>①【連結貸借対照表】</h3><table><tr><td></td><td>（単位：百万円）</td></tr></table>"
        "<table><tr><td></td><td>当期</td></tr><tr><td>現金</td><td>1,577</td></tr></table>",
    )
    (table,) = reading.pages[0].tables

    assert (table.title, table.unit) == ("①【連結貸借対照表】", "（単位：百万円）")
    assert reading.pages[0].language is Language.JAPANESE


def test_an_unprinted_unit_stays_unknown(tmp_path: Path) -> None:
    reading = read(tmp_path, "<table><tr><td>Rails</td><td>5</td></tr><tr><td>Ties</td><td>6</td></tr></table>")

    assert reading.pages[0].tables[0].unit is None


def test_a_folder_is_one_filing_and_each_file_begins_a_part(tmp_path: Path) -> None:
    for number in (2, 1):
        (tmp_path / f"010{number}.html").write_text(f"<p>File {number}</p>", encoding="utf-8")
    seen: list[tuple[int, int]] = []

    reading = read_html(tmp_path, lambda done, total: seen.append((done, total)))

    assert [page.text for page in reading.pages] == ["File 1\n", "File 2\n"]
    assert seen == [(1, 2), (2, 2)]
    assert reading.media_type is MediaType.HTML


def test_only_the_files_asked_for_are_read(tmp_path: Path) -> None:
    (tmp_path / "Summary").mkdir()
    for name in ("Summary/s.htm", "a.htm", "notice.htm"):
        (tmp_path / name).write_text(f"<p>{name}</p>", encoding="utf-8")

    reading = read_html(tmp_path, only=("Summary/s.htm", "a.htm"))

    assert [page.text for page in reading.pages] == ["a.htm\n", "Summary/s.htm\n"]


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>fine</p>", encoding="utf-8")
    (tmp_path / "b.html").write_bytes(b"")

    reading = read_html(tmp_path)

    assert [page.text for page in reading.pages] == ["fine\n"]
    assert [failed.detail for failed in reading.failed_pages] == ["b.html: the file holds no text"]
    assert reading.page_count == 2


def test_what_lies_beyond_the_parsers_depth_is_listed_as_failed(tmp_path: Path) -> None:
    reading = read(tmp_path, "<p>before</p>" + "<div>" * 4000 + "x" + "</div>" * 4000)

    assert reading.pages[0].text == "before\n"
    assert len(reading.failed_pages) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, RefusalReason.NOT_FOUND), ("", RefusalReason.EMPTY), ("<p hidden>x</p>", RefusalReason.NO_PAGES)],
)
def test_nothing_to_read_is_refused_with_a_reason(tmp_path: Path, content: str | None, reason: RefusalReason) -> None:
    path = tmp_path / "x.htm"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableSourceError) as refused:
        read_html(path)

    assert refused.value.reason is reason


def test_a_folder_without_html_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as refused:
        read_html(tmp_path)

    assert refused.value.reason is RefusalReason.UNSUPPORTED_TYPE


def test_inline_xbrl_is_told_by_its_tags(tmp_path: Path) -> None:
    reading = read(tmp_path, "<p><ix:nonNumeric name='dei:EntityRegistrantName'>Kestrel</ix:nonNumeric></p>")

    assert reading.media_type is MediaType.INLINE_XBRL
    assert [(fact.concept, fact.value) for fact in reading.facts] == [("EntityRegistrantName", "Kestrel")]


@pytest.mark.data
def test_every_table_and_cell_asked_about_is_found_in_real_filings(shared_data: Path) -> None:
    """Questions over EDINET filings name the table and the cell that answer them."""
    questions = json.loads((shared_data / "edinet-u4" / "table_qa.json").read_text(encoding="utf-8")).values()
    for folder in sorted((shared_data / "edinet-u4" / "reports").iterdir())[:3]:
        reading = read_html(folder)
        tables = {table.id: page for page in reading.pages for table in page.tables}
        cells = {cell.id for page in reading.pages for table in page.tables for cell in table.cells}
        asked = [question for question in questions if question["doc_id"] == folder.name]

        assert asked
        assert not {question["table_id"] for question in asked} - set(tables)
        assert not {question["cell_id"] for question in asked} - cells


@pytest.mark.data
def test_real_filings_keep_the_rules_of_pages(shared_data: Path) -> None:
    for folder in sorted((shared_data / "tdnet-ixbrl").iterdir()):
        reading = read_html(folder)

        assert reading.media_type is MediaType.INLINE_XBRL
        for page in reading.pages:
            assert "\n".join(quoted(page)) == page.text.rstrip("\n")
            for table in page.tables:
                assert all(table.start <= cell.start < cell.end <= table.end for cell in table.cells)
                assert all("\n" not in page.text[cell.start : cell.end] for cell in table.cells)
