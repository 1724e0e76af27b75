"""What every index of figures promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from rm_assistant.adapters.sqlite_figure_index import SqliteFigureIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.domain.figures import FigureRow
from rm_assistant.ports import FigureIndex, Reach, RowKey
from tests.fakes_figures import MemoryFigureIndex
from tests.figure_rows import figure_row
from tests.filings import catalogued, filing

EVERYTHING = Reach(LOCAL_PRINCIPAL)
OUTSIDER = Principal("outsider")
INSIDER = Principal("insider", walls=frozenset({"deal"}))

SALES = figure_row("Net sales", 1577, 1444, item="revenue")
CASH = figure_row("Cash and deposits", 20, 30, item="cash", row=1)
SEGMENT = figure_row("Net sales of stores", 40, table="p3-t1")
SENTENCE = figure_row("Net sales rose to 1,577 million", 1577, table=None)


class Shelf(Protocol):
    """Where documents come from, whichever index is under test."""

    @property
    def index(self) -> FigureIndex: ...

    def add(self, name: str, *rows: FigureRow, wall: str = "public") -> DocumentId: ...

    def supersede(self, document: DocumentId, by: DocumentId) -> None: ...

    def remove(self, document: DocumentId) -> None: ...


class MemoryShelf:
    def __init__(self) -> None:
        self.index = MemoryFigureIndex()
        self._added: dict[DocumentId, tuple[tuple[FigureRow, ...], str]] = {}

    def add(self, name: str, *rows: FigureRow, wall: str = "public") -> DocumentId:
        document = filing(name, []).id
        self._added[document] = (rows, wall)
        self.index.add(document, rows, wall=wall)
        return document

    def supersede(self, document: DocumentId, by: DocumentId) -> None:
        rows, wall = self._added[document]
        self.index.add(document, rows, wall=wall, superseded=True)

    def remove(self, document: DocumentId) -> None:
        self.index.remove(document)


class SqliteShelf:
    def __init__(self, catalog: SqliteCatalog, index: SqliteFigureIndex) -> None:
        self.index = index
        self._catalog = catalog

    def add(self, name: str, *rows: FigureRow, wall: str = "public") -> DocumentId:
        parsed = replace(filing(name, ["Page"]), figures=rows)
        self._catalog.add(parsed, catalogued(parsed, wall=wall))
        return parsed.id

    def supersede(self, document: DocumentId, by: DocumentId) -> None:
        self._catalog.supersede(document, by)

    def remove(self, document: DocumentId) -> None:
        self._catalog.remove(document)


@pytest.fixture(params=["memory", "sqlite"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    if request.param == "memory":
        yield MemoryShelf()
    else:
        database = open_catalog(tmp_path)
        yield SqliteShelf(SqliteCatalog(database), SqliteFigureIndex(database))
        database.close()


def found(
    shelf: Shelf, *terms: str, reach: Reach = EVERYTHING, items: tuple[str, ...] = (), table: str | None = None
) -> list[RowKey]:
    return [hit.key for hit in shelf.index.search(terms, reach, 10, items=items, table=table)]


def test_rows_come_back_as_they_were_but_for_their_terms(shelf: Shelf) -> None:
    one, other = shelf.add("orion", SALES, CASH, SEGMENT, SENTENCE), shelf.add("vega", CASH)

    rows = shelf.index.rows([(one, 2), (other, 0), (one, 0), (one, 3), (one, 2)], LOCAL_PRINCIPAL)

    assert rows == [replace(row, terms="") for row in (SEGMENT, CASH, SALES, SENTENCE, SEGMENT)]
    assert shelf.index.rows([], LOCAL_PRINCIPAL) == []


def test_the_row_with_more_of_the_rarer_words_comes_first(shelf: Shelf) -> None:
    document = shelf.add("orion", SALES, CASH, SEGMENT, SENTENCE)

    assert found(shelf, "sales", "stores") == [(document, 2), (document, 0), (document, 3)]
    assert [hit.key for hit in shelf.index.search(["sales"], EVERYTHING, 1)] == [(document, 0)]
    assert found(shelf, "dividend") == found(shelf) == []


def test_scores_fall_and_stay_above_zero(shelf: Shelf) -> None:
    shelf.add("orion", SALES, CASH, SEGMENT, SENTENCE)

    scores = [hit.score for hit in shelf.index.search(["net", "sales", "stores"], EVERYTHING, 10, items=["revenue"])]

    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_a_row_is_found_by_its_item_in_whatever_language_it_is_printed(shelf: Shelf) -> None:
    english = shelf.add("orion", CASH, SALES)
    japanese = shelf.add("vega", figure_row("売上高", 100, item="revenue"), figure_row("現金", 5))

    assert set(found(shelf, items=("revenue",))) == {(english, 1), (japanese, 0)}
    assert found(shelf, "net", items=("revenue",)) == [(english, 1), (japanese, 0)]
    assert found(shelf, items=("dividends", '"', "")) == []


def test_an_item_says_more_than_a_word_of_its_name(shelf: Shelf) -> None:
    document = shelf.add("orion", figure_row("Other sales", 3), figure_row("Turnover", 100, item="revenue"))

    assert found(shelf, "sales", items=("revenue",)) == [(document, 1), (document, 0)]


def test_a_word_is_no_item_and_an_item_no_word(shelf: Shelf) -> None:
    shelf.add("orion", figure_row("Turnover", 100, item="revenue"))

    assert found(shelf, "revenue") == []
    assert found(shelf, items=("turnover",)) == []


def test_a_table_is_searched_alone(shelf: Shelf) -> None:
    one = shelf.add("orion", SALES, CASH, SEGMENT, SENTENCE)
    other = shelf.add("vega", SEGMENT)

    assert found(shelf, "sales", table="p3-t1") == [(one, 2), (other, 0)]
    assert found(shelf, "sales", table="p3-t1", reach=Reach(LOCAL_PRINCIPAL, (other,))) == [(other, 0)]
    assert found(shelf, items=("cash",), table="p3-t1") == []
    assert found(shelf, "sales", table="p9-t9") == []


def test_a_table_is_given_whole_from_the_top(shelf: Shelf) -> None:
    document = shelf.add("orion", SALES, CASH, SEGMENT, SENTENCE)

    assert shelf.index.table(document, "p1-t1", LOCAL_PRINCIPAL) == [
        ((document, 0), replace(SALES, terms="")),
        ((document, 1), replace(CASH, terms="")),
    ]
    assert shelf.index.table(document, "p9-t9", LOCAL_PRINCIPAL) == []


def test_a_long_table_is_given_whole_too(shelf: Shelf) -> None:
    lines = [figure_row(f"Line {number}", number, row=number) for number in range(300)]
    document = shelf.add("orion", *lines, SEGMENT)

    assert [key for key, _ in shelf.index.table(document, "p1-t1", LOCAL_PRINCIPAL)] == [
        (document, number) for number in range(300)
    ]
    assert [row.label for row in shelf.index.rows([(document, 250), (document, 300)], LOCAL_PRINCIPAL)] == [
        "Line 250",
        "Net sales of stores",
    ]
    assert found(shelf, "299", table="p1-t1") == [(document, 299)]


def test_what_looks_like_a_query_is_only_a_term(shelf: Shelf) -> None:
    shelf.add("orion", SALES)

    for term in ('"', 'sales" OR "sales', "sales*", "NOT", "terms:sales", "(", "", " ", "\x00", "\ud800", "^sales"):
        assert found(shelf, term) == []


def test_walls_hold_inside_the_query(shelf: Shelf) -> None:
    public, walled = shelf.add("orion", SALES), shelf.add("vega", SALES, wall="deal")

    for terms, items in (("sales",), ()), ((), ("revenue",)):
        for table in (None, "p1-t1"):
            assert found(shelf, *terms, items=items, table=table, reach=Reach(OUTSIDER)) == [(public, 0)]
            assert len(found(shelf, *terms, items=items, table=table, reach=Reach(INSIDER))) == 2
            assert found(shelf, *terms, items=items, table=table, reach=Reach(OUTSIDER, (walled,))) == []
    assert [hit.key for hit in shelf.index.search(["sales"], Reach(OUTSIDER), 1)] == [(public, 0)]


def test_walls_hold_between_many_documents(shelf: Shelf) -> None:
    """More than are searched one by one."""
    kept = [shelf.add(f"issuer{number}", SALES, wall="deal" if number % 2 else "public") for number in range(80)]

    hits = shelf.index.search(["sales"], Reach(OUTSIDER), 100)

    assert {hit.key[0] for hit in hits} == set(kept[::2])


def test_a_document_behind_a_wall_is_as_one_that_is_missing(shelf: Shelf) -> None:
    with pytest.raises(NotFoundError) as missing:
        shelf.index.rows([(filing("vega", []).id, 0)], OUTSIDER)
    walled = shelf.add("vega", SALES, wall="deal")

    with pytest.raises(NotFoundError) as row:
        shelf.index.rows([(walled, 0)], OUTSIDER)
    with pytest.raises(NotFoundError) as table:
        shelf.index.table(walled, "p1-t1", OUTSIDER)

    assert str(row.value) == str(table.value) == str(missing.value)
    assert shelf.index.rows([(walled, 0)], INSIDER) == [replace(SALES, terms="")]


def test_rows_that_are_not_there(shelf: Shelf) -> None:
    shelf.add("orion", SALES, CASH)
    none = shelf.add("vega")
    one = shelf.add("lyra", SALES)

    for key in ((none, 0), (one, 1), (one, -1), (one, 1 << 20), (one, 1 << 70)):
        with pytest.raises(NotFoundError):
            shelf.index.rows([(one, 0), key], LOCAL_PRINCIPAL)


def test_only_the_named_documents_are_searched(shelf: Shelf) -> None:
    documents = [shelf.add(name, SALES) for name in ("orion", "vega", "lyra", "cygnus")]
    named = (documents[0], documents[2])

    assert found(shelf, "sales", reach=Reach(LOCAL_PRINCIPAL, named)) == [(document, 0) for document in named]
    assert found(shelf, "sales", reach=Reach(LOCAL_PRINCIPAL, ())) == []
    assert found(shelf, "sales", reach=Reach(LOCAL_PRINCIPAL, ("0" * 64,))) == []


def test_a_superseded_document_is_searched_only_where_it_is_named(shelf: Shelf) -> None:
    old, new = shelf.add("orion", SALES), shelf.add("orion amended", SALES)
    shelf.supersede(old, by=new)

    assert found(shelf, "sales") == found(shelf, items=("revenue",), table="p1-t1") == [(new, 0)]
    assert found(shelf, "sales", reach=Reach(LOCAL_PRINCIPAL, (old,))) == [(old, 0)]


def test_what_was_removed_or_replaced_is_found_no_more(shelf: Shelf) -> None:
    gone, kept = shelf.add("orion", SALES, SEGMENT), shelf.add("vega", SALES)
    shelf.remove(gone)
    shelf.add("vega", CASH)

    assert found(shelf, "net", "sales") == found(shelf, items=("revenue",)) == []
    assert found(shelf, "cash") == [(kept, 0)]
    with pytest.raises(NotFoundError):
        shelf.index.rows([(gone, 0)], LOCAL_PRINCIPAL)


def test_figures_are_counted(shelf: Shelf) -> None:
    assert shelf.index.count() == 0
    document = shelf.add("orion", SALES, CASH, SENTENCE)
    shelf.add("vega")
    assert shelf.index.count() == 5

    shelf.remove(document)
    assert shelf.index.count() == 0
