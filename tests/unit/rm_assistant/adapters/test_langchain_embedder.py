"""LangChain's `Embeddings` by name."""

from __future__ import annotations

import httpx
import pytest

from rm_assistant.adapters.langchain_embedder import LangChainEmbedder
from rm_assistant.domain.errors import MalformedReplyError, RateLimitedError, SettingsError


class Embeddings:
    """A LangChain class to be named below."""

    def __init__(self, *, status: int = 0, width: int = 2) -> None:
        self._status = status
        self._width = width

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        if self._status:
            request = httpx.Request("POST", "https://models.example")
            raise httpx.HTTPStatusError("no", request=request, response=httpx.Response(self._status, request=request))
        return [4.0] * self._width


def test_vectors_are_brought_to_unit_length() -> None:
    embedder = LangChainEmbedder("fixed", Embeddings(width=4))  # type: ignore[arg-type]

    assert embedder.embed_query("Net sales") == [0.5, 0.5, 0.5, 0.5]
    assert embedder.embed_passages(["a", "b"]) == [[0.5] * 4] * 2
    assert embedder.dimensions == 4


def test_arguments_are_part_of_the_name() -> None:
    small = LangChainEmbedder.connect('langchain_core.embeddings.DeterministicFakeEmbedding {"size": 3}')
    large = LangChainEmbedder.connect('langchain_core.embeddings.DeterministicFakeEmbedding {"size": 5}')

    assert (small.dimensions, large.dimensions) == (3, 5)
    assert small.name != large.name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Embeddings",
        "no_such_module.Embeddings",
        "json.NoSuchClass",
        "json.JSONDecoder",
        "langchain_core.embeddings.DeterministicFakeEmbedding {",
        "langchain_core.embeddings.DeterministicFakeEmbedding [1]",
        'langchain_core.embeddings.DeterministicFakeEmbedding {"size": "wide"}',
    ],
)
def test_a_name_that_cannot_be_made_is_a_mistake_in_the_settings(written: str) -> None:
    with pytest.raises(SettingsError, match="RM_EMBEDDER"):
        LangChainEmbedder.connect(written)


def test_a_vendors_error_is_ours() -> None:
    embedder = LangChainEmbedder("busy", Embeddings(status=429))  # type: ignore[arg-type]

    with pytest.raises(RateLimitedError):
        embedder.embed_query("Net sales")


def test_a_mistake_is_not_taken_for_a_failing_provider() -> None:
    embedder = LangChainEmbedder("broken", Embeddings())  # type: ignore[arg-type]

    with pytest.raises(TypeError):
        embedder.embed_passages(3)  # type: ignore[arg-type]


def test_vectors_without_width_are_malformed() -> None:
    embedder = LangChainEmbedder("empty", Embeddings(width=0))  # type: ignore[arg-type]

    with pytest.raises(MalformedReplyError):
        embedder.embed_query("Net sales")
