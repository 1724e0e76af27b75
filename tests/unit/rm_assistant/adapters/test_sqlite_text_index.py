"""A long question over a large catalog: what is left out, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from rm_assistant.adapters.sqlite_database import SqliteDatabase
from rm_assistant.adapters.sqlite_text_index import SqliteTextIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL
from rm_assistant.ports import Reach
from tests.filings import catalogued, filing

EVERYTHING = Reach(LOCAL_PRINCIPAL)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    """Ten filings of ten pages: `the` is on each, `every5` on a fifth, `once` on one."""
    opened = open_catalog(tmp_path)
    catalog = SqliteCatalog(opened)
    for number in range(10):
        pages = [f"the page{'' if page % 5 else ' every5'}" for page in range(10)]
        if number == 7:
            pages[3] += " once capital expenditure"
        parsed = filing(f"filing{number}", pages)
        catalog.add(parsed, catalogued(parsed))
    yield opened
    opened.close()


def found(index: SqliteTextIndex, *terms: str, reach: Reach = EVERYTHING) -> int:
    return len(index.search_pages(terms, reach, 1000))


def test_within_the_budget_every_term_counts(database: SqliteDatabase) -> None:
    assert found(SqliteTextIndex(database), "the", "once") == 100


def test_beyond_it_the_most_frequent_are_left_out_and_the_rarest_stay(database: SqliteDatabase) -> None:
    index = SqliteTextIndex(database, budget=30)

    assert found(index, "the", "once", "capital", "expenditure", "every5") == 21
    assert found(index, "the", "once", "capital", "expenditure") == 1


def test_three_terms_are_always_searched(database: SqliteDatabase) -> None:
    assert found(SqliteTextIndex(database, budget=1), "the") == 100


def test_a_narrow_reach_leaves_room_for_frequent_terms(database: SqliteDatabase) -> None:
    index = SqliteTextIndex(database, budget=30)
    one = Reach(LOCAL_PRINCIPAL, (filing("filing7", []).id,))

    assert found(index, "the", "once", "capital", "expenditure", "every5", reach=one) == 10


def test_frequencies_follow_the_catalog(database: SqliteDatabase) -> None:
    index = SqliteTextIndex(database)
    assert found(index, "novel") == 0
    parsed = filing("another", ["novel"])
    SqliteCatalog(database).add(parsed, catalogued(parsed))

    assert found(index, "novel") == 1


def test_any_number_of_terms_can_be_asked(database: SqliteDatabase) -> None:
    index = SqliteTextIndex(database)

    assert found(index, *(f"no{number}" for number in range(5000)), "once") == 1
