"""The local embedder: what it means, and what it keeps."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from rm_assistant.adapters import local_embedder
from rm_assistant.adapters.local_embedder import LocalEmbedder
from rm_assistant.domain.errors import DataFolderError, SettingsError
from rm_assistant.ports import Vector


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> LocalEmbedder:
    return LocalEmbedder(tmp_path_factory.mktemp("models"), threads=1)


def likeness(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_texts_that_mean_the_same_are_near(embedder: LocalEmbedder) -> None:
    question = embedder.embed_query("How much was spent on buying new plants and equipment?")
    invested, paid = embedder.embed_passages(
        ["Purchases of property, plant and equipment (PP&E)", "Dividends paid to shareholders rose."]
    )

    assert likeness(question, invested) > likeness(question, paid) + 0.2


def test_two_published_sentences_are_as_near_as_their_authors_say(embedder: LocalEmbedder) -> None:
    """The figure stands in the documentation of Sentence Transformers for this model."""
    weather, lovely, drove = embedder.embed_passages(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )

    assert likeness(weather, lovely) == pytest.approx(0.6660, abs=1e-3)
    assert likeness(weather, drove) == pytest.approx(0.1046, abs=1e-3)
    assert likeness(lovely, drove) == pytest.approx(0.1411, abs=1e-3)


def test_the_graph_is_built_once(tmp_path: Path) -> None:
    LocalEmbedder(tmp_path / "cache", threads=1).embed_query("Net sales")
    (kept,) = (tmp_path / "cache").iterdir()
    before = kept.stat().st_mtime_ns
    LocalEmbedder(tmp_path / "cache", threads=1).embed_query("Net sales")

    assert [path.stat().st_mtime_ns for path in (tmp_path / "cache").iterdir()] == [before]


def test_threads_share_one_model(embedder: LocalEmbedder) -> None:
    found: list[Vector] = []
    threads = [threading.Thread(target=lambda: found.append(embedder.embed_query("Net sales rose"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert all(likeness(found[0], vector) == pytest.approx(1.0, abs=1e-5) for vector in found)


def test_a_cache_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")

    with pytest.raises(DataFolderError, match="cannot be written"):
        LocalEmbedder(tmp_path / "cache", threads=1).embed_query("Net sales")


def test_without_the_models_package_the_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_embedder, "_PACKAGE", "a_package_that_is_not_there")

    with pytest.raises(SettingsError, match="RM_EMBEDDER=none"):
        LocalEmbedder(tmp_path)
