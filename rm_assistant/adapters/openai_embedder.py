"""Vectors from an OpenAI-compatible endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import openai

from rm_assistant.adapters.openai_errors import CAUGHT, provider_error
from rm_assistant.adapters.unit_vectors import unit_vectors
from rm_assistant.ports import Vector

OPENAI = "https://api.openai.com/v1"
_TEXTS_AT_ONCE = 128
_CHARACTERS_AT_ONCE = 100_000
"""Well inside what providers take in one request (OpenAI: 2,048 texts, 300,000 tokens)."""


class OpenAIEmbedder:
    """Fills the `Embedder` port. `client` retries by itself, as often as it was made to."""

    def __init__(self, client: openai.OpenAI, model: str) -> None:
        self._client = client
        self._model = model
        self._dimensions: int | None = None

    @classmethod
    def connect(
        cls,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        timeout: float,
        retries: int,
    ) -> OpenAIEmbedder:
        """At `base_url`, or OpenAI's own. `timeout` in seconds, for one try; a server of one's own may need no key."""
        client = openai.OpenAI(
            api_key=api_key or "none", base_url=base_url or OPENAI, timeout=timeout, max_retries=retries
        )
        return cls(client, model)

    @property
    def name(self) -> str:
        """With the host: models of one name may differ between providers."""
        return f"{self._model}@{urlsplit(str(self._client.base_url)).netloc}"

    @property
    def dimensions(self) -> int:
        """Known from the first vector: asks for one where there was none yet. Raises ProviderError."""
        if self._dimensions is None:
            self.embed_query("dimensions")
        return self._dimensions or 0

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        return [vector for batch in _batches(texts) for vector in self._embed(batch)]

    def embed_query(self, text: str) -> Vector:
        return self._embed([text])[0]

    def close(self) -> None:
        self._client.close()

    def _embed(self, texts: Sequence[str]) -> list[Vector]:
        try:
            reply = self._client.embeddings.create(
                model=self._model,
                input=[text or " " for text in texts],  # an empty text is refused
                encoding_format="float",  # not every compatible server knows the other
            )
        except CAUGHT as error:
            raise provider_error(error) from error
        rows = sorted(getattr(reply, "data", None) or (), key=lambda row: row.index or 0)  # a page of HTML has no data
        found = [row.embedding or () for row in rows]
        vectors = unit_vectors(found, expected=len(texts), width=self._dimensions)
        self._dimensions = len(vectors[0])
        return vectors


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for text in texts:
        if batch and (len(batch) == _TEXTS_AT_ONCE or characters + len(text) > _CHARACTERS_AT_ONCE):
            yield batch
            batch, characters = [], 0
        batch.append(text)
        characters += len(text)
    if batch:
        yield batch
