"""Any LangChain `Embeddings` class, by its import name, so that no vendor is a must."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rm_assistant.adapters.langchain_errors import provider_error
from rm_assistant.adapters.unit_vectors import unit_vectors
from rm_assistant.domain.errors import SettingsError
from rm_assistant.ports import Vector

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings


class LangChainEmbedder:
    """Fills the `Embedder` port. `name` tells vector spaces apart: the class and its arguments as they were written."""

    def __init__(self, name: str, embeddings: Embeddings) -> None:
        self.name = name
        self._embeddings = embeddings
        self._dimensions: int | None = None

    @classmethod
    def connect(cls, written: str) -> LangChainEmbedder:
        """`written` is `module.Class`, or that and its keyword arguments as a JSON object.

        For instance `langchain_openai.OpenAIEmbeddings {"model": "text-embedding-3-small"}`. Keys and addresses may be
        left to what the integration reads itself. Raises SettingsError.
        """
        path, _, arguments = written.strip().partition(" ")
        try:
            return cls(written.strip(), _class(path)(**_arguments(arguments)))
        except (ImportError, AttributeError, TypeError, ValueError) as error:
            raise SettingsError(f"RM_EMBEDDER is 'langchain:{path}', which cannot be made: {error}") from error

    @property
    def dimensions(self) -> int:
        """Known from the first vector: asks for one where there was none yet. Raises ProviderError."""
        if self._dimensions is None:
            self.embed_query("dimensions")
        return self._dimensions or 0

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        return self._units(lambda: self._embeddings.embed_documents(list(texts)), len(texts)) if texts else []

    def embed_query(self, text: str) -> Vector:
        return self._units(lambda: [self._embeddings.embed_query(text)], 1)[0]

    def _units(self, ask: Callable[[], list[list[float]]], expected: int) -> list[Vector]:
        try:
            rows = ask()
        except Exception as error:  # vendors' errors share no ancestor; what is no error of a provider's goes on up
            mapped = provider_error(error)
            if mapped is None:
                raise
            raise mapped from error
        vectors = unit_vectors(rows, expected=expected, width=self._dimensions)
        self._dimensions = len(vectors[0])
        return vectors


def _class(path: str) -> Callable[..., Embeddings]:
    module, _, name = path.rpartition(".")
    if not module:
        raise ValueError("name it as module.Class")
    found = getattr(importlib.import_module(module), name)
    if not callable(getattr(found, "embed_documents", None)):
        raise TypeError(f"{path} is no LangChain Embeddings class")
    return found  # type: ignore[no-any-return]


def _arguments(written: str) -> dict[str, Any]:
    arguments = json.loads(written or "{}")
    if not isinstance(arguments, dict):
        raise TypeError("its arguments have to be a JSON object")
    return arguments
