"""What every full-text index promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from rm_assistant.adapters.sqlite_text_index import SqliteTextIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.filings import ParsedFiling
from rm_assistant.ports import Catalog, Reach, TextIndex
from tests.fakes_storage import MemoryCatalog, MemoryTextIndex
from tests.filings import catalogued, filing

EVERYTHING = Reach(LOCAL_PRINCIPAL)


class Library:
    """A catalog and its index, whichever they are."""

    def __init__(self, catalog: Catalog, index: TextIndex) -> None:
        self.catalog = catalog
        self.index = index

    def add(self, parsed: ParsedFiling, *, wall: str = "public") -> ParsedFiling:
        self.catalog.add(parsed, catalogued(parsed, wall=wall))
        return parsed

    def pages(self, *terms: str, reach: Reach = EVERYTHING, limit: int = 10) -> list[tuple[str, int]]:
        return [(hit.document, hit.page) for hit in self.index.search_pages(terms, reach, limit)]

    def passages(self, *terms: str, reach: Reach = EVERYTHING, limit: int = 10) -> list[tuple[str, int]]:
        return [hit.key for hit in self.index.search_passages(terms, reach, limit)]


@pytest.fixture(params=["memory", "sqlite"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    if request.param == "memory":
        memory = MemoryCatalog()
        yield Library(memory, MemoryTextIndex(memory))
    else:
        database = open_catalog(tmp_path)
        yield Library(SqliteCatalog(database), SqliteTextIndex(database))
        database.close()


def test_the_page_that_holds_more_of_the_rarer_terms_comes_first(library: Library) -> None:
    parsed = library.add(filing("orion", ["sales rose", "sales fell", "capital expenditure sales", "notes", "notes"]))

    assert library.pages("capital", "sales")[0] == (parsed.id, 3)
    assert set(library.pages("capital", "sales")) == {(parsed.id, 1), (parsed.id, 2), (parsed.id, 3)}
    assert len(library.pages("capital", "sales", limit=2)) == 2
    assert library.pages("dividend") == []
    assert library.pages() == []


def test_passages_are_found_by_their_own_terms_and_say_their_page(library: Library) -> None:
    parsed = library.add(filing("orion", ["sales", "capital expenditure"]))

    (hit,) = library.index.search_passages(["capital"], EVERYTHING, 10)

    assert (hit.key, hit.page) == ((parsed.id, 1), 2)
    assert hit.score > 0
    assert set(library.passages("orion")) == {(parsed.id, 0), (parsed.id, 1)}


def test_terms_are_taken_as_they_were_made(library: Library) -> None:
    parsed = library.add(filing("orion", ["0.5 a&b", "営業利益 売上", "5 b"]))

    assert library.pages("0.5") == [(parsed.id, 1)]
    assert library.pages("a&b") == [(parsed.id, 1)]
    assert library.pages("5") == [(parsed.id, 3)]
    assert library.pages("売上") == [(parsed.id, 2)]
    assert library.pages("利益") == []


def test_what_looks_like_a_query_is_only_a_term(library: Library) -> None:
    library.add(filing("orion", ["sales"]))

    for term in ('"', 'sales" OR "sales', "sales*", "NOT", "terms:sales", "(", "", " ", "\x00", "\ud800", "^sales"):
        assert library.pages(term) == []


def test_walls_hold_inside_the_query(library: Library) -> None:
    public = library.add(filing("orion", ["sales"]))
    walled = library.add(filing("vega", ["sales"]), wall="deal")
    outsider, insider = Principal("a"), Principal("b", walls=frozenset({"deal"}))

    for search in (library.pages, library.passages):
        assert {key[0] for key in search("sales", reach=Reach(outsider))} == {public.id}
        assert {key[0] for key in search("sales", reach=Reach(insider))} == {public.id, walled.id}
        assert search("sales", reach=Reach(outsider, (walled.id,))) == []
        assert {key[0] for key in search("sales", reach=Reach(outsider), limit=1)} == {public.id}


def test_only_the_named_documents_are_searched(library: Library) -> None:
    filings = [library.add(filing(name, ["sales"])) for name in ("orion", "vega", "lyra", "cygnus")]
    named = (filings[0].id, filings[2].id)

    assert {key[0] for key in library.passages("sales", reach=Reach(LOCAL_PRINCIPAL, named))} == set(named)
    assert library.passages("sales", reach=Reach(LOCAL_PRINCIPAL, ())) == []
    assert library.passages("sales", reach=Reach(LOCAL_PRINCIPAL, ("0" * 64,))) == []


def test_a_superseded_document_is_searched_only_where_it_is_named(library: Library) -> None:
    old, new = library.add(filing("orion", ["sales"])), library.add(filing("orion amended", ["sales"]))
    library.catalog.supersede(old.id, by=new.id)

    assert {key[0] for key in library.pages("sales")} == {new.id}
    assert {key[0] for key in library.pages("sales", reach=Reach(LOCAL_PRINCIPAL, (old.id,)))} == {old.id}


def test_what_was_removed_or_replaced_is_found_no_more(library: Library) -> None:
    gone, kept = library.add(filing("orion", ["sales"])), library.add(filing("vega", ["sales"]))
    library.catalog.remove(gone.id)
    library.add(filing("vega", ["cash"]))

    assert library.pages("sales") == []
    assert library.passages("sales") == []
    assert library.pages("cash") == [(kept.id, 1)]


def test_the_share_of_passages_that_hold_a_term(library: Library) -> None:
    library.add(filing("orion", ["sales rose", "sales fell", "capital expenditure", "notes"]))
    library.add(filing("lyra", ["sales"]), wall="secret")

    shares = library.index.passage_shares(("sales", "capital", "dividend"))

    assert shares == {"sales": 0.6, "capital": 0.2, "dividend": 0.0}


def test_an_empty_library_holds_no_term(library: Library) -> None:
    assert library.index.passage_shares(("sales",)) == {"sales": 0.0}
