"""What every vector index promises."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from rm_assistant.adapters.chroma_index import ChromaIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.ports import PendingPassage, Reach, Vector, VectorIndex
from tests.fakes_storage import MemoryVectorIndex
from tests.filings import catalogued, filing

EVERYTHING = Reach(LOCAL_PRINCIPAL)


@pytest.fixture(params=["memory", "chroma"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "memory":
        yield MemoryVectorIndex()
    else:
        chroma = ChromaIndex(tmp_path, "words/64 v1")
        yield chroma
        chroma.close()


def towards(degrees: float) -> Vector:
    return (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)), 0.0)


def passages(name: str, count: int, *, wall: str = "public") -> list[PendingPassage]:
    parsed = filing(name, [f"page {number}" for number in range(count)])
    document = catalogued(parsed, wall=wall)
    return [PendingPassage((parsed.id, ordinal), ordinal + 1, "", document) for ordinal in range(count)]


def test_the_nearest_come_first_with_their_pages(index: VectorIndex) -> None:
    three = passages("orion", 3)
    index.add(three, [towards(90), towards(10), towards(40)])

    hits = index.search(towards(0), EVERYTHING, 2)

    assert [hit.key for hit in hits] == [three[1].key, three[2].key]
    assert [hit.page for hit in hits] == [2, 3]
    assert hits[0].score == pytest.approx(math.cos(math.radians(10)), abs=1e-5)


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert index.search(towards(0), EVERYTHING, 5) == []
    assert index.count() == 0
    index.add([], [])
    index.remove("0" * 64)


def test_adding_again_changes_the_vector_and_not_the_count(index: VectorIndex) -> None:
    (one,) = passages("orion", 1)
    index.add([one], [towards(90)])
    index.add([one], [towards(0)])

    assert index.count() == 1
    assert index.search(towards(0), EVERYTHING, 5)[0].score == pytest.approx(1.0, abs=1e-5)


def test_walls_hold_inside_the_query(index: VectorIndex) -> None:
    near, far = passages("vega", 4, wall="deal"), passages("orion", 1)
    index.add([*near, *far], [*(towards(angle) for angle in range(4)), towards(80)])

    outside = index.search(towards(0), Reach(Principal("outsider")), 3)
    assert [hit.key for hit in outside] == [far[0].key]
    assert index.search(towards(0), Reach(Principal("outsider"), (near[0].key[0],)), 3) == []
    inside = index.search(towards(0), Reach(Principal("insider", walls=frozenset({"deal"}))), 5)
    assert [hit.key for hit in inside] == [*(passage.key for passage in near), far[0].key]


@pytest.mark.parametrize("others", [1, 30])
def test_only_the_named_documents_are_searched(index: VectorIndex, others: int) -> None:
    wanted = [passages(f"wanted {number}", 1)[0] for number in range(others)]
    unwanted = passages("unwanted", 40)
    index.add([*wanted, *unwanted], [*(towards(60 + n) for n in range(others)), *(towards(n) for n in range(40))])
    reach = Reach(LOCAL_PRINCIPAL, tuple(passage.key[0] for passage in wanted))

    hits = index.search(towards(0), reach, 3)

    assert [hit.key for hit in hits] == [passage.key for passage in wanted[:3]]
    assert index.search(towards(0), Reach(LOCAL_PRINCIPAL, ()), 3) == []


def test_a_removed_document_is_found_no_more(index: VectorIndex) -> None:
    gone, kept = passages("orion", 2), passages("vega", 1)
    index.add([*gone, *kept], [towards(0), towards(1), towards(2)])
    index.remove(gone[0].key[0])

    assert [hit.key for hit in index.search(towards(0), EVERYTHING, 5)] == [kept[0].key]
    assert index.count() == 1
