"""Figures in the catalog's file: blocks, what a large catalog leaves out, catalogs from before there were figures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import CATALOG_FILE, SCHEMA, open_catalog
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.adapters.sqlite_figure_index import SqliteFigureIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.domain.documents import Document
from rm_assistant.domain.figures import FigureRow
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import Reach
from rm_assistant.serialisation import to_jsonable
from tests.figure_rows import figure_row
from tests.filings import catalogued, filing

EVERYTHING = Reach(LOCAL_PRINCIPAL)
SALES = figure_row("Net sales", 1577, 1444, item="revenue")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    with closing(open_catalog(tmp_path)) as opened:
        yield opened


def with_figures(name: str, *rows: FigureRow) -> tuple[ParsedFiling, Document]:
    parsed = replace(filing(name, ["Page"]), figures=rows)
    return parsed, catalogued(parsed)


def held(database: SqliteDatabase) -> dict[str, int]:
    with database.reading() as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("figure_blocks", "figure_words", "figure_vocabulary", "figure_item_vocabulary")
        }


def test_a_table_is_one_block_and_a_long_one_several(database: SqliteDatabase) -> None:
    short = [figure_row(f"Line {number}", number, row=number) for number in range(20)]
    long = [figure_row(f"Line {number}", number, table="p2-t1", row=number) for number in range(100)]
    SqliteCatalog(database).add(*with_figures("orion", *short, *long))

    assert held(database)["figure_blocks"] == 3


def test_nothing_of_a_removed_filings_figures_stays(database: SqliteDatabase) -> None:
    catalog = SqliteCatalog(database)
    parsed, document = with_figures("orion", SALES, figure_row("売上高", 1, item="revenue"))
    catalog.add(parsed, document)
    assert all(held(database).values())

    catalog.remove(parsed.id)

    assert not any(held(database).values())


def test_a_filing_that_cannot_be_added_leaves_the_one_before_it_whole(database: SqliteDatabase) -> None:
    catalog, index = SqliteCatalog(database), SqliteFigureIndex(database)
    parsed, document = with_figures("orion", SALES)
    catalog.add(parsed, document)

    with pytest.raises(sqlite3.IntegrityError):
        catalog.add(replace(parsed, passages=parsed.passages * 2, figures=()), document)

    assert index.count() == 2
    assert [hit.key for hit in index.search(["sales"], EVERYTHING, 10)] == [(parsed.id, 0)]


def test_a_filing_with_more_rows_than_ids_is_refused(database: SqliteDatabase) -> None:
    parsed, document = with_figures("orion", *[SALES] * ((1 << 20) + 1))

    with pytest.raises(ValueError, match="at most"):
        SqliteCatalog(database).add(parsed, document)


def test_beyond_the_budget_the_most_frequent_words_are_left_out(database: SqliteDatabase) -> None:
    """`line` is in each of a hundred rows, the numbers in one each."""
    rows = [figure_row(f"Line {number}", number, row=number) for number in range(100)]
    SqliteCatalog(database).add(*with_figures("orion", *rows))

    def found(budget: int, *terms: str) -> int:
        return len(SqliteFigureIndex(database, budget=budget).search(terms, EVERYTHING, 1000))

    assert found(1000, "line", "1", "2", "3") == 100
    assert found(50, "line", "1", "2", "3") == 3
    assert found(50, "line") == 100


def test_frequencies_follow_the_catalog(database: SqliteDatabase) -> None:
    catalog, index = SqliteCatalog(database), SqliteFigureIndex(database)
    assert index.search(["sales"], EVERYTHING, 10) == []

    catalog.add(*with_figures("orion", SALES))

    assert len(index.search(["sales"], EVERYTHING, 10, items=["revenue"])) == 1


def test_a_catalog_from_before_figures_opens_and_its_filings_have_none(tmp_path: Path) -> None:
    parsed, document = with_figures("orion")
    _write_first_schema(tmp_path, document)

    with closing(open_catalog(tmp_path)) as database:
        catalog, index = SqliteCatalog(database), SqliteFigureIndex(database)

        assert catalog.get(parsed.id, LOCAL_PRINCIPAL) == document
        assert index.search(["sales"], EVERYTHING, 10, items=["revenue"], table="p1-t1") == []
        assert index.table(parsed.id, "p1-t1", LOCAL_PRINCIPAL) == []
        assert index.count() == 0

        catalog.add(*with_figures("orion", SALES))
        assert index.count() == 2
        assert len(index.search(["sales"], EVERYTHING, 10)) == 1


def _write_first_schema(folder: Path, document: Document) -> None:
    """As it was written before documents had figures."""
    body = {name: value for name, value in to_jsonable(document).items() if name != "figure_count"}
    with (
        closing(SqliteDatabase(folder / CATALOG_FILE, SCHEMA[:1])) as database,
        database.writing() as connection,
    ):
        connection.execute(
            "INSERT INTO documents (id, wall, parser_version, status, ingested_at, body, sections) "
            "VALUES (?, ?, '1', ?, ?, ?, x'')",
            (document.id, document.wall, document.status, document.ingested_at.isoformat(), json.dumps(body)),
        )
