"""What every catalog promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.sqlite_catalog import SqliteCatalog
from rm_assistant.adapters.sqlite_catalog_schema import open_catalog
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.documents import DocumentStatus, StatementKind
from rm_assistant.domain.errors import NotFoundError
from rm_assistant.ports import Catalog, Reach, StatementPage
from tests.fakes_storage import MemoryCatalog
from tests.filings import catalogued, filing

OUTSIDER = Principal("outsider")
INSIDER = Principal("insider", walls=frozenset({"deal"}))


@pytest.fixture(params=["memory", "sqlite"])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    if request.param == "memory":
        yield MemoryCatalog()
    else:
        database = open_catalog(tmp_path)
        yield SqliteCatalog(database)
        database.close()


def test_what_was_added_comes_back_whole(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales 1,577", "売上高 は 増加 した", ""])
    document = catalogued(parsed)
    catalog.add(parsed, document)

    assert catalog.get(parsed.id, LOCAL_PRINCIPAL) == document
    assert catalog.pages(parsed.id, [3, 1, 2], LOCAL_PRINCIPAL) == [parsed.pages[2], parsed.pages[0], parsed.pages[1]]
    assert catalog.page(parsed.id, 2, LOCAL_PRINCIPAL) == parsed.pages[1]
    assert catalog.sections(parsed.id, LOCAL_PRINCIPAL) == list(parsed.sections)


def test_passages_are_parallel_to_their_keys_and_come_without_terms(catalog: Catalog) -> None:
    one, other = filing("orion", ["Net sales", "Risk factors"]), filing("vega", ["Cash flow"])
    catalog.add(one, catalogued(one))
    catalog.add(other, catalogued(other))

    found = catalog.passages([(one.id, 1), (other.id, 0), (one.id, 0)], LOCAL_PRINCIPAL)

    assert [passage.text for passage in found] == ["Risk factors", "Cash flow", "Net sales"]
    assert found[0].spans == one.passages[1].spans
    assert {passage.terms for passage in found} == {""}


def test_documents_are_listed_newest_first(catalog: Catalog) -> None:
    old, new = filing("orion", ["a"]), filing("vega", ["b"])
    catalog.add(new, catalogued(new, minutes=5))
    catalog.add(old, catalogued(old))

    assert [document.name for document in catalog.documents(LOCAL_PRINCIPAL)] == ["vega.pdf", "orion.pdf"]


def test_a_document_behind_a_wall_is_as_one_that_is_missing(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales"], statements=[StatementKind.CASH_FLOW])
    with pytest.raises(NotFoundError) as missing:
        catalog.get(parsed.id, OUTSIDER)
    catalog.add(parsed, catalogued(parsed, wall="deal"))

    reads = (
        lambda reader: catalog.get(parsed.id, reader),
        lambda reader: catalog.page(parsed.id, 1, reader),
        lambda reader: catalog.sections(parsed.id, reader),
        lambda reader: catalog.passages([(parsed.id, 0)], reader),
    )
    for read in reads:
        with pytest.raises(NotFoundError) as walled:
            read(OUTSIDER)
        assert str(walled.value) == str(missing.value)
        assert read(INSIDER)
    assert catalog.documents(OUTSIDER) == []
    assert catalog.statement_pages(Reach(OUTSIDER), [StatementKind.CASH_FLOW]) == []
    assert catalog.statement_pages(Reach(OUTSIDER, (parsed.id,)), [StatementKind.CASH_FLOW]) == []
    assert len(catalog.statement_pages(Reach(INSIDER), [StatementKind.CASH_FLOW])) == 1


def test_a_public_document_is_read_by_one_who_names_no_public_wall(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales"])
    catalog.add(parsed, catalogued(parsed))

    assert len(catalog.documents(INSIDER)) == 1


def test_pages_and_passages_that_are_not_there(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales"])
    catalog.add(parsed, catalogued(parsed))

    with pytest.raises(NotFoundError):
        catalog.page(parsed.id, 2, LOCAL_PRINCIPAL)
    with pytest.raises(NotFoundError):
        catalog.passages([(parsed.id, 0), (parsed.id, 9)], LOCAL_PRINCIPAL)


def test_adding_again_replaces(catalog: Catalog) -> None:
    first = filing("orion", ["Net sales", "Risk factors"])
    catalog.add(first, catalogued(first))
    second = filing("orion", ["Cash flow"])
    catalog.add(second, catalogued(second, wall="deal"))

    assert len(catalog.documents(LOCAL_PRINCIPAL)) == 1
    assert catalog.page(first.id, 1, LOCAL_PRINCIPAL).text == "Cash flow"
    with pytest.raises(NotFoundError):
        catalog.page(first.id, 2, LOCAL_PRINCIPAL)
    assert catalog.documents(OUTSIDER) == []


def test_has_asks_for_the_version_that_read_it(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales"])
    catalog.add(parsed, catalogued(parsed))

    assert catalog.has(parsed.id, "1")
    assert not catalog.has(parsed.id, "2")
    assert not catalog.has("0" * 64, "1")


def test_an_amended_filing_supersedes_until_it_is_removed(catalog: Catalog) -> None:
    old = filing("orion", ["Net sales"], statements=[StatementKind.CASH_FLOW])
    new = filing("orion amended", ["Net sales"], statements=[StatementKind.CASH_FLOW])
    catalog.add(old, catalogued(old))
    catalog.add(new, catalogued(new))
    catalog.supersede(old.id, by=new.id)

    assert catalog.get(old.id, LOCAL_PRINCIPAL).superseded_by == new.id
    assert len(catalog.documents(LOCAL_PRINCIPAL)) == 2
    found = catalog.statement_pages(Reach(LOCAL_PRINCIPAL), [StatementKind.CASH_FLOW])
    assert [page.document for page in found] == [new.id]
    named = catalog.statement_pages(Reach(LOCAL_PRINCIPAL, (old.id,)), [StatementKind.CASH_FLOW])
    assert [page.document for page in named] == [old.id]

    catalog.remove(new.id)
    assert catalog.get(old.id, LOCAL_PRINCIPAL).superseded_by is None
    with pytest.raises(NotFoundError):
        catalog.get(new.id, LOCAL_PRINCIPAL)


def test_changing_a_document_that_is_not_there(catalog: Catalog) -> None:
    with pytest.raises(NotFoundError):
        catalog.supersede("0" * 64, by="1" * 64)
    with pytest.raises(NotFoundError):
        catalog.set_status("0" * 64, DocumentStatus.COMPLETE)
    catalog.remove("0" * 64)


def test_statement_pages_are_those_of_the_asked_statements(catalog: Catalog) -> None:
    statements = [StatementKind.CASH_FLOW, StatementKind.EQUITY]
    parsed = filing("orion", ["Cash flow", "Notes"], statements=statements)
    catalog.add(parsed, catalogued(parsed))

    found = catalog.statement_pages(Reach(LOCAL_PRINCIPAL), [StatementKind.CASH_FLOW, StatementKind.SEGMENTS])

    assert found == [StatementPage(parsed.id, 1, StatementKind.CASH_FLOW)]


def test_pending_vectors_come_shortest_first_with_their_header(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales rose", "Risk"])
    catalog.add(parsed, catalogued(parsed))

    pending = catalog.pending_vectors(10)

    assert [passage.text for passage in pending] == ["Orion\nRisk", "Orion\nNet sales rose"]
    assert [(passage.key, passage.page) for passage in pending] == [((parsed.id, 1), 2), ((parsed.id, 0), 1)]
    assert pending[0].document == catalogued(parsed)
    assert len(catalog.pending_vectors(1)) == 1


def test_a_document_is_complete_once_its_last_passage_is_embedded(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales", "Risk"])
    catalog.add(parsed, catalogued(parsed))

    catalog.mark_embedded([(parsed.id, 0), ("0" * 64, 0)])
    assert catalog.get(parsed.id, LOCAL_PRINCIPAL).status is DocumentStatus.SEARCHABLE
    assert [passage.key for passage in catalog.pending_vectors(10)] == [(parsed.id, 1)]

    catalog.mark_embedded([(parsed.id, 1)])
    assert catalog.get(parsed.id, LOCAL_PRINCIPAL).status is DocumentStatus.COMPLETE
    assert catalog.pending_vectors(10) == []


def test_vectors_are_wanted_again_after_the_embedder_changed_or_the_index_was_lost(catalog: Catalog) -> None:
    parsed = filing("orion", ["Net sales"])
    catalog.expect_vectors("small", 0)
    catalog.add(parsed, catalogued(parsed))
    catalog.mark_embedded([(parsed.id, 0)])

    catalog.expect_vectors("small", 1)
    assert catalog.pending_vectors(10) == []
    catalog.expect_vectors("small", 0)
    assert len(catalog.pending_vectors(10)) == 1
    assert catalog.get(parsed.id, LOCAL_PRINCIPAL).status is DocumentStatus.SEARCHABLE

    catalog.mark_embedded([(parsed.id, 0)])
    catalog.expect_vectors("large", 1)
    assert len(catalog.pending_vectors(10)) == 1
