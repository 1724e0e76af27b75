"""Embedded Chroma: what stays, what is kept apart, and what is told when it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from rm_assistant.adapters.chroma_index import ChromaIndex
from rm_assistant.domain.access import LOCAL_PRINCIPAL, Principal
from rm_assistant.domain.errors import DataFolderError
from rm_assistant.ports import PendingPassage, Reach
from tests.filings import catalogued, filing

EVERYTHING = Reach(LOCAL_PRINCIPAL)
OUTSIDER = Reach(Principal("outsider"))


def passage(name: str, *, wall: str = "public") -> PendingPassage:
    parsed = filing(name, ["page"])
    return PendingPassage((parsed.id, 0), 1, "", catalogued(parsed, wall=wall))


def test_vectors_stay_and_walls_with_them(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path, "words")
    public, walled = passage("orion"), passage("vega", wall="deal 1")
    index.add([public, walled], [[1.0, 0.0], [1.0, 0.0]])
    index.close()

    reopened = ChromaIndex(tmp_path, "words")
    assert reopened.count() == 2
    assert [hit.key for hit in reopened.search([1.0, 0.0], OUTSIDER, 5)] == [public.key]
    assert {hit.key for hit in reopened.search([1.0, 0.0], EVERYTHING, 5)} == {public.key, walled.key}
    reopened.close()


def test_vectors_of_another_embedder_are_never_compared(tmp_path: Path) -> None:
    """Their widths may differ, and their names be alike but for what Chroma does not allow in one."""
    one, other = ChromaIndex(tmp_path, "model/1 small"), ChromaIndex(tmp_path, "model:1 small")
    one.add([passage("orion")], [[1.0, 0.0]])
    other.add([passage("vega")], [[1.0, 0.0, 0.0]])

    assert [hit.key for hit in one.search([1.0, 0.0], EVERYTHING, 5)] == [passage("orion").key]
    assert (one.count(), other.count()) == (1, 1)
    one.close()
    other.close()


def test_a_removed_document_is_gone_from_every_embedders_vectors(tmp_path: Path) -> None:
    for space in ("small", "large"):
        index = ChromaIndex(tmp_path, space)
        index.add([passage("orion")], [[1.0, 0.0]])
        index.close()
    index = ChromaIndex(tmp_path, "small")
    index.remove(passage("orion").key[0])
    index.close()

    other = ChromaIndex(tmp_path, "large")
    assert other.count() == 0
    other.close()


@pytest.mark.parametrize("space", ["", "x", "日本語", "a" * 300, "langchain_openai.OpenAIEmbeddings {'model': 'm'}"])
@pytest.mark.parametrize("wall", ["", "案件A", "deal/../1", "w" * 300])
def test_any_name_of_embedder_and_wall_will_do(tmp_path: Path, space: str, wall: str) -> None:
    index = ChromaIndex(tmp_path, space)
    walled = passage("orion", wall=wall)
    index.add([walled], [[1.0, 0.0]])

    inside = Reach(Principal("insider", walls=frozenset({wall})))
    assert [hit.key for hit in index.search([1.0, 0.0], inside, 5)] == [walled.key]
    assert index.search([1.0, 0.0], OUTSIDER, 5) == []
    index.close()


def test_vectors_of_another_width_say_what_to_do(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path, "words")
    index.add([passage("orion")], [[1.0, 0.0]])

    with pytest.raises(DataFolderError, match="remove that folder"):
        index.add([passage("vega")], [[1.0, 0.0, 0.0]])
    index.close()


def test_a_damaged_index_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_text("not a database, whatever its name says" * 200)

    with pytest.raises(DataFolderError, match="remove that folder"):
        ChromaIndex(tmp_path, "words")


def test_nothing_is_reported_to_its_makers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")
    monkeypatch.setenv("CHROMA_OTEL_COLLECTION_ENDPOINT", "https://collector.example")

    index = ChromaIndex(tmp_path, "words")

    settings = index._client.get_settings()
    assert settings.anonymized_telemetry is False
    assert settings.chroma_otel_collection_endpoint == ""
    index.close()
