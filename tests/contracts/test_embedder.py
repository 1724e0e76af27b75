"""What every embedder promises."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
import respx

from rm_assistant.adapters.langchain_embedder import LangChainEmbedder
from rm_assistant.adapters.local_embedder import LocalEmbedder
from rm_assistant.adapters.openai_embedder import OpenAIEmbedder
from rm_assistant.ports import Embedder, Vector
from tests import embedding_server
from tests.fakes_storage import WordEmbedder

TEXTS = ["Purchases of property, plant and equipment", "", "売上高は前期比5.6%増", "Dividends " * 400, "Risk factors"]


@pytest.fixture(scope="module")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(params=["words", "local", "openai", "langchain"])
def embedder(request: pytest.FixtureRequest, model_cache: Path) -> Iterator[Embedder]:
    if request.param == "words":
        yield WordEmbedder()
    elif request.param == "local":
        yield LocalEmbedder(model_cache, threads=1)
    elif request.param == "langchain":
        yield LangChainEmbedder.connect('langchain_core.embeddings.DeterministicFakeEmbedding {"size": 24}')
    else:
        with respx.mock(base_url=embedding_server.ADDRESS, assert_all_called=False) as endpoint:
            endpoint.post("/embeddings").mock(side_effect=embedding_server.answer)
            hosted = OpenAIEmbedder.connect(
                model="small", api_key=None, base_url=embedding_server.ADDRESS, timeout=5, retries=0
            )
            yield hosted
            hosted.close()


def length(vector: Vector) -> float:
    return math.sqrt(sum(value * value for value in vector))


def test_vectors_are_parallel_to_the_texts_and_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(TEXTS)

    assert len(vectors) == len(TEXTS)
    assert {len(vector) for vector in vectors} == {embedder.dimensions}
    assert [length(vector) for vector in vectors] == pytest.approx([1.0] * len(TEXTS), abs=1e-5)


def test_a_text_has_the_same_vector_wherever_it_stands(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    alone = [embedder.embed_passages([text])[0] for text in TEXTS]

    for one, other in zip(together, alone, strict=True):
        assert list(one) == pytest.approx(list(other), abs=1e-5)


def test_a_question_lies_in_the_same_space(embedder: Embedder) -> None:
    assert len(embedder.embed_query("What was capital expenditure?")) == embedder.dimensions
    assert length(embedder.embed_query("What was capital expenditure?")) == pytest.approx(1.0, abs=1e-5)


def test_no_texts_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]) == []


def test_the_space_has_a_name(embedder: Embedder) -> None:
    assert embedder.name
