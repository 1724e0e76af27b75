"""Vectors in embedded Chroma: one collection for each wall, so that a wall costs no filter and cannot be forgotten.

For one process: whoever opens this owns the data folder (`DataFolder.own`), or its searches grow stale unnoticed.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from rm_assistant.domain.documents import DocumentId
from rm_assistant.domain.errors import DataFolderError
from rm_assistant.ports import PassageHit, PendingPassage, Reach, Vector

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

_FEW_DOCUMENTS = 20
"""Up to here a filter by document costs about 20 ms over 50,000 vectors; one over all of them 120 ms."""
_OVERFETCH = 4


class ChromaIndex:
    """Fills the `VectorIndex` port for the vectors of the embedder named `space`. Raises DataFolderError."""

    def __init__(self, folder: Path, space: str) -> None:
        self._folder = folder
        self._space = space
        with self._naming_failures():
            self._client = _open(folder)
            self._walls = {
                str((collection.metadata or {})["wall"]): collection
                for collection in self._client.list_collections()
                if (collection.metadata or {}).get("space") == space
            }

    def add(self, passages: Sequence[PendingPassage], vectors: Sequence[Vector]) -> None:
        by_wall: dict[str, list[int]] = defaultdict(list)
        for index, passage in enumerate(passages):
            by_wall[passage.document.wall].append(index)
        with self._naming_failures():
            for wall, indexes in by_wall.items():
                collection = self._collection(wall)
                for batch in _batches(indexes, self._client.get_max_batch_size()):
                    _upsert(collection, [(passages[index], vectors[index]) for index in batch])

    def search(self, vector: Vector, reach: Reach, limit: int) -> list[PassageHit]:
        """Cosine similarity, best first."""
        if reach.documents == ():
            return []
        query = np.asarray(vector, dtype=np.float32)
        with self._naming_failures():
            hits = [
                hit
                for wall, collection in list(self._walls.items())
                if reach.principal.may_read(wall)
                for hit in _search(collection, query, reach.documents, limit)
            ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:limit]

    def remove(self, document: DocumentId) -> None:
        """From every wall, and of every embedder."""
        with self._naming_failures():
            for collection in self._client.list_collections():
                collection.delete(where={"document": document})

    def count(self) -> int:
        with self._naming_failures():
            return sum(collection.count() for collection in self._walls.values())

    def close(self) -> None:
        self._client.close()

    def _collection(self, wall: str) -> Collection:
        if wall not in self._walls:
            self._walls[wall] = self._client.get_or_create_collection(
                _collection_name(self._space, wall),
                metadata={"space": self._space, "wall": wall},
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )
        return self._walls[wall]

    @contextlib.contextmanager
    def _naming_failures(self) -> Iterator[None]:
        from chromadb.errors import ChromaError  # noqa: PLC0415  slow to import, and not needed without vectors

        try:
            yield
        except ChromaError as error:
            raise DataFolderError(
                f"The vector index in {self._folder} cannot be used ({error}): "
                "remove that folder, and the vectors are made again"
            ) from error


def _open(folder: Path) -> Client:
    import chromadb  # noqa: PLC0415  0.7 s to import
    from chromadb.config import Settings  # noqa: PLC0415

    settings = Settings(anonymized_telemetry=False, chroma_otel_collection_endpoint="")
    return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))


def _collection_name(space: str, wall: str) -> str:
    """Within what Chroma allows in a name; the digest keeps apart what the rest does not."""
    readable = re.sub("[^A-Za-z0-9]+", "-", space).strip("-")[:40] or "vectors"
    digest = hashlib.sha256(f"{space}\n{wall}".encode()).hexdigest()
    return f"{readable}.{digest[:24]}"


def _upsert(collection: Collection, rows: Sequence[tuple[PendingPassage, Vector]]) -> None:
    collection.upsert(
        ids=[f"{passage.key[0]}:{passage.key[1]}" for passage, _ in rows],
        embeddings=np.asarray([vector for _, vector in rows], dtype=np.float32),
        metadatas=[{"document": passage.key[0], "page": passage.page} for passage, _ in rows],
    )


def _search(
    collection: Collection, query: np.ndarray, documents: Sequence[DocumentId] | None, limit: int
) -> list[PassageHit]:
    if documents is None:
        return _nearest(collection, query, limit)
    if len(documents) > _FEW_DOCUMENTS:
        wanted, looked_at = frozenset(documents), limit * _OVERFETCH
        nearest = _nearest(collection, query, looked_at)
        hits = [hit for hit in nearest if hit.key[0] in wanted]
        if len(hits) >= limit or len(nearest) < looked_at:
            return hits[:limit]
    return _nearest(collection, query, limit, documents)


def _nearest(
    collection: Collection, query: np.ndarray, limit: int, documents: Sequence[DocumentId] | None = None
) -> list[PassageHit]:
    chosen = None if documents is None else cast("Where", {"document": {"$in": list(documents)}})
    found = collection.query(
        query_embeddings=query[np.newaxis],
        n_results=limit,
        where=chosen,
        include=["metadatas", "distances"],
    )
    metadatas, distances = found["metadatas"] or [[]], found["distances"] or [[]]
    return [
        PassageHit(_key(identity), cast("int", metadata["page"]), 1.0 - distance)
        for identity, metadata, distance in zip(found["ids"][0], metadatas[0], distances[0], strict=True)
    ]


def _key(identity: str) -> tuple[DocumentId, int]:
    document, ordinal = identity.split(":")
    return document, int(ordinal)


def _batches(indexes: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (indexes[start : start + size] for start in range(0, len(indexes), size))
